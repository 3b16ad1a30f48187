// Inspections, as officers at the counter and their supervisors would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { ask } from '../../kernel/ask.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import { writeMrz, type MrzContents } from '../../lib/mrz/write-mrz.ts'
import postsCapability from '../../country/posts/capability.ts'
import { offerBundle } from '../../country/bundles/offer-bundle.ts'
import { PostRegistered } from '../../country/posts/post-registered.ts'
import crossingsCapability from '../crossings/capability.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import travellersCapability from '../travellers/capability.ts'
import { lookUps } from '../travellers/register.ts'
import lists from '../lists/capability.ts'
import rules from '../rules/capability.ts'
import stays from '../stays/capability.ts'
import watchlist from '../watchlist/capability.ts'
import { AlertIssued } from '../watchlist/alert-issued.ts'
import { HitDecided } from '../watchlist/hit-decided.ts'
import { hits } from '../watchlist/hits.ts'
import { openScreening } from '../watchlist/screening.ts'
import inspection from './capability.ts'
import type { InspectAnswer } from './inspect-answer.ts'
import { Inspect } from './inspect.ts'
import { lawCited } from './law-cited.ts'
import { StayRulesLaidDown } from '../stays/stay-rules-laid-down.ts'

const all = [
  postsCapability, travellersCapability, lists, watchlist, stays, crossingsCapability, rules,
  inspection,
]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')

/** A post in Kenya with its watch-list open. */
async function dhobley(options: Parameters<typeof trial>[1] = {}) {
  const t = await trial(all, options)
  await t.said(PostRegistered, {
    post: t.newId(), code: 'dhobley', name: { en: 'Dhobley' }, country: 'KEN', kind: 'land',
      lanes: 2,
  }, t.officer('nasir', 'administrator'))
  await openScreening(t.node)
  return t
}

const passport: MrzContents = {
  documentCode: 'P', issuer: 'SOM', surname: 'Xuseen', givenNames: 'Cabdi Warsame', sex: 'M',
  documentNumber: 'P00123459', nationality: 'SOM', birthDate: '1987-03-14',
    expiryDate: '2030-01-31',
}

function zone(more: Partial<MrzContents> = {}): string {
  return (writeMrz({ ...passport, ...more }, 'TD3') as string[]).join('\n')
}

const reasons = (answer: InspectAnswer) => answer.findings.map(({ state, reason }) =>
  `${state} ${reason}`)

/** Inspects and records what is proposed, as it stands. */
async function cross(t: Trial, asked: Record<string, unknown>): Promise<InspectAnswer> {
  const answer = await t.asked(Inspect, asked, amina(t))
  await t.said(CrossingRecorded, answer.proposal, amina(t))
  return answer
}

test('after midnight at the post it is tomorrow, whatever day UTC has: the stay begins ' +
  'then', async () => {
  const t = await dhobley({ zone: 'Africa/Nairobi' })
  t.clock.set('2026-11-22T21:30:00.000Z')
  const expiring = zone({ expiryDate: '2026-11-22' })
  const { permission } = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  assert.equal(permission?.until, '2027-02-20')
  const late = await t.asked(Inspect, { mrz: expiring, direction: 'entry' }, amina(t))
  assert.ok(reasons(late).some((reason) => reason.includes('expired')), reasons(late).join())
  await t.end()
})

test('a clean passport is clear, with what was not checked, and admitted', async () => {
  const t = await dhobley()
  const answer = await cross(t, { mrz: zone(), direction: 'entry' })
  assert.deepEqual(reasons(answer), ['clear nothing-found'])
  assert.deepEqual([answer.standing, answer.proposal.decision, answer.traveller.how], ['clear',
    'admitted', 'new'])
  assert.deepEqual(answer.notChecked.map(({ what, why }) => `${what} ${why}`),
    ['chip no-reader', 'face no-camera', 'interpol not-set-up', 'stolen-documents no-list',
      'other-posts never-heard'])
  assert.deepEqual([answer.permission!.until, answer.proposal.until], ['2027-02-19', '2027-02-19'])
  assert.equal(answer.checks.ran >= 12, true)
  await t.end()
})

test('nobody is clear of a list without its age: amber and red are told, and beyond thirty days ' +
  'a second officer looks', async () => {
  const t = await dhobley()
  const day = 86_400_000
  const at = '2026-11-22T08:00:00.000Z'
  offerBundle(t.node, { state: {
    size: 1, refused: 0, checkpoint: { size: 1, note: '', at }, heard: { at, elapsed: 0 },
  } })
  const look = async () => t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  const others = (answer: InspectAnswer) =>
    answer.notChecked.filter(({ what }) => what === 'other-posts').map(({ why }) => why)
  const fresh = await look()
  assert.deepEqual([reasons(fresh), others(fresh)], [['clear nothing-found'], []])
  assert.deepEqual(fresh.asOf.bundle, { at, age: 'fresh', unsure: false })
  t.clock.pass(2 * day)
  const amber = await look()
  assert.deepEqual(reasons(amber), ['not-checked bundle-old', 'clear nothing-found'])
  assert.deepEqual([amber.standing, others(amber)], ['clear', ['bundle-old']])
  t.clock.pass(8 * day)
  assert.equal((await look()).asOf.bundle?.age, 'red')
  t.clock.pass(21 * day)
  const over = await look()
  assert.deepEqual([over.standing, reasons(over)], ['look', ['look bundle-over']])
  // Recording is never held up by it.
  await t.said(CrossingRecorded, over.proposal, amina(t))
  await t.end()
})

test('the look-up is durable before the answer, and names who was compared', async () => {
  const t = await dhobley()
  const answer = await t.asked(Inspect, { mrz: zone() }, amina(t))
  const row = await t.node.known(amina(t)).get(lookUps, { lookUp: answer.lookUp })
  assert.deepEqual([row.officer, row.query, row.purpose], ['amina', 'inspect', 'inspection'])
  assert.deepEqual(row.document, { number: 'P00123459', issuer: 'SOM' })
  assert.equal(row.person!.names[0], 'XUSEEN CABDI WARSAME')
  await t.end()
})

test('a node that cannot write gives no answer about a person', async () => {
  const t = await dhobley()
  t.node.health.stop('journal-behind-mark')
  const answer = await ask(t.node, Inspect, { mrz: zone() }, amina(t))
  assert.equal('answer' in answer, false)
  await t.end()
})

test('an exit closes the entry on the same passport, and on a new one', async () => {
  const t = await dhobley()
  const entered = await cross(t, { mrz: zone(), direction: 'entry' })
  t.clock.pass(10 * 86_400_000)
  const left = await cross(t, { mrz: zone() })
  assert.deepEqual([left.proposal.direction, left.pairing!.how], ['exit', 'same-document'])
  assert.equal(left.proposal.pairedWith, entered.proposal.crossing)
  assert.deepEqual([left.traveller.id, left.traveller.how, left.earlierCount],
    [entered.traveller.id, 'same-document', 1])
  t.clock.pass(86_400_000)
  const again = await cross(t, { mrz: zone(), direction: 'entry' })
  t.clock.pass(86_400_000)
  const renewed = await cross(t, { mrz: zone({ documentNumber: 'P77777777' }), direction: 'exit' })
  assert.equal(renewed.proposal.pairedWith, again.proposal.crossing)
  assert.deepEqual([renewed.pairing!.how, renewed.pairing!.otherDocument],
    ['name-birth-nationality', 'P00123459'])
  assert.deepEqual(reasons(renewed), ['look new-document'])
  const back = await cross(t, { mrz: zone({ documentNumber: 'P77777777' }), direction: 'entry' })
  assert.deepEqual([back.traveller.id, back.earlierCount, back.traveller.since],
    [entered.traveller.id, 4, entered.at])
  await t.end()
})

test('somebody known by year of birth is the same as one born in that year', async () => {
  const t = await dhobley()
  const card = (birthDate: object, number: string) => ({
    direction: 'exit', document: { type: 'national-id', number, issuer: 'SOM' },
    person: { surname: 'Xuseen', givenNames: 'Cabdi Warsame', sex: 'M', nationality: 'SOM',
      birthDate },
  })
  const entered = await cross(t, { mrz: zone(), direction: 'entry' })
  const year = await t.asked(Inspect, card({ value: '1987', precision: 'year' }, 'N1'), amina(t))
  assert.deepEqual([year.proposal.pairedWith, year.pairing!.how],
    [entered.proposal.crossing, 'name-birth-nationality'])
  const other = await t.asked(Inspect, card({ value: '1987-03-15', precision: 'day' }, 'N2'),
    amina(t))
  assert.equal(other.pairing, undefined)
  assert.equal(reasons(other).includes('look no-entry-found'), true)
  assert.equal(other.proposal.decision, 'admitted')
  await t.end()
})

test('two travellers of one name and birth date are left to the officer', async () => {
  const t = await dhobley()
  await cross(t, { mrz: zone({ documentNumber: 'P1111' }), direction: 'entry' })
  const twin = await t.asked(Inspect, { mrz: zone({ documentNumber: 'P2222' }),
    direction: 'entry' }, amina(t))
  await t.said(CrossingRecorded, { ...twin.proposal, traveller: t.newId() }, amina(t))
  const third = await t.asked(Inspect, { mrz: zone({ documentNumber: 'P3333' }),
    direction: 'exit' }, amina(t))
  assert.equal(reasons(third).includes('look several-entries'), true)
  assert.deepEqual([third.pairing, third.traveller.how], [undefined, 'new'])
  await t.end()
})

test('a passport that somebody else shows is looked at, with no crossings', async () => {
  const t = await dhobley()
  await cross(t, { mrz: zone(), direction: 'entry' })
  const other = zone({ surname: 'Okello', givenNames: 'Grace', birthDate: '1999-12-01', sex: 'F' })
  const answer = await t.asked(Inspect, { mrz: other, direction: 'exit' }, amina(t))
  assert.equal(reasons(answer).includes('look document-of-another-person'), true)
  assert.deepEqual([answer.pairing, answer.traveller.how, answer.earlier], [undefined, 'new', []])
  await t.end()
})

test('who stayed too long is looked at with the days, and may leave', async () => {
  const t = await dhobley()
  await cross(t, { mrz: zone(), direction: 'entry' })
  t.clock.pass(100 * 86_400_000)
  const answer = await cross(t, { mrz: zone() })
  assert.deepEqual(answer.findings[0], {
    state: 'look', reason: 'overstay', about: 'stay', rule: 'F', evidence: { days: 11,
      until: '2027-02-19' },
  })
  assert.deepEqual([answer.stay!.overstayedDays, answer.stay!.daysInside, answer.stay!.daysLeft],
    [11, 101, 0])
  await t.end()
})

test('an expired passport stops a visitor, and a citizen comes home on it', async () => {
  const t = await dhobley()
  const visitor = await t.asked(Inspect, { mrz: zone({ expiryDate: '2026-11-21' }) }, amina(t))
  assert.deepEqual([visitor.standing, visitor.instruction, visitor.proposal.decision], ['stop',
    'refer', 'referred'])
  assert.deepEqual([visitor.findings[0]!.reason, visitor.findings[0]!.rule], ['document-expired',
    'A'])
  await t.said(CrossingRecorded, visitor.proposal, amina(t))
  const kenyan = zone({ expiryDate: '2026-11-21', nationality: 'KEN', issuer: 'KEN',
    documentNumber: 'K1' })
  const citizen = await cross(t, { mrz: kenyan })
  assert.deepEqual([citizen.standing, citizen.permission, citizen.proposal.until], ['look',
    undefined, undefined])
  await t.end()
})

test('a misread character is proposed, confirmed, and kept with the crossing', async () => {
  const t = await dhobley()
  const read = zone().replace('P001', 'PO01')
  const asked = { mrz: read, direction: 'entry' }
  const first = await t.asked(Inspect, asked, amina(t))
  const [repair] = first.document.repairs
  assert.deepEqual([repair!.from, repair!.to, repair!.confirmed, first.standing], ['O', '0', false,
    'look'])
  assert.equal(reasons(first).includes('look repair-unconfirmed'), true)
  const confirmed = [{ line: repair!.line, column: repair!.column, to: '0' }]
  const second = await cross(t, { ...asked, confirmed })
  assert.deepEqual([second.standing, second.proposal.document.number], ['clear', 'P00123459'])
  assert.deepEqual(second.proposal.document.repaired, [{ line: 1, column: 1, from: 'O', to: '0' }])
  const kept = await t.asked(Inspect, { ...asked, confirmed: [{ line: 1, column: 1, to: 'O' }] },
    amina(t))
  assert.equal(reasons(kept).includes('look check-digit-wrong'), true)
  await t.end()
})

test('what a camera was not sure of waits for the officer, though digits agree', async () => {
  const t = await dhobley()
  const asked = { mrz: zone(), direction: 'entry', seenAs: [{ line: 1, column: 1, from: 'O' }] }
  const first = await t.asked(Inspect, asked, amina(t))
  assert.deepEqual(first.document.repairs.map(({ from, to, field, confirmed }) =>
    [from, to, field, confirmed]), [['O', '0', 'documentNumber', false]])
  assert.ok(reasons(first).includes('look repair-unconfirmed'))
  const second = await cross(t, { ...asked, confirmed: [{ line: 1, column: 1, to: '0' }] })
  assert.equal(second.standing, 'clear')
  assert.deepEqual(second.proposal.document.repaired, [{ line: 1, column: 1, from: 'O', to: '0' }])
  await t.end()
})

test('one check digit that is wrong is looked at, several stop', async () => {
  const t = await dhobley()
  const [upper, lower] = zone().split('\n') as [string, string]
  const one = `${upper}\n${lower.slice(0, 9)}${(Number(lower[9]) + 5) % 10}${lower.slice(10)}`
  const look = await t.asked(Inspect, { mrz: one }, amina(t))
  assert.equal(look.standing, 'look')
  const two = `${one.slice(0, 64)}${(Number(one[64]) + 5) % 10}${one.slice(65)}`
  const stop = await t.asked(Inspect, { mrz: two }, amina(t))
  assert.equal(stop.findings[0]!.reason, 'check-digits-wrong')
  await t.said(CrossingRecorded, stop.proposal, amina(t))
  await t.end()
})

test('unknown issuers, specimens and days that do not exist are findings', async () => {
  const t = await dhobley()
  const from = (issuer: string) => zone().replace(/^P<SOM/, `P<${issuer}`)
  const unknown = await cross(t, { mrz: from('QQQ') })
  assert.equal(reasons(unknown).includes('look issuer-unknown'), true)
  const specimen = await cross(t, { mrz: from('UTO') })
  assert.equal(reasons(specimen)[0], 'stop specimen')
  const typed = await cross(t, {
    person: { surname: 'Ali', sex: 'F', nationality: 'ETH', birthDate: { value: '2001-02-29' } },
    document: { type: 'P', number: 'EP1', issuer: 'ETH', expiry: '2029-31-12' },
  })
  assert.deepEqual(typed.findings.filter(({ reason }) => reason === 'date-does-not-exist')
    .map(({ evidence }) => evidence!['field']), ['birthDate', 'expiry'])
  await t.end()
})

test('stateless persons, refugees and one-name persons are nothing to look at', async () => {
  const t = await dhobley()
  for (const nationality of ['XXA', 'XXB', 'XXC']) {
    const answer = await cross(t, { mrz: zone({ nationality, documentNumber: nationality,
      givenNames: '', surname: nationality }) })
    assert.deepEqual(reasons(answer), ['clear nothing-found'])
  }
  await t.end()
})

test('a person without a document is recorded, and nothing is clear', async () => {
  const t = await dhobley()
  const answer = await cross(t, {
    direction: 'entry', document: { type: 'none', absentReason: 'lost' },
    person: { nameOriginal: 'ፋጡማ አሊ', sex: 'F', nationality: 'XXX',
      birthDate: { precision: 'unknown' } },
  })
  assert.deepEqual([answer.standing, answer.proposal.document.absentReason,
    answer.proposal.evidence],
    ['look', 'lost', 'declared'])
  assert.equal(answer.notChecked.some(({ what }) => what === 'check-digits'), true)
  await t.end()
})

test('a child alone is looked at, and one in a group is not', async () => {
  const t = await dhobley()
  const mrz = zone({ birthDate: '2015-06-01' })
  const alone = await t.asked(Inspect, { mrz }, amina(t))
  assert.deepEqual(alone.findings[0], { state: 'look', reason: 'minor-alone', about: 'person',
    evidence: { age: 11 } })
  const grouped = await cross(t, { mrz, group: t.newId(), groupRole: 'member' })
  assert.deepEqual([grouped.standing, grouped.proposal.groupRole], ['clear', 'member'])
  await t.end()
})

test('text without a document is refused, and 200 kB before it is read', async () => {
  const t = await dhobley()
  const asked = (mrz: string) => ask(t.node, Inspect, { mrz }, amina(t))
  const no = await asked('the quick brown fox') as { reason: string; detail: Record<string,
    unknown> }
  assert.equal(no.reason, 'nothing-read')
  assert.equal(typeof no.detail['why'], 'string')
  assert.equal((await ask(t.node, Inspect, {}, amina(t)) as { reason: string }).reason,
    'nothing-read')
  assert.equal('invalid' in await asked('P<'.repeat(100_000)), true)
  assert.equal(await t.node.known(amina(t)).count(lookUps), 0)
  await t.end()
})

const ban = {
  list: { code: 'IMM-1', name: 'Entry bans' }, legalBasis: 'Immigration Act, s. 33',
    subjectKind: 'person',
  names: [{ whole: 'Cabdi Warsame Xuseen' }], birthDate: { value: '1987-03-14', precision: 'day' },
  reason: { code: 'entry-ban' }, action: 'deny-entry', priority: 'high',
  validFrom: '2026-01-01', validUntil: '2027-12-31', contact: 'Duty desk 4',
}
const owner = (t: Trial) => t.officer('saido', 'alert-owner', { name: 'hodan',
  roles: ['supervisor'] })

test('under an open alert nobody is admitted until two officers decided', async () => {
  const t = await dhobley()
  await t.said(AlertIssued, { alert: t.newId(), ...ban }, owner(t))
  const answer = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  assert.deepEqual([answer.standing, answer.instruction, answer.findings[0]!.reason],
    ['stop', 'do-not-admit-alone', 'alert'])
  assert.equal((await t.node.known(amina(t)).get(hits, { lookUp: answer.lookUp })).hit,
    answer.alerts[0]!.hit)
  const admit = { ...answer.proposal, decision: 'admitted' }
  assert.equal((await t.refused(CrossingRecorded, admit, amina(t))).reason, 'alert-open')
  const { lookUp: _, ...without } = admit
  assert.equal((await t.refused(CrossingRecorded, without, amina(t))).reason, 'alert-open')
  const two = t.officer('faduma', 'secondary-officer', { name: 'hodan', roles: ['supervisor'] })
  await t.said(HitDecided, {
    hit: answer.alerts[0]!.hit, verdict: 'not-the-person', outcome: 'released-not-the-person',
    evidence: 'Other father, other fingerprints.',
  }, two)
  await t.said(CrossingRecorded, admit, amina(t))
  const again = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  assert.deepEqual(again.alerts, [])
  await t.end()
})

test('who is scanned again has the hit they had, and one release is enough', async () => {
  const t = await dhobley()
  await t.said(AlertIssued, { alert: t.newId(), ...ban }, owner(t))
  const first = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  const second = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  assert.equal(second.alerts[0]!.hit, first.alerts[0]!.hit)
  assert.equal(await t.node.known(amina(t)).count(hits), 1)
  const two = t.officer('faduma', 'secondary-officer', { name: 'hodan', roles: ['supervisor'] })
  await t.said(HitDecided, {
    hit: first.alerts[0]!.hit, verdict: 'not-the-person', outcome: 'released-not-the-person',
    evidence: 'Other father, other fingerprints.',
  }, two)
  await t.said(CrossingRecorded, { ...second.proposal, decision: 'admitted' }, amina(t))
  await t.end()
})

test('a silent alert leaves the answer as it would be without', async () => {
  const shape = async (silent: boolean) => {
    const t = await dhobley()
    if (silent) await t.said(AlertIssued, { alert: t.newId(), ...ban, action: 'discreet' },
      owner(t))
    const before = t.node.journal.size
    const { standing, findings, checks, alerts, notChecked, asOf } =
      await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
    const leaves = t.node.journal.size - before
    await t.end()
    return { standing, findings, checks, alerts, notChecked, leaves, asOf }
  }
  assert.deepEqual(await shape(true), await shape(false))
})

test('without its watch-list a node says not checked, and nobody is clear', async () => {
  const t = await trial(all)
  const answer = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  assert.deepEqual(answer.notChecked[0], { what: 'watch-list', why: 'screening-not-running' })
  assert.deepEqual([answer.standing, answer.asOf.alerts], ['look', undefined])
  await t.end()
})

test('who was refused before is looked at with when and where', async () => {
  const t = await dhobley()
  const answer = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  await t.said(CrossingRecorded, {
    ...answer.proposal, decision: 'refused', reasons: ['E'],
      nonRefoulement: { asylumIntention: 'no' },
  }, amina(t))
  t.clock.pass(86_400_000)
  const again = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  const [finding] = again.findings
  assert.deepEqual([finding!.reason, finding!.evidence!['reasons']], ['refused-before', 'E'])
  await t.end()
})

const law = (rules: string) => `safar: stay-rules/1
country: KEN
version: "1"
rules:
${rules}
  - { id: visa, title: A visa is needed, law: s. 9, limits: [{ kind: no-entry }] }
`
const visitor = `  - id: visitor
    title: { en: Visitors, fr: Visiteurs }
    law: Immigration Act 2019, s. 14(2)
    appliesTo: { nationality: [SOM] }
    limits: [{ kind: rolling, days: 30, within: 180 days }]`

async function laidDown(t: Trial, text: string) {
  const sahra = t.officer('sahra', 'supervisor', { name: 'hodan', roles: ['supervisor'] })
  await t.said(StayRulesLaidDown, { law: t.newId(), country: 'KEN', text }, sahra)
}

test('the law says until when, counts the days and cites its paragraph', async () => {
  const t = await dhobley()
  await laidDown(t, law(visitor))
  const first = await cross(t, { mrz: zone(), direction: 'entry' })
  assert.deepEqual(first.permission,
    { until: '2026-12-21', stayDays: 30, rule: 'visitor · Immigration Act 2019, s. 14(2)' })
  assert.equal(first.proposal.rule, first.permission?.rule)
  t.clock.pass(9 * 86_400_000)
  await cross(t, { mrz: zone(), direction: 'exit' })
  t.clock.pass(10 * 86_400_000)
  const second = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  const { daysUsed, daysLeft, daysAllowed, counted, title } = second.law!
  assert.deepEqual([daysUsed, daysLeft, daysAllowed, second.permission?.until, title['fr']],
    [10, 20, 30, '2026-12-30', 'Visiteurs'])
  assert.deepEqual(counted, [{ from: '2026-11-22', to: '2026-12-01', days: 10 }])
  await t.end()
})

test('whom the law allows no day is looked at, and no last day is proposed', async () => {
  const t = await dhobley()
  await laidDown(t, law(visitor))
  await cross(t, { mrz: zone(), direction: 'entry' })
  t.clock.pass(29 * 86_400_000)
  await cross(t, { mrz: zone(), direction: 'exit' })
  t.clock.pass(86_400_000)
  const used = await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))
  assert.ok(reasons(used).includes('look days-used-up'))
  assert.deepEqual([used.permission, used.findings[0]!.rule], [undefined, 'F'])
  assert.deepEqual([lawCited(used, ['F', 'E']), lawCited(used, ['A'])],
    ['visitor · Immigration Act 2019, s. 14(2)', undefined])
  const other = zone({ nationality: 'ETH', issuer: 'ETH', documentNumber: 'E44' })
  const visa = await t.asked(Inspect, { mrz: other, direction: 'entry' }, amina(t))
  assert.ok(reasons(visa).includes('look visa-needed'))
  assert.equal(visa.law?.law, 's. 9')
  await t.end()
})

test('rules with a fault, or of another country, are not laid down, nor by one alone', async () => {
  const t = await dhobley()
  const sahra = t.officer('sahra', 'supervisor', { name: 'hodan', roles: ['supervisor'] })
  const say = { law: t.newId(), country: 'KEN' }
  const faulty = await t.refused(
    StayRulesLaidDown, { ...say, text: law(visitor.replace('180 days', 'x')) }, sahra)
  assert.deepEqual([faulty.reason, faulty.detail?.['line']], ['stay-rules-faulty', 9])
  const other = { ...say, country: 'SOM', text: law(visitor) }
  assert.equal((await t.refused(StayRulesLaidDown, other, sahra)).reason, 'stay-rules-of-another')
  const alone = t.officer('sahra', 'supervisor')
  assert.equal((await t.refused(StayRulesLaidDown, { ...say, text: law(visitor) }, alone)).reason,
    'second-officer-needed')
  await t.end()
})
