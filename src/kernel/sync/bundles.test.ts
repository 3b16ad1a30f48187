// What comes down from a hub: in its order, proved, each newer than the last, and never an older.

import { strict as assert } from 'node:assert'
import { copyFileSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { trial, type Trial } from '../../nodes/trial.ts'
import { capability } from '../capability.ts'
import { event } from '../event.ts'
import {
  bans, BanLifted, BoatBanned, BoatLeft, BoatMoored, BoatRenamed, boats,
} from '../harbour-on-trial.ts'
import { makeKeys } from '../keys.ts'
import { heldByPost } from '../realms/keyring.ts'
import { bundleDoor } from './bundle-door.ts'
import { readBundle, writeBundle, type Bundle } from './bundle-wire.ts'
import { BundleLog, bundleOrigin } from './bundles.ts'
import { carried } from './carried-on-trial.ts'
import { Following, NotTaken, type FollowingParts } from './following.ts'
import { keepFollowing } from './keep-following.ts'
import { LinkDown, type Link, type SyncAnswer } from './link.ts'

// Whoever is moored anywhere is known everywhere; what left stays between a post and the hub, and
// whom the hub alone bans no post can ban for others.
const Moored = event('boat-moored', { ...BoatMoored, reaches: 'every-post' })
const Banned = event('boat-banned', { ...BoatBanned, reaches: 'every-post-from-hub' })
const harbour = capability('harbour', {
  facts: [Moored, BoatRenamed, BoatLeft], registers: [boats],
})
const lists = capability('lists', { facts: [Banned, BanLifted], registers: [bans] })
const capabilities = [harbour, lists]

interface Posts { hub: Trial; log: BundleLog; post(code: string): Promise<Posted> }
interface Posted { t: Trial; following: Following; parts: FollowingParts; up(): Promise<void> }

/** A hub, and posts that share its realms' keys and follow it over links that answer at once. */
async function posts(): Promise<Posts> {
  const hub = await trial(capabilities, {
    founding: { country: 'test', kind: 'hub', post: 'hub', device: 'rack-1' },
  })
  for (const realm of heldByPost) hub.node.keys.keyring.toSeal(realm, '2026Q4')
  const log = await BundleLog.open(hub.node)
  const vkeys = new Map<string, string>()
  return {
    hub, log,
    async post(code) {
      const keysFolder = `${hub.folder}/keys-of-${hub.newId()}`
      makeKeys(
        hub.given, keysFolder, { country: 'test', kind: 'post', post: code, device: 'desk-1' })
      copyFileSync(`${hub.folder}/keys/realms.json`, `${keysFolder}/realms.json`)
      const t = await trial(capabilities, { keysFolder })
      const { origin } = t.node.journal.options
      vkeys.set(origin, t.node.keys.vkey)
      const door = bundleDoor({ node: hub.node, log, holds: async () => heldByPost })
      const parts: FollowingParts = {
        node: t.node, link: { ask: (request) => door.answer(request, { origin }) },
        hub: { origin: hub.node.journal.options.origin, vkey: hub.node.keys.vkey },
        believed: async (of) => (vkeys.has(of) ? { vkey: vkeys.get(of)! } : undefined),
        decidesWho: new Set(),
      }
      let sent = 0
      return {
        t, parts, following: await Following.open(parts),
        async up() {
          const leaves = await carried(t, sent)
          sent += leaves.length
          await hub.node.take(leaves, vkeys)
        },
      }
    },
  }
}

const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const abdi = (t: Trial) => t.officer('abdi', 'alert-owner')
const boatsAt = async (t: Trial) =>
  (await t.node.known(amina(t)).all(boats, {}, { order: 'name asc' })).map(({ name }) => name)
const moored = (t: Trial, name: string) =>
  t.said(Moored, { boat: t.newId(), name }, amina(t))

test('what is said at one post is known at the other, from where to where and in what ' +
  'order', async () => {
  const { hub, log, post } = await posts()
  const [a, b] = [await post('dhobley'), await post('lamu')]
  await moored(a.t, 'Sagal')
  await a.up()
  await hub.said(Banned, { ban: hub.newId(), name: 'Hodan' }, abdi(hub))
  await moored(hub, 'Deeqa')
  assert.deepEqual(await b.following.once(), { took: 3, more: false })
  assert.deepEqual(await boatsAt(b.t), ['Deeqa', 'Sagal'])
  assert.equal(await b.t.node.known(amina(b.t)).count(bans), 1)
  const { size, checkpoint, refused } = b.following.state
  assert.deepEqual([size, checkpoint?.size, refused], [3, 3, 0])
  assert.equal(checkpoint!.at, '2026-11-22T08:00:00.000Z')
  assert.equal(checkpoint!.note.split('\n')[0], bundleOrigin(hub.node.journal.options.origin))
  // The post's own leaf comes back as a reference only; what is the same is not sent again.
  const own = readBundle((await a.parts.link.ask(
    { method: 'GET', path: '/sync/bundle', headers: {}, body: Buffer.alloc(0) })).body)
  assert.deepEqual(own.entries.map(({ leaf }) => leaf !== undefined), [false, true, true])
  assert.deepEqual(await a.following.once(), { took: 3, more: false })
  assert.deepEqual(await boatsAt(a.t), ['Deeqa', 'Sagal'])
  assert.deepEqual(await b.following.once(), { took: 0, more: false })
  assert.equal((await log.checkpoint()).size, 3)
  for (const each of [a.t, b.t, hub]) await each.end()
})

test('a leaf that came to the hub bare goes down when its content is there, and once', async () => {
  const { hub, log, post } = await posts()
  const [a, b] = [await post('dhobley'), await post('lamu')]
  await moored(a.t, 'Sagal')
  const keys = new Map([[a.t.node.journal.options.origin, a.t.node.keys.vkey]])
  const leaves = await carried(a.t)
  await hub.node.take(leaves.map((leaf) => ({ ...leaf, content: null })), keys)
  assert.equal((await log.checkpoint()).size, 0)
  await hub.node.take(leaves, keys)
  await hub.node.take(leaves, keys)
  assert.equal((await log.checkpoint()).size, 1)
  await b.following.once()
  assert.deepEqual(await boatsAt(b.t), ['Sagal'])
  for (const each of [a.t, b.t, hub]) await each.end()
})

test('a post goes on from what it had after a restart, in pieces where there is much', async () => {
  const { hub, post } = await posts()
  const b = await post('lamu')
  for (let each = 0; each < 700; each++) await moored(hub, `Boat ${each}`)
  assert.deepEqual(await b.following.once(), { took: 512, more: true })
  await b.t.restart()
  const again = await Following.open({ ...b.parts, node: b.t.node })
  assert.equal(again.state.size, 512)
  assert.deepEqual(await again.once(), { took: 188, more: false })
  assert.equal((await boatsAt(b.t)).length, 700)
  for (const each of [b.t, hub]) await each.end()
})

test('the log is one log also after the hub was started again, and grows by what a new ' +
  'release knows', async () => {
  const { hub, post } = await posts()
  const b = await post('lamu')
  await moored(hub, 'Sagal')
  await b.following.once()
  const boat = hub.newId()
  await hub.said(Moored, { boat, name: 'Deeqa' }, amina(hub))
  await hub.said(BoatRenamed, { boat, name: 'Hodan' }, amina(hub))
  const Renamed = event('boat-renamed', { ...BoatRenamed, reaches: 'every-post' })
  const newer = capability('harbour', { facts: [Moored, Renamed, BoatLeft], registers: [boats] })
  await hub.restart({ capabilities: [newer, lists] })
  const log = await BundleLog.open(hub.node)
  assert.equal((await log.checkpoint()).size, 3)
  const door = bundleDoor({ node: hub.node, log, holds: async () => heldByPost })
  const { origin } = b.t.node.journal.options
  const later = await Following.open({
    ...b.parts, link: { ask: (request) => door.answer(request, { origin }) },
  })
  assert.deepEqual(await later.once(), { took: 2, more: false })
  assert.deepEqual(await boatsAt(b.t), ['Hodan', 'Sagal'])
  for (const each of [b.t, hub]) await each.end()
})

test('who may do what is the hub’s to say: what a post says of it goes to nobody ' +
  'else', async () => {
  const { hub, log, post } = await posts()
  const [a, b] = [await post('dhobley'), await post('lamu')]
  await a.t.said(Banned, { ban: a.t.newId(), name: 'Sagal' }, abdi(a.t))
  await a.up()
  assert.equal((await log.checkpoint()).size, 0)
  // A hub that sends it down all the same is not believed in it.
  const Anybodys = event('boat-banned', { ...BoatBanned, reaches: 'every-post' })
  const rogue = capability('lists', { facts: [Anybodys, BanLifted], registers: [bans] })
  await hub.restart({ capabilities: [harbour, rogue] })
  const theirs = await BundleLog.open(hub.node)
  assert.equal((await theirs.checkpoint()).size, 1)
  const door = bundleDoor({ node: hub.node, log: theirs, holds: async () => heldByPost })
  const { origin } = b.t.node.journal.options
  const following = await Following.open({
    ...b.parts, link: { ask: (request) => door.answer(request, { origin }) },
  })
  assert.deepEqual(await following.once(), { took: 1, more: false })
  assert.equal(following.state.lastRefusal?.reason, 'not-theirs-to-say')
  assert.equal(await b.t.node.known(amina(b.t)).count(bans), 0)
  for (const each of [a.t, b.t, hub]) await each.end()
})

test('of a node that was revoked nothing more is taken, from the leaf on that says ' +
  'so', async () => {
  const { hub, post } = await posts()
  const [a, b] = [await post('dhobley'), await post('lamu')]
  await moored(a.t, 'Sagal')
  await a.up()
  // The ban of a boat of a post's name stands for what is said of the post.
  await hub.said(Banned, { ban: hub.newId(), name: 'dhobley' }, abdi(hub))
  await moored(a.t, 'Deeqa')
  await a.up()
  const { origin } = a.t.node.journal.options
  const following = await Following.open({
    ...b.parts, decidesWho: new Set(['boat-banned']),
    async believed(of, known) {
      const revoked = await known.find(bans, { name: 'dhobley' })
      const believed = await b.parts.believed(of, known)
      return believed && { ...believed, revoked: of === origin && revoked !== undefined }
    },
  })
  assert.deepEqual(await following.once(), { took: 3, more: false })
  assert.deepEqual(await boatsAt(b.t), ['Sagal'])
  assert.deepEqual(following.state.lastRefusal, { origin, number: 2, reason: 'node-revoked' })
  for (const each of [a.t, b.t, hub]) await each.end()
})

/** Asks as one node and gives the answer, changed, to another's reader; what came of it. */
async function changedBy(
  asking: FollowingParts, taking: FollowingParts, change: (bundle: Bundle) => Bundle,
): Promise<unknown> {
  const link: Link = {
    async ask(request) {
      const answer = await asking.link.ask(request)
      return { ...answer, body: writeBundle(change(readBundle(answer.body))) }
    },
  }
  const following = await Following.open({ ...taking, link })
  return following.once().catch((failure: unknown) => failure)
}

test('an answer in which anything is changed, left out, added or turned round is not ' +
  'taken', async () => {
  const { hub, post } = await posts()
  const b = await post('lamu')
  for (const name of ['Sagal', 'Deeqa', 'Hodan']) await moored(hub, name)
  const other = await post('kismayo')
  const changes: [string, (bundle: Bundle) => Bundle][] = [
    ['left out', (bundle) => ({ ...bundle, entries: bundle.entries.slice(1) })],
    ['cut short', (bundle) => ({ ...bundle, entries: bundle.entries.slice(0, 2) })],
    ['turned round', (bundle) => ({ ...bundle, entries: bundle.entries.toReversed() })],
    ['twice', (bundle) => ({ ...bundle, entries: [...bundle.entries, bundle.entries[0]!] })],
    ['another place', (bundle) => ({ ...bundle, from: 1 })],
    ['another head', (bundle) => ({
      ...bundle, checkpoint: Buffer.from(bundle.checkpoint.toString().replace('\n3\n', '\n4\n')),
    })],
    ['no time', (bundle) => ({
      ...bundle, checkpoint: Buffer.from(
        `${bundle.checkpoint.toString().split('\n').slice(0, 5).join('\n')}\n`),
    })],
    ['another number', (bundle) => ({
      ...bundle, entries: bundle.entries.map((each) => ({ ...each, number: each.number + 1 })),
    })],
  ]
  for (const [what, change] of changes) {
    assert.ok(await changedBy(b.parts, b.parts, change) instanceof NotTaken, what)
    assert.deepEqual(await boatsAt(b.t), [], what)
  }
  for (const body of [Buffer.alloc(0), Buffer.from('nonsense'), Buffer.alloc(100_000, 7)]) {
    const link = { ask: async (): Promise<SyncAnswer> => ({ status: 200, headers: {}, body }) }
    const following = await Following.open({ ...b.parts, link })
    await assert.rejects(following.once(), NotTaken)
  }
  // A leaf that is not the one named is left, and the others are taken.
  const answer = await changedBy(b.parts, b.parts, (bundle) => ({
    ...bundle, entries: bundle.entries.map((each, index) =>
      (index === 1 ? { ...each, leaf: bundle.entries[0]!.leaf! } : each)),
  }))
  assert.deepEqual(answer, { took: 3, more: false })
  assert.deepEqual(await boatsAt(b.t), ['Hodan', 'Sagal'])
  for (const each of [b.t, other.t, hub]) await each.end()
})

test('an older log is never taken over a newer one, and two logs of one hub are kept as ' +
  'evidence', async () => {
  const { hub, post } = await posts()
  const b = await post('lamu')
  await moored(hub, 'Sagal')
  const old = await b.parts.link.ask(
    { method: 'GET', path: '/sync/bundle', headers: {}, body: Buffer.alloc(0) })
  await moored(hub, 'Deeqa')
  await b.following.once()
  // The answer to an earlier question, and an older head under the right size.
  const stale = await Following.open({ ...b.parts, link: { ask: async () => old } })
  await assert.rejects(stale.once(), (failure: NotTaken) => failure.reason === 'older')
  const older = await changedBy(b.parts, b.parts, (bundle) => (
    { ...bundle, checkpoint: readBundle(old.body).checkpoint, entries: [] }))
  assert.equal((older as NotTaken).reason, 'older')
  const sound = await b.parts.link.ask(
    { method: 'GET', path: '/sync/bundle?after=2', headers: {}, body: Buffer.alloc(0) })
  // Somebody with rights on the hub's database makes another log, which the hub signs.
  await hub.node.durably(async (statements) => {
    await statements.run('delete from bundle_entry')
    await statements.run("delete from kept where name = 'bundles'")
  })
  hub.given.disk.remove(`${hub.folder}/bundles-signed`)
  for (const name of ['Hodan', 'Barni', 'Filsan']) await moored(hub, name)
  const forked = await BundleLog.open(hub.node)
  const { origin } = b.t.node.journal.options
  const door = bundleDoor({ node: hub.node, log: forked, holds: async () => heldByPost })
  const link: Link = { ask: (request) => door.answer(request, { origin }) }
  const fooled = await Following.open({ ...b.parts, link })
  await assert.rejects(fooled.once(), (failure: NotTaken) => failure.reason === 'split-view')
  const { splitView } = fooled.state
  const evidence = JSON.parse(readFileSync(`${b.t.folder}/${splitView!.file}`, 'utf8'))
  assert.equal(evidence.of, bundleOrigin(hub.node.journal.options.origin))
  assert.equal(evidence.heads.length, 2)
  assert.deepEqual(await boatsAt(b.t), ['Deeqa', 'Sagal'])
  // Known after a restart, and over with the first answer that fits.
  const again = await Following.open(b.parts)
  assert.equal(again.state.splitView?.file, splitView!.file)
  const whole = await Following.open({ ...b.parts, link: { ask: async () => sound } })
  await whole.once()
  assert.equal((await Following.open(b.parts)).state.splitView, undefined)
  for (const each of [b.t, hub]) await each.end()
})

test('a hub whose log is behind what it signed signs nothing more', async () => {
  const { hub, log } = await posts()
  await moored(hub, 'Sagal')
  await log.checkpoint()
  await hub.node.durably(async (statements) => {
    await statements.run("delete from kept where name = 'bundles'")
  })
  await assert.rejects(log.checkpoint(), /1 were signed for/)
  await assert.rejects((await BundleLog.open(hub.node)).checkpoint(), /1 were signed for/)
  await hub.end()
})

test('whoever waits is answered as soon as somebody else says something, or in time', async () => {
  const { hub, log, post } = await posts()
  const [a, b] = [await post('dhobley'), await post('lamu')]
  const round = b.following.once(20_000)
  await turns()
  await moored(hub, 'Sagal')
  assert.deepEqual(await round, { took: 1, more: false })
  // One's own leaf wakes nobody; time does.
  await a.following.once()
  let done = false
  const own = a.following.once(20_000).then(() => { done = true })
  await moored(a.t, 'Deeqa')
  await a.up()
  await turns()
  assert.equal(done, false)
  hub.clock.pass(20_000)
  await own
  assert.equal(a.following.state.size, 2)
  log.letGo()
  for (const each of [a.t, b.t, hub]) await each.end()
})

test('following goes on by itself when the link comes back, and stops when it is ' +
  'told', async () => {
  const { hub, log, post } = await posts()
  const b = await post('lamu')
  let down = true
  const link: Link = {
    async ask(request) {
      if (down) throw new LinkDown('cut')
      return b.parts.link.ask(request)
    },
  }
  const following = await Following.open({ ...b.parts, link })
  const failures: string[] = []
  const kept = keepFollowing(following, b.t.clock, (failure) => {
    if (failure) failures.push(failure.constructor.name)
  })
  await moored(hub, 'Sagal')
  for (const _ of [1, 2]) {
    await turns()
    b.t.clock.pass(30_000)
  }
  await turns()
  assert.deepEqual(await boatsAt(b.t), [])
  down = false
  b.t.clock.pass(30_000)
  await turns()
  assert.deepEqual(await boatsAt(b.t), ['Sagal'])
  assert.ok(failures.length >= 2 && failures.every((name) => name === 'LinkDown'))
  await kept.stop()
  log.letGo()
  await moored(hub, 'Deeqa')
  await turns()
  assert.deepEqual(await boatsAt(b.t), ['Sagal'])
  for (const each of [b.t, hub]) await each.end()
})

test('a question that is none is answered as such', async () => {
  const { hub, post } = await posts()
  const b = await post('lamu')
  const ask = async (path: string, method: 'GET' | 'POST' = 'GET') =>
    (await b.parts.link.ask({ method, path, headers: {}, body: Buffer.alloc(0) })).status
  assert.deepEqual([
    await ask('/sync/bundle?after=-1'), await ask('/sync/bundle?after=x'),
    await ask('/sync/bundle?wait=soon'), await ask('/sync/bundle', 'POST'),
    await ask('/sync/other'), await ask('/sync/bundle?after=1'), await ask('/sync/bundle'),
  ], [400, 400, 400, 400, 400, 409, 200])
  for (const each of [b.t, hub]) await each.end()
})

/** Lets what is under way come to an end: promises and what the store does. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((go) => setImmediate(go))
}
