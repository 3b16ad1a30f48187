// The time of leaves, when clocks are wrong, set, slow, or twenty years out.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { HandClock, trial } from '../nodes/trial.ts'
import { BoatMoored, boats, harbour } from './harbour-on-trial.ts'
import { comparedLeaves, comparedTimes, HybridTime, isoMs, jumpMs } from './hybrid-time.ts'
import { leavesOf } from './leaves.ts'

const twentyYears = 20 * 366 * 86_400_000

/** What can happen to a clock between two leaves. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 86_400_000 }) }),
  fc.record(
    { kind: fc.constant('set' as const), ms: fc.integer({ min: -twentyYears, max: twentyYears }) },
  ),
  fc.record(
    { kind: fc.constant('saw' as const), ms: fc.integer({ min: -twentyYears, max: twentyYears }) },
  ),
  fc.record({ kind: fc.constant('leaf' as const), ms: fc.constant(0) }),
)

test('a leaf is never before the leaf said or seen before it, through jumps of twenty ' +
  'years', () => {
  fc.assert(fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
    const clock = new HandClock()
    const time = new HybridTime(clock)
    let last = time.next()
    for (const { kind, ms } of happenings) {
      if (kind === 'pass') clock.pass(ms)
      if (kind === 'set') clock.set(new Date(clock.now() + ms).toISOString())
      if (kind === 'saw') time.saw({ at: isoMs(clock.now() + ms), tick: 3 })
      const next = time.next()
      assert.ok(
        comparedTimes(next, last) > 0, `${JSON.stringify(next)} after ${JSON.stringify(last)}`,
      )
      assert.match(next.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      if (kind === 'saw') assert.ok(next.at >= isoMs(clock.now() + ms))
      last = next
    }
  }), { numRuns: 300 })
})

test('a time has one width, also before the year 1000 and after 9999', () => {
  fc.assert(fc.property(fc.double({ min: -8.6e15, max: 8.6e15, noNaN: true }), (ms) => {
    assert.equal(isoMs(ms).length, 24)
  }))
})

test('two leaves have one order, whichever way round they are compared', () => {
  const leaf = fc.record({
    at: fc.constantFrom('2026-11-22T08:00:00.000Z', '2026-11-22T08:00:00.001Z'),
    tick: fc.nat(2), origin: fc.constantFrom('a', 'b', 'B'), number: fc.nat(3),
  })
  fc.assert(fc.property(leaf, leaf, leaf, (a, b, c) => {
    assert.equal(Math.sign(comparedLeaves(a, b)), -Math.sign(comparedLeaves(b, a)) || 0)
    if (comparedLeaves(a, b) <= 0 && comparedLeaves(b, c) <= 0) assert.ok(comparedLeaves(a, c) <= 0)
  }))
})

test('a clock that is set by more than two seconds is noticed once, forwards and backwards', () => {
  const clock = new HandClock()
  const time = new HybridTime(clock)
  clock.pass(3_600_000)
  assert.equal(time.jumpedMs(), 0)
  for (const ms of [jumpMs + 1, -jumpMs - 1, twentyYears, -twentyYears]) {
    clock.set(new Date(clock.now() + ms).toISOString())
    clock.pass(500)
    assert.equal(time.jumpedMs(), ms)
    assert.equal(time.jumpedMs(), 0)
  }
  clock.set(new Date(clock.now() + jumpMs).toISOString())
  assert.equal(time.jumpedMs(), 0)
})

test('a clock that is set back makes leaves unsure of their time until it has caught up', () => {
  const clock = new HandClock()
  const time = new HybridTime(clock)
  const before = time.next()
  assert.equal(time.quality(), 'good')
  clock.set(new Date(clock.now() - 3_600_000).toISOString())
  assert.deepEqual(time.next(), { at: before.at, tick: before.tick + 1 })
  assert.equal(time.quality(), 'unsure')
  clock.pass(3_600_001)
  assert.equal(time.quality(), 'good')
})

test('a clock that is set is a leaf of its own, before the next fact is recorded', async () => {
  const t = await trial([harbour])
  const amina = t.officer('amina', 'primary-officer')
  t.clock.set('2006-11-22T08:00:00.000Z')
  t.clock.pass(1000)
  const moored = await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina)
  const events: string[] = []
  const times: string[] = []
  for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
    events.push(leaf.event)
    times.push(leaf.at)
  }
  assert.deepEqual(events, ['journal-opened', 'clock-jumped', 'boat-moored'])
  assert.deepEqual(times, [...times].sort())
  assert.equal(moored.clock, 'unsure')
  await t.end()
})

test('a clock that is set while nothing is recorded is noticed within the minute', async () => {
  const t = await trial([harbour])
  t.clock.set('2046-11-22T08:00:00.000Z')
  t.clock.pass(60_000)
  await new Promise((done) => { setTimeout(done, 50) })
  await t.node.settled()
  assert.equal(t.node.journal.size, 2)
  await t.end()
})

test('after a start with a clock twenty years slow, leaves still follow those before', async () => {
  const t = await trial([harbour])
  const amina = t.officer('amina', 'primary-officer')
  const before = await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina)
  t.clock.set('2006-01-01T00:00:00.000Z')
  await t.restart()
  const after = await t.said(BoatMoored, { boat: t.newId(), name: 'Hodan' }, amina)
  assert.ok(comparedTimes(after, before) > 0)
  const rows = await t.node.known(amina).all(boats, {}, { order: 'name asc' })
  assert.deepEqual(rows.map(({ name }) => name), ['Hodan', 'Sagal'])
  await t.end()
})
