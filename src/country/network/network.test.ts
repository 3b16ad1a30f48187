// The network, as those who look after it, and those who would get into it, would contest it.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { nodeItself } from '../../kernel/attestation.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { qrSeries } from '../../lib/qr-series.ts'
import { officers } from '../officers/register.ts'
import { rosterOf } from '../officers/roster.ts'
import { AskEnrolment } from './ask-enrolment.ts'
import { EnrolNode } from './enrol-node.ts'
import { mostRequestBytes } from './enrolment-request.ts'
import { fingerprintOf, sameFingerprint } from './fingerprint.ts'
import { NetworkNow } from './network-now.ts'
import {
  enrolled, member, officerOf, one, refusedOf, two, type Member,
} from './network-on-trial.ts'
import { NodeAdmission } from './node-admission.ts'
import { NodeEnrolled } from './node-enrolled.ts'
import { NodeRetired } from './node-retired.ts'
import { NodeRevoked } from './node-revoked.ts'
import { OwnEnrolment } from './own-enrolment.ts'
import { ReadEnrolment } from './read-enrolment.ts'
import { hubs, nodes } from './register.ts'
import { TakeAdmission } from './take-admission.ts'

const realms = ['public', 'border', 'watch']
const hubAndPost = () => Promise.all([member('hub', 'centre'), member('post', 'dhobley')])
const end = async (...all: Member[]) => {
  for (const { t } of all) await t.end()
}
const allNodes = ({ t }: Member) => t.node.known(nodeItself('x')).all(nodes, {})

test('a post asks, two officers at the hub enrol it, and its officer signs in there', async () => {
  const [hub, post] = await hubAndPost()
  const code = await officerOf(hub, 'amina.warsame', 'dhobley')
  await officerOf(hub, 'of.another', 'galafi')
  const request = await post.t.asked(AskEnrolment, {}, one(post))
  const read = await hub.t.asked(ReadEnrolment, { request: request.file }, one(hub))
  assert.deepEqual([read.origin, read.post, read.device, read.fingerprint],
    [post.origin, 'dhobley', 'desk-1', request.fingerprint])
  await hub.t.asked(EnrolNode, {
    request: request.file, fingerprint: request.fingerprint, realms, region: 'South',
  }, two(hub))
  const answer = await hub.t.asked(NodeAdmission, { origin: post.origin }, one(hub))
  const taken = await post.t.asked(TakeAdmission,
    { admission: answer.file, hub: answer.fingerprint }, one(post))
  assert.deepEqual(taken, { hub: hub.origin })
  const own = await post.t.asked(OwnEnrolment, {}, one(post))
  assert.deepEqual([own.hub, own.asked], [hub.origin, undefined])
  const [row] = await allNodes(hub)
  assert.deepEqual([row!.enrolledBy, row!.enrolledSecond, row!.region],
    ['nasir.abokor', 'sahra.jibril', 'South'])
  const here = await post.t.node.known(nodeItself('dhobley')).all(officers, {})
  assert.deepEqual(here.map(({ officer }) => officer), ['amina.warsame'])
  const now = await rosterOf(post.t.node)
    .signIn(post.t.newId(), 'amina.warsame', code, { as: 'session' })
  assert.ok(!isRefusal(now) && now.roles.includes('administrator'))
  // The hub's keys seal from here on, and a restart keeps hub and keys.
  assert.deepEqual(post.t.node.keys.keyring.find('border', '2026Q4'),
    hub.t.node.keys.keyring.find('border', '2026Q4'))
  await post.t.restart()
  assert.equal((await post.t.node.known(nodeItself('x')).all(hubs, {}))[0]!.hub, hub.origin)
  await end(hub, post)
})

test('request and answer also go as codes, in any order, and a missing one is named', async () => {
  const [hub, post] = await hubAndPost()
  await officerOf(hub, 'amina.warsame', 'dhobley')
  const { codes, file, fingerprint } = await post.t.asked(AskEnrolment, {}, one(post))
  assert.ok(codes.length >= 2 && codes.length <= 4, `${codes.length} codes`)
  const shuffled = [...codes].reverse().join('\n')
  const read = await hub.t.asked(ReadEnrolment, { request: shuffled }, one(hub))
  assert.equal(read.fingerprint, fingerprint)
  assert.equal(await refusedOf(hub, ReadEnrolment, { request: codes[0]! }), 'codes-missing')
  const [other] = qrSeries(Buffer.from(`${file} `))!
  assert.equal(
    await refusedOf(hub, ReadEnrolment, { request: `${codes[0]!} ${other}` }), 'codes-unreadable')
  await hub.t.asked(EnrolNode, { request: shuffled, fingerprint, realms }, two(hub))
  const answer = await hub.t.asked(NodeAdmission, { origin: post.origin }, one(hub))
  assert.ok(answer.codes.length > 0 && answer.codes.length <= 20, `${answer.codes.length} codes`)
  const admission = [...answer.codes].reverse().join(' ')
  await post.t.asked(TakeAdmission, { admission, hub: answer.fingerprint }, one(post))
  await end(hub, post)
})

test('one officer alone enrols, revokes and retires no node', async () => {
  const [hub, post] = await hubAndPost()
  const request = post.enrolling.ask()
  const asked = { request: request.toString(), fingerprint: fingerprintOf(request), realms }
  assert.equal(await refusedOf(hub, EnrolNode, asked), 'second-officer-needed')
  assert.equal(await refusedOf(hub, EnrolNode, asked, hub.t.officer('amina', 'primary-officer')),
    'not-permitted')
  await enrolled(hub, post)
  const { origin } = post
  for (const [fact, said] of [
    [NodeRevoked, { origin, why: 'lost', quarantinedFrom: '2026-11-22T08:00:00Z' }],
    [NodeRetired, { origin, why: 'closed' }],
  ] as const) {
    assert.equal((await hub.t.refused(fact, said, one(hub))).reason, 'second-officer-needed')
    const himself = hub.t.officer('nasir.abokor', 'administrator',
      { name: 'nasir.abokor', roles: ['administrator'] })
    assert.equal((await hub.t.refused(fact, said, himself)).reason, 'second-officer-is-the-first')
  }
  await end(hub, post)
})

test('only a hub decides who is in the network, whatever a post says', async () => {
  const [hub, post] = await hubAndPost()
  const other = await member('post', 'galafi')
  const request = other.enrolling.ask()
  const asked = { request: request.toString(), fingerprint: fingerprintOf(request), realms }
  assert.equal(await refusedOf(post, EnrolNode, asked, two(post)), 'only-at-a-hub')
  const revoked = { origin: other.origin, why: 'lost', quarantinedFrom: '2026-11-22T08:00:00Z' }
  assert.equal((await post.t.refused(NodeRevoked, revoked, two(post))).reason, 'only-at-a-hub')
  // A post whose program was changed may sign such a leaf all the same: it changes nothing.
  const { lawful } = NodeEnrolled
  delete (NodeEnrolled as { lawful?: unknown }).lawful
  await post.t.asked(EnrolNode, asked, two(post))
  Object.assign(NodeEnrolled, { lawful })
  assert.deepEqual(await allNodes(post), [])
  assert.equal(await refusedOf(hub, AskEnrolment, {}), 'a-hub-asks-nobody')
  await end(hub, post, other)
})

test('a request that was changed, is old, of another form or large enrols nothing', async () => {
  const [hub, post] = await hubAndPost()
  const request = post.enrolling.ask()
  const text = request.toString()
  const why = (bytes: Buffer | string) =>
    refusedOf(hub, ReadEnrolment, { request: bytes.toString('utf8') })
  assert.equal(await why(text.replace('desk-1', 'desk-2')), 'request-changed')
  assert.equal(await why(text.replace('"dhobley"', '"galafi0"')), 'request-changed')
  assert.equal(await why('P<UTOERIKSSON'), 'not-a-request')
  assert.equal(await why(text.slice(0, -20)), 'not-a-request')
  assert.equal(await why(text + ' '.repeat(mostRequestBytes)), 'not-a-request')
  assert.equal(await why((await post.t.node.checkpoint()).toString()), 'not-a-request')
  // Each letter counts: whatever one of them becomes, nothing is enrolled.
  for (let at = 0; at < request.length; at += 31) {
    const changed = Buffer.from(request)
    changed[at]! ^= 1
    assert.match(await why(changed), /^(request-changed|not-a-request)$/, `byte ${at}`)
  }
  hub.t.clock.pass(31 * 86_400_000)
  assert.equal(await why(text), 'request-old')
  hub.t.clock.pass(-60 * 86_400_000)
  assert.equal(await why(text), 'request-old', 'a post whose clock is a month ahead')
  await end(hub, post)
})

test('letters that differ enrol nothing, and the same in any writing are the same', async () => {
  const [hub, post] = await hubAndPost()
  const request = post.enrolling.ask()
  const fingerprint = fingerprintOf(request)
  const asked = { request: request.toString(), realms }
  assert.equal(await refusedOf(hub, EnrolNode,
    { ...asked, fingerprint: fingerprintOf('another') }, two(hub)), 'other-request')
  assert.match(fingerprint, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  assert.ok(sameFingerprint(fingerprint.toLowerCase().replaceAll('-', ' '), fingerprint))
  for (const short of ['', fingerprint.slice(1)]) assert.ok(!sameFingerprint(short, fingerprint))
  assert.ok(!sameFingerprint('x'.repeat(1_000_000), fingerprint))
  await end(hub, post)
})

test('an answer that was changed, used, not asked for or another\'s is not taken in', async () => {
  const [hub, post] = await hubAndPost()
  const other = await member('post', 'galafi')
  await officerOf(hub, 'amina.warsame', 'dhobley')
  const answer = await enrolled(hub, post)
  const forOther = await enrolled(hub, other)
  const letters = hub.enrolling.ownFingerprint()
  const why = async (at: Member, bytes: Buffer | string, hubLetters = letters) => {
    const admission = bytes.toString('utf8')
    return refusedOf(at, TakeAdmission, { admission, hub: hubLetters })
  }
  assert.equal(await why(post, forOther), 'admission-of-another')
  assert.equal(await why(post, answer, fingerprintOf('another hub')), 'other-hub')
  assert.equal(await why(post, answer.toString().replace('4311', '4312')), 'admission-changed')
  assert.equal(await why(post, 'x'), 'not-an-admission')
  assert.equal(await why(post, post.enrolling.ask()), 'not-an-admission')
  assert.equal(await why(post, answer), 'admission-not-asked', 'a newer request is open')
  assert.deepEqual(await post.t.node.known(nodeItself('x')).all(hubs, {}), [])
  await other.enrolling.takeIn(forOther, letters)
  assert.equal(await why(other, forOther), 'admission-not-asked', 'the same answer twice')
  await end(hub, post, other)
})

test('a hub of another name cannot answer in the place of the one that was compared', async () => {
  const [hub, post] = await hubAndPost()
  const thief = await member('hub', 'centre')
  const request = post.enrolling.ask()
  const asked = { request: request.toString(), fingerprint: fingerprintOf(request), realms }
  for (const each of [hub, thief]) await each.t.asked(EnrolNode, asked, two(each))
  const forged = await thief.t.asked(NodeAdmission, { origin: post.origin }, one(thief))
  assert.equal(await refusedOf(post, TakeAdmission,
    { admission: forged.file, hub: hub.enrolling.ownFingerprint() }), 'other-hub')
  await end(hub, post, thief)
})

test('a revoked node gets no answer any more, and comes back as another incarnation', async () => {
  const [hub, post] = await hubAndPost()
  const { origin } = post
  await enrolled(hub, post)
  await hub.t.said(NodeRevoked,
    { origin, why: 'stolen', quarantinedFrom: '2026-11-22T06:00:00Z' }, two(hub))
  assert.equal(await refusedOf(hub, NodeAdmission, { origin }), 'node-not-enrolled')
  assert.equal((await hub.t.refused(NodeRetired, { origin, why: 'closed' }, two(hub))).reason,
    'revoked-already')
  const again = { origin, why: 'lost', quarantinedFrom: '2026-11-22T06:00:00Z' }
  assert.equal((await hub.t.refused(NodeRevoked, again, two(hub))).reason, 'revoked-already')
  assert.equal((await hub.t.refused(NodeRevoked,
    { ...again, origin: hub.origin }, two(hub))).reason, 'no-such-node')
  // The laptop that takes its place is another incarnation and names what it comes from.
  await post.t.restart({ afterLoss: true })
  const next = { ...post, enrolling: post.enrolling, origin: post.origin }
  await enrolled(hub, next)
  const now = await hub.t.asked(NetworkNow, {}, one(hub))
  assert.deepEqual(now.nodes.map(({ standing }) => standing).sort(), ['enrolled', 'revoked'])
  const [successor] = now.nodes.filter(({ standing }) => standing === 'enrolled')
  assert.equal(successor!.predecessor!.origin, origin)
  await end(hub, post)
})

test('of two copies of a post that both go on after the loss, the second is refused', async () => {
  const [hub, post] = await hubAndPost()
  await enrolled(hub, post)
  const first = post.origin
  await post.t.restart({ afterLoss: true })
  await enrolled(hub, { ...post, enrolling: post.enrolling, origin: post.origin })
  const [before] = (await hub.t.asked(NetworkNow, {}, one(hub))).nodes
    .filter(({ origin }) => origin === first)
  assert.equal(before!.standing, 'succeeded')
  // The copy of the old disk names the same predecessor.
  const copy = await member('post', 'dhobley')
  const asked = copy.enrolling.ask()
  const said = {
    origin: copy.origin, kind: 'post', post: 'dhobley', device: 'desk-1',
    vkey: copy.t.node.keys.vkey, hpke: copy.t.node.keys.hpke.publicKey.toString('base64'),
    certificate: 'AAAA', realms, challenge: '0'.repeat(32),
    predecessor: { origin: first, size: 1, root: 'AA' },
  }
  assert.ok(asked)
  assert.equal((await hub.t.refused(NodeEnrolled, said, two(hub))).reason, 'succeeded-already')
  await end(hub, post, copy)
})

test('keys go down only of the realms that two officers gave the node', async () => {
  const [hub, post] = await hubAndPost()
  hub.t.node.keys.keyring.makeAhead(['2026Q4'])
  const watch = post.t.node.keys.keyring.all('watch', '2026Q4')
  const answer = await enrolled(hub, post, ['public', 'border'])
  assert.ok(!isRefusal(await post.enrolling.takeIn(answer, hub.enrolling.ownFingerprint())))
  assert.deepEqual(post.t.node.keys.keyring.all('watch', '2026Q4'), watch)
  assert.deepEqual(post.t.node.keys.keyring.find('border', '2026Q4'),
    hub.t.node.keys.keyring.find('border', '2026Q4'))
  await end(hub, post)
})
