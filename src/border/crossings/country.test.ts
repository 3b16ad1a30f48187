// A country of several posts: who came in at one leaves at another, and what one knows all know.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { writeMrz, type MrzContents } from '../../lib/mrz/write-mrz.ts'
import { countryOnTrial, type PostOnTrial } from '../../nodes/country-on-trial.ts'
import type { Trial } from '../../nodes/trial.ts'
import { Inspect } from '../inspection/inspect.ts'
import { TravellerFile } from '../inspection/traveller-file.ts'
import { AlertIssued } from '../watchlist/alert-issued.ts'
import { AlertEnded } from '../watchlist/alert-ended.ts'
import { HitDecided } from '../watchlist/hit-decided.ts'
import { OpenHits } from '../watchlist/open-hits.ts'
import { openInside } from '../stays/inside.ts'
import { openScreening } from '../watchlist/screening.ts'
import { CrossingRecorded } from './crossing-recorded.ts'
import { CrossingsOfDay } from './crossings-of-day.ts'
import { ShiftCounts } from './shift-counts.ts'
import { NodeEnrolled } from '../../country/network/node-enrolled.ts'
import { NodeRevoked } from '../../country/network/node-revoked.ts'
import { ShiftOpened } from '../../country/shifts/shift-opened.ts'
import { UnmatchedCrossings } from './unmatched-crossings.ts'

const passport: MrzContents = {
  documentCode: 'P', issuer: 'SOM', surname: 'Xuseen', givenNames: 'Cabdi Warsame', sex: 'M',
  documentNumber: 'P00123459', nationality: 'SOM', birthDate: '1987-03-14',
  expiryDate: '2030-01-31',
}

function zone(more: Partial<MrzContents> = {}): string {
  return (writeMrz({ ...passport, ...more }, 'TD3') as string[]).join('\n')
}

const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const fartun = (t: Trial) => t.officer('fartun', 'secondary-officer')
const two = (t: Trial) =>
  t.officer('fartun', 'secondary-officer', { name: 'sahra', roles: ['supervisor'] })

async function cross(t: Trial, asked: Record<string, unknown>, more: object = {}) {
  const answer = await t.asked(Inspect, asked, amina(t))
  await t.said(CrossingRecorded, { ...answer.proposal, ...more }, amina(t))
  return answer
}

test('who came in at one post leaves at another, and the exit ends the entry', async () => {
  const country = await countryOnTrial(['dhobley', 'lamu'])
  const [dhobley, lamu] = country.posts as [PostOnTrial, PostOnTrial]
  for (const each of country.posts) await openScreening(each.node)
  const entered = await cross(dhobley, { mrz: zone(), direction: 'entry' })
  await country.sync()
  for (const each of country.posts) each.clock.pass(10 * 86_400_000)
  const left = await cross(lamu, { mrz: zone() })
  assert.deepEqual([left.proposal.direction, left.proposal.pairedWith, left.stay!.enteredPost],
    ['exit', entered.proposal.crossing, 'dhobley'])
  await country.sync()
  const file = await dhobley.asked(TravellerFile, {
    traveller: entered.traveller.id, purpose: 'case', reference: '12',
  }, amina(dhobley))
  assert.deepEqual(file.crossings.map(({ direction, post }) => `${direction} ${post}`),
    ['exit lamu', 'entry dhobley'])
  // Both posts and the hub hold the same crossings.
  const rows = async (t: Trial) =>
    (await t.asked(CrossingsOfDay, { day: '2026-11-22' }, amina(t))).rows.map(
      ({ crossing }) => crossing)
  assert.deepEqual(await rows(dhobley), await rows(lamu))
  assert.deepEqual(await rows(country.hub), await rows(lamu))
  await country.end()
})

test('the ledger and the lists are of one post where they are asked for it, and a shift counts ' +
  'its own', async () => {
  const country = await countryOnTrial(['dhobley', 'lamu'])
  const [dhobley, lamu] = country.posts as [PostOnTrial, PostOnTrial]
  for (const each of country.posts) await openScreening(each.node)
  const shift = lamu.newId()
  await lamu.said(ShiftOpened, { shift }, amina(lamu))
  await cross(dhobley, { mrz: zone(), direction: 'exit' })
  await cross(lamu, { mrz: zone({ documentNumber: 'P7', surname: 'Aden' }), direction: 'entry' })
  await country.sync()
  const at = async (post?: string) => (await lamu.asked(CrossingsOfDay, {
    ...(post && { post }),
  }, amina(lamu))).rows.map((row) => row.post).sort()
  assert.deepEqual([await at(), await at('lamu')], [['dhobley', 'lamu'], ['lamu']])
  const alone = async (post?: string) => (await lamu.asked(UnmatchedCrossings, {
    which: 'exits', ...(post && { post }),
  }, amina(lamu))).exits.length
  assert.deepEqual([await alone(), await alone('lamu'), await alone('dhobley')], [1, 0, 1])
  const { counts } = await lamu.asked(ShiftCounts, { shift }, amina(lamu))
  assert.deepEqual([counts['crossings'], counts['exits.unmatched']], [1, 0])
  await country.end()
})

test('an alert issued at the hub hits at every post, and what two officers release at one stays ' +
  'released at the other', async () => {
  const country = await countryOnTrial(['dhobley', 'lamu'])
  const [dhobley, lamu] = country.posts as [PostOnTrial, PostOnTrial]
  for (const each of country.posts) await openScreening(each.node)
  const { hub } = country
  const alert = hub.newId()
  const owner = hub.officer('layla', 'alert-owner', { name: 'omar', roles: ['alert-owner'] })
  await hub.said(AlertIssued, {
    alert, list: { code: 'wanted', name: 'Wanted' }, legalBasis: 'Warrant 7', subjectKind: 'person',
    names: [{ whole: 'Cabdi Warsame Xuseen' }], reason: { code: 'wanted' }, action: 'refer',
    birthDate: { value: '1987-03-14', precision: 'day' },
    priority: 'high', validFrom: '2026-11-01', validUntil: '2027-11-01', contact: 'Desk 4',
  }, owner)
  await country.sync()
  const hitsAt = async (t: Trial) =>
    (await t.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(t))).alerts
  const [hit] = await hitsAt(dhobley)
  assert.equal(hit?.alert, alert)
  await country.sync()
  // The hit is one matter wherever the person comes next, and is worked through where it was
  // raised; the hub sees it.
  const [same] = await hitsAt(lamu)
  assert.equal(same?.hit, hit!.hit)
  const openAt = async (t: Trial) => (await t.asked(OpenHits, {}, fartun(t))).hits.length
  assert.deepEqual([await openAt(dhobley), await openAt(lamu), await openAt(hub)], [1, 0, 1])
  await dhobley.said(HitDecided, {
    hit: hit!.hit, verdict: 'not-the-person', outcome: 'released-not-the-person',
    evidence: 'Another mother’s name.',
  }, two(dhobley))
  await country.sync()
  assert.deepEqual(await hitsAt(lamu), [])
  await hub.said(AlertEnded, { alert, why: 'found' }, owner)
  await country.sync()
  const other = await lamu.asked(
    Inspect, { mrz: zone({ documentNumber: 'P7' }), direction: 'entry' }, amina(lamu))
  assert.deepEqual(other.alerts, [])
  await country.end()
})

test('a new alert finds who is inside already: the place where they came in raises one hit, and ' +
  'the hub for places that have no node', async () => {
  const country = await countryOnTrial(['dhobley', 'lamu'])
  const [dhobley, lamu] = country.posts as [PostOnTrial, PostOnTrial]
  const { hub } = country
  const inside = []
  for (const each of [dhobley, lamu, hub]) {
    inside.push(await openInside(each.node, await openScreening(each.node)))
  }
  const entered = await cross(dhobley, { mrz: zone(), direction: 'entry' })
  await country.sync()
  const owner = hub.officer('layla', 'alert-owner', { name: 'omar', roles: ['alert-owner'] })
  const issue = async () => {
    await hub.said(AlertIssued, {
      alert: hub.newId(), list: { code: 'wanted', name: 'Wanted' }, legalBasis: 'Warrant 7',
      subjectKind: 'document', documents: [{ number: 'P00123459', issuer: 'SOM' }],
      reason: { code: 'stolen-document' }, action: 'refer', priority: 'high',
      validFrom: '2026-11-01', validUntil: '2027-11-01', contact: 'Desk 4',
    }, owner)
    await country.sync()
  }
  // Enrolled as far as the hub knows, so that Dhobley speaks for itself.
  const { origin } = dhobley.node.journal.options
  const two = hub.officer('nasir', 'administrator', { name: 'sahra', roles: ['supervisor'] })
  await hub.said(NodeEnrolled, {
    origin, kind: 'post', post: 'dhobley', device: 'desk-1', vkey: dhobley.node.keys.vkey,
    hpke: Buffer.alloc(32, 5).toString('base64'), certificate: 'AAAA',
    realms: ['public', 'border', 'watch'], challenge: '0b'.repeat(16),
  }, two)
  await issue()
  assert.deepEqual([await inside[0]!.compare(), await inside[1]!.compare(),
    await inside[2]!.compare()], [1, 0, 0])
  await country.sync()
  const open = async (t: Trial) => (await t.asked(OpenHits, { inside: 'yes' }, fartun(t))).hits
  const [hit] = await open(hub)
  assert.deepEqual([hit!.inside, hit!.post], [entered.proposal.crossing, 'dhobley'])
  assert.deepEqual([(await open(dhobley)).length, (await open(lamu)).length], [1, 0])
  // The post was stolen: of its people the hub tells.
  await hub.said(NodeRevoked, {
    origin, why: 'stolen', quarantinedFrom: '2026-11-22T06:00:00Z',
  }, two)
  await hub.said(AlertIssued, {
    alert: hub.newId(), list: { code: 'wanted', name: 'Wanted' }, legalBasis: 'Warrant 8',
    subjectKind: 'document', documents: [{ number: 'P00123459', issuer: 'SOM' }],
    reason: { code: 'stolen-document' }, action: 'detain', priority: 'top',
    validFrom: '2026-11-01', validUntil: '2027-11-01', contact: 'Desk 4',
  }, owner)
  assert.equal(await inside[2]!.compare(), 1)
  for (const each of inside) await each.stop()
  await country.end()
})

test('who was refused at one post is looked at closer at the next', async () => {
  const country = await countryOnTrial(['dhobley', 'lamu'])
  const [dhobley, lamu] = country.posts as [PostOnTrial, PostOnTrial]
  for (const each of country.posts) await openScreening(each.node)
  await cross(dhobley, { mrz: zone(), direction: 'entry' }, {
    decision: 'refused', reasons: ['C'], nonRefoulement: { asylumIntention: 'no' },
    until: undefined, stayDays: undefined,
  })
  await country.sync()
  const next = await lamu.asked(Inspect, { mrz: zone(), direction: 'entry' }, amina(lamu))
  assert.ok(next.findings.some(({ reason, evidence }) =>
    reason === 'refused-before' && evidence!['post'] === 'dhobley'))
  await country.end()
})
