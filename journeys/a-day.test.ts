// A day at the post: people leave, a bus comes, something is put right, a shift is closed.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { crossings } from '../src/border/crossings/register.ts'
import { groups } from '../src/border/groups/register.ts'
import { nodeItself } from '../src/kernel/attestation.ts'
import { openCheckpoint } from '../src/kernel/journal/checkpoint.ts'
import { verifier } from '../src/kernel/journal/note.ts'
import { zoneOf } from '../src/simulation/travellers.ts'
import { openCounter, type Counter } from './counter.ts'
import { axe, fits, printed, readQr } from './eyes.ts'
import { Hands, line, scan } from './hands.ts'

let counter: Counter
before(async () => { counter = await openCounter() })
after(async () => { await counter?.end() })

const known = () => counter.node.known(nodeItself('GLD'))

async function latest() {
  const [row] = await known().rows(crossings, (q) => q.orderBy('at', 'desc').limit(1))
  return row!
}

/** Goes to a screen by its letter. */
async function go(page: Page, letter: string): Promise<void> {
  await page.keyboard.press('Alt+g')
  await page.locator('dialog .ways').waitFor()
  await page.keyboard.press(letter)
  await page.locator('dialog').waitFor({ state: 'detached' })
}

/** Turns the lane to exits, by its keys. */
async function leaving(hands: Hands): Promise<void> {
  await hands.press('F2', '2', 'Escape')
}

test('an exit ends its entry, and the officer is told by what they were paired', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await leaving(hands)
  hands.keys = 0
  await scan(page, counter.zone('open-stay'))
  const number = counter.scene('open-stay').traveller!.document.number!
  await page.locator('.decision .allowed').getByText('same document').waitFor()
  await axe(page)
  await hands.press('Enter')
  await line(page, number)
  console.log(`an exit: ${hands.keys} keys after the scan`)
  const { pairedWith, pairing, direction } = await latest()
  assert.equal(direction, 'exit')
  assert.equal(pairing, 'same-document')
  assert.equal((await known().find(crossings, { crossing: pairedWith! }))?.direction, 'entry')
  await page.context().close()
})

test('who came with one passport and leaves with another is paired by who they are', async () => {
  const page = await counter.asOfficer('primary-officer', { language: 'ar' })
  const hands = new Hands(page)
  const { person, document } = counter.scene('first-visit').traveller!
  await scan(page, counter.zone('first-visit'))
  await hands.press('Enter')
  await line(page, document.number!)
  const entry = await latest()
  await leaving(hands)
  const renewed = { ...document, number: `N${document.number!.slice(1)}` }
  await scan(page, zoneOf(person, renewed).join('\n'))
  await page.locator('.decision .allowed').getByText(document.number!).waitFor()
  await axe(page)
  const standing = await page.locator('.booth').getAttribute('data-shows')
  if (standing === 'clear') await hands.press('Enter')
  else await hands.press('F6', '1', 'Enter')
  await line(page, renewed.number)
  const { pairedWith, pairing } = await latest()
  assert.equal(pairedWith, entry.crossing)
  assert.equal(pairing, 'name-birth-nationality')
  await page.context().close()
})

test('a bus says once what it shares; each passenger is a scan; the count is closed', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await go(page, 'k')
  await page.getByRole('link', { name: 'Start a group' }).click()
  await page.getByLabel('How many people are in it?').fill('3')
  await page.getByLabel('Number plate').fill('ET 3-71204')
  await page.getByLabel('Who runs it?').fill('Selam Bus')
  await axe(page)
  await page.locator('form button.due').click()
  await page.locator('.strip').waitFor()
  for (const scene of ['identity-card', 'refugee-document'] as const) {
    await scan(page, counter.zone(scene))
    await axe(page)
    await hands.press('Enter')
    await line(page, counter.scene(scene).traveller!.document.number!)
  }
  await page.locator('.strip .tally').getByText('2 of 3').waitFor()
  const { group, conveyance } = await latest()
  assert.equal(conveyance?.plate, 'ET 3-71204')
  await page.getByRole('button', { name: 'Close the group' }).click()
  const dialog = page.locator('dialog[open]')
  await dialog.getByText('2 of 3').waitFor()
  await axe(page)
  await dialog.locator('button.due').click()
  await dialog.waitFor({ state: 'detached' })
  // Nothing offers to read another document as one of the group.
  await page.locator('.booth.closed').waitFor()
  assert.equal(await page.locator('.booth .columns').count(), 0)
  await axe(page)
  const closed = (await known().find(groups, { group: group! }))!
  assert.deepEqual([closed.expected, closed.presented, closed.mismatches?.length], [3, 2, 1])
  await page.context().close()
})

test('a correction stands beside what was said, and the old value stays readable', async () => {
  const page = await counter.asOfficer('primary-officer')
  const hands = new Hands(page)
  await scan(page, counter.zone('one-name'))
  await hands.press('Enter')
  const { surname, ...rest } = counter.scene('one-name').traveller!.person
  await line(page, counter.scene('one-name').traveller!.document.number!)
  const { crossing } = await latest()
  await hands.press('F4')
  await page.locator('.person .by-hand input').first().fill('Guuleed')
  await page.locator('.sending input').last().fill('The surname was misread.')
  await axe(page)
  await page.locator('[data-send]').click()
  await line(page, 'Guuleed')
  assert.equal((await known().find(crossings, { crossing }))?.person.surname, 'Guuleed')
  await page.goto(`${counter.url}/crossings/${crossing}`)
  await page.locator('.page').getByText('The surname was misread.').waitFor()
  const old = page.getByText(surname!, { exact: false })
  assert.ok(await old.count() > 0, `the old surname of ${rest.nationality} is not to be read`)
  await axe(page)
  await fits(page)
  await page.context().close()
})

for (const language of ['en', 'ar'] as const) {
  test(`a search has its purpose, and the supervisor sees it, in ${language}`, async () => {
    const { surname, givenNames } = counter.scene('overstay').traveller!.person
    const page = await counter.asOfficer('secondary-officer', { language })
    await go(page, 's')
    await axe(page)
    // Without the number of a case there is no search.
    await page.locator('form.what-for input').last().press('Enter')
    await page.locator('form.what-for [data-wrong]').waitFor()
    await page.locator('form.what-for input').last().fill(`CASE-2026-${language}`)
    await page.keyboard.press('Enter')
    await page.locator('form.seek input').first().fill(`${givenNames} ${surname}`)
    await page.keyboard.press('Enter')
    const found = page.locator('.ledger tbody a').first()
    await found.waitFor()
    await axe(page)
    await fits(page)
    await found.click()
    await page.locator('.file, article').first().waitFor()
    await axe(page)
    await page.context().close()

    // Half an hour later nobody has crossed for whom it was.
    counter.clock.pass(31 * 60_000)
    const supervisor = await counter.asOfficer('supervisor', { language })
    await go(supervisor, 'l')
    await supervisor.locator('.ledger tbody tr').filter({ hasText: `CASE-2026-${language}` })
      .first().waitFor()
    await axe(supervisor)
    await fits(supervisor)
    await supervisor.context().close()
  })
}

test('a shift is closed; the code on its sheet is the checkpoint that was signed', async () => {
  const page = await counter.asOfficer('primary-officer')
  await go(page, 'd')
  await page.getByLabel('Lane').fill('2')
  await axe(page)
  await page.locator('form button.due').click()
  await page.getByRole('heading', { name: 'This shift so far' }).waitFor()
  await page.goto(`${counter.url}/booth`)
  await scan(page, counter.zone('born-in-a-year'))
  await page.keyboard.press('Enter')
  await line(page, counter.scene('born-in-a-year').traveller!.document.number!)
  await go(page, 'd')
  await page.getByLabel('What the next officer must know').fill('The barrier of lane 2 sticks.')
  await axe(page)
  await page.locator('form button.due').click()
  await page.getByText('The shift is closed.').waitFor()
  const checkpoint = await readQr(page.locator('.preview svg.qr'))
  const { vkey, identity } = counter.node.keys
  const key = verifier({ name: identity.origin, publicKey: verifier(vkey).publicKey })
  const { origin } = identity
  const head = openCheckpoint(Buffer.from(checkpoint), { origin, verifiers: [key] })
  assert.equal(head.origin, identity.origin)
  assert.ok(head.size <= counter.node.journal.size)
  assert.ok(head.signedBy.length > 0)
  await page.getByRole('button', { name: 'Print on A4' }).click()
  await printed(page)
  await page.context().close()
})
