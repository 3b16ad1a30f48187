// Taking leaves of other posts: whatever comes, in whatever order, the registers say the same.

import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { trial, type Trial } from '../../nodes/trial.ts'
import { capability, type Capability } from '../capability.ts'
import { event } from '../event.ts'
import {
  BoatBanned, BoatLeft, BoatMoored, BoatRenamed, BanLifted, boats, bans, harbour, lists,
} from '../harbour-on-trial.ts'
import { readLeaf, writeLeaf, type LeafBody } from '../journal/leaf.ts'
import { signer } from '../journal/note.ts'
import { makeKeys } from '../keys.ts'
import { comparedLeaves } from '../hybrid-time.ts'
import { leavesOf } from '../leaves.ts'
import { unsound } from '../sound.ts'
import { heldByPost } from '../realms/keyring.ts'
import { openMemory } from '../store/memory.ts'
import { StoreFailure, type Statements } from '../store/store.ts'
import { carried } from './carried-on-trial.ts'
import type { ForeignLeaf } from './take.ts'

const capabilities = [harbour, lists]

/** A post that shares the realms' keys with another one, as posts of one service do. */
async function sister(of: Trial, contents: readonly Capability[] = capabilities): Promise<Trial> {
  for (const realm of heldByPost) of.node.keys.keyring.toSeal(realm, '2026Q4')
  const keysFolder = `${of.folder}/keys-of-${of.newId()}`
  makeKeys(
    of.given, keysFolder, { country: 'test', kind: 'post', post: 'dhobley', device: 'desk-1' },
  )
  copyFileSync(`${of.folder}/keys/realms.json`, `${keysFolder}/realms.json`)
  return trial(contents, { keysFolder })
}

const keysOf = (...trials: Trial[]) =>
  new Map(trials.map((t) => [t.node.journal.options.origin, t.node.keys.vkey]))
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const rowsOf = (t: Trial) => t.node.known(amina(t)).all(boats, {}, { order: 'boat asc' })

async function end(...trials: Trial[]) {
  for (const t of trials) await t.end()
}

test('a boat that moored at one post is known at the other, with who said it and ' +
  'when', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  const boat = a.newId()
  const leaf = await a.said(BoatMoored, { boat, name: 'Sagal' }, amina(a))
  const heard: string[] = []
  b.node.onRecorded((leaves) => heard.push(...leaves.map(({ subject }) => subject)))
  const taken = await b.node.take(await carried(a), keysOf(a))
  assert.deepEqual(taken, [{ taken: 'new' }, { taken: 'new' }])
  assert.deepEqual(await rowsOf(b), [{ boat, name: 'Sagal', at: leaf.at, officer: 'amina' }])
  assert.ok(heard.includes(boat), 'those who listen are told of leaves from elsewhere, too')
  assert.deepEqual(
    await b.node.take(await carried(a), keysOf(a)), [{ taken: 'already' }, { taken: 'already' }],
  )
  await b.restart()
  assert.equal((await rowsOf(b)).length, 1)
  await end(a, b)
})

test('what a post says after it took a leaf comes after that leaf, however slow its ' +
  'clock', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  const boat = a.newId()
  a.clock.pass(3_600_000)
  const first = await a.said(BoatMoored, { boat, name: 'Sagal' }, amina(a))
  await b.node.take(await carried(a), keysOf(a))
  const second = await b.said(BoatRenamed, { boat, name: 'Hodan' }, amina(b))
  assert.ok(comparedLeaves(second, first) > 0)
  await a.node.take(await carried(b), keysOf(b))
  assert.deepEqual(await rowsOf(a), await rowsOf(b))
  await end(a, b)
})

test('a late leaf folds its own subject anew and no row of any other', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  const [boat, other] = [a.newId(), a.newId()]
  await a.said(BoatMoored, { boat, name: 'Sagal' }, amina(a))
  a.clock.pass(1000)
  await a.said(BoatRenamed, { boat, name: 'Hodan' }, amina(a))
  await b.said(BoatMoored, { boat: other, name: 'Deeqa' }, amina(b))
  const [, moored, renamed] = await carried(a)
  await b.node.take([renamed!], keysOf(a))
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Deeqa'])
  // A mark on the other row shows whether it is touched: the store's own row number.
  const rowid = `select rowid from boats where boat = ?`
  const before = await b.node.store.reading.all(rowid, [other])
  await b.node.take([moored!], keysOf(a))
  assert.deepEqual(await b.node.store.reading.all(rowid, [other]), before)
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name).sort(), ['Deeqa', 'Hodan'])
  await end(a, b)
})

test('any order of arrival, at any post, gives the same registers', {
  timeout: 120_000,
}, async () => {
  const a = await trial(capabilities)
  const [b, c] = [await sister(a), await sister(a)]
  const [one, two, ban] = [a.newId(), a.newId(), a.newId()]
  // Two posts that speak of the same subjects before they have heard of each other.
  await a.said(BoatMoored, { boat: one, name: 'Sagal' }, amina(a))
  b.clock.pass(1)
  await b.said(BoatMoored, { boat: one, name: 'Sagal from the sea' }, amina(b))
  await b.said(BoatRenamed, { boat: one, name: 'Hodan' }, amina(b))
  a.clock.pass(2)
  await a.said(BoatRenamed, { boat: one, name: 'Barni' }, amina(a))
  await a.said(BoatMoored, { boat: two, name: 'Deeqa' }, amina(a))
  c.clock.pass(3)
  await c.said(BoatLeft, { boat: two }, amina(c))
  await c.said(BoatBanned, { ban, name: 'Hodan' }, c.officer('abdi', 'alert-owner'))
  b.clock.pass(4)
  await b.said(BanLifted, { ban }, b.officer('abdi', 'alert-owner'))
  const keys = keysOf(a, b, c)
  const all = [...await carried(a), ...await carried(b), ...await carried(c)]
  const wanted = await sister(a)
  await wanted.node.take(
    [...all].sort((x, y) => comparedLeaves(readLeaf(x.bytes).body, readLeaf(y.bytes).body)), keys,
  )
  const rows = async (t: Trial) => [await rowsOf(t), await t.node.known(amina(t)).all(bans, {})]
  assert.deepEqual((await rowsOf(wanted)).map(({ boat, name }) => [boat, name]), [[one, 'Barni']])
  const places = all.map((_, place) => place)
  const order = fc.shuffledSubarray(places, { minLength: all.length, maxLength: all.length })
  const bare = fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length })
  await fc.assert(fc.asyncProperty(order, fc.integer(
    { min: 1, max: all.length },
  ), bare, async (shuffled, batch, without) => {
    // Some come bare at first, as to a mirror, and once more with what they seal.
    const first = shuffled.map((place) => (
      without[place] ? { bytes: all[place]!.bytes, content: null } : all[place]!))
    const leaves = [...first, ...shuffled.toReversed().map((place) => all[place]!)]
    const d = await sister(a)
    for (let at = 0; at < leaves.length; at += batch) {
      const answers = await d.node.take(leaves.slice(at, at + batch), keys)
      assert.ok(answers.every((answer) => 'taken' in answer), JSON.stringify(answers))
    }
    assert.deepEqual(await rows(d), await rows(wanted))
    assert.deepEqual(d.node.registersDigest(), wanted.node.registersDigest())
    await d.end()
  }), { numRuns: 25 })
  for (const t of [a, b, c]) {
    const own = t.node.journal.options.origin
    await t.node.take(all.filter((leaf) => readLeaf(leaf.bytes).body.origin !== own), keys)
    assert.deepEqual(t.node.registersDigest(), wanted.node.registersDigest())
  }
  await end(wanted, a, b, c)
})

test('a leaf that nobody known signed, or that says its own name wrongly, is refused', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  await a.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(a))
  const leaves = await carried(a)
  const { body } = readLeaf(leaves[1]!.bytes)
  const forger = signer(`${body.origin}/${body.device}`, generateKeyPairSync('ed25519').privateKey)
  const forged = { bytes: writeLeaf(body, forger), content: leaves[1]!.content }
  const changed = Buffer.from(leaves[1]!.bytes)
  changed[changed.indexOf('amina')] = 'e'.charCodeAt(0)
  const reasons = async (...given: ForeignLeaf[]) =>
    (await b.node.take(given, keysOf(a))).map(
      (answer) => ('refused' in answer ? answer.reason : answer.taken)
    )
  assert.deepEqual(await reasons(forged), ['signature-wrong'])
  assert.deepEqual(
    await reasons({ bytes: changed, content: leaves[1]!.content }), ['signature-wrong'],
  )
  assert.deepEqual(
    await reasons(
      { bytes: leaves[1]!.bytes, content: Buffer.from('x') },
    ), ['content-not-as-sealed'],
  )
  for (const bytes of [Buffer.alloc(0), Buffer.from('{}'), Buffer.alloc(70_000, 0x41)]) {
    assert.deepEqual(await reasons({ bytes, content: null }), ['leaf-unreadable'])
  }
  assert.deepEqual(await b.node.take(leaves, new Map()), leaves.map(() => ({
    refused: true, reason: 'origin-not-known', detail: { origin: body.origin },
  })))
  assert.deepEqual(await rowsOf(b), [])
  // One that is refused does not stop the others of the same package (PROMISES R7).
  assert.deepEqual(await reasons(forged, leaves[1]!), ['signature-wrong', 'new'])
  await end(a, b)
})

test('a post is not told its own leaves by others', async () => {
  const a = await trial(capabilities)
  const answers = await a.node.take(await carried(a), keysOf(a))
  assert.ok(answers.every((answer) => 'refused' in answer && answer.reason === 'origin-not-known'))
  await end(a)
})

test('a second leaf of the same number is a fork: refused, and the first one stays', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  await a.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(a))
  const leaves = await carried(a)
  await b.node.take(leaves, keysOf(a))
  const { body } = readLeaf(leaves[1]!.bytes)
  const other: LeafBody = { ...body, by: 'omar' }
  const fork = { bytes: writeLeaf(other, a.node.journal.signer), content: leaves[1]!.content }
  assert.deepEqual(await b.node.take([fork], keysOf(a)), [{
    refused: true, reason: 'journal-forked', detail: { origin: body.origin, number: 1 },
  }])
  assert.equal((await rowsOf(b))[0]!.officer, 'amina')
  await end(a, b)
})

const BoatPainted = event('boat-painted', {
  about: 'A boat got another colour; only newer posts know of it.',
  subject: 'boat',
  fields: { boat: z.uuid(), colour: z.string() },
  recordedBy: ['primary-officer'], travels: 'border', changes: () => [],
})
const newer = capability('newer', { facts: [BoatPainted] })

test('an event that is unknown here is kept, verifies, changes nothing and is passed on byte ' +
  'for byte', async () => {
  const a = await trial([...capabilities, newer])
  const b = await sister(a)
  const c = await sister(a, [...capabilities, newer])
  const boat = a.newId()
  await a.said(BoatMoored, { boat, name: 'Sagal' }, amina(a))
  await a.said(BoatPainted, { boat, colour: 'blue' }, amina(a))
  const sent = await carried(a)
  assert.ok((await b.node.take(sent, keysOf(a))).every((answer) => 'taken' in answer))
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Sagal'])
  await b.restart()
  const kept: ForeignLeaf[] = []
  for await (const { bytes, content, subject } of leavesOf(
    b.node.store.reading, a.node.journal.options.origin,
  )) {
    const keys = await b.node.store.reading.all(
      'select realm, quarter, wrapped from subject_key where subject = ?', [subject],
    )
    kept.push({ bytes, content, keys: keys as never })
  }
  assert.deepEqual(kept, sent)
  assert.ok((await c.node.take(kept, keysOf(a))).every((answer) => 'taken' in answer))
  assert.equal(c.node.trusted(bans), true)
  await end(a, b, c)
})

test('a leaf whose event an older release did not know is folded once the release knows it',
  async () => {
  const a = await trial(capabilities)
  const older = [capability('harbour', { facts: [BoatMoored], registers: [boats] }), lists]
  const b = await sister(a, older)
  const boat = a.newId()
  await a.said(BoatMoored, { boat, name: 'Sagal' }, amina(a))
  await a.said(BoatRenamed, { boat, name: 'Deeqa' }, amina(a))
  await b.node.take(await carried(a), keysOf(a))
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Sagal'])
  await b.restart({ capabilities })
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Deeqa'])
  await end(a, b)
})

test('an unknown field of a leaf or of what it says is kept and folded around', async () => {
  const wider = event('boat-moored', {
    ...BoatMoored, fields: { ...BoatMoored.fields, colour: z.string() }, version: 2,
    async lawful() { return undefined },
  })
  const a = await trial([capability('harbour', { facts: [wider], registers: [boats] })])
  const b = await sister(a)
  const boat = a.newId()
  await a.said(wider as never, { boat, name: 'Sagal', colour: 'blue' }, amina(a))
  const [opened, moored] = await carried(a)
  const { body } = readLeaf(moored!.bytes)
  const withField = { ...body, weather: 'fair' } as LeafBody
  const bytes = writeLeaf(withField, a.node.journal.signer)
  assert.deepEqual(
    await b.node.take([opened!, { ...moored!, bytes }], keysOf(a)),
    [{ taken: 'new' }, { taken: 'new' }],
  )
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Sagal'])
  const [row] = await b.node.store.reading.all(
    'select bytes from leaf where origin = ? and number = 1', [body.origin],
  )
  assert.ok((row!['bytes'] as Buffer).equals(bytes))
  await end(a, b)
})

test('a leaf that came bare is folded when its content follows', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  await a.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(a))
  const [, moored] = await carried(a)
  assert.deepEqual(
    await b.node.take([{ bytes: moored!.bytes, content: null }], keysOf(a)), [{ taken: 'new' }],
  )
  assert.deepEqual(await rowsOf(b), [])
  assert.deepEqual(await b.node.take([moored!], keysOf(a)), [{ taken: 'new' }])
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Sagal'])
  await end(a, b)
})

test('content whose key is not here, or that is no statement of its kind, stops ' +
  'nobody', async () => {
  const odd = event('boat-moored', {
    about: BoatMoored.about, subject: 'boat', recordedBy: ['primary-officer'], travels: 'border',
    fields: { boat: z.uuid(), name: z.record(z.string(), z.string()) }, changes: () => [],
  })
  const a = await trial([capability('harbour', { facts: [odd] })])
  const [b, stranger] = [await sister(a), await trial(capabilities)]
  await a.said(odd as never, { boat: a.newId(), name: { of: 'another shape' } }, amina(a))
  await stranger.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(stranger))
  const answers = await b.node.take(
    [...await carried(a), ...await carried(stranger)], keysOf(a, stranger),
  )
  assert.ok(answers.every((answer) => 'taken' in answer), JSON.stringify(answers))
  assert.deepEqual(await rowsOf(b), [])
  await b.said(BoatMoored, { boat: b.newId(), name: 'Deeqa' }, amina(b))
  await b.restart()
  assert.deepEqual(await unsound(b.node), [])
  await end(a, b, stranger)
})

test('what came before its key is folded, and decides again, when the key comes', async () => {
  const [a, b] = [await trial(capabilities), await trial(capabilities)]
  await a.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(a))
  await a.said(BoatBanned, { ban: a.newId(), name: 'Deeqa' }, a.officer('abdi', 'alert-owner'))
  await b.node.take(await carried(a), keysOf(a))
  assert.deepEqual([await rowsOf(b), b.node.trusted(bans)], [[], false])
  const heard: string[] = []
  b.node.onRecorded((leaves) => heard.push(...leaves.map(({ event }) => event)))
  b.node.keys.keyring.takeIn(a.node.keys.keyring.give(heldByPost), 'own')
  await b.node.openAgain()
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Sagal'])
  assert.equal(b.node.trusted(bans), true)
  assert.deepEqual(heard.sort(), ['boat-banned', 'boat-moored', 'journal-opened'])
  await b.node.openAgain()
  assert.equal(heard.length, 3, 'and once')
  await end(a, b)
})

test('where the disk is full while leaves are taken, the node says so and takes them later',
  async () => {
  const disk = openMemory()
  let full = false
  const store = () => {
    const open = disk.open()
    return {
      ...open,
      writing: async <T>(work: (statements: Statements) => Promise<T>) => {
        if (full) throw new StoreFailure('disk-full', 'no room')
        return open.writing(work)
      },
    }
  }
  const a = await trial(capabilities)
  const b = await trial(capabilities, { store })
  b.node.keys.keyring.takeIn(a.node.keys.keyring.give(heldByPost), 'given')
  await a.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(a))
  const sent = await carried(a)
  full = true
  await assert.rejects(b.node.take(sent, keysOf(a)), StoreFailure)
  assert.equal(b.node.health.state.fault, 'disk-full')
  full = false
  await b.node.take(sent, keysOf(a))
  assert.equal((await rowsOf(b)).length, 1)
  await b.said(BoatMoored, { boat: b.newId(), name: 'Deeqa' }, amina(b))
  assert.equal(b.node.health.state.recording, true)
  await end(a, b)
})

test('an alert that cannot be opened makes the list untrusted: not checked, and never ' +
  'clear', async () => {
  const [a, b] = [await trial(capabilities), await trial(capabilities)]
  await a.said(BoatBanned, { ban: a.newId(), name: 'Sagal' }, a.officer('abdi', 'alert-owner'))
  assert.equal(b.node.trusted(bans), true)
  await b.node.take(await carried(a), keysOf(a))
  assert.equal(b.node.trusted(bans), false)
  await b.restart()
  assert.equal(b.node.trusted(bans), false)
  await end(a, b)
})

/** What posts of odd releases said of boats, which no register of today can hold. */
const oddBoats: readonly [why: string, said: Record<string, unknown>][] = [
  ['a name that is a record', { name: { of: 'another shape' } }],
  ['half a boat', { name: 'Sagal', metres: 1.5 }],
  ['a berth longer than an index takes', { name: 'Sagal', berth: 'N'.repeat(3000) }],
  ['a flag that is a word', { name: 'Sagal', afloat: 'perhaps' }],
  ['no name at all', {}],
]

test('a leaf that cannot be folded is named, and stops no other', async () => {
  const odd = event('boat-moored', {
    about: BoatMoored.about, subject: 'boat', recordedBy: ['primary-officer'], travels: 'border',
    changes: () => [], fields: {
      boat: z.uuid(), name: z.any().optional(), metres: z.any().optional(),
      berth: z.any().optional(), afloat: z.any().optional(),
    },
  })
  const a = await trial([capability('harbour', { facts: [odd] })])
  const b = await sister(a)
  for (const [, said] of oddBoats) {
    await a.said(odd as never, { boat: a.newId(), ...said }, amina(a))
    await a.said(odd as never, { boat: a.newId(), name: 'Deeqa' }, amina(a))
  }
  const all = await carried(a)
  const unreadable = { bytes: Buffer.from('{}'), content: null }
  const answers = await b.node.take([unreadable, ...all], keysOf(a))
  assert.deepEqual(answers.map((answer) => ('refused' in answer ? answer.reason : answer.taken)),
    ['leaf-unreadable', ...all.map(() => 'new')])
  assert.equal((await rowsOf(b)).length, oddBoats.length, 'the others are all there')
  const unfolded = () =>
    b.node.store.reading.all('select number, event, reason from unfolded order by number')
  assert.deepEqual(await unfolded(), oddBoats.map((_, index) =>
    ({ number: 1 + 2 * index, event: 'boat-moored', reason: 'unfit' })))
  await b.restart()
  assert.deepEqual(await unsound(b.node), [])
  await end(a, b)
})

test('content whose key comes later is folded then', async () => {
  const a = await trial(capabilities)
  const b = await sister(a)
  await a.said(BoatMoored, { boat: a.newId(), name: 'Sagal' }, amina(a))
  const [opened, moored] = await carried(a)
  const [first] = await b.node.take([{ ...moored!, keys: [] }], keysOf(a))
  assert.deepEqual(first, { taken: 'new', unopened: 'boat-moored' })
  const unfolded = () => b.node.store.reading.all('select reason from unfolded')
  assert.deepEqual(await unfolded(), [{ reason: 'unopened' }])
  // Another fact about the same boat brings its key along.
  await a.said(BoatRenamed, {
    boat: readLeaf(moored!.bytes).body.subject, name: 'Hodan',
  }, amina(a))
  await b.node.take([opened!, (await carried(a))[2]!], keysOf(a))
  assert.deepEqual((await rowsOf(b)).map(({ name }) => name), ['Hodan'])
  assert.deepEqual(await unfolded(), [])
  await end(a, b)
})
