// Posts that had not heard of each other: both facts stay, a person settles, and all know it.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { countryOnTrial, type PostOnTrial } from '../../nodes/country-on-trial.ts'
import type { Trial } from '../../nodes/trial.ts'
import { CrossingCorrected } from '../crossings/crossing-corrected.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import { crossings } from '../crossings/register.ts'
import { Discrepancies } from './discrepancies.ts'
import { DiscrepancySettled } from './discrepancy-settled.ts'

const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const sahra = (t: Trial) => t.officer('sahra', 'supervisor')
const two = (t: Trial) =>
  t.officer('sahra', 'supervisor', { name: 'fartun', roles: ['secondary-officer'] })

async function country(more: string[] = []) {
  const made = await countryOnTrial(['dhobley', 'lamu', ...more])
  const [dhobley, lamu] = made.posts as [PostOnTrial, PostOnTrial]
  return { made, dhobley, lamu, hub: made.hub }
}

async function crossed(t: Trial, direction: string, more: object = {}) {
  const crossing = t.newId()
  await t.said(CrossingRecorded, {
    crossing, direction, decision: 'admitted',
    document: { type: 'P', number: 'P00123459', issuer: 'SOM' },
    person: {
      surname: 'Xuseen', sex: 'M', nationality: 'SOM',
      birthDate: { value: '1987-03-14', precision: 'day' },
    }, ...more,
  }, amina(t))
  t.clock.pass(60_000)
  return crossing
}

const found = async (t: Trial, asked: object = {}) =>
  (await t.asked(Discrepancies, { ...asked }, sahra(t))).discrepancies
const kinds = async (t: Trial) => (await found(t)).map(({ kind }) => kind)

test('two posts that each let one person out keep both exits, and all see it until one is ' +
  'settled', async () => {
  const { made, dhobley, lamu, hub } = await country(['kismayo'])
  const kismayo = made.posts[2]!
  const entry = await crossed(dhobley, 'entry')
  await made.sync()
  const exits = [
    await crossed(dhobley, 'exit', { pairedWith: entry, pairing: 'same-document' }),
    await crossed(lamu, 'exit', { pairedWith: entry, pairing: 'same-document' }),
  ]
  // A third post's link is down for now.
  const third = await crossed(kismayo, 'exit', { pairedWith: entry, pairing: 'same-document' })
  const sync = async () => {
    for (const each of [dhobley, lamu, dhobley, lamu]) {
      await each.up()
      await each.down()
    }
  }
  assert.deepEqual(await kinds(dhobley), [])
  await sync()
  for (const t of [dhobley, lamu, hub]) {
    const [one] = await found(t)
    assert.deepEqual([one?.kind, one?.about, one?.open], ['two-exits', entry, true])
    assert.deepEqual(one!.facts.map(({ id }) => id).sort(), [...exits].sort())
    assert.equal(await t.node.known(sahra(t)).count(crossings), 3)
  }
  await lamu.said(DiscrepancySettled, {
    settlement: lamu.newId(), kind: 'two-exits', about: entry, facts: exits,
    foundOut: 'one-stands', stands: exits[0], why: 'At Lamu it was his brother.',
  }, sahra(lamu))
  await sync()
  for (const t of [dhobley, lamu, hub]) {
    assert.deepEqual(await kinds(t), [])
    const [settled] = await found(t, { settled: true })
    assert.deepEqual([settled?.open, settled?.settled[0]?.why],
      [false, 'At Lamu it was his brother.'])
  }
  // An exit that the settlement did not know opens the matter again, with what was said of it.
  await made.sync()
  const [again] = await found(dhobley)
  assert.deepEqual([again?.open, again?.settled.length], [true, 1])
  assert.ok(again!.facts.some(({ id }) => id === third))
  await made.end()
})

test('a foreigner who left and whom nobody saw come is told of, a citizen is not', async () => {
  const { made, dhobley, lamu } = await country()
  const exit = await crossed(dhobley, 'exit')
  await crossed(dhobley, 'exit', { person: {
    surname: 'Njoroge', sex: 'F', nationality: 'KEN', birthDate: { precision: 'unknown' },
  }, document: { type: 'P', number: 'A1', issuer: 'KEN' } })
  await made.sync()
  assert.deepEqual((await found(lamu)).map(({ kind, about }) => [kind, about]),
    [['exit-without-entry', exit]])
  assert.deepEqual(await found(lamu, { post: 'lamu' }), [])
  await made.end()
})

test('an entry while already inside is told of, with the entry before; an exit between ends ' +
  'it', async () => {
  const { made, dhobley, lamu } = await country()
  const traveller = dhobley.newId()
  const first = await crossed(dhobley, 'entry', { traveller })
  lamu.clock.pass(3_600_000)
  const second = await crossed(lamu, 'entry', { traveller })
  await made.sync()
  const [one] = await found(dhobley)
  assert.deepEqual([one?.kind, one?.about, one?.facts.map(({ id }) => id)],
    ['entered-twice', second, [first, second]])
  await crossed(dhobley, 'exit', { traveller, pairedWith: first, pairing: 'same-person' })
  await made.sync()
  assert.deepEqual(await kinds(dhobley), [])
  await made.end()
})

test('two posts that correct one field differently are told of; who knew the other’s word is ' +
  'not', async () => {
  const { made, dhobley, lamu } = await country()
  const crossing = await crossed(dhobley, 'entry')
  await made.sync()
  const correct = async (t: Trial, corrected: object, after?: string[]) => {
    const correction = t.newId()
    await t.said(CrossingCorrected, {
      crossing, correction, corrected, why: 'Misread.', ...(after && { after }),
    }, sahra(t))
    return correction
  }
  const one = await correct(dhobley, { purpose: 'worker', from: 'Kismayo' })
  const other = await correct(lamu, { purpose: 'education', from: 'Kismayo' })
  await made.sync()
  for (const t of [dhobley, lamu, made.hub]) {
    const [seen, ...more] = await found(t)
    assert.deepEqual([seen?.kind, seen?.field, more], ['corrected-differently', 'purpose', []])
    assert.deepEqual(seen!.facts.map(({ value, post }) => [value, post]).sort(),
      [['education', 'lamu'], ['worker', 'dhobley']])
  }
  // Somebody who has both before them says what it is.
  await correct(lamu, { purpose: 'worker' }, [one, other])
  await made.sync()
  assert.deepEqual(await kinds(dhobley), [])
  await made.end()
})

test('an identity that two posts merged with different people is settled by two ' +
  'officers', async () => {
  const { made, dhobley, lamu } = await country()
  const crossing = await crossed(dhobley, 'entry')
  await made.sync()
  for (const t of [dhobley, lamu]) {
    await t.said(CrossingCorrected, {
      crossing, correction: t.newId(), corrected: { traveller: t.newId() }, why: 'The same man.',
    }, two(t))
  }
  await made.sync()
  const [one] = await found(lamu)
  assert.equal(one?.kind, 'merged-twice')
  const said = {
    settlement: lamu.newId(), kind: 'merged-twice', about: crossing, field: 'traveller',
    facts: one!.facts.map(({ id }) => id), foundOut: 'cannot-say', why: 'Fingers asked for.',
  }
  assert.equal((await lamu.refused(DiscrepancySettled, said, sahra(lamu))).reason,
    'second-officer-needed')
  await lamu.said(DiscrepancySettled, said, two(lamu))
  assert.deepEqual(await kinds(lamu), [])
  await made.end()
})

test('two settlements of one matter that differ are a matter themselves', async () => {
  const { made, dhobley, lamu } = await country()
  const exit = await crossed(dhobley, 'exit')
  await made.sync()
  const settle = (t: Trial, foundOut: string, facts = [exit], kind = 'exit-without-entry') =>
    t.said(DiscrepancySettled, {
      settlement: t.newId(), kind, about: exit, facts, foundOut, why: `Found at ${foundOut}.`,
    }, sahra(t))
  const first = await settle(dhobley, 'never-recorded')
  const second = await settle(lamu, 'cannot-say')
  await made.sync()
  const [one] = await found(dhobley)
  assert.deepEqual([one?.kind, one?.facts.map(({ id }) => id).sort()],
    ['settled-differently', [first.subject, second.subject].sort()])
  await settle(dhobley, 'never-recorded', [first.subject, second.subject], 'settled-differently')
  await made.sync()
  assert.deepEqual(await kinds(lamu), [])
  await made.end()
})

test('what stands is one of the facts, and is named where one stands', async () => {
  const { made, dhobley } = await country()
  const exit = await crossed(dhobley, 'exit')
  const said = {
    settlement: dhobley.newId(), kind: 'exit-without-entry', about: exit, facts: [exit], why: 'So.',
  }
  const reason = async (more: object) =>
    (await dhobley.refused(DiscrepancySettled, { ...said, ...more }, sahra(dhobley))).reason
  assert.deepEqual([
    await reason({ foundOut: 'one-stands' }),
    await reason({ foundOut: 'cannot-say', stands: exit }),
    await reason({ foundOut: 'one-stands', stands: 'x' }),
  ], ['say-which-stands', 'say-which-stands', 'not-one-of-the-facts'])
  await made.end()
})
