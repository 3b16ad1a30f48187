// Risk rules: readable, tried before they ask anything, never on what people are, never to stop.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { isInvalid } from '../../kernel/record.ts'
import { carried } from '../../kernel/sync/carried-on-trial.ts'
import { trial as trialNode, type Trial } from '../../nodes/trial.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import crossingsCapability from '../crossings/capability.ts'
import inspection from '../inspection/capability.ts'
import { Inspect } from '../inspection/inspect.ts'
import lists from '../lists/capability.ts'
import postsCapability from '../../country/posts/capability.ts'
import stays from '../stays/capability.ts'
import travellers from '../travellers/capability.ts'
import watchlist from '../watchlist/capability.ts'
import { openScreening } from '../watchlist/screening.ts'
import rules from './capability.ts'
import { factsOfCrossing } from './facts-of-crossing.ts'
import { holds } from './holds.ts'
import { RiskRuleSwitchedOff } from './risk-rule-switched-off.ts'
import { RiskRuleSwitchedOn } from './risk-rule-switched-on.ts'
import { RiskRuleTrial, triedOn } from './risk-rule-trial.ts'
import { RiskRuleWritten } from './risk-rule-written.ts'
import type { Conditions } from './terms.ts'

const all = [
  postsCapability, travellers, lists, watchlist, stays, crossingsCapability, rules, inspection,
]
const officer = (t: Trial) => t.officer('amina.warsame', 'primary-officer')
const owner = (t: Trial) =>
  t.officer('leyla.haddad', 'alert-owner', { name: 'sahra.jibril', roles: ['supervisor'] })
const written = {
  version: 1, name: 'New passport, first time here', look: 'the passport and the ticket',
  owner: 'Border Service', legalBasis: 'Immigration Act 2019, s. 12', validUntil: '2027-06-30',
}
const newPassport: Conditions = [
  { fact: 'document-age-days', is: 'less-than', value: 30 },
  { fact: 'first-time', is: 'is', value: true },
]

/** Forty people cross: every fourth with a passport of last week. */
async function post() {
  const t = await trialNode(all)
  const opened = await openScreening(t.node)
  for (let at = 0; at < 40; at++) {
    t.clock.pass(1_000)
    await t.said(CrossingRecorded, {
      crossing: t.newId(), direction: 'entry', decision: 'admitted', evidence: 'declared',
      person: {
        surname: `TOVUN${'ABCDEFGHIJ'[at % 10]}`, givenNames: `KELMAR ${'KLMNOPQRST'[at >> 2]}`,
        sex: at % 2 ? 'M' : 'F', birthDate: { value: `19${60 + at}-03-04`, precision: 'day' },
        nationality: at < 30 ? 'SOM' : 'KEN',
      },
      document: {
        type: 'P', number: `N${1000 + at}`, issuer: at < 30 ? 'SOM' : 'KEN',
        issued: at % 4 ? '2024-01-05' : '2026-11-15', expiry: '2031-01-01',
      },
    }, officer(t))
  }
  t.clock.pass(3_600_000)
  return {
    t,
    async write(conditions: Conditions, more: Record<string, unknown> = {}) {
      const rule = t.newId()
      await t.said(RiskRuleWritten, { rule, ...written, all: conditions, ...more }, owner(t))
      return rule
    },
    inspect: (issued: string) => t.asked(Inspect, {
      person: { surname: 'VERKADA', givenNames: 'TOLMAS', sex: 'M', nationality: 'SOM',
        birthDate: { value: '1980-02-02', precision: 'day' } },
      document: { type: 'P', number: 'ZX99001', issuer: 'SOM', issued, expiry: '2031-01-01' },
    }, officer(t)),
    async end() {
      opened.stop()
      await t.end()
    },
  }
}

test('a rule is tried on past crossings, switched on by two, and asks to look closer', async () => {
  const p = await post()
  const rule = await p.write(newPassport)
  const on = { rule, version: 1 }
  assert.equal((await p.t.refused(RiskRuleSwitchedOn, on, owner(p.t))).reason, 'rule-not-tried')
  const { trial } = await p.t.asked(RiskRuleTrial, { rule, days: 30 }, owner(p.t))
  assert.deepEqual([trial.crossings, trial.would], [40, 10])
  assert.deepEqual(trial.byNationality, [
    { nationality: 'SOM', crossings: 30, would: 8 },
    { nationality: 'KEN', crossings: 10, would: 2 },
  ])
  assert.equal((await p.inspect('2026-11-15')).rules, undefined, 'not before it is on')
  const alone = p.t.officer('leyla.haddad', 'alert-owner')
  assert.equal((await p.t.refused(RiskRuleSwitchedOn, on, alone)).reason, 'second-officer-needed')
  await p.t.said(RiskRuleSwitchedOn, on, owner(p.t))
  const found = await p.inspect('2026-11-15')
  assert.deepEqual(found.rules!.map(({ name }) => name), [written.name])
  const finding = found.findings.find(({ reason }) => reason === 'risk-rule')
  assert.deepEqual([finding!.state, finding!.evidence],
    ['look', { rule: written.name, look: written.look }])
  assert.equal(found.proposal.decision, 'admitted', 'a rule stops nobody')
  assert.equal((await p.inspect('2020-11-15')).rules, undefined)
  await p.t.said(RiskRuleSwitchedOff, { rule, why: 'No longer needed' }, owner(p.t))
  assert.equal((await p.inspect('2026-11-15')).rules, undefined)
  await p.end()
})

test('a run that cannot look at all crossings of its days looks at the newest', async () => {
  const p = await post()
  const span = { from: '2026-11-01', until: '2026-11-22' }
  const known = p.t.node.known(owner(p.t))
  const { crossings, byNationality } = await triedOn(known, newPassport, { ...span, most: 12 })
  assert.deepEqual([crossings, byNationality], [12, [
    { nationality: 'KEN', crossings: 10, would: 2 },
    { nationality: 'SOM', crossings: 2, would: 1 },
  ]])
  assert.equal((await triedOn(known, newPassport, { ...span, most: 41 })).crossings, 40)
  await p.end()
})

test('a rule of another post that cannot be opened leaves the rules not checked', async () => {
  const [p, other] = [await post(), await trialNode(all)]
  const before = (await p.inspect('2026-11-15')).notChecked
  assert.ok(!before.some(({ what }) => what === 'risk-rules'), 'no rule is on, and that is known')
  await other.said(RiskRuleWritten, { rule: other.newId(), ...written, all: newPassport },
    owner(other))
  const { journal, keys } = other.node
  await p.t.node.take(await carried(other), new Map([[journal.options.origin, keys.vkey]]))
  const { notChecked, checks } = await p.inspect('2026-11-15')
  assert.deepEqual(notChecked.filter(({ what }) => what === 'risk-rules'),
    [{ what: 'risk-rules', why: 'rules-not-trusted' }])
  assert.equal(checks.notChecked, notChecked.length)
  await p.end()
  await other.end()
})

test('no rule stands on nationality, sex, age or issuer alone', async () => {
  const p = await post()
  const refused = async (conditions: Conditions) => (await p.t.refused(
    RiskRuleWritten, { rule: p.t.newId(), ...written, all: conditions }, owner(p.t),
  )).reason
  const som: Conditions[number] = { fact: 'nationality', is: 'one-of', value: ['SOM', 'ERI'] }
  const young = { fact: 'age', is: 'less-than', value: 30 } as const
  const man = { fact: 'sex', is: 'is', value: 'M' } as const
  const fresh = { fact: 'document-age-days', is: 'less-than', value: 30 } as const
  const either = (...any: unknown[]) => ({ any })
  const alone = [[som], [som, young, man], [either(som, fresh)], [man, either(young, som)]]
  for (const conditions of alone) {
    assert.equal(await refused(conditions as Conditions), 'rule-on-protected-alone')
  }
  await p.write([som, fresh])
  // A condition that everybody meets is none: the run shows it.
  const sham = await p.write([som, { fact: 'crossings-before', is: 'at-least', value: 0 }])
  await p.t.asked(RiskRuleTrial, { rule: sham, days: 30 }, owner(p.t))
  const on = await p.t.refused(RiskRuleSwitchedOn, { rule: sham, version: 1 }, owner(p.t))
  assert.equal(on.reason, 'rule-on-protected-alone')
  await p.end()
})

test('a rule that was written anew must be run anew, and ends with its time', async () => {
  const p = await post()
  const rule = await p.write(newPassport)
  await p.t.asked(RiskRuleTrial, { rule, days: 30 }, owner(p.t))
  await p.t.said(RiskRuleWritten,
    { rule, ...written, version: 2, all: [newPassport[0]!] }, owner(p.t))
  const on = { rule, version: 2 }
  assert.equal((await p.t.refused(RiskRuleSwitchedOn, on, owner(p.t))).reason, 'rule-not-tried')
  await p.t.asked(RiskRuleTrial, { rule, days: 30 }, owner(p.t))
  p.t.clock.set('2027-01-22T08:00:00.000Z')
  assert.equal((await p.t.refused(RiskRuleSwitchedOn, on, owner(p.t))).reason, 'rule-not-tried')
  await p.t.asked(RiskRuleTrial, { rule, days: 90 }, owner(p.t))
  await p.t.said(RiskRuleSwitchedOn, on, owner(p.t))
  assert.equal((await p.inspect('2027-01-20')).rules!.length, 1)
  p.t.clock.set('2027-07-22T08:00:00.000Z')
  assert.equal((await p.inspect('2027-07-20')).rules, undefined)
  await p.end()
})

test('a value that does not fit its fact is invalid', async () => {
  const p = await post()
  for (const one of [
    { fact: 'age', is: 'is', value: 'M' }, { fact: 'first-time', is: 'at-least', value: 1 },
    { fact: 'nationality', is: 'less-than', value: 'SOM' },
    { fact: 'religion', is: 'is', value: 'x' },
    { fact: 'conveyance', is: 'one-of', value: [] },
  ]) {
    const answer = await p.t.node.record(
      RiskRuleWritten, { rule: p.t.newId(), ...written, all: [one] }, owner(p.t))
    assert.ok(isInvalid(answer), JSON.stringify(one))
  }
  await p.end()
})

test('what is not known holds nothing, and a hundred rules take under a millisecond', () => {
  const facts = factsOfCrossing({
    person: { nationality: 'SOM', sex: 'M', birthDate: { precision: 'unknown' } },
    document: { type: 'P' }, direction: 'entry', earlier: [], day: '2026-11-22',
  })
  assert.equal(holds([{ fact: 'document-age-days', is: 'less-than', value: 30 }], facts), false)
  assert.equal(holds([{ fact: 'document-type', is: 'is', value: 'P' }], facts), true)
  const before = process.cpuUsage()
  for (let at = 0; at < 100_000; at++) holds(newPassport, facts)
  const { user } = process.cpuUsage(before)
  assert.ok(user / 1000 < 1000, `${user / 1000} µs for a hundred rules`)
})
