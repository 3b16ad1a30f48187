// Recording a fact: valid, permitted, lawful, sealed and registered, or refused and nothing left.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial, type Trial } from '../nodes/trial.ts'
import {
  BoatLeft, BoatMoored, BoatRenamed, BoatSeized, boats, harbour,
} from './harbour-on-trial.ts'
import { leavesOf } from './leaves.ts'
import { isInvalid, mostFactsAtOnce } from './record.ts'
import { isRefusal } from './refusal.ts'

const amina = (t: Trial) => t.officer('amina', 'primary-officer')

/**
 * Tries something and shows that neither a leaf, nor a row, nor a time of the journal is left of
 * it.
 */
async function leavesNothing(t: Trial, tried: () => Promise<unknown>) {
  const before = {
    size: t.node.journal.size, root: t.node.journal.root().toString('hex'), rows: await rowsOf(t),
  }
  const answer = await tried()
  const after = {
    size: t.node.journal.size, root: t.node.journal.root().toString('hex'), rows: await rowsOf(t),
  }
  assert.deepEqual(after, before)
  return answer
}

async function rowsOf(t: Trial) {
  return t.node.known(amina(t)).all(boats, {})
}

test('a boat that is recorded is a leaf of the officer and a row of the register', async () => {
  const t = await trial([harbour])
  const boat = t.newId()
  const leaf = await t.said(
    BoatMoored, { boat, name: 'Sagal', metres: 12, afloat: true, flags: ['SO'] }, amina(t),
  )
  assert.deepEqual(
    [leaf.by, leaf.event, leaf.subject, leaf.post, leaf.device, leaf.realm, leaf.number],
    ['amina', 'boat-moored', boat, 'dhobley', 'desk-1', 'border', t.node.journal.size - 1])
  assert.deepEqual(await rowsOf(t), [{
    boat, name: 'Sagal', metres: 12, afloat: true, flags: ['SO'], at: leaf.at, officer: 'amina',
  }])
  await t.end()
})

test('what is not of the declared shape is invalid, whoever says it, and each field is ' +
  'named', async () => {
  const t = await trial([harbour])
  const nobody = t.officer('omar', 'inspector')
  const answer = await leavesNothing(t, () =>
    t.node.record(BoatMoored, { boat: 'x', name: '', metres: 1.5 }, nobody))
  assert.ok(isInvalid(answer))
  assert.deepEqual(answer.invalid.map(({ path }) => path).sort(), ['boat', 'metres', 'name'])
  await t.end()
})

test('an unknown field is invalid and not dropped in silence', async () => {
  const t = await trial([harbour])
  const answer = await leavesNothing(t, () =>
    t.node.record(BoatMoored, { boat: t.newId(), name: 'Sagal', colour: 'blue' }, amina(t)))
  assert.ok(isInvalid(answer) && /colour/.test(answer.invalid[0]!.message))
  await t.end()
})

test('who may not record is refused before the law is asked', async () => {
  const t = await trial([harbour])
  await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal', berth: 'A1' }, amina(t))
  const no = await leavesNothing(t, () =>
    t.refused(
      BoatMoored, { boat: t.newId(), name: 'Hodan', berth: 'A1' }, t.officer('omar', 'inspector'),
    ))
  assert.deepEqual(no, { refused: true, reason: 'not-permitted', detail: { event: 'boat-moored' } })
  await t.end()
})

test('what is not lawful is refused with its reason and its particulars, and leaves ' +
  'nothing', async () => {
  const t = await trial([harbour])
  await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal', berth: 'A1' }, amina(t))
  const no = await leavesNothing(t, () =>
    t.refused(BoatMoored, { boat: t.newId(), name: 'Hodan', berth: 'A1' }, amina(t)))
  assert.deepEqual(no, { refused: true, reason: 'berth-taken', detail: { berth: 'A1' } })
  await t.end()
})

test('half a character in a name is bad input, answered by naming the field', async () => {
  const t = await trial([harbour])
  const answer = await leavesNothing(t, () =>
    t.node.record(BoatMoored, { boat: t.newId(), name: 'Sag\ud800al' }, amina(t)))
  assert.ok(isInvalid(answer))
  assert.equal(answer.invalid[0]!.path, 'name')
  await t.end()
})

test('a request that is repeated is answered with the leaf that is already there', async () => {
  const t = await trial([harbour])
  const said = { boat: t.newId(), name: 'Sagal', berth: 'A1', metres: undefined }
  const first = await t.said(BoatMoored, said, amina(t))
  const again = await leavesNothing(t, () => t.node.record(BoatMoored, said, amina(t)))
  assert.deepEqual(again, [{ leaf: first, already: true }])
  await t.restart()
  assert.deepEqual(
    await t.node.record(BoatMoored, said, amina(t)), [{ leaf: first, already: true }],
  )
  await t.end()
})

test('a fact that happens once is refused when something else is said of the same ' +
  'subject', async () => {
  const t = await trial([harbour])
  const boat = t.newId()
  const first = await t.said(BoatMoored, { boat, name: 'Sagal' }, amina(t))
  const no = await leavesNothing(t, () => t.refused(BoatMoored, { boat, name: 'Hodan' }, amina(t)))
  assert.deepEqual(
    no, { refused: true, reason: 'already-recorded', detail: { number: first.number } },
  )
  await t.end()
})

test('a correction is a new leaf, and the leaf before stays as it was said', async () => {
  const t = await trial([harbour])
  const boat = t.newId()
  await t.said(BoatMoored, { boat, name: 'Sagal' }, amina(t))
  const before: Buffer[] = []
  for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
    before.push(leaf.bytes)
  }
  await t.said(BoatRenamed, { boat, name: 'Hodan' }, amina(t))
  const after: Buffer[] = []
  for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
    after.push(leaf.bytes)
  }
  assert.deepEqual(after.slice(0, before.length), before)
  assert.equal((await rowsOf(t))[0]!.name, 'Hodan')
  await t.end()
})

test('several facts are recorded all together or not at all', async () => {
  const t = await trial([harbour])
  const first = t.newId()
  const facts = [
    { kind: BoatMoored, said: { boat: first, name: 'Sagal', berth: 'A1' } },
    { kind: BoatMoored, said: { boat: t.newId(), name: 'Hodan', berth: 'A1' } },
  ]
  const no = await leavesNothing(t, () => t.node.recordAll(facts, amina(t)))
  assert.ok(isRefusal(no) && no.reason === 'berth-taken')
  const all = await t.node.recordAll(
    [facts[0]!, { kind: BoatRenamed, said: { boat: first, name: 'Barni' } }], amina(t),
  )
  assert.ok(Array.isArray(all))
  assert.deepEqual(all.map(({ leaf }) => leaf.event), ['boat-moored', 'boat-renamed'])
  assert.equal((await rowsOf(t))[0]!.name, 'Barni')
  await t.end()
})

test('a refusal among several leaves whole what was recorded in the same moment by ' +
  'another', async () => {
  const t = await trial([harbour])
  const taken = { boat: t.newId(), name: 'Sagal', berth: 'A1' }
  const [one, several, other] = await Promise.all([
    t.node.record(BoatMoored, taken, amina(t)),
    t.node.recordAll([
      { kind: BoatMoored, said: { boat: t.newId(), name: 'Hodan', berth: 'B1' } },
      { kind: BoatMoored, said: { boat: t.newId(), name: 'Barni', berth: 'A1' } },
    ], amina(t)),
    t.node.record(BoatMoored, { boat: t.newId(), name: 'Deeqa', berth: 'C1' }, amina(t)),
  ])
  assert.ok(Array.isArray(one) && isRefusal(several) && Array.isArray(other))
  assert.equal(other[0]!.leaf.number, one[0]!.leaf.number + 1)
  assert.deepEqual((await rowsOf(t)).map(({ name }) => name).sort(), ['Deeqa', 'Sagal'])
  await t.end()
})

test('more facts at once than a bus has seats are refused', async () => {
  const t = await trial([harbour])
  const facts = Array.from(
    { length: mostFactsAtOnce + 1 }, () => ({ kind: BoatLeft, said: { boat: t.newId() } }),
  )
  const no = await leavesNothing(t, () => t.node.recordAll(facts, amina(t)))
  assert.ok(isRefusal(no) && no.reason === 'too-many-at-once')
  await t.end()
})

test('two officers who record in the same moment get one leaf each, one after the ' +
  'other', async () => {
  const t = await trial([harbour])
  const answers = await Promise.all(Array.from({
    length: 100,
  }, (_, berth) => t.node.record(BoatMoored,
    {
      boat: t.newId(), name: `Boat ${berth}`, berth: `A${berth}`,
    }, t.officer(berth % 2 ? 'amina' : 'omar', 'primary-officer'))))
  const numbers = answers.map((answer) => (Array.isArray(answer) ? answer[0]!.leaf.number : -1))
  assert.equal(new Set(numbers).size, 100)
  assert.equal(t.node.journal.size, Math.max(...numbers) + 1)
  await t.end()
})

test('two officers who want the same berth in the same moment: one has it, the other is ' +
  'refused', async () => {
  const t = await trial([harbour])
  const answers = await Promise.all(['Sagal', 'Hodan'].map((name) =>
    t.node.record(BoatMoored, { boat: t.newId(), name, berth: 'A1' }, amina(t))))
  assert.deepEqual(answers.map((answer) => isRefusal(answer)), [false, true])
  await t.end()
})

test('the same request twice in the same moment is one leaf', async () => {
  const t = await trial([harbour])
  const said = { boat: t.newId(), name: 'Sagal', berth: 'A1' }
  const size = t.node.journal.size
  await Promise.all([t.said(BoatMoored, said, amina(t)), t.said(BoatMoored, said, amina(t))])
  assert.equal(t.node.journal.size, size + 1)
  await t.end()
})

test('one listener that fails undoes nothing of what was recorded', async () => {
  const t = await trial([harbour])
  const heard: number[] = []
  t.node.onRecorded(() => { throw new Error('a screen that went away') })
  t.node.onRecorded((leaves) => heard.push(...leaves.map(({ number }) => number)))
  const first = await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina(t))
  const second = await t.said(BoatMoored, { boat: t.newId(), name: 'Hodan' }, amina(t))
  assert.deepEqual(heard, [first.number, second.number])
  await t.end()
})

test('an act of two is refused for one officer, for one officer twice, and for a stale ' +
  'sign-in', async () => {
  const t = await trial([harbour])
  const boat = t.newId()
  await t.said(BoatMoored, { boat, name: 'Sagal' }, amina(t))
  const seizure = { boat, why: 'no papers' }
  const by = (
    second?: { name: string; roles: readonly ('primary-officer' | 'supervisor' | 'inspector')[] }
  ) =>
    t.officer('amina', 'primary-officer', second)
  const reason = async (attestation: ReturnType<typeof by>) =>
    (await t.refused(BoatSeized, seizure, attestation)).reason
  const omar = { name: 'omar', roles: ['supervisor'] as const }
  assert.equal(await reason(by()), 'second-officer-needed')
  assert.equal(
    await reason(by({ name: 'amina', roles: ['supervisor'] })), 'second-officer-is-the-first',
  )
  assert.equal(await reason({ ...by(omar), signedInMsAgo: 5 * 60_000 + 1 }), 'sign-in-not-fresh')
  assert.equal(
    await reason(by({ name: 'halima', roles: ['inspector'] })), 'second-officer-not-permitted',
  )
  const leaf = await t.said(BoatSeized, seizure, { ...by(omar), signedInMsAgo: 5 * 60_000 })
  assert.deepEqual([leaf.by, leaf.second], ['amina', 'omar'])
  await t.end()
})

test('what only people record, the node cannot, and what the node may, it signs as ' +
  'itself', async () => {
  const t = await trial([harbour])
  const node = { officer: 'node', roles: ['node'] as const, post: 'dhobley', signedInMsAgo: 0 }
  const boat = t.newId()
  assert.equal((await t.refused(BoatMoored, { boat, name: 'Sagal' }, node)).reason, 'not-permitted')
  assert.equal((await t.said(BoatLeft, { boat }, node)).by, 'node')
  await t.end()
})

test('a change of a row that is not there is nothing, and no defect', async () => {
  const t = await trial([harbour])
  await t.said(BoatRenamed, { boat: t.newId(), name: 'Sagal' }, amina(t))
  await t.said(BoatLeft, { boat: t.newId() }, amina(t))
  assert.deepEqual(await rowsOf(t), [])
  await t.end()
})
