// A lost laptop: what its post had said comes back to a spare one, and a clone is found out.

import { strict as assert } from 'node:assert'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { nodeItself } from '../kernel/attestation.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { crossings } from '../border/crossings/register.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import type { Enrolling } from '../country/network/enrolling.ts'
import { NodeRevoked } from '../country/network/node-revoked.ts'
import { manyCrossings } from '../simulation/many.ts'
import { pinOf } from '../kernel/sync/pinned.ts'
import { certificateOf } from './certificate.ts'
import { realGiven } from './given.ts'
import { LinkedNetwork, linkOf, said, until } from './linked-on-trial.ts'
import { recoverOver } from './recovering.ts'
import type { RunningPost } from './post.ts'
import { httpsLink } from './sync-link.ts'

const rowsOf = ({ node }: { node: RunningPost['node'] }) =>
  node.known(nodeItself('x')).all(crossings, {}, { order: 'crossing asc' })

async function crossed(post: RunningPost, count: number, seed: number): Promise<void> {
  for (const each of manyCrossings({ count, seed, today: '2026-11-24' })) {
    await said(post.node, CrossingRecorded, { ...each.said }, 'primary-officer')
  }
}

const isUp = (post: RunningPost) => () =>
  linkOf(post).now().linked && linkOf(post).now().waiting === 0

async function recovered({ node }: RunningPost) {
  const hub = (await node.service<Enrolling>('enrolling').hub())!
  const link = httpsLink({
    addresses: hub.addresses, pin: pinOf(Buffer.from(hub.certificate, 'base64')),
    own: certificateOf(realGiven, `${node.folder}/keys`, node.journal.options.origin),
  })
  try {
    return await recoverOver(node, hub, link)
  } finally {
    link.close()
  }
}

test('what a stolen laptop had said is back on a spare one, and its rows with it', async () => {
  const network = await LinkedNetwork.start()
  const lost = await network.post('galdahay')
  await network.enrol(lost)
  await crossed(lost, 40, 1)
  await until('all is up', isUp(lost), 30_000)
  const rows = await rowsOf(lost)
  const { origin } = lost.node.journal.options
  await said(network.hub.node, NodeRevoked, {
    origin, why: 'stolen', quarantinedFrom: '2026-11-22T06:00:00Z',
  })
  const spare = await network.post('galdahay', { folder: join(network.folder, 'spare') })
  await network.enrol(spare, { replaces: origin })
  const done = await recovered(spare)
  assert.ok(!isRefusal(done), JSON.stringify(done))
  assert.equal(done.origin, origin)
  assert.ok(done.leaves > 40)
  assert.deepEqual(await rowsOf(spare), rows)
  assert.deepEqual(await recovered(spare), done, 'once more brings nothing more')
  await crossed(spare, 5, 2)
  await until('the spare one is up', isUp(spare), 30_000)
  assert.deepEqual(await rowsOf(network.hub), await rowsOf(spare))
  await network.end()
})

test('a node that takes nobody\'s place gets nothing back', async () => {
  const network = await LinkedNetwork.start()
  const post = await network.post('galdahay')
  await network.enrol(post)
  const done = await recovered(post)
  assert.equal(isRefusal(done) && done.reason, 'nothing-to-recover')
  await network.end()
})

test('a copy of a disk that goes on beside its original is found out, and stops', async () => {
  const network = await LinkedNetwork.start()
  const post = await network.post('galdahay')
  await network.enrol(post)
  await until('linked', isUp(post))
  const copy = join(network.folder, 'copy')
  await post.stop()
  cpSync(post.node.folder, copy, { recursive: true })
  const original = await network.post('galdahay')
  await crossed(original, 5, 1)
  await until('the original is up', isUp(original), 30_000)
  const clone = await network.post('galdahay', { folder: copy })
  await crossed(clone, 3, 3)
  await until('the clone is behind its mirror', () =>
    clone.node.health.state.fault === 'journal-behind-mirror', 30_000)
  assert.equal(linkOf(clone).now().halted, 'journal-behind-mirror')
  await crossed(original, 5, 2)
  await until('the original goes on', isUp(original), 30_000)
  await network.end()
})
