// What a mirror and witnesses swear to: two histories are shown to a person, leaves have brackets.

import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { test } from 'node:test'
import { cosignatureVerifier, cosigner } from '../../kernel/journal/cosignature.ts'
import { provesTwoHistories } from '../../kernel/journal/two-histories.ts'
import { doorOf } from '../../kernel/sync/door.ts'
import { Mirror } from '../../kernel/sync/mirror.ts'
import { Mirroring } from '../../kernel/sync/mirroring.ts'
import { Witness } from '../../kernel/sync/witness.ts'
import { contentRoutes } from '../../kernel/sync/taking-contents.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import { bracketOf, noteCosignature, notedEverySeconds } from './brackets.ts'
import network from './capability.ts'
import { forkedJournals } from './register.ts'
import { evidencePath, keepTwoHistories } from './showing-histories.ts'

const key = cosigner('hub.test/mirror', generateKeyPairSync('ed25519').privateKey)

async function joined() {
  const founding = { country: 'test', kind: 'hub' as const, post: 'hq', device: 'server' }
  const [post, hub] = [await trial([network]), await trial([network], { founding })]
  const vkeys = new Map([[post.node.journal.options.origin, post.node.keys.vkey]])
  const keyOf = async (origin: string) => vkeys.get(origin)
  const witness = new Witness({
    node: hub.node, keyOf, cosigners: [],
    twoHistories: (found) => keepTwoHistories(hub.node, found),
  })
  const mirror = new Mirror({
    node: hub.node, keyOf, witness, cosigners: [key], ticketKey: Buffer.alloc(32),
  })
  const door = doorOf(witness.routes, mirror.routes, contentRoutes({ node: hub.node, keyOf }))
  const link = { ask: (request: Parameters<typeof door.answer>[0]) =>
    door.answer(request, { origin: post.node.journal.options.origin }) }
  const bringUp = () => new Mirroring({
    node: post.node, link, mirror: { name: 'hub', mirrors: [cosignatureVerifier(key.vkey)] },
  }).bringUp()
  return { post, hub, bringUp }
}

/** Something that a node says by itself: its clock was set. */
async function said(t: Trial) {
  t.clock.set(new Date(t.clock.now() + 10_000).toISOString())
  await t.node.noticeClock()
}

test('two copies of a post go on: the hub records it once, and has a file for anyone', async () => {
  const { post, hub, bringUp } = await joined()
  const { origin } = post.node.journal.options
  await post.node.close()
  const copy = `${post.folder}-copy`
  cpSync(post.folder, copy, { recursive: true })
  await post.restart()
  for (let each = 0; each < 3; each++) await said(post)
  await bringUp()
  await post.node.close()
  rmSync(post.folder, { recursive: true })
  cpSync(copy, post.folder, { recursive: true })
  await post.restart()
  for (let each = 0; each < 5; each++) await said(post)
  assert.equal((await bringUp()).halted, 'journal-behind-mirror')
  const rows = await hub.node.known(hub.officer('h', 'administrator')).all(forkedJournals, {})
  assert.deepEqual(rows.map((row) => row.origin), [origin])
  const path = evidencePath(hub, origin)
  assert(path.includes('dhobley'))
  const file = readFileSync(path, 'utf8')
  assert(file.includes(rows[0]!.known) && file.includes(rows[0]!.shown))
  const [known, shown] = [rows[0]!.known, rows[0]!.shown].map((text) => Buffer.from(text))
  const proof = rows[0]!.proof.map((hash) => Buffer.from(hash, 'base64'))
  const evidence = { origin, known: known!, shown: shown!, proof }
  assert(provesTwoHistories(evidence, post.node.keys.vkey))
  const same = { ...evidence, shown: known! }
  assert(!provesTwoHistories(same, post.node.keys.vkey))
  await hub.end()
  await post.node.close()
  rmSync(post.folder, { recursive: true })
  rmSync(copy, { recursive: true })
})

test('a leaf was written after a cosignature noted before it, and before one over it', async () => {
  const { post, hub, bringUp } = await joined()
  const { node } = post
  const { origin } = node.journal.options
  const at = () => Math.floor(hub.clock.now() / 1000)
  const bracket = (number: number) => bracketOf({
    reader: node.known(post.officer('a', 'supervisor')), statements: node.store.reading, origin,
  }, number)
  await said(post)
  assert.deepEqual(await bracket(1), {})
  await bringUp()
  const first = at()
  assert.deepEqual(await bracket(1), { notAfter: first })
  assert(await noteCosignature(node))
  assert(!await noteCosignature(node), 'nothing was recorded since')
  const noting = node.journal.size - 1
  assert.deepEqual(await bracket(noting), { notBefore: first })
  hub.clock.pass(notedEverySeconds * 1000)
  await bringUp()
  assert(!await noteCosignature(node), 'only what was noted is new')
  await said(post)
  hub.clock.pass(1000)
  await bringUp()
  assert.deepEqual(await bracket(node.journal.size - 1), { notBefore: first, notAfter: at() })
  assert(await noteCosignature(node))
  await post.end()
  await hub.end()
})
