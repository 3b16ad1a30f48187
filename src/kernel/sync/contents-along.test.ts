// What leaves seal goes up with them in one request, and after them where it cannot.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { BoatRenamed, boats } from '../harbour-on-trial.ts'
import { heldKeys } from './contents.ts'
import { contentsHeader } from './encodings.ts'
import { CannotMake, codeLeaves, decodeLeaves } from './leaf-coding.ts'
import { sameAtHub, trialPair, type TrialPair } from './mirror-on-trial.ts'

const asked = ({ link }: TrialPair, path: string) =>
  link.asked.filter(({ request }) => request.path === path)
const folded = async ({ hub: { t } }: TrialPair) =>
  (await t.node.known(t.officer('amina', 'supervisor')).all(boats, {})).length

/** A pair whose first package went up as every mirror understands it, with more recorded since. */
async function underWay(more: number, alone = false): Promise<TrialPair> {
  const pair = await trialPair({ alone })
  await pair.moored(5)
  await pair.mirroring.bringUp()
  pair.link.asked.length = 0
  await pair.moored(more)
  return pair
}

test('leaves and what they seal go up in one request, and are at the hub to the last byte',
  async () => {
    const pair = await underWay(300)
    const { post } = pair
    const [boat] = await post.node.store.reading.all('select boat from boats order by boat limit 1')
    await post.said(BoatRenamed, { boat: boat!['boat'], name: 'Nayah' },
      post.officer('amina', 'primary-officer'))
    const standing = await pair.mirroring.bringUp()
    assert.equal(standing.contents, post.node.journal.size)
    assert.deepEqual(asked(pair, '/sync/add-contents'), [])
    const coded = asked(pair, '/sync/add-entries')
      .filter(({ request }) => request.headers['content-encoding'] === 'safar-leaves')
    assert.equal(coded.length, 2)
    assert(coded.every(({ answer }) => answer?.headers[contentsHeader] === 'taken'))
    await sameAtHub(pair)
    assert.equal(await folded(pair), 305)
    await pair.end()
  })

test('a line cut after each request in turn costs one package, contents and all', async () => {
  const pair = await underWay(300)
  let mirroring = pair.mirroring
  pair.link.cut = (_, count) => (count % 5 === 0 ? 'after' : undefined)
  for (let tries = 0; ; tries++) {
    assert(tries < 50)
    if (await mirroring.bringUp().then(() => true, () => false)) break
    mirroring = pair.again()
  }
  await sameAtHub(pair)
  assert.equal(await folded(pair), 305)
  await pair.end()
})

test('where a key of the post is not at the hub, the leaves go bare and their contents sealed',
  async () => {
    const pair = await underWay(20, true)
    // The hub says that it holds what it does not: keys that were given to it and lost.
    const said = heldKeys(pair.post.node).map((line) => `${line}\n`).join('')
    pair.link.answered = (answer, { path }) => (path === '/sync/realm-keys'
      ? { ...answer, body: Buffer.from(said) } : answer)
    const mirroring = pair.again()
    await pair.moored(1)
    await mirroring.bringUp()
    await pair.moored(20)
    const standing = await mirroring.bringUp()
    assert.deepEqual([...standing.refused], [])
    assert(asked(pair, '/sync/add-entries').some(({ answer }) => answer?.status === 415))
    await sameAtHub(pair)
    await pair.end()
  })

test('contents along with leaves are believed of their journal\'s own node only', async () => {
  const pair = await underWay(20)
  const { origin } = pair.post.node.journal.options
  pair.link.ask = (request) => pair.hub.door.answer(request, { origin: `${origin}x` })
  const { mirrored, contents } = await pair.mirroring.bringUp()
  assert.deepEqual([mirrored, contents], [pair.post.node.journal.size, 6])
  assert.equal(await folded(pair), 5, 'none of the others was folded')
  await pair.end()
})

test('a content that was changed on the way is of another leaf, and no tree has that', async () => {
  const pair = await underWay(20)
  pair.link.altered = (request) => {
    if (request.headers['content-encoding'] !== 'safar-leaves') return request
    const body = Buffer.from(request.body)
    body[body.readUInt32BE(0) - 3]! ^= 1
    return { ...request, body }
  }
  await assert.rejects(pair.mirroring.bringUp())
  pair.link.altered = (request) => request
  await pair.again().bringUp()
  await sameAtHub(pair)
  await pair.end()
})

test('a body coded for who has the keys cannot be made again by who has not', async () => {
  const pair = await underWay(20)
  const strange = await trialPair({ alone: true })
  const bodies: Buffer[] = []
  pair.link.altered = (request) => {
    if (request.headers['content-encoding'] === 'safar-leaves') bodies.push(request.body)
    return request
  }
  await pair.mirroring.bringUp()
  const [coded] = bodies
  const { body, contents } = await decodeLeaves(pair.hub.t.node, coded!)
  assert.equal(contents.size, 20)
  await assert.rejects(decodeLeaves(strange.hub.t.node, coded!), CannotMake)
  const bare = (await codeLeaves(pair.post.node, body))!
  assert.deepEqual((await decodeLeaves(strange.hub.t.node, bare.coded)).body, body)
  assert(coded!.length < bare.coded.length + contents.size * 60,
    `${coded!.length} with, ${bare.coded.length} without`)
  await strange.end()
  await pair.end()
})
