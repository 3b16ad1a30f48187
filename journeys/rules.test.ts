// A risk rule: written, run on past crossings, switched on by two officers, and met at the counter.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openCounter, type Counter } from './counter.ts'
import { axe, fits, picture } from './eyes.ts'
import { attestBoth, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

const [owner, second] = ['leyla.haddad', 'sahra.jibril']

async function seen(page: Page, name: string, language: string): Promise<void> {
  await axe(page)
  await fits(page)
  await picture(page, language === 'en' ? name : `${name}.${language}`)
}

for (const language of ['en', 'ar'] as const) {
  test(`a rule is written, run on history, and switched on, in ${language}`, async () => {
    const page = await counter.asOfficer('alert-owner', { language })
    await page.goto(`${counter.url}/rules/new`)
    const condition = page.locator('.rule-condition').first().locator('select, input')
    await condition.nth(0).selectOption('crossings-30-days')
    await condition.nth(2).fill('1')
    for (const [name, text] of [
      ['name', `Often here (${language})`], ['look', 'the stamps of the last month'],
      ['owner', 'Border Service'], ['legalBasis', 'Immigration Act 2019, s. 12'],
      ['validUntil', '2027-06-30'],
    ] as const) await page.locator(`.rule-editor [name="${name}"]`).fill(text)
    await page.locator('.rule-written > .acts button').click()
    await page.locator('.rule-side .acts button').nth(2).click()
    await page.locator('.rule-ran').waitFor()
    await seen(page, 'rule', language)
    await page.locator('.rule-switch button.due').click()
    await attestBoth(page, counter.codeFor, owner, second)
    await page.locator('.head .sign[data-state=clear]').waitFor()
    await page.goto(`${counter.url}/rules`)
    await page.locator('.ledger').waitFor()
    await seen(page, 'rules', language)
    await page.context().close()

    const booth = await counter.asOfficer('primary-officer', { language })
    await scan(booth, counter.zone('overstay'))
    const found = booth.locator('.findings li')
    await found.first().waitFor()
    const text = (await found.allInnerTexts()).join('\n')
    assert.doesNotMatch(text, /undefined/)
    await seen(booth, 'booth-rule', language)
    await booth.context().close()
  })
}
