// Keys of realms between nodes: what was said alone opens at the hub, and nothing opens less.

import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { realDisk, realLuck } from '../../nodes/given.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import { BanLifted, BoatBanned, BoatMoored, boats, harbour, lists } from '../harbour-on-trial.ts'
import { leavesOf } from '../leaves.ts'
import type { ForeignLeaf } from '../sync/take.ts'
import { openKeys, sealKeys } from './giving-keys.ts'
import { heldByPost, quarterOf, quartersAhead, RealmKeyring } from './keyring.ts'

const capabilities = [harbour, lists]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const originOf = (t: Trial) => t.node.journal.options.origin

async function carried(t: Trial): Promise<ForeignLeaf[]> {
  const { reading } = t.node.store
  const leaves: ForeignLeaf[] = []
  for await (const { bytes, content, subject } of leavesOf(reading, originOf(t))) {
    const keys = await reading.all(
      'select realm, quarter, wrapped from subject_key where subject = ?', [subject],
    )
    leaves.push({ bytes, content, keys: keys as never })
  }
  return leaves
}

/** Gives the keys of one node to another, sealed on the way. */
async function give(from: Trial, to: Trial, seals: 'given' | 'own', realms = heldByPost) {
  const way = { from: originOf(from), to: originOf(to) }
  const sealed = await sealKeys(from.node.keys.keyring, realms, to.node.keys.hpke.publicKey, way)
  const opened = await openKeys(sealed, realms, to.node.keys.hpke.privateKey, way)
  assert.ok(opened)
  to.node.keys.keyring.takeIn(opened, seals)
  return sealed
}

const names = async (t: Trial) =>
  (await t.node.known(amina(t)).all(boats, {}, { order: 'name asc' })).map(({ name }) => name)

test('what a post said alone over two quarters opens at the hub and, from there, at another ' +
  'post', async () => {
  const [hub, post, second] = [
    await trial(capabilities), await trial(capabilities), await trial(capabilities),
  ]
  await post.said(BoatMoored, { boat: post.newId(), name: 'Autumn' }, amina(post))
  for (const t of [hub, post, second]) t.clock.pass(60 * 86_400_000)
  await post.said(BoatMoored, { boat: post.newId(), name: 'Winter' }, amina(post))
  await second.said(BoatMoored, { boat: second.newId(), name: 'Zeila' }, amina(second))
  hub.node.keys.keyring.makeAhead(quartersAhead(hub.node.time.wall()))
  // Enrolled: both hand up what they made, and get what the hub has of everyone.
  for (const t of [post, second]) await give(t, hub, 'own')
  for (const t of [post, second]) await give(hub, t, 'given')
  const keys = new Map([post, second].map((t) => [originOf(t), t.node.keys.vkey]))
  const all = [...await carried(post), ...await carried(second)]
  for (const taken of await hub.node.take(all, keys)) assert.deepEqual(taken, { taken: 'new' })
  assert.deepEqual(await names(hub), ['Autumn', 'Winter', 'Zeila'])
  await second.node.take(await carried(post), keys)
  assert.deepEqual(await names(second), ['Autumn', 'Winter', 'Zeila'])
  // From here on all seal with the hub's key, and what was sealed before still opens after a start.
  const sealing = hub.node.keys.keyring.find('border', '2027Q1')!
  assert.deepEqual(post.node.keys.keyring.find('border', '2027Q1'), sealing)
  for (const t of [hub, post, second]) await t.restart()
  assert.deepEqual(await names(post), ['Autumn', 'Winter'])
  for (const t of [hub, post, second]) await t.end()
})

test('keys are given only of realms that a node may hold, and open for it alone', async () => {
  const [hub, post, thief] = [
    await trial(capabilities), await trial(capabilities), await trial(capabilities),
  ]
  const owner = hub.officer('abdi', 'alert-owner')
  await hub.said(BoatBanned, { ban: hub.newId(), name: 'Sagal' }, owner)
  const before = post.node.keys.keyring.all('watch', '2026Q4')
  const sealed = await give(hub, post, 'given', ['public', 'border'])
  assert.deepEqual(post.node.keys.keyring.all('watch', '2026Q4'), before)
  const way = { from: originOf(hub), to: originOf(post) }
  const { privateKey } = post.node.keys.hpke
  assert.ok(await openKeys(sealed, heldByPost, privateKey, way))
  assert.deepEqual(Object.keys((await openKeys(sealed, ['public'], privateKey, way))!), ['public'])
  for (const [bytes, key, by] of [
    [sealed, thief.node.keys.hpke.privateKey, way], [sealed, privateKey, { ...way, from: 'x' }],
    [sealed, privateKey, { ...way, to: originOf(thief) }], [sealed.subarray(1), privateKey, way],
    [Buffer.alloc(0), privateKey, way],
  ] as const) assert.equal(await openKeys(bytes, heldByPost, key, by), undefined)
  for (const t of [hub, post, thief]) await t.end()
})

test('the hub makes keys a year ahead, once, and they stay the same', async () => {
  assert.deepEqual(quartersAhead('2026-11-22T08'),
    ['2026Q4', '2027Q1', '2027Q2', '2027Q3', '2027Q4'])
  assert.equal(quartersAhead('2027-01-01T00')[0], quarterOf('2027-01-01T00'))
  const t = await trial(capabilities)
  const { keyring } = t.node.keys
  keyring.makeAhead(quartersAhead(t.node.time.wall()))
  const made = keyring.all('watch', '2027Q4')
  assert.equal(made.length, 1)
  keyring.makeAhead(quartersAhead(t.node.time.wall()))
  assert.deepEqual(keyring.all('watch', '2027Q4'), made)
  const { ban } = { ban: t.newId() }
  const owner = t.officer('abdi', 'alert-owner')
  await t.said(BoatBanned, { ban, name: 'Sagal' }, owner)
  t.clock.pass(200 * 86_400_000)
  await t.said(BanLifted, { ban }, t.officer('abdi', 'alert-owner',
    { name: 'sahra', roles: ['alert-owner'] }))
  await t.restart()
  assert.deepEqual(t.node.keys.keyring.all('watch', '2027Q4'), made)
  await t.end()
})

test('a key folder of the first releases, with one key a quarter, is read as before', async () => {
  const t = await trial(capabilities)
  await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina(t))
  const { hpke } = t.node.keys
  await t.node.close()
  const path = `${t.folder}/keys/realms.json`
  const keyring = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { held: Record<string,
    string[]> }>
  for (const { held } of Object.values(keyring)) {
    for (const [quarter, [key]] of Object.entries(held)) held[quarter] = key as never
  }
  writeFileSync(path, JSON.stringify(keyring))
  await t.restart()
  assert.deepEqual(await names(t), ['Sagal'])
  assert.deepEqual(t.node.keys.hpke, hpke, 'and what is sealed to the node is so from its start')
  await t.end()
})

test('a keyring with keys of a wrong length, too many or of no realm is not read', async () => {
  const t = await trial(capabilities)
  const path = `${t.folder}/spoilt.json`
  for (const spoilt of [
    { border: { held: { '2026Q4': 'AAAA' } } }, { border: { held: { '2026Q5': [] } } },
    { border: { held: { '2026Q4': [] } } }, { forest: { held: {} } }, { border: { held: 1 } },
    { border: { held: { '2026Q4': Array(5000).fill(Buffer.alloc(32).toString('base64')) } } },
  ]) {
    writeFileSync(path, JSON.stringify(spoilt))
    assert.throws(() => RealmKeyring.read(realDisk, realLuck, path), JSON.stringify(spoilt))
  }
  await t.end()
})
