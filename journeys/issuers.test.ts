// Issuers of documents: a master list is read and believed, and a seal at the counter is genuine.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { masterList, office } from '../src/lib/chip/chip-on-trial.ts'
import { vdsNc } from '../src/lib/seals/seal-on-trial.ts'
import { openCounter, type Counter } from './counter.ts'
import { axe, fits, picture } from './eyes.ts'
import { attestBoth, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

const [owner, second] = ['nasir.abokor', 'sahra.jibril']
const root = office({ country: 'KE', called: 'CSCA Kenya' })
const others = [
  office({ country: 'ET', called: 'CSCA Ethiopia', until: '2027-01-10' }),
  office({ country: 'SO', called: 'CSCA Somalia', until: '2025-06-30' }),
]
const publisher = office({ country: 'KE', called: 'Master List Signer', by: root })
const visas = office({ country: 'KE', called: 'VS', by: root, serial: 50 })

/** A scanner's program puts the text of a code where the cursor is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

async function seen(page: Page, name: string, language: string): Promise<void> {
  await axe(page)
  await fits(page)
  await picture(page, language === 'en' ? name : `${name}.${language}`)
}

for (const language of ['en', 'ar'] as const) {
  test(`a master list is read, compared and believed, and a seal is genuine, in ${language}`,
    async () => {
      const page = await counter.asOfficer('administrator', { language })
      await page.goto(`${counter.url}/issuers/import`)
      await page.locator('.importing input').first().fill(`KE-${language}`)
      await page.locator('.importing input[type=file]').setInputFiles({
        name: 'kenya.ml', mimeType: 'application/octet-stream',
        buffer: masterList([root, ...others], publisher),
      })
      await page.locator('.importing button.due').click()
      await page.locator('.stack .sign').first().waitFor()
      await seen(page, 'issuers-import', language)
      await page.locator('.stack button.due').click()
      await page.locator('.certificates li').nth(2).waitFor()
      await page.keyboard.press('a')
      await page.locator('.version form').waitFor()
      await seen(page, 'issuers-difference', language)
      const field = (at: number) => page.locator('.version form .field').nth(at)
      await field(0).locator('input, textarea').fill('Master list of Kenya')
      await field(1).locator('input, textarea').fill('Brought by the embassy.')
      await field(2).locator('input').first().fill('2027-05-20')
      await page.locator('.version form button.due').click()
      await attestBoth(page, counter.codeFor, owner, second)
      await page.locator('.certificates li').nth(2).waitFor()
      await seen(page, 'issuers', language)
      await page.setViewportSize({ width: 390, height: 844 })
      await fits(page)
      await picture(page, `issuers.phone${language === 'en' ? '' : `.${language}`}`)
      await page.context().close()

      const booth = await counter.asOfficer('primary-officer', { language })
      await scan(booth, counter.zone('first-visit'))
      const number = counter.number('first-visit')
      await paste(booth, vdsNc('KEN', visas, 'icao.dta', { pid: { dn: number } }))
      await booth.locator('.findings .sign[data-state=clear]').nth(1).waitFor()
      await seen(booth, 'booth-seal', language)
      await paste(booth, vdsNc('KEN', visas, 'icao.dta', { pid: { dn: number } })
        .replace(number, 'X9999999'))
      await booth.locator('.findings .sign[data-state=stop]').waitFor()
      assert.equal(await booth.locator('.booth').getAttribute('data-shows'), 'stop')
    })
}
