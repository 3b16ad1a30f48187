// A list from outside: read, compared, put in force by two officers, and met at the counter.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { writeMrz } from '../src/lib/mrz/write-mrz.ts'
import { openCounter, type Counter } from './counter.ts'
import { axe, fits, picture } from './eyes.ts'
import { attestBoth, Hands, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

const [owner, second] = ['leyla.haddad', 'sahra.jibril']
const folder = new URL('../testdata/lists/', import.meta.url)
const darmila = readFileSync(new URL('darmila.csv', folder), 'utf8')

/** What two officers attest of the list, question by question. */
async function fill(page: Page): Promise<void> {
  const field = (at: number) => page.locator('.version form .field').nth(at)
  const texts = ['Darmila national list', 'Darmila National Police', 'Police Act 2012, s. 44']
  for (const [at, text] of texts.entries()) await field(at).locator('input, textarea').fill(text)
  await field(4).locator('input').click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await field(5).locator('input[type=radio]').nth(1).check()
  await field(6).locator('input[type=radio]').nth(1).check()
  await field(8).locator('input, textarea').fill('duty desk, channel 4')
  await field(9).locator('input').first().fill('2027-11-20')
  await field(10).locator('input').first().fill('2027-05-20')
}

async function seen(page: Page, name: string, language: string): Promise<void> {
  await axe(page)
  await fits(page)
  await picture(page, language === 'en' ? name : `${name}.${language}`)
  await page.setViewportSize({ width: 390, height: 844 })
  await fits(page)
  await picture(page, `${name}.phone${language === 'en' ? '' : `.${language}`}`)
  await page.setViewportSize({ width: 1024, height: 600 })
}

async function imports(page: Page, code: string, text: string): Promise<void> {
  await page.goto(`${counter.url}/lists/import`)
  await page.locator('.importing input').first().fill(code)
  await page.locator('.importing input[type=file]').setInputFiles({
    name: 'darmila.csv', mimeType: 'text/csv', buffer: Buffer.from(text),
  })
  await page.locator('.importing button.due').click()
}

const people = {
  en: { surname: 'TALMIIR', givenNames: 'QADRUU CABDI', born: '1971-05-02', sex: 'M' },
  ar: { surname: 'BALDAAN', givenNames: 'NURDIIN WAQTIYO', born: '1990-06-07', sex: 'M' },
} as const

for (const language of ['en', 'ar'] as const) {
  const code = language === 'en' ? 'DN' : 'DN-AR'

  test(`a list is imported, compared and put in force, in ${language}`, async () => {
    const page = await counter.asOfficer('alert-owner', { language })
    await imports(page, code, darmila.slice(0, 300).replace('\n', '\n"'))
    await page.locator('.sign[data-state=stop]').first().waitFor()
    await axe(page)
    await imports(page, code, darmila)
    await page.locator('.mapped').waitFor()
    await seen(page, 'list-import', language)
    await page.locator('.stack > .stack > .acts button.due').click()
    await page.locator('.difference').nth(4).waitFor()
    await page.keyboard.press('a')
    await page.locator('.version form').waitFor()
    await seen(page, 'list-difference', language)
    await fill(page)
    await page.locator('.version form button.due').click()
    await attestBoth(page, counter.codeFor, owner, second)
    await page.locator('.ledger').waitFor()
    await seen(page, 'list', language)
    await page.goto(`${counter.url}/lists`)
    await page.locator('.ledger tbody tr, .ledger [role=row]').first().waitFor()
    await seen(page, 'lists', language)
    await page.context().close()
  })

  test(`who is on the list is stopped, and shown word by word why, in ${language}`, async () => {
    const { surname, givenNames, born, sex } = people[language]
    const zone = writeMrz({
      documentCode: 'P', issuer: 'SOM', nationality: 'SOM', documentNumber: 'Z7712345',
      surname, givenNames, birthDate: born, sex, expiryDate: '2031-01-01',
    }, 'TD3') as string[]
    const booth = await counter.asOfficer('secondary-officer', { language })
    await scan(booth, zone.join('\n'))
    assert.equal(await booth.locator('.booth').getAttribute('data-shows'), 'stop')
    const hands = new Hands(booth)
    await hands.press('F6')
    await booth.locator('.releasing .aligned').first().waitFor()
    await axe(booth)
    await picture(booth, language === 'en' ? 'booth-hit' : `booth-hit.${language}`)
    await booth.goto(`${counter.url}/hits`)
    await booth.locator('.ledger a').filter({ hasText: surname }).first().click()
    await booth.locator('.hit-file .aligned').waitFor()
    const pairs = await booth.locator('.hit-file .aligned .word-pair').count()
    assert.ok(pairs >= 3, `${pairs} words are drawn`)
    await seen(booth, 'hit', language)
    await booth.context().close()
  })
}
