// Searches and files, as those whose data is read, and their supervisors, would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { ask } from '../../kernel/ask.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import postsCapability from '../../country/posts/capability.ts'
import crossingsCapability from '../crossings/capability.ts'
import { CrossingCorrected } from '../crossings/crossing-corrected.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import travellersCapability from '../travellers/capability.ts'
import { lookUps } from '../travellers/register.ts'
import lists from '../lists/capability.ts'
import rules from '../rules/capability.ts'
import stays from '../stays/capability.ts'
import watchlist from '../watchlist/capability.ts'
import inspection from './capability.ts'
import { FindTravellers } from './find-travellers.ts'
import { Inspect } from './inspect.ts'
import { LookUpsWithoutCrossing } from './look-ups-without-crossing.ts'
import { TravellerFile } from './traveller-file.ts'

const all = [
  postsCapability, travellersCapability, lists, watchlist, stays, crossingsCapability, rules,
  inspection,
]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const yusuf = (t: Trial) => t.officer('yusuf', 'supervisor')

async function crossed(t: Trial, surname: string, givenNames: string, number: string) {
  const said = {
    crossing: t.newId(), direction: 'entry', decision: 'admitted',
    person: {
      surname, givenNames, sex: 'M', nationality: 'SOM', birthDate: { value: '1987',
        precision: 'year' },
    },
    document: { type: 'P', number, issuer: 'SOM' },
  }
  await t.said(CrossingRecorded, said, amina(t))
  return said.crossing
}

test('a traveller is found under another spelling, script and order of the name', async () => {
  const t = await trial(all)
  const traveller = await crossed(t, 'Xuseen', 'Cabdi Warsame', 'P1')
  await crossed(t, 'Okello', 'Grace', 'P2')
  for (const names of ['Abdi Warsame Hussein', 'Hussein Abdi', 'عبدي ورسمه حسين', ['Xuseen']]) {
    const { found } = await t.asked(FindTravellers, { names, purpose: 'case', reference: 'C-7' },
      amina(t))
    assert.deepEqual(found.map((one) => one.traveller), [traveller], String(names))
  }
  const byNumber = { documentNumber: 'p-1', purpose: 'case', reference: 'C-7' }
  assert.equal((await t.asked(FindTravellers, byNumber, amina(t))).found[0]!.traveller, traveller)
  const born = { names: 'Xuseen', birthDate: '1990', purpose: 'case', reference: 'C-7' }
  assert.deepEqual((await t.asked(FindTravellers, born, amina(t))).found, [])
  await t.end()
})

test('a search without the number of a case is refused', async () => {
  const t = await trial(all)
  await crossed(t, 'Xuseen', 'Cabdi', 'P1')
  for (const asked of [{ names: 'Xuseen' }, { names: 'Xuseen', purpose: 'case', reference: ' ' }]) {
    const no = await ask(t.node, FindTravellers, asked, amina(t)) as { reason: string }
    assert.equal(no.reason, 'purpose-needed')
  }
  const file = await ask(t.node, TravellerFile, { traveller: t.newId() },
    amina(t)) as { reason: string }
  assert.equal(file.reason, 'purpose-needed')
  await t.end()
})

test('half a character in a search is bad input, and nobody is looked up', async () => {
  const t = await trial(all)
  const asked = { documentNumber: ' ', purpose: 'case', reference: '\ud800' }
  const answer = await ask(t.node, FindTravellers, asked, amina(t))
  assert.deepEqual(answer, { invalid: [{ path: 'reference', message: 'half a character' }] })
  assert.equal(await t.node.known(amina(t)).count(lookUps), 0)
  await t.end()
})

test('the twenty-first search of an hour is refused, and the next hour not', async () => {
  const t = await trial(all)
  const search = { names: 'Xuseen', purpose: 'case', reference: 'C-7' }
  for (let i = 0; i < 20; i++) await t.asked(FindTravellers, search, amina(t))
  const no = await ask(t.node, FindTravellers, search, amina(t)) as { reason: string }
  assert.equal(no.reason, 'too-many-look-ups')
  await t.asked(FindTravellers, search, yusuf(t))
  t.clock.pass(3_600_001)
  await t.asked(FindTravellers, search, amina(t))
  await t.end()
})

test('a file shows what was corrected, and opens from the own inspection', async () => {
  const t = await trial(all)
  const crossing = await crossed(t, 'Xuseen', 'Cabdi', 'P1')
  await t.said(CrossingCorrected, {
    crossing, correction: t.newId(), why: 'Wrong purpose.', corrected: { purpose: 'business' },
  }, yusuf(t))
  const { lookUp, traveller } = await t.asked(Inspect, {
    document: { type: 'P', number: 'P1', issuer: 'SOM' }, person: { surname: 'Xuseen',
      givenNames: 'Cabdi' },
  }, amina(t))
  const file = await t.asked(TravellerFile, { traveller: traveller.id, lookUp }, amina(t))
  assert.deepEqual(file.crossings.map((row) => row.purpose), ['business'])
  assert.deepEqual(file.corrections.map(({ officer, why }) => [officer, why]), [['yusuf',
    'Wrong purpose.']])
  assert.deepEqual(file.documents.map(({ number, times }) => [number, times]), [['P1', 1]])
  const stranger = await crossed(t, 'Okello', 'Grace', 'P2')
  const nosy = await ask(t.node, TravellerFile, { traveller: stranger, lookUp }, amina(t))
  assert.equal((nosy as { reason: string }).reason, 'purpose-needed')
  const others = await ask(t.node, TravellerFile, { traveller: traveller.id, lookUp },
    yusuf(t)) as { reason: string }
  assert.equal(others.reason, 'purpose-needed')
  await t.end()
})

test('a supervisor sees look-ups after which nobody crossed', async () => {
  const t = await trial(all)
  const inspected = (number: string, surname = 'Xuseen') => t.asked(Inspect, {
    direction: 'entry', document: { type: 'P', number, issuer: 'SOM' },
    person: { surname, sex: 'M', nationality: 'SOM', birthDate: { value: '1987',
      precision: 'year' } },
  }, amina(t))
  const crossing = await inspected('P1')
  await t.said(CrossingRecorded, crossing.proposal, amina(t))
  await inspected('P1')
  const curious = await inspected('P2', 'Okello')
  await t.asked(FindTravellers, { names: 'Xuseen', purpose: 'case', reference: 'C-9' }, amina(t))
  assert.deepEqual((await t.asked(LookUpsWithoutCrossing, {}, yusuf(t))).lookUps, [])
  t.clock.pass(31 * 60_000)
  const { lookUps: unexplained } = await t.asked(LookUpsWithoutCrossing, {}, yusuf(t))
  assert.deepEqual(unexplained.map(({ officer, query, reference }) => [officer, query, reference]),
    [['amina', 'find-travellers', 'C-9'], ['amina', 'inspect', undefined]])
  assert.equal(unexplained[1]!.lookUp, curious.lookUp)
  const no = await ask(t.node, LookUpsWithoutCrossing, {}, amina(t)) as { reason: string }
  assert.equal(no.reason, 'not-permitted')
  await t.end()
})

test('every look is in the register of look-ups with what was shown', async () => {
  const t = await trial(all)
  const traveller = await crossed(t, 'Xuseen', 'Cabdi', 'P1')
  await t.asked(FindTravellers, { names: 'Xuseen', purpose: 'audit', reference: 'A-1' }, yusuf(t))
  const [row] = await t.node.known(yusuf(t)).all(lookUps, {})
  assert.deepEqual([row!.officer, row!.purpose, row!.reference, row!.results], ['yusuf', 'audit',
    'A-1', [traveller]])
  await t.end()
})
