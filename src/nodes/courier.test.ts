// A post that never has a link: files go back and forth, and it ends equal to one that has.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { nodeItself } from '../kernel/attestation.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { AlertIssued } from '../border/watchlist/alert-issued.ts'
import { alerts } from '../border/watchlist/alerts.ts'
import { crossings } from '../border/crossings/register.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import type { Couriers, CourierTaken } from '../country/network/couriers.ts'
import { NodeRevoked } from '../country/network/node-revoked.ts'
import { manyCrossings } from '../simulation/many.ts'
import { alert, LinkedNetwork, linkOf, said, until } from './linked-on-trial.ts'
import type { RunningPost } from './post.ts'

const itself = nodeItself('x')
const couriers = ({ node }: { node: RunningPost['node'] }) => node.service<Couriers>('couriers')

async function taken(at: { node: RunningPost['node'] }, file: Buffer): Promise<CourierTaken> {
  const done = await couriers(at).in(file)
  assert.ok(!isRefusal(done), JSON.stringify(done))
  return done
}

async function why(at: { node: RunningPost['node'] }, file: Buffer): Promise<string> {
  const done = await couriers(at).in(file)
  assert.ok(isRefusal(done), JSON.stringify(done))
  return done.reason
}

async function out(at: RunningPost): Promise<Buffer> {
  const file = await couriers(at).out()
  assert.ok(Buffer.isBuffer(file), JSON.stringify(file))
  return file
}

/** A file to the hub, and its answer back. */
async function trip(network: LinkedNetwork, post: RunningPost): Promise<void> {
  const { answer } = await taken(network.hub, await out(post))
  await taken(post, answer!)
}

async function crossed(post: RunningPost, count: number, seed: number): Promise<void> {
  for (const each of manyCrossings({ count, seed, today: '2026-11-24' })) {
    await said(post.node, CrossingRecorded, { ...each.said }, 'primary-officer')
  }
}

const rowsOf = ({ node }: { node: RunningPost['node'] }) =>
  node.known(itself).all(crossings, {}, { order: 'crossing asc' })

/** A hub, a post that is linked and one whose line leads nowhere. */
async function scene() {
  const network = await LinkedNetwork.start()
  const linked = await network.post('galdahay')
  const alone = await network.post('dhobley', { lineTo: 'nowhere' })
  for (const post of [linked, alone]) await network.enrol(post)
  return { network, linked, alone }
}

test('a post that only ever uses the courier ends equal to a linked one', async () => {
  const { network, linked, alone } = await scene()
  const id = network.newId()
  await said(network.hub.node, AlertIssued, alert(id), 'alert-owner')
  await crossed(linked, 30, 1)
  await crossed(alone, 300, 2)
  await until('the linked one is up', () => linkOf(linked).now().waiting === 0)
  await trip(network, alone)
  await crossed(alone, 20, 3)
  await trip(network, alone)
  await until('all came down', async () => (await rowsOf(linked)).length === 350, 20_000)
  assert.deepEqual(await rowsOf(alone), await rowsOf(linked))
  assert.deepEqual(await rowsOf(network.hub), await rowsOf(linked))
  assert.ok(await alone.node.known(itself).find(alerts, { alert: id }))
  assert.equal(linkOf(alone).now().linked, false)
  await network.end()
})

test('files that overtake each other, come twice or late lose and double nothing', async () => {
  const { network, alone } = await scene()
  await crossed(alone, 10, 1)
  const first = await out(alone)
  await crossed(alone, 10, 2)
  const second = await out(alone)
  await crossed(alone, 10, 3)
  const third = await out(alone)
  const back = await taken(network.hub, first)
  assert.ok(back.leaves >= 10)
  const last = await taken(network.hub, third)
  assert.equal((await rowsOf(network.hub)).length, 30)
  assert.equal((await taken(network.hub, second)).leaves, 0)
  assert.equal((await taken(network.hub, first)).leaves, 0, 'the same file once more')
  await taken(alone, last.answer!)
  assert.equal(await why(alone, last.answer!), 'courier-taken-already')
  await taken(alone, back.answer!)
  await crossed(alone, 5, 4)
  await trip(network, alone)
  assert.deepEqual(await rowsOf(alone), await rowsOf(network.hub))
  await network.end()
})

test('a file that is cut, changed, for another or of nobody known is not taken', async () => {
  const { network, alone, linked } = await scene()
  await crossed(alone, 5, 1)
  const file = await out(alone)
  for (const part of [0.2, 0.5, 0.9]) {
    const cut = file.subarray(0, Math.floor(file.length * part))
    assert.equal(await why(network.hub, cut), 'courier-damaged')
  }
  const changed = Buffer.from(file)
  changed[file.length - 5]! ^= 1
  assert.equal(await why(network.hub, changed), 'courier-damaged')
  assert.equal(await why(network.hub, Buffer.from('a letter')), 'not-a-courier-file')
  assert.equal(await why(linked, file), 'courier-of-another')
  const stranger = await network.post('stranger')
  assert.equal(await (async () => {
    const no = await couriers(stranger).out()
    return isRefusal(no) && no.reason
  })(), 'no-hub-yet')
  const { answer } = await taken(network.hub, file)
  assert.equal(await why(linked, answer!), 'courier-of-another')
  const text = answer!.toString('latin1')
  const renamed = text.replace(/"id":"[0-9a-f]{32}"/, `"id":"${'0'.repeat(32)}"`)
  const other = Buffer.from(renamed, 'latin1')
  assert.equal(await why(alone, other), 'courier-not-asked')
  await said(network.hub.node, NodeRevoked, {
    origin: alone.node.journal.options.origin, why: 'seized',
    quarantinedFrom: '2026-11-22T06:00:00Z',
  })
  assert.equal(await why(network.hub, file), 'node-not-enrolled')
  await network.end()
})
