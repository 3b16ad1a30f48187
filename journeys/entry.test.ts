// People come to the counter: entry, refusal, a person without a document, a letter misread.

import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { nodeItself } from '../src/kernel/attestation.ts'
import { crossings } from '../src/border/crossings/register.ts'
import { verifyPath } from '../src/nodes/verifier.ts'
import { openCounter, type Counter, type Language, type Scene } from './counter.ts'
import { axe, fits, printed, readQr } from './eyes.ts'
import { Hands, line, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

/** The crossings of a document, as the node knows them, the latest first. */
async function crossingsOf(documentNumber: string) {
  const known = counter.node.known(nodeItself('GLD'))
  return known.all(crossings, { documentNumber }, { order: 'at desc' })
}

const numberOf = (name: Scene) => counter.number(name)

for (const [language, scene] of [['en', 'first-visit'], ['ar', 'identity-card']] as const) {
  test(`a clean traveller is admitted with the keyboard alone, in ${language}`, async () => {
    const page = await counter.asOfficer('primary-officer', { language })
    const hands = new Hands(page)
    await scan(page, counter.zone(scene))
    assert.equal(await page.locator('.booth').getAttribute('data-shows'), 'clear')
    await axe(page)
    await fits(page)
    // Holiday, and Enter: the reader is asked for nothing else.
    await hands.press('h', 'Enter')
    await line(page, numberOf(scene))
    assert.ok(hands.keys <= 12, `${hands.keys} keys`)
    console.log(`a clean traveller in ${language}: ${hands.keys} keys after the scan`)
    const [row] = await crossingsOf(numberOf(scene))
    assert.equal(row!.decision, 'admitted')
    assert.equal(row!.purpose, 'holiday')
    assert.equal(row!.officer, 'amina.warsame')
    assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr')
    // The next person is due at once.
    assert.equal(await page.locator('.booth').getAttribute('data-shows'), 'nobody')
    await page.context().close()
  })
}

test('the slip that a traveller takes along is verified with the journal\'s key', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await scan(page, counter.zone('refugee-document'))
  await hands.press('Enter')
  await line(page, numberOf('refugee-document'))
  await hands.press('F7')
  const proof = await readQr(page.locator('.preview svg.qr'))
  const slip = join(counter.folder, 'slip')
  writeFileSync(slip, proof)
  const verdict = await verifyPath(slip, { key: counter.node.keys.vkey })
  assert.equal(verdict.exit, 0, verdict.lines.join('\n'))
  assert.match(verdict.lines[0]!, /^sound: leaf \d+ is in /)
  // One changed character of the proof, and it is not.
  const changed = proof.replace(/[A-Za-z0-9](?=={0,2}\n\n)/, (last) => (last === 'A' ? 'B' : 'A'))
  assert.notEqual(changed, proof)
  writeFileSync(slip, changed)
  assert.notEqual((await verifyPath(slip, { key: counter.node.keys.vkey })).exit, 0)
  await page.context().close()
})

for (const [language, theirs] of [['en', 'ar'], ['ar', 'en']] as const) {
  test(`entry is refused with reasons, on paper in ${language} and ${theirs}`, async () => {
    const page = await counter.asOfficer('primary-officer', { language })
    const hands = new Hands(page)
    const scene = language === 'en' ? 'expired-passport' : 'refused-before'
    await scan(page, counter.zone(scene))
    await hands.press('F9')
    const record = page.locator('[data-record]')
    await record.waitFor()
    // Nothing is recorded before the reasons and the protection question are answered.
    await hands.press('Enter')
    assert.equal(await record.getAttribute('aria-disabled'), 'true')
    await hands.press('a', 'e')
    await hands.press('Enter')
    assert.equal(await record.getAttribute('aria-disabled'), 'true')
    await axe(page)
    await fits(page)
    await hands.press('n')
    await page.locator('.panel-below select').selectOption(theirs)
    await hands.press('Escape', 'F9', 'Enter')
    await line(page, numberOf(scene))
    const [row] = await crossingsOf(numberOf(scene))
    assert.equal(row!.decision, 'refused')
    assert.deepEqual(row!.reasons, ['A', 'E'])
    assert.equal(row!.nonRefoulement?.asylumIntention, 'no')
    await hands.press('F7')
    await page.locator('.preview .refusal .twofold').waitFor()
    assert.deepEqual(await page.locator('.preview .twofold [lang]').evaluateAll(
      (halves) => halves.map((half) => half.getAttribute('lang')?.slice(0, 2))), [language, theirs])
    assert.equal(await page.locator('.preview .ticked').count(), 4)
    await hands.press('Enter')
    const { pages } = await printed(page)
    assert.equal(pages, 1, 'a refusal is one sheet of paper')
    await page.context().close()
  })
}

test('whoever asks for protection is not refused before somebody was told', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await scan(page, counter.zone('one-name'))
  await hands.press('F9', 'i', 'y', 'Enter')
  const record = page.locator('[data-record]')
  assert.equal(await record.getAttribute('aria-disabled'), 'true')
  await hands.type('Protection officer, Galdur')
  await hands.press('Enter')
  await line(page, numberOf('one-name'))
  const [row] = await crossingsOf(numberOf('one-name'))
  assert.deepEqual(row!.nonRefoulement,
    { asylumIntention: 'yes', referredTo: 'Protection officer, Galdur' })
  await page.context().close()
})

for (const language of ['en', 'ar'] as const) {
  test(`who has no document is recorded under the name they say, in ${language}`, async () => {
    const page = await counter.asOfficer('primary-officer', { language })
    const hands = new Hands(page)
    const surname = language === 'en' ? 'Cartan' : 'Guuleed'
    await hands.press('F3')
    await page.locator('.by-hand').first().waitFor()
    await axe(page)
    const fields = page.locator('.person .by-hand')
    const lost = language === 'en' ? 'Lost' : 'فُقدت'
    await page.locator('.document .by-hand [role=combobox]').last().fill(lost)
    await hands.press('Tab')
    await fields.locator('input').nth(0).fill(surname)
    await fields.locator('input').nth(1).fill('Ubax Maxamed')
    await fields.locator('input').nth(2).fill('SOM')
    await hands.press('Tab')
    await fields.locator('input').nth(3).fill('F')
    await hands.press('Tab')
    await fields.locator('input').nth(4).fill('1990')
    // The language changes in the middle, and nothing that was typed goes.
    await switchTo(page, language === 'en' ? 'ar' : 'en')
    assert.equal(await fields.locator('input').nth(0).inputValue(), surname)
    assert.equal(await fields.locator('input').nth(4).inputValue(), '1990')
    await switchTo(page, language)
    await page.locator('[data-send]').click()
    await page.locator('.decision .sign.board').waitFor()
    assert.notEqual(await page.locator('.booth').getAttribute('data-shows'), 'clear')
    await hands.press('F8', '3', 'Enter')
    await page.locator('.lines ol li').first().filter({ hasText: surname }).waitFor()
    const known = counter.node.known(nodeItself('GLD'))
    const [row] = await known.rows(crossings, (q) => q.orderBy('at', 'desc').limit(1))
    assert.equal(row!.person.surname, surname)
    assert.equal(row!.document.absentReason, 'lost')
    assert.equal(row!.decision, 'referred')
    await page.context().close()
  })
}

/** Switches the language as an officer does, from wherever they are. */
async function switchTo(page: Page, language: Language): Promise<void> {
  await page.keyboard.press('Alt+g')
  const name = { en: 'English', fr: 'Français', ar: 'العربية', so: 'Soomaali' }[language]
  await page.locator('dialog').getByRole('button', { name }).click()
  await page.locator(`html[lang^=${language}]`).waitFor({ state: 'attached' })
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
}

test('a letter misread for a figure is compared in its place, and confirmed', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await scan(page, counter.zone('misread-letter'))
  assert.equal(await page.locator('.booth').getAttribute('data-shows'), 'look')
  await page.locator('.zone .doubt').first().waitFor()
  await hands.press('F4')
  await page.locator('.zone .beneath').waitFor()
  await axe(page)
  await hands.press('Enter')
  await page.locator('.booth[data-shows=clear]').waitFor()
  assert.equal(await page.locator('.zone .doubt').count(), 0)
  await hands.press('Enter')
  await line(page, numberOf('misread-letter'))
  const [row] = await crossingsOf(numberOf('misread-letter'))
  assert.equal(row!.document.repaired?.length, 1)
  console.log(`a misread letter: ${hands.keys} keys after the scan`)
  await page.context().close()
})

test('the language changes at any time, and what is decided so far stays', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await scan(page, counter.zone('born-in-a-year'))
  await hands.press('F9', 'c')
  const typed = page.locator('.panel-below input').last()
  await typed.fill('visa of another country')
  for (const language of ['so', 'fr', 'ar', 'en'] as const) {
    await switchTo(page, language)
    assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr')
    assert.equal(await typed.inputValue(), 'visa of another country')
    assert.equal(await page.locator('.letters [aria-checked=true]').count(), 1)
    await fits(page)
  }
  await page.context().close()
})
