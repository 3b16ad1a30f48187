// Hits of the watch-list: referred at the counter, and released by two officers or not at all.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { nodeItself } from '../src/kernel/attestation.ts'
import { crossings } from '../src/border/crossings/register.ts'
import { openCounter, officers, type Counter, type Scene } from './counter.ts'
import { axe, fits } from './eyes.ts'
import { attestBoth, Hands, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

const decisionsOf = async (scene: Scene) => {
  const documentNumber = counter.number(scene)
  const rows = await counter.node.known(nodeItself('GLD')).all(
    crossings, { documentNumber }, { order: 'at desc' })
  return rows.map(({ decision }) => decision)
}

for (const [language, scene] of [['en', 'alert-detain'], ['ar', 'stolen-passport']] as const) {
  test(`a hit is referred, released by two, and then admitted, in ${language}`, async () => {
    const number = counter.number(scene)
    const first = await counter.asOfficer('primary-officer', { language })
    const hands = new Hands(first)
    await scan(first, counter.zone(scene))
    assert.equal(await first.locator('.booth').getAttribute('data-shows'), 'stop')
    await axe(first)
    // What agrees is said in words: no letter for a sex, no code of a country, no bare date.
    const because = await first.locator('.because').innerText()
    assert.doesNotMatch(because, /\b(?:M|F|[A-Z]{3})\b(?! ?[A-Z0-9])|\d{4}-\d\d/)
    // Neither Enter nor the key of admission lets in whom an alert stops.
    await hands.press('Enter', 'F6')
    assert.equal(await first.locator('.booth').getAttribute('data-shows'), 'stop')
    assert.deepEqual((await decisionsOf(scene)).filter((each) => each === 'admitted'), [])
    await hands.press('F8', 'Enter')
    await first.locator('.lines ol li').first().filter({ hasText: number }).waitFor()
    console.log(`a referral in ${language}: ${hands.keys - 2} keys`)
    assert.equal((await decisionsOf(scene))[0], 'referred')

    const second = await counter.asOfficer('secondary-officer', { language })
    await second.keyboard.press('Alt+g')
    await second.keyboard.press('h')
    await second.locator('.page h1').waitFor()
    const { surname } = counter.scene(scene).traveller!.person
    await second.locator('.ledger a').filter({ hasText: surname! }).first().click()
    await second.locator('.hit-file').waitFor()
    await axe(second)
    await fits(second)
    await second.keyboard.press('t')
    await second.locator('.verdicts').waitFor()
    await second.keyboard.press('2')
    await second.locator('.hit-what form textarea').first()
      .fill('The face and the fingerprints are those of another person.')
    await second.locator('.hit-what form button.due').click()
    await attestBoth(second, counter.codeFor, officers['secondary-officer'], officers.supervisor)
    await second.locator('.decided').waitFor()
    await axe(second)
    await second.context().close()

    await scan(first, counter.zone(scene))
    assert.notEqual(await first.locator('.booth').getAttribute('data-shows'), 'stop')
    const shows = await first.locator('.booth').getAttribute('data-shows')
    await hands.press(...(shows === 'clear' ? ['Enter'] : ['F6', '3', 'Enter']))
    await first.locator('.lines ol li').nth(1).filter({ hasText: number }).waitFor()
    assert.equal((await decisionsOf(scene))[0], 'admitted')
    await first.context().close()
  })
}

test('nobody is the second officer of themselves', async () => {
  const page = await counter.asOfficer('secondary-officer')
  await scan(page, counter.zone('alert-deny-entry'))
  await page.keyboard.press('F6')
  await page.locator('.judging').waitFor()
  await axe(page)
  await page.keyboard.press('1')
  await page.locator('.judging input').fill('Compared with the picture of the alert.')
  await page.locator('[data-record]').click()
  const dialog = page.locator('dialog[open]')
  await dialog.waitFor()
  if (await dialog.locator('#officer[readonly]').count() > 0) {
    await dialog.locator('#code').fill(await counter.codeFor(officers['secondary-officer']))
    await page.keyboard.press('Enter')
  }
  await dialog.locator('#officer:not([readonly])').fill(officers['secondary-officer'])
  await dialog.locator('#code').fill(await counter.codeFor(officers['secondary-officer']))
  await page.keyboard.press('Enter')
  await dialog.getByRole('alert').locator('.sign').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.booth').getAttribute('data-shows'), 'stop')
  await page.context().close()
})
