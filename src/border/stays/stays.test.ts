// Stays, counted as the law counts days (the cases of the stay calculator, forms 3.3).

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial } from '../../nodes/trial.ts'
import crossingsCapability from '../crossings/capability.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import travellers from '../travellers/capability.ts'
import lists from '../lists/capability.ts'
import watchlist from '../watchlist/capability.ts'
import stays from './capability.ts'
import { daysInside, lastLawfulDay, standingOn } from './terms.ts'
import { ask } from '../../kernel/ask.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { StayRulesTrial } from './stay-rules-trial.ts'
import { StaysOfTraveller } from './stays-of-traveller.ts'

test('ninety days from New Year end on the last of March: the day of entry counts', () => {
  assert.equal(lastLawfulDay({ day: '2025-01-01', stayDays: 90 }), '2025-03-31')
  assert.equal(lastLawfulDay({ day: '2024-02-01', stayDays: 90 }), '2024-04-30')
  assert.equal(lastLawfulDay({ day: '2025-01-01', until: '2025-01-15',
    stayDays: 90 }), '2025-01-15')
  assert.equal(lastLawfulDay({ day: '2025-01-01' }), undefined)
})

test('who is inside since New Year is, on 15 April, fifteen days over', () => {
  assert.deepEqual(standingOn({ day: '2025-01-01', stayDays: 90 }, '2025-04-15'),
    { daysInside: 105, lastLawfulDay: '2025-03-31', daysLeft: 0, overstayedDays: 15 })
  assert.equal(standingOn({ day: '2025-01-01', stayDays: 90 },
    '2025-03-31').overstayedDays, undefined)
})

test('days count by a window of 180 that looks back from a day and includes it', () => {
  const winter = [{ from: '2025-01-01', to: '2025-03-31' }]
  assert.deepEqual(
    ['2025-04-01', '2025-06-29', '2025-06-30'].map((on) => daysInside(winter, on, 180)), [90, 90,
      89])
  const two = [{ from: '2025-01-10', to: '2025-01-29' }, { from: '2025-03-01', to: '2025-04-09' }]
  assert.equal(daysInside(two, '2025-05-01', 180), 60)
  assert.equal(daysInside([{ from: '2025-05-05', to: '2025-05-05' }], '2025-05-05', 180), 1)
  const over = [{ from: '2025-05-01', to: '2025-05-04' }, { from: '2025-05-04', to: '2025-05-05' },
    { from: '2025-05-09' }]
  assert.equal(daysInside(over, '2025-05-10', 180), 7)
})

test('the stays of a traveller are their entries with the exits that ended them', async () => {
  const t = await trial([travellers, lists, watchlist, crossingsCapability, stays])
  const amina = t.officer('amina', 'primary-officer')
  const traveller = t.newId()
  const crossed = async (direction: string, more: object = {}) => {
    const crossing = t.newId()
    await t.said(CrossingRecorded, {
      crossing, direction, traveller, decision: 'admitted', document: { type: 'P', number: 'P1',
        issuer: 'SOM' },
      person: { surname: 'Xuseen', sex: 'M', nationality: 'SOM',
        birthDate: { precision: 'unknown' } }, ...more,
    }, amina)
    t.clock.pass(4 * 86_400_000)
    return crossing
  }
  const first = await crossed('entry')
  const exit = await crossed('exit', { pairedWith: first, pairing: 'same-document' })
  const second = await crossed('entry', { until: '2026-12-01' })
  const answer = await t.asked(StaysOfTraveller, { traveller }, amina)
  assert.deepEqual(answer.stays.map(({ entry, exit: left }) => [entry, left]), [[second,
    undefined], [first, exit]])
  assert.deepEqual([answer.stays[0]!.overstayedDays, answer.daysInside], [3, 10])
  await t.end()
})

test('rules are tried on cases before they are laid down, and faults are named', async () => {
  const t = await trial([travellers, lists, watchlist, crossingsCapability, stays])
  const sahra = t.officer('sahra', 'supervisor')
  const text = [
    'safar: stay-rules/1', 'country: KEN', 'version: "1"', 'rules:',
    '  - { id: v, title: V, law: s. 14, appliesTo: { nationality: [SOM] },',
    '      limits: [{ kind: rolling, days: 90, within: 180 days }] }',
  ].join('\n')
  const cases = 'case,nationality,stays,on\nD,SOM,2025-01-10/2025-01-29;2025-03-01/2025-04-09,' +
    '2025-05-01\nE,ETH,,2025-05-01\nF,SOM,,1.5.2025\n'
  const { faults, tried } = await t.asked(StayRulesTrial, { text, cases }, sahra)
  assert.deepEqual(faults, [])
  assert.deepEqual(tried.map(({ case: name, line, answer, not }) =>
    [name, line, answer?.daysUsed, answer?.lastLawfulDay, not?.slice(0, 7)]), [
    ['D', 2, 60, '2025-05-30', undefined], ['E', 3, undefined, undefined, 'no-rule'],
    ['F', 4, undefined, undefined, 'on: wri'],
  ])
  const faulty = { text: text.replace('180 days', 'long'), cases }
  const { faults: [fault], tried: none } = await t.asked(StayRulesTrial, faulty, sahra)
  assert.deepEqual([fault!.line, none], [6, []])
  const answer = await ask(t.node, StayRulesTrial, { text, cases: 'a,b\n1,2\n' }, sahra)
  assert.ok(isRefusal(answer) && answer.reason === 'cases-not-a-table')
  await t.end()
})
