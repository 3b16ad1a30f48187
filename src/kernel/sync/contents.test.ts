// What goes up is smaller than what is stored, and comes out at the other end to the last byte.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { BoatBanned, BoatMoored, BoatRenamed } from '../harbour-on-trial.ts'
import { readLeaf, sealedDigest } from '../journal/leaf.ts'
import { subtreeProof } from '../journal/subtree.ts'
import { JournalTree } from '../journal-tree.ts'
import type { Trial } from '../../nodes/trial.ts'
import { heldKeys, leavesBetween, packContents, unpackContents } from './contents.ts'
import { encodeUpload, placesOf, UnreadableBody } from './entries.ts'
import { CannotMake, codeLeaves, decodeLeaves } from './leaf-coding.ts'
import { trialPair, type TrialPair } from './mirror-on-trial.ts'
import { Squeezer, Stretcher } from './squeezing.ts'

const runs = process.env['SAFAR_PROVE'] === '1' ? 200_000 : 1_000

/** The body that brings up all leaves of a post, as it is written before any coding. */
async function uploadOf({ node }: Trial, start = 0): Promise<Buffer> {
  const { origin } = node.journal.options
  const end = node.journal.size
  const tree = new JournalTree(node.store.reading, origin)
  const packages = []
  for (const place of placesOf({ start, end })) {
    const leaves = await leavesBetween(node.store.reading, origin, {
      from: place.start, to: place.end,
    })
    packages.push({
      ...place, leaves: leaves.map((leaf) => leaf!.bytes),
      proof: await tree.compute(end, (hashAt) =>
        subtreeProof({ start: place.rounded, end: place.end }, end, hashAt)),
    })
  }
  return encodeUpload({ origin, start, end, ticket: Buffer.from('t') }, packages)
}

/** Some of everything that can be said at the harbour. */
async function busy(pair: TrialPair): Promise<void> {
  const { post } = pair
  const officer = post.officer('amina', 'primary-officer')
  const boat = post.newId()
  await post.said(BoatMoored, { boat, name: 'Hirsi \\u2028 "x" العربية', flags: ['DJ'] }, officer)
  await pair.moored(20)
  post.clock.pass(3 * 3600_000)
  await post.said(BoatRenamed, { boat, name: 'Other' }, officer)
  await post.said(BoatBanned, { ban: post.newId(), name: 'x'.repeat(80) },
    post.officer('owner', 'alert-owner'))
  await post.restart()
  await pair.moored(3)
}

test('leaves in their own coding come back to the last byte, a third as long', async () => {
  const pair = await trialPair()
  await busy(pair)
  await pair.moored(300)
  for (const start of [0, 1, 7, 256]) {
    const body = await uploadOf(pair.post, start)
    const { coded } = (await codeLeaves(pair.post.node, body))!
    assert.deepEqual((await decodeLeaves(pair.hub.t.node, coded)).body, body)
    assert(coded.length < body.length * 0.36, `${coded.length} of ${body.length}`)
  }
  await pair.end()
})

test('entries that are no leaves, or not as we write them, are coded as they are', async () => {
  const pair = await trialPair()
  await busy(pair)
  const { node } = pair.post
  const all = await leavesBetween(node.store.reading, node.journal.options.origin, {
    from: 0, to: node.journal.size,
  })
  const leaves = all.map((leaf) => leaf!.bytes)
  const odd = [Buffer.alloc(0), Buffer.alloc(65_535, 1), Buffer.from('{}\n\n\u2014 a AAAA\n'),
    leaves[3]!, leaves[2]!, leaves[1]!, Buffer.concat([leaves[1]!, leaves[1]!.subarray(-40)])]
  const mixed = [leaves[0]!, ...odd, ...leaves.slice(1)]
  const body = encodeUpload({ origin: 'a', start: 0, end: mixed.length, ticket: Buffer.alloc(0) },
    [{ rounded: 0, start: 0, end: mixed.length, leaves: mixed, proof: [] }])
  const done = await codeLeaves(node, body)
  assert(done)
  assert.deepEqual((await decodeLeaves(pair.hub.t.node, done.coded)).body, body)
  const half = await codeLeaves(node, body.subarray(0, -1))
  assert.equal(half, undefined, 'what is not whole is not coded')
  await pair.end()
})

test('opened contents are sealed again to the bytes that their leaves name', async () => {
  const pair = await trialPair()
  await busy(pair)
  const { node } = pair.post
  const { origin } = node.journal.options
  const found = await leavesBetween(node.store.reading, origin, { from: 0, to: node.journal.size })
  const leaves = found.map((leaf) => leaf!)
  for (const held of [new Set(heldKeys(pair.hub.t.node)), new Set<string>()]) {
    for (const sealedOnly of [false, true]) {
      const packed = await packContents(node, leaves, { held, sealedOnly })
      const { taken, refused } = await unpackContents(
        pair.hub.t.node, packed, 0, leaves.map(({ bytes }) => bytes))
      assert.deepEqual(refused, [])
      assert.deepEqual(taken.map(({ content }) => content), leaves.map(({ content }) => content))
    }
  }
  const opened = await packContents(node, leaves, { held: new Set(heldKeys(pair.hub.t.node)) })
  const said = Buffer.from('Badbado')
  assert(!leaves.some(({ content }) => content!.includes(said)))
  assert(opened.length < leaves.reduce((sum, { content }) => sum + content!.length, 0))
  await pair.end()
})

test('a content that is not what its leaf names, or whose key is not here, is refused alone',
  async () => {
    const pair = await trialPair()
    const strange = await trialPair({ alone: true })
    await busy(pair)
    const { node } = pair.post
    const { origin } = node.journal.options
    const found = await leavesBetween(node.store.reading, origin, { from: 1, to: 8 })
    const leaves = found.map((leaf) => leaf!)
    const swapped = leaves.map(({ bytes }, index) =>
      ({ bytes, content: leaves[(index + 1) % leaves.length]!.content }))
    const bytes = leaves.map((leaf) => leaf.bytes)
    const sealed = await packContents(node, swapped, { held: new Set(), sealedOnly: true })
    const first = await unpackContents(pair.hub.t.node, sealed, 1, bytes)
    assert.equal(first.taken.length, 0)
    assert.deepEqual(first.refused.map(({ why }) => why), bytes.map(() => 'content-not-as-sealed'))
    const held = new Set(heldKeys(node))
    const opened = await packContents(node, leaves, { held })
    const nobody = await unpackContents(strange.hub.t.node, opened, 1, bytes)
    assert(nobody.refused.every(({ why }) => why === 'key-not-here'))
    assert.equal(nobody.refused.length, bytes.length)
    const bare = await unpackContents(pair.hub.t.node, opened, 1, bytes.map(() => undefined))
    assert(bare.refused.every(({ why }) => why === 'leaf-not-here'))
    const other = await unpackContents(pair.hub.t.node, opened, 1, bytes.toReversed())
    assert(other.taken.every(({ bytes: of, content }) =>
      sealedDigest(content!) === readLeaf(of).body.sealed))
    await strange.end()
    await pair.end()
  })

test('what a squeezer takes comes out again: ids new, near, far and said before', () => {
  const hex = (bytes: readonly number[]) => Buffer.from(bytes).toString('hex')
  const id = fc.array(fc.nat(255), { minLength: 16, maxLength: 16 }).map(hex).map((text) =>
    [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)]
      .join('-'))
  const near = id.map((text) => `0199f3e0-7c1a${text.slice(13)}`)
  const text = fc.array(fc.oneof(id, near, fc.string({ unit: 'binary' })), { maxLength: 6 })
    .map((parts) => parts.join('|').replaceAll(/[\u0000-\u001f]/g, ''))
    .filter((each) => each.isWellFormed())
  const atMs = 0x0199f3e07c1a
  fc.assert(fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
    const squeezer = new Squeezer()
    const said = [...texts, ...texts]
    for (const each of said) {
      squeezer.line(each, atMs)
      squeezer.bytes(Buffer.of(7))
    }
    const stretcher = new Stretcher(squeezer.end())
    for (const each of said) {
      assert.equal(stretcher.line(atMs), each)
      assert.equal(stretcher.raw.number(1), 7)
    }
    stretcher.end()
  }))
})

test(`${runs} bodies changed at random are read or refused, each quickly`, async () => {
  const pair = await trialPair()
  await busy(pair)
  const { node } = pair.post
  const { origin } = node.journal.options
  const found = await leavesBetween(node.store.reading, origin, { from: 0, to: 12 })
  const leaves = found.map((leaf) => leaf!)
  const held = new Set(heldKeys(pair.hub.t.node))
  const contents = await packContents(node, leaves, { held })
  const { coded } = (await codeLeaves(node, await uploadOf(pair.post, 4), {
    contentOf: (number) => leaves[number]?.content ?? null, how: { held },
  }))!
  const bytes = leaves.map((leaf) => leaf.bytes)
  let slowest = 0
  const quickly = async (run: () => unknown) => {
    const from = process.cpuUsage()
    try {
      await run()
    } catch (failure) {
      assert(failure instanceof UnreadableBody || failure instanceof CannotMake, `${failure}`)
    }
    const { user } = process.cpuUsage(from)
    slowest = Math.max(slowest, user / 1000)
  }
  const change = fc.tuple(fc.nat(), fc.nat(255), fc.nat(7), fc.boolean())
  const samples = fc.sample(change, runs)
  for (const [at, byte, how, first] of samples) {
    const from = first ? coded : contents
    const place = at % from.length
    const mutant = [
      from.with(place, byte), from.subarray(0, place), Buffer.concat([from, Buffer.of(byte)]),
      Buffer.concat([from.subarray(0, place), from.subarray(place + 1 + byte % 9)]),
      Buffer.concat([from.subarray(0, place), Buffer.alloc(byte), from.subarray(place)]),
      from.with(place, from[place]! ^ (1 << (byte % 8))), from.with(place % 8, byte),
      Buffer.concat([from.subarray(place), from.subarray(0, place)]),
    ][how]!
    const body = Buffer.from(mutant)
    if (first) await quickly(() => decodeLeaves(pair.hub.t.node, body))
    else await quickly(() => unpackContents(pair.hub.t.node, body, 0, bytes))
  }
  // Fifty milliseconds of an idle machine; this one may be busy, and the collector counts too.
  assert(slowest < 500, `${slowest} ms`)
  await pair.end()
})
