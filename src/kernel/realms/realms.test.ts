// Realms: what is sealed opens with its key and its binding only, and a post cannot read all it
// writes.

import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { canonical, tryCanonical } from '../../lib/canonical.ts'
import { realDisk, realLuck } from '../../nodes/given.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import { realms, type Realm } from '../event.ts'
import {
  BoatBanned, BoatMoored, confidences, harbour, lists, SecretTold, secrets,
} from '../harbour-on-trial.ts'
import { readLeaf, saidDigest, sealedDigest } from '../journal/leaf.ts'
import { leavesOf, type StoredLeaf } from '../leaves.ts'
import { heldByPost, quarterOf, RealmKeyring } from './keyring.ts'
import {
  binding, newRealmPair, openTo, openUnder, plainContent, randomSalt, sealTo, sealUnder,
} from './sealing.ts'

const key = realLuck.bytes(32)
const random = () => randomSalt(realLuck)
const bound = binding('0190', 'boat-moored', 'border')

async function lastLeaf(t: Trial): Promise<StoredLeaf> {
  let last: StoredLeaf | undefined
  for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
    last = leaf
  }
  return last!
}

/** A trial whose node can write to the realm `protection` and holds no key to read it. */
async function writeOnly() {
  const pair = await newRealmPair()
  const t = await trial([harbour, lists, confidences])
  const path = `${t.folder}/keys/realms.json`
  const keyring = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  writeFileSync(
    path,
    JSON.stringify({ ...keyring, protection: { sealedTo: pair.publicKey.toString('base64') } }),
  )
  await t.restart()
  return { t, pair }
}

test('what is sealed under a subject\'s key opens to the same, for anything that can be ' +
  'said', () => {
  const anything = fc.jsonValue({ maxDepth: 4 }).filter(
    (said) => typeof tryCanonical(said) === 'string'
  )
  fc.assert(fc.property(anything, fc.constantFrom<Realm>('border', 'watch'), (said, realm) => {
    const { plain, digest } = plainContent({ said } as never, realm, random)
    const sealed = sealUnder(key, plain, digest, bound)
    assert.equal(sealedDigest(sealed.content), sealed.sealed)
    assert.equal(canonical(openUnder(key, sealed.content, bound)), canonical({ said }))
  }))
})

test('content moved to another subject, event or realm, under another key, or changed, does not ' +
  'open', () => {
  const { plain, digest } = plainContent({ name: 'Sagal' }, 'border', random)
  const { content } = sealUnder(key, plain, digest, bound)
  for (const other of [binding(
    '0191', 'boat-moored', 'border',
  ), binding('0190', 'boat-left', 'border'),
    binding('0190', 'boat-moored', 'watch')]) {
    assert.throws(() => openUnder(key, content, other))
  }
  assert.throws(() => openUnder(realLuck.bytes(32), content, bound))
  for (let at = 0; at < content.length; at++) {
    const changed = Buffer.from(content)
    changed[at]! ^= 1
    assert.throws(() => openUnder(key, changed, bound), `byte ${at}`)
  }
  for (let cut = 0; cut < content.length; cut++) {
    assert.throws(() => openUnder(key, content.subarray(0, cut), bound))
  }
})

test('the same said twice is sealed and digested differently, so that it cannot be guessed', () => {
  const twice = [1, 2].map(() => plainContent({ name: 'Sagal' }, 'border', random))
  assert.notEqual(twice[0]!.digest, twice[1]!.digest)
  const sealed = twice.map(({ plain, digest }) => sealUnder(key, plain, digest, bound))
  assert.notDeepEqual(sealed[0]!.content, sealed[1]!.content)
})

test('the digest of a leaf is that of the salted canonical statement, as docs/journal.md ' +
  'says', () => {
  const { plain, digest } = plainContent({ b: 1, a: 'x' }, 'border', random)
  assert.equal(saidDigest(plain.subarray(0, 16), '{"a":"x","b":1}'), digest)
})

test('what is sealed to a realm opens with that realm\'s private key and for that realm ' +
  'only', async () => {
  const { publicKey, privateKey } = await newRealmPair()
  const { plain, digest } = plainContent({ text: 'x' }, 'protection', random)
  const { content } = await sealTo(publicKey, plain, digest, bound, 'protection')
  assert.deepEqual(await openTo(privateKey, content, bound, 'protection'), { text: 'x' })
  await assert.rejects(openTo(privateKey, content, bound, 'biometric'))
  await assert.rejects(
    openTo(privateKey, content, binding('0191', 'boat-moored', 'border'), 'protection'),
  )
  await assert.rejects(openTo((await newRealmPair()).privateKey, content, bound, 'protection'))
  assert.throws(() => openUnder(key, content, bound))
})

test('in padded realms a short and a long statement have one size', () => {
  for (const realm of ['watch', 'protection', 'integrity', 'health'] as const) {
    const sizes = ['', 'a', 'b'.repeat(3000)].map(
      (text) => plainContent({ text }, realm, random).plain.length
    )
    assert.equal(new Set(sizes).size, 1, realm)
    assert.ok(plainContent({ text: 'c'.repeat(5000) }, realm, random).plain.length === 16 * 1024)
  }
})

test('alerts of any length within a class are contents of one size in the journal', async () => {
  const t = await trial([lists])
  const owner = t.officer('abdi', 'alert-owner')
  const sizes: number[] = []
  for (const name of ['S', 'Sagal', 'x'.repeat(80)]) {
    await t.said(BoatBanned, { ban: t.newId(), name }, owner)
    sizes.push((await lastLeaf(t)).content!.length)
  }
  assert.equal(new Set(sizes).size, 1)
  await t.end()
})

test('a post writes a secret, and neither its registers, its files nor its keys give it ' +
  'back', async () => {
  const { t, pair } = await writeOnly()
  const amina = t.officer('amina', 'primary-officer')
  const telling = t.newId()
  const leaf = await t.said(SecretTold, { telling, text: 'she is afraid to go back' }, amina)
  assert.equal(await t.node.known(amina).count(secrets), 0)
  const stored = await lastLeaf(t)
  const { keyring } = t.node.keys
  assert.equal(keyring.holds('protection'), false)
  assert.equal(
    await t.node.content.open(SecretTold, leaf, stored.content, t.node.store.reading), undefined,
  )
  assert.ok(!JSON.stringify(stored).includes('afraid'))
  const opened = await openTo(
    pair.privateKey, stored.content!, binding(telling, 'secret-told', 'protection'), 'protection',
  )
  assert.deepEqual(opened, { telling, text: 'she is afraid to go back' })
  await t.restart()
  assert.equal(await t.node.known(amina).count(secrets), 0)
  await t.end()
})

test('secrets short and long are contents of one size', async () => {
  const { t } = await writeOnly()
  const sizes: number[] = []
  for (const text of ['', 'x'.repeat(3000)]) {
    await t.said(SecretTold, { telling: t.newId(), text }, t.officer('amina', 'primary-officer'))
    sizes.push((await lastLeaf(t)).content!.length)
  }
  assert.equal(sizes[0], sizes[1])
  await t.end()
})

test('a quarter is named after its year, and each has a key of its own that a restart ' +
  'keeps', async () => {
  assert.deepEqual([
    '2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31',
  ].map((day) => quarterOf(`${day}T00`)),
    ['2026Q1', '2026Q1', '2026Q2', '2026Q4'])
  const t = await trial([harbour])
  const amina = t.officer('amina', 'primary-officer')
  await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina)
  t.clock.pass(60 * 86_400_000)
  await t.said(BoatMoored, { boat: t.newId(), name: 'Hodan' }, amina)
  const path = `${t.folder}/keys/realms.json`
  const { held } = (
    JSON.parse(readFileSync(path, 'utf8')) as { border: { held: Record<string, string[]> } }
  ).border
  assert.deepEqual(Object.keys(held), ['2026Q4', '2027Q1'])
  assert.notDeepEqual(held['2026Q4'], held['2027Q1'])
  await t.restart()
  assert.equal(t.node.keys.keyring.find('border', '2026Q4')!.toString('base64'), held['2026Q4']![0])
  await t.end()
})

test('a keyring holds what a post holds and nothing of protection, biometrics, health or ' +
  'integrity', async () => {
  const t = await trial([harbour])
  assert.deepEqual(realms.filter((realm) => t.node.content.holds(realm)), [...heldByPost])
  assert.throws(() => t.node.keys.keyring.toSeal('protection', '2026Q4'))
  assert.equal(t.node.keys.keyring.find('border', '1999Q1'), undefined)
  assert.equal(RealmKeyring.read(realDisk, realLuck, `${t.folder}/keys/none.json`), undefined)
  await t.end()
})

test('a leaf tells who, when and about what, and no word of what was said', async () => {
  const t = await trial([harbour])
  await t.said(
    BoatMoored, { boat: t.newId(), name: 'Sagal-the-blue' }, t.officer('amina', 'primary-officer'),
  )
  const { bytes, content } = await lastLeaf(t)
  assert.ok(!bytes.includes('Sagal-the-blue') && !content!.includes('Sagal-the-blue'))
  assert.equal(readLeaf(bytes).body.by, 'amina')
  await t.end()
})
