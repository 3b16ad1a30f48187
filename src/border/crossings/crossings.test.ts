// Crossings, as the officers who record them would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { z } from 'zod'
import { event, type Said } from '../../kernel/event.ts'
import { capability } from '../../kernel/capability.ts'
import { register } from '../../kernel/register.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import travellersCapability from '../travellers/capability.ts'
import { lookUps } from '../travellers/register.ts'
import lists from '../lists/capability.ts'
import watchlist from '../watchlist/capability.ts'
import crossingsCapability from './capability.ts'
import { CrossingCorrected } from './crossing-corrected.ts'
import { CrossingHistory } from './crossing-history.ts'
import { CrossingPaired } from './crossing-paired.ts'
import { CrossingRecorded } from './crossing-recorded.ts'
import { CrossingsOfDay } from './crossings-of-day.ts'
import { Receipt, type JournalProof } from './receipt.ts'
import { crossings } from './register.ts'
import { found } from './row.ts'
import { UnmatchedCrossings } from './unmatched-crossings.ts'

const all = [travellersCapability, lists, watchlist, crossingsCapability]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const yusuf = (t: Trial) => t.officer('yusuf', 'supervisor')

const abdi = {
  surname: 'Xuseen', givenNames: 'Cabdi Warsame', sex: 'M', nationality: 'SOM',
  birthDate: { value: '1987', precision: 'year' },
}
const passport = { type: 'P', number: 'P00 123-45', issuer: 'SOM', expiry: '2030-01-31' }

function crossing(t: Trial, more: Record<string, unknown> = {}) {
  return {
    crossing: t.newId(), direction: 'entry', person: abdi, document: passport,
      decision: 'admitted', ...more,
  }
}

test('a crossing said in five words is found again after the power was cut', async () => {
  const t = await trial(all)
  const said = crossing(t)
  const leaf = await t.said(CrossingRecorded, said, amina(t))
  await t.restart()
  const row = await t.node.known(amina(t)).get(crossings, { documentNumber: 'P0012345',
    documentIssuer: 'SOM' })
  assert.deepEqual([row.at, row.number, row.officer, row.post], [leaf.at, leaf.number, 'amina',
    'dhobley'])
  assert.equal(row.traveller, said.crossing)
  assert.equal(row.document.number, 'P00 123-45')
  await t.end()
})

test('a double click records one crossing; another said under its id is refused', async () => {
  const t = await trial(all)
  const said = crossing(t)
  const first = await t.said(CrossingRecorded, said, amina(t))
  const again = await t.said(CrossingRecorded, said, amina(t))
  assert.equal(again.number, first.number)
  const no = await t.refused(CrossingRecorded, { ...said, direction: 'exit' }, amina(t))
  assert.equal(no.reason, 'already-recorded')
  await t.end()
})

test('nobody is refused without a reason and without being asked for protection', async () => {
  const t = await trial(all)
  const refusal = crossing(t, { decision: 'refused' })
  assert.equal((await t.refused(CrossingRecorded, refusal, amina(t))).reason, 'reason-needed')
  const reasoned = { ...refusal, reasons: ['A'] }
  assert.equal((await t.refused(CrossingRecorded, reasoned, amina(t))).reason,
    'protection-question-needed')
  await t.said(CrossingRecorded, { ...reasoned, nonRefoulement: { asylumIntention: 'no' } },
    amina(t))
  await t.end()
})

test('a person without a document is recorded with the reason why there is none', async () => {
  const t = await trial(all)
  const no = await t.refused(CrossingRecorded, crossing(t, { document: { type: 'none' } }),
    amina(t))
  assert.equal(no.reason, 'absent-reason-needed')
  await t.said(CrossingRecorded, crossing(t, {
    document: { type: 'none', absentReason: 'destroyed' },
    person: { nameOriginal: 'ፋጡማ', sex: 'F', nationality: 'XXB',
      birthDate: { precision: 'unknown' } },
  }), amina(t))
  await t.end()
})

test('days that do not exist, bodies without a name and long texts are not recorded', () => {
  const at = { crossing: '01890000-0000-7000-8000-000000000001', direction: 'entry',
    decision: 'admitted' }
  const bad = [
    { person: { ...abdi, birthDate: { value: '2023-02-29', precision: 'day' } },
      document: passport },
    { person: { ...abdi, surname: '', givenNames: ' ' }, document: passport },
    { person: { ...abdi, surname: 'X'.repeat(201) }, document: passport },
    { person: { ...abdi, surname: 'Bell\u0007' }, document: passport },
    { person: { ...abdi, nationality: 'SOMALIA' }, document: passport },
    { person: abdi, document: { ...passport, expiry: '2030-13-01' } },
    { person: abdi, document: { ...passport, number: 'N'.repeat(200_000) } },
    { person: abdi, document: passport, colour: 'blue' },
  ]
  for (const one of bad) {
    assert.equal(CrossingRecorded.said.safeParse({ ...at, ...one }).success, false,
      JSON.stringify(one).slice(0, 90))
  }
})

test('names in five scripts, stateless and refugee codes stay as they are', async () => {
  const t = await trial(all)
  for (const [nameOriginal, nationality] of [
    ['عبدي ورسمه حسين', 'XXA'], ['ፋጡማ አሊ', 'XXB'], ['Иван Петров', 'XXC'], ['李小龙', 'XXX'],
      ['Ünal Ağ', 'DEU'],
  ]) {
    const said = crossing(t, { person: { ...abdi, nameOriginal, nationality } })
    await t.said(CrossingRecorded, said, amina(t))
    const row = await t.node.known(amina(t)).get(crossings, { crossing: said.crossing })
    assert.equal(row.person.nameOriginal, nameOriginal)
    assert.equal(row.nationality, nationality === 'DEU' ? 'D' : nationality)
  }
  await t.end()
})

test('an exit that belongs to no entry is recorded all the same, and waits on a list', async () => {
  const t = await trial(all)
  const exit = crossing(t, { direction: 'exit' })
  await t.said(CrossingRecorded, exit, amina(t))
  const list = await t.asked(UnmatchedCrossings, { which: 'exits' }, yusuf(t))
  assert.deepEqual(list.exits.map((row) => row.crossing), [exit.crossing])
  assert.deepEqual(list.exits[0]!.candidates, [])
  await t.end()
})

test('an exit is paired by hand with the entry on another passport', async () => {
  const t = await trial(all)
  const entry = crossing(t)
  await t.said(CrossingRecorded, entry, amina(t))
  t.clock.pass(86_400_000)
  const exit = crossing(t, { direction: 'exit', document: { ...passport, number: 'P9999999' },
    person: { ...abdi, birthDate: { value: '1987-05-01', precision: 'day' } } })
  await t.said(CrossingRecorded, exit, amina(t))
  const list = await t.asked(UnmatchedCrossings, { which: 'exits' }, amina(t))
  const [candidate] = list.exits[0]!.candidates
  assert.deepEqual([candidate!.entry, candidate!.how], [entry.crossing, 'name-birth-nationality'])
  await t.said(CrossingPaired, { crossing: exit.crossing, with: entry.crossing,
    how: 'by-officer' }, amina(t))
  assert.deepEqual((await t.asked(UnmatchedCrossings, {}, amina(t))).exits, [])
  const second = crossing(t, { direction: 'exit', pairedWith: entry.crossing,
    pairing: 'same-document' })
  assert.equal((await t.refused(CrossingRecorded, second, amina(t))).reason, 'already-paired')
  const wrong = crossing(t, { direction: 'exit', pairedWith: exit.crossing })
  assert.equal((await t.refused(CrossingRecorded, wrong, amina(t))).reason, 'entry-unknown')
  await t.end()
})

test('an entry past its last day without an exit is on the list', async () => {
  const t = await trial(all)
  const entry = crossing(t, { until: '2026-11-23' })
  await t.said(CrossingRecorded, entry, amina(t))
  const left = crossing(t, { until: '2026-11-23', document: { ...passport, number: 'LEFT1' } })
  await t.said(CrossingRecorded, left, amina(t))
  await t.said(CrossingRecorded, crossing(t, {
    direction: 'exit', document: { ...passport, number: 'LEFT1' }, pairedWith: left.crossing,
      pairing: 'same-document',
  }), amina(t))
  assert.deepEqual((await t.asked(UnmatchedCrossings, {}, yusuf(t))).entries, [])
  t.clock.pass(3 * 86_400_000)
  const { entries } = await t.asked(UnmatchedCrossings, { which: 'entries' }, yusuf(t))
  assert.deepEqual(entries.map((row) => row.crossing), [entry.crossing])
  await t.end()
})

test('what was corrected stays readable, and is found by what is right', async () => {
  const t = await trial(all)
  const said = crossing(t)
  await t.said(CrossingRecorded, said, amina(t))
  t.clock.pass(60_000)
  await t.said(CrossingCorrected, {
    crossing: said.crossing, correction: t.newId(), why: 'A digit was misread.',
    corrected: { document: { ...passport, number: 'P0012346' }, purpose: 'family' },
  }, yusuf(t))
  await t.restart()
  const known = t.node.known(amina(t))
  assert.equal(await known.find(crossings, { documentNumber: 'P0012345' }), undefined)
  assert.equal((await known.get(crossings, { documentNumber: 'P0012346' })).purpose, 'family')
  const history = await t.asked(CrossingHistory, { crossing: said.crossing }, yusuf(t))
  const [first, second] = history.statements
  assert.equal((first!.said as Said<typeof CrossingRecorded>).document.number, 'P00 123-45')
  assert.deepEqual([second!.officer, second!.why], ['yusuf', 'A digit was misread.'])
  assert.deepEqual(second!.changed, [
    { field: 'document.number', was: 'P00 123-45', now: 'P0012346' },
    { field: 'purpose', was: undefined, now: 'family' },
  ])
  await t.end()
})

test('a decision is turned round by two officers, and an empty correction is none', async () => {
  const t = await trial(all)
  const said = crossing(t, { decision: 'refused', reasons: ['E'],
    nonRefoulement: { asylumIntention: 'no' } })
  await t.said(CrossingRecorded, said, amina(t))
  const correction = (corrected: object) =>
    ({ crossing: said.crossing, correction: t.newId(), why: 'Papers were found.', corrected })
  const alone = await t.refused(CrossingCorrected, correction({ decision: 'admitted' }), amina(t))
  assert.equal(alone.reason, 'second-officer-needed')
  assert.equal((await t.refused(CrossingCorrected, correction({}), amina(t))).reason,
    'nothing-corrected')
  const nobodys = { ...correction({ note: 'x' }), crossing: t.newId() }
  assert.equal((await t.refused(CrossingCorrected, nobodys, amina(t))).reason, 'crossing-unknown')
  const two = t.officer('amina', 'primary-officer', { name: 'yusuf', roles: ['supervisor'] })
  await t.said(CrossingCorrected, correction({ decision: 'admitted' }), two)
  assert.equal((await t.node.known(two).get(crossings, { crossing: said.crossing })).decision,
    'admitted')
  await t.end()
})

test('the ledger of a day is read page by page, and reading it is recorded', async () => {
  const t = await trial(all)
  for (let i = 0; i < 5; i++) {
    await t.said(CrossingRecorded, crossing(t, { document: { ...passport, number: `P${i}` } }),
      amina(t))
    t.clock.pass(1000)
  }
  const first = await t.asked(CrossingsOfDay, { limit: 3 }, amina(t))
  const second = await t.asked(CrossingsOfDay, { limit: 3, after: first.next }, amina(t))
  const numbers = [...first.rows, ...second.rows].map((row) => row.documentNumber)
  assert.deepEqual([numbers, second.next], [['P4', 'P3', 'P2', 'P1', 'P0'], undefined])
  const yesterday = await t.asked(CrossingsOfDay, { day: '2026-11-21', offsetMinutes: -600 },
    amina(t))
  assert.equal(yesterday.rows.length, 5)
  assert.equal((await t.asked(CrossingsOfDay, { direction: 'exit' }, amina(t))).rows.length, 0)
  assert.equal(await t.node.known(amina(t)).count(lookUps), 4)
  await t.end()
})

test('a receipt carries what the slip prints and the proof of the leaf', async () => {
  const t = await trial(all)
  const said = crossing(t, { until: '2027-01-01' })
  const leaf = await t.said(CrossingRecorded, said, amina(t))
  const proofs: JournalProof = { receipt: async (number) => `proof of ${number}` }
  t.node.offer('journal-proof', proofs)
  const slip = await t.asked(Receipt, { crossing: said.crossing }, amina(t))
  assert.deepEqual([slip.number, slip.until, slip.name], [leaf.number, '2027-01-01',
    'Xuseen Cabdi Warsame'])
  assert.equal(slip.proof.includes(String(leaf.number)), true)
  await t.end()
})

test('a plain field is a line in the terms, one in the fact and one in the register', async () => {
  // The lines that README.md says to add, here added to copies of the declarations.
  const HostName = z.string().max(120)
  const ledger = register('crossings-with-host', {
    ...crossings, columns: { ...crossings.columns, hostName: HostName.optional() },
  })
  const WithHost = event('crossing-recorded', {
    ...CrossingRecorded, fields: { ...CrossingRecorded.fields, hostName: HostName.optional() },
    changes: (said, leaf) => [ledger.put({ ...said, ...found(said, leaf) })],
  })
  const t = await trial([travellersCapability, lists, watchlist,
    capability('crossings', { facts: [WithHost], registers: [crossings, ledger] })])
  const said = crossing(t, { hostName: 'Hotel Kaah' })
  await t.said(WithHost, said, amina(t))
  await t.restart()
  const row = await t.node.known(amina(t)).get(ledger, { crossing: said.crossing })
  assert.equal(row.hostName, 'Hotel Kaah')
  await t.end()
})
