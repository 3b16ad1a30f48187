// How many bytes a crossing takes on the way from a post to its hub, everything counted: what was
// inspected and recorded as an officer does it, and the protocol's own code at both ends.

import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Attestation } from '../src/kernel/attestation.ts'
import { ask } from '../src/kernel/ask.ts'
import { newId } from '../src/kernel/given.ts'
import { cosignatureVerifier, cosigner } from '../src/kernel/journal/cosignature.ts'
import { openNode, type Node } from '../src/kernel/node.ts'
import { doorOf } from '../src/kernel/sync/door.ts'
import type { Link, SyncAnswer, SyncRequest } from '../src/kernel/sync/link.ts'
import { Mirror } from '../src/kernel/sync/mirror.ts'
import { Mirroring } from '../src/kernel/sync/mirroring.ts'
import { contentRoutes } from '../src/kernel/sync/taking-contents.ts'
import { Witness } from '../src/kernel/sync/witness.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { Inspect } from '../src/border/inspection/inspect.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { realGiven } from '../src/nodes/given.ts'
import { beside } from '../src/nodes/beside.ts'
import { manyCrossings, oneOfMany } from '../src/simulation/many.ts'
import { keep } from './results.ts'

const crossings = Number(process.env['CROSSINGS'] ?? 1_000)
const today = new Date(realGiven.clock.now()).toISOString().slice(0, 10)
const officer: Attestation = {
  officer: 'amina.warsame', roles: ['primary-officer'], post: 'GLD', signedInMsAgo: 0,
  signIn: newId(realGiven),
}
const cosigners = [
  cosigner('hub.example/mirror', generateKeyPairSync('ed25519').privateKey),
  cosigner('hub.example/mirror', generateKeyPairSync('ml-dsa-44').privateKey),
]

/** Officers take half a minute for a crossing: the clock goes on so much between two. */
let ahead = 0
const clock = {
  now: () => realGiven.clock.now() + ahead, elapsed: () => realGiven.clock.elapsed() + ahead,
}
const given = { ...realGiven, clock }
const folder = mkdtempSync(join(tmpdir(), 'safar-wire-'))

async function opened(name: string, kind: 'post' | 'hub'): Promise<Node> {
  const node = await openNode({
    folder: join(folder, name), given, capabilities,
    founding: { country: 'bench', kind, post: name, device: 'desk-1' },
  })
  node.content.keyring.makeAhead([])
  return node
}

/** A crossing as it is recorded from what was read of a document, with its look-up before it. */
async function inspected(node: Node, place: number): Promise<void> {
  const { document } = oneOfMany(place, { seed: 11, today })
  // Who has no zone is typed in by hand, which is another path: the next one is taken.
  if (!document.mrz) return inspected(node, place + 100_000)
  const answered = await ask(node, Inspect, {
    mrz: document.mrz.join('\n'), direction: place % 2 ? 'entry' : 'exit', lane: '2',
  }, officer)
  if (!('answer' in answered)) throw new Error(JSON.stringify(answered))
  ahead += 20_000 + place % 7 * 3_000
  await recorded(node, (answered.answer as { proposal: Record<string, unknown> }).proposal)
}

async function recorded(node: Node, said: Record<string, unknown>): Promise<void> {
  const answer = await node.record(CrossingRecorded, said, officer)
  if (!Array.isArray(answer)) throw new Error(JSON.stringify(answer))
}

/** Counts what goes over: the lines of HTTP/1.1 as they are sent, and the bodies. */
class CountingLink implements Link {
  up = 0
  down = 0
  asked = 0
  readonly #door: ReturnType<typeof doorOf>
  readonly #origin: string
  readonly byPath = new Map<string, number>()

  constructor(door: ReturnType<typeof doorOf>, origin: string) {
    this.#door = door
    this.#origin = origin
  }

  async ask(request: SyncRequest): Promise<SyncAnswer> {
    const answer = await this.#door.answer(request, { origin: this.#origin })
    const sent = linesOf(`${request.method} ${request.path} HTTP/1.1`, {
      host: 'hub.example:4311', ...request.headers, 'content-length': String(request.body.length),
    }) + request.body.length
    const got = linesOf(`HTTP/1.1 ${answer.status} OK`, {
      ...answer.headers, 'content-length': String(answer.body.length),
      date: 'Sun, 22 Nov 2026 08:00:00 GMT', connection: 'keep-alive',
    }) + answer.body.length
    this.up += sent
    this.down += got
    this.asked += 1
    this.byPath.set(request.path, (this.byPath.get(request.path) ?? 0) + sent + got)
    return answer
  }
}

function linesOf(first: string, headers: Record<string, string>): number {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return Buffer.byteLength([first, ...lines, '', ''].join('\r\n'))
}

/** Brings a post's journal up to a new hub that holds the same realms; the bytes of it. */
async function broughtUp(post: Node, name: string) {
  const hub = await opened(name, 'hub')
  hub.content.keyring.takeIn(post.content.keyring.give(['public', 'border', 'watch']), 'own')
  const { origin } = post.journal.options
  const keyOf = async (asked: string) => (asked === origin ? post.keys.vkey : undefined)
  const witness = new Witness({ node: hub, keyOf, cosigners: [], twoHistories: async () => {} })
  const mirror = new Mirror({
    node: hub, keyOf, witness, cosigners, ticketKey: Buffer.alloc(32, 1),
  })
  const link = new CountingLink(
    doorOf(witness.routes, mirror.routes, contentRoutes({ node: hub, keyOf })), origin)
  const mirroring = new Mirroring({
    node: post, link,
    mirror: { name, mirrors: cosigners.map(({ vkey }) => cosignatureVerifier(vkey)) },
  })
  return { hub, link, mirroring }
}

async function measured(name: string, each: (post: Node, place: number) => Promise<void>) {
  const post = await opened(name, 'post')
  const stop = await beside(post)
  const { hub, link, mirroring } = await broughtUp(post, `${name}-hub`)
  await mirroring.bringUp()
  const [before, asked] = [link.up + link.down, link.asked]
  link.byPath.clear()
  for (let place = 0; place < crossings; place++) await each(post, place)
  const standing = await mirroring.bringUp()
  if (standing.contents !== post.journal.size || standing.refused.size > 0) {
    throw new Error(`not all came up: ${JSON.stringify([...standing.refused])}`)
  }
  const bytes = link.up + link.down - before
  console.log(name, JSON.stringify([...link.byPath]), standing.recorded, link.asked - asked)
  const plain = await plainBytes(post)
  // One at a time, as at a counter with a link: each crossing is on its way when it is recorded.
  const live = link.up + link.down
  const few = 50
  for (let place = crossings; place < crossings + few; place++) {
    await each(post, place)
    await mirroring.bringUp()
  }
  const alone = (link.up + link.down - live) / few
  await stop()
  await hub.close()
  await post.close()
  return { each: bytes / crossings, alone, plain: plain / crossings, requests: link.asked - asked }
}

/** What the same leaves and contents take as they lie in the store, in one gzip. */
async function plainBytes(post: Node): Promise<number> {
  const rows = await post.store.reading.all('select bytes, content from leaf')
  return gzipSync(Buffer.concat(rows.flatMap((row) =>
    [row['bytes'] as Buffer, (row['content'] as Buffer | null) ?? Buffer.alloc(0)])), { level: 9 })
    .length
}

const many = manyCrossings({ count: crossings * 4, seed: 11, today })
const crossing = await measured('crossing', async (post) => {
  ahead += 20_000
  await recorded(post, { ...many.next().value!.said, crossing: newId(given) })
})
const whole = await measured('inspected', (post, place) => inspected(post, place))
rmSync(folder, { recursive: true })

keep('wire', [
  {
    what: `a crossing without its look-up, of ${crossings}`, value: crossing.each, unit: 'B',
    goal: '≤ 400',
  },
  { what: 'a crossing with its look-up', value: whole.each, unit: 'B', goal: '≤ 400' },
  { what: 'the same stored bytes gzipped, without look-up', value: crossing.plain, unit: 'B' },
  { what: 'the same stored bytes gzipped, with look-up', value: whole.plain, unit: 'B' },
  { what: 'a crossing alone on its way, without its look-up', value: crossing.alone, unit: 'B' },
  { what: 'a crossing alone on its way, with its look-up', value: whole.alone, unit: 'B' },
])
