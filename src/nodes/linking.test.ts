// Posts and their hub over a real line: what is said at one is known at the other.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { ask } from '../kernel/ask.ts'
import { nodeItself } from '../kernel/attestation.ts'
import { bundleOf } from '../country/bundles/terms.ts'
import { NetworkNow } from '../country/network/network-now.ts'
import { NodeRevoked } from '../country/network/node-revoked.ts'
import { PostRegistered } from '../country/posts/post-registered.ts'
import { posts } from '../country/posts/register.ts'
import { alerts } from '../border/watchlist/alerts.ts'
import { AlertIssued } from '../border/watchlist/alert-issued.ts'
import type { Node } from '../kernel/node.ts'
import type { Answer } from '../kernel/query.ts'
import { alert, LinkedNetwork, linkOf, officer, said, until } from './linked-on-trial.ts'
import { version } from './version.ts'

const itself = nodeItself('x')
const sizeAt = async (hub: Node, of: Node) => (await hub.store.reading.all(
  'select count(*) as n from leaf where origin = ?', [of.journal.options.origin]))[0]!['n']
/** All is up, and so is the leaf that notes that the hub signed for it. */
async function isUp(post: Parameters<typeof linkOf>[0]): Promise<boolean> {
  const { linked, waiting } = linkOf(post).now()
  const noted = await post.node.store.reading.all(
    'select number from leaf where event = ?', ['checkpoint-cosigned'])
  return linked && waiting === 0 && noted.length > 0
}
const galdahay = {
  code: 'GLD', name: { en: 'Galdahay' }, country: 'XDM', kind: 'land', lanes: 4,
}

test('what a post said alone goes up when it is admitted, and opens at the hub', async () => {
  const network = await LinkedNetwork.start()
  const post = await network.post('galdahay')
  await said(post.node, PostRegistered, { post: network.newId(), ...galdahay })
  assert.deepEqual([linkOf(post).now().linked, linkOf(post).now().why], [false, 'not-admitted'])
  await network.enrol(post)
  await until('all is up', () => isUp(post))
  const hub = network.hub.node
  await until('the hub opens it', async () =>
    await hub.known(itself).find(posts, { code: 'GLD' }) !== undefined)
  assert.equal(await sizeAt(hub, post.node), post.node.journal.size)
  await network.end()
})

test('an alert of the hub is at every linked post within two seconds', async () => {
  const network = await LinkedNetwork.start()
  const both = [await network.post('galdahay'), await network.post('dhobley')]
  for (const post of both) await network.enrol(post)
  for (const post of both) await until('linked', () => linkOf(post).now().linked)
  const id = network.newId()
  await said(network.hub.node, AlertIssued, alert(id), 'alert-owner')
  for (const post of both) {
    await until('the alert is there', () => post.node.known(itself).find(alerts, { alert: id }),
      2_000)
  }
  await network.end()
})

test('a revoked post is refused within a second and says so, and goes on recording', async () => {
  const network = await LinkedNetwork.start()
  const post = await network.post('galdahay')
  await network.enrol(post)
  await until('linked', () => isUp(post))
  const hub = network.hub.node
  const size = await sizeAt(hub, post.node)
  await said(hub, NodeRevoked, {
    origin: post.node.journal.options.origin, why: 'stolen',
    quarantinedFrom: '2026-11-22T06:00:00Z',
  })
  await said(post.node, PostRegistered, { post: network.newId(), ...galdahay })
  await until('the post knows', () => linkOf(post).now().halted === 'revoked', 5_000)
  assert.equal(await sizeAt(hub, post.node), size, 'nothing of it is taken any more')
  assert.equal(linkOf(post).now().linked, false)
  await network.end()
})

test('a hub that was away is found again, and what was said meanwhile goes up', async () => {
  const network = await LinkedNetwork.start()
  const post = await network.post('galdahay')
  await network.enrol(post)
  await until('linked', () => linkOf(post).now().linked)
  await network.hub.stop()
  await said(post.node, PostRegistered, { post: network.newId(), ...galdahay })
  await until('the post knows that there is no link', () => !linkOf(post).now().linked)
  assert.ok(linkOf(post).now().why)
  await network.startHub()
  await until('all is up', () => linkOf(post).now().linked && linkOf(post).now().waiting === 0,
    20_000)
  assert.equal(await sizeAt(network.hub.node, post.node), post.node.journal.size)
  await network.end()
})

test('the hub sees how each of its posts does, and a post knows how old the hub’s ' +
  'word is', async () => {
  const network = await LinkedNetwork.start()
  const post = await network.post('galdahay')
  await network.enrol(post)
  await until('linked', () => linkOf(post).now().linked && linkOf(post).now().waiting === 0)
  await said(network.hub.node, AlertIssued, alert(network.newId()), 'alert-owner')
  const now = async () => {
    const answer = await ask(network.hub.node, NetworkNow, {}, officer(network.hub.node))
    return (answer as { answer: Answer<typeof NetworkNow> }).answer
  }
  await until('it said so', async () => (await now()).nodes.some(({ contact }) =>
    contact !== undefined && contact.said.bundle > 0))
  const { nodes: [row] } = await now()
  assert.deepEqual([row!.state, row!.contact!.said.version, row!.contact!.said.clock],
    ['clear', version, 'good'])
  assert.ok(Math.abs(row!.contact!.offsetMs) < 2_000)
  const standing = bundleOf(post.node)
  assert.ok(standing.is === 'heard' && standing.age === 'fresh' && !standing.unsure)
  await network.end()
})
