// The courier at both ends, on a running node: a post asks by a file, a hub answers by a file.

import { nodeItself } from '../../kernel/attestation.ts'
import { cosignatureVerifier } from '../../kernel/journal/cosignature.ts'
import { verifier } from '../../kernel/journal/note.ts'
import { JournalTree } from '../../kernel/journal-tree.ts'
import type { Node } from '../../kernel/node.ts'
import type { Asking } from '../../kernel/query.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { RowOf } from '../../kernel/register.ts'
import {
  AnswersLink, answerAll, attachmentRequests, bundleRequest, contentRequests, RecordingLink,
} from '../../kernel/sync/courier.ts'
import {
  openCourier, readCourier, writeCourier, type Carried, type CourierHead,
} from '../../kernel/sync/courier-file.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../../kernel/sync/entries.ts'
import { LinkDown, type Door, type Link } from '../../kernel/sync/link.ts'
import { Mirroring } from '../../kernel/sync/mirroring.ts'
import { z } from 'zod'
import { exchangeWith, followingOf } from './asking-hub.ts'
import { hubs } from './register.ts'
import { standings } from './standing.ts'

/** What came of a file that was taken in. */
export interface CourierTaken {
  from: string
  /** Leaves that went up with it, or that came down. */
  leaves: number
  /** At a hub: what goes back. */
  answer?: Buffer
}

/** Both ends, as queries and the command use them. */
export interface Couriers {
  /**
   * At a post: all that the hub does not have yet, and the question for what is new there; of
   * pictures so many pieces of 64 KiB, those that were named first.
   */
  out(pieces?: number): Promise<Buffer | Refusal>
  /** What a next file would bring, and what became of the last. */
  now(): Promise<CourierNow>
  in(file: Buffer): Promise<CourierTaken | Refusal>
}

/** The courier's end that a node offers; nothing where its program has none. */
export function courierOffered(known: Asking): Couriers | undefined {
  return known.offered<Couriers>('couriers')
}

/** How a post stands that sends files. */
export interface CourierNow {
  /** The hub that its files are for; nothing where none admitted it. */
  hub?: string
  /** Leaves that the hub has not signed for, and when the first of them was said (ISO). */
  waiting: number
  since?: string
  /** Pictures that have not all gone up. */
  pictures: number
  /** When the last file was written (ISO), and whether its answer came back. */
  last?: { made: string; answered: boolean }
}

/** What the courier needs of the program around the node. */
export interface CouriersParts {
  node: Node
  /** At a hub: its door. */
  door?: Door
}

/** Files that are out, and those that came back, the newest last. */
const mostKept = 50
const keptName = 'couriers'
const Kept = z.array(z.strictObject({
  id: z.string(), size: z.int(), taken: z.boolean(), made: z.string().optional(),
}))
type Sent = z.infer<typeof Kept>[number]

/** Makes the courier's ends for a running node. */
export function couriersOf(parts: CouriersParts): Couriers {
  const { node } = parts
  const { identity } = node.keys
  return {
    async out(pieces) {
      const hub = await hubOf(node)
      if (!hub) return refuse('no-hub-yet')
      const { items, size } = await requestsFor(parts, hub, pieces)
      const id = node.given.luck.bytes(16).toString('hex')
      const made = node.time.wall()
      await keepSent(node, [...await sentBefore(node), { id, size, taken: false, made }])
      const head: CourierHead = { from: identity.origin, to: hub.hub, kind: 'requests', id, made }
      const to = Buffer.from(hub.hpke, 'base64')
      return writeCourier(head, items, { signs: node.keys.deviceKey, to })
    },
    now: () => courierNow(node),
    async in(file) {
      const read = readCourier(file)
      if (typeof read === 'string') return refuse(read)
      const { to, kind } = read.head
      if (to !== identity.origin) return refuse('courier-of-another', { to })
      return kind === 'requests' ? takeRequests(parts, read) : takeAnswers(parts, read)
    },
  }
}

type Read = Exclude<ReturnType<typeof readCourier>, string>

/** At a hub: does what a post asks, and writes down what was answered. */
async function takeRequests(
  { node, door }: CouriersParts, read: Read,
): Promise<CourierTaken | Refusal> {
  if (!door) return refuse('only-at-a-hub')
  const { head } = read
  const known = node.known(nodeItself(node.keys.identity.post))
  const found = (await standings(known)).get(head.from)
  if (!found) return refuse('no-such-node')
  const { post, vkey, hpke } = found.node
  if (found.standing !== 'enrolled') return refuse('node-not-enrolled', { post })
  const opened = await openCourier(read, {
    signed: verifier(vkey).publicKey, opens: node.keys.hpke.privateKey,
  })
  if (typeof opened === 'string') return refuse(opened)
  const before = await leavesOf(node, head.from)
  const items = await answerAll(opened, door, head.from)
  const answer = await writeCourier({
    from: node.keys.identity.origin, to: head.from, kind: 'answers', id: head.id,
    made: node.time.wall(),
  }, items, { signs: node.keys.deviceKey, to: Buffer.from(hpke, 'base64') })
  return { from: head.from, leaves: await leavesOf(node, head.from) - before, answer }
}

/** At a post: what a link would have answered is answered by the file. */
async function takeAnswers(parts: CouriersParts, read: Read): Promise<CourierTaken | Refusal> {
  const { node } = parts
  const { head } = read
  const hub = await hubOf(node)
  if (!hub || hub.hub !== head.from) return refuse('courier-of-another', { to: head.from })
  const sent = await sentBefore(node)
  const own = sent.find(({ id }) => id === head.id)
  if (!own) return refuse('courier-not-asked')
  if (own.taken) return refuse('courier-taken-already')
  const opened = await openCourier(read, {
    signed: verifier(hub.vkey).publicKey, opens: node.keys.hpke.privateKey,
  })
  if (typeof opened === 'string') return refuse(opened)
  const link = new AnswersLink(opened, own.size)
  await asFarAs(() => exchangeWith(hub, node, link))
  const mirroring = mirroringOver(node, hub, link)
  const before = (await mirroring.standing()).mirrored
  await asFarAs(() => mirroring.bringUp())
  const following = await followingOf(node, hub, link)
  await asFarAs(async () => {
    while ((await following.once(0)).took > 0);
  })
  await keepSent(node, sent.map((each) => (each === own ? { ...each, taken: true } : each)))
  return { from: hub.hub, leaves: (await mirroring.standing()).mirrored - before }
}

const readTime = 'select at from leaf where origin = ? and number = ?'

async function courierNow(node: Node): Promise<CourierNow> {
  const hub = await hubOf(node)
  const { origin, size } = { ...node.journal.options, size: node.journal.size }
  const { mirrored, attachmentsWaiting } = hub
    ? await mirroringOver(node, hub, new RecordingLink(0)).standing()
    : { mirrored: 0, attachmentsWaiting: 0 }
  const [first] = await node.store.reading.all(readTime, [origin, mirrored])
  const last = (await sentBefore(node)).at(-1)
  return {
    ...(hub && { hub: hub.hub }), waiting: size - mirrored, pictures: attachmentsWaiting,
    ...(first && { since: first['at'] as string }),
    ...(last?.made !== undefined && { last: { made: last.made, answered: last.taken } }),
  }
}

/** All that this node would ask over a link now, as far as it needs no answer first. */
async function requestsFor(parts: CouriersParts, hub: RowOf<typeof hubs>, pieces?: number) {
  const { node } = parts
  const { mirrored, contents } = await mirroringOver(node, hub, new RecordingLink(0)).standing()
  const keys = new KeysLink()
  await asFarAs(() => exchangeWith(hub, node, keys))
  const link = new RecordingLink(mirrored)
  await asFarAs(() => mirroringOver(node, hub, link).bringUp())
  const size = link.checkpointed
  const items = [
    ...keys.asked, ...await otherBeginnings(node, link, mirrored), ...link.asked,
  ]
  items.push(...await contentRequests(node, { from: Math.min(contents, size), to: size }))
  items.push(...await attachmentRequests(node, pieces))
  const following = await followingOf(node, hub, new RecordingLink(0))
  items.push(bundleRequest(following.state.size))
  return { items, size }
}

/**
 * A file that is out may have arrived: the hub may stand at any size that was asked before, and
 * takes the checkpoint from there. All others it answers with where it stands.
 */
async function otherBeginnings(
  node: Node, { asked, checkpointed }: RecordingLink, mirrored: number,
): Promise<Carried[]> {
  const first = asked.find(({ request }) => request.path === '/sync/add-checkpoint')
  if (!first) return []
  const { checkpoint } = decodeCheckpoint(first.request.body)
  const tree = new JournalTree(node.store.reading, node.journal.options.origin)
  const sizes = new Set((await sentBefore(node)).map(({ size }) => size))
  const others = [...sizes].filter((size) => size > mirrored && size <= checkpointed)
  return Promise.all(others.map(async (old) => {
    const proof = await tree.consistency(old, checkpointed)
    const body = encodeCheckpoint({ old, proof, checkpoint })
    return { request: { ...first.request, body } }
  }))
}

/** Keeps what is asked about keys. */
class KeysLink implements Link {
  readonly asked: Carried[] = []
  async ask(request: Carried['request']) {
    this.asked.push({ request })
    if (request.method === 'GET') throw new LinkDown('the courier has it')
    return { status: 200, headers: {}, body: Buffer.alloc(0) }
  }
}

/** Packages in one request of a file. */
const packagesAtOnce = 8

function mirroringOver(node: Node, hub: RowOf<typeof hubs>, link: Link): Mirroring {
  return new Mirroring({
    node, link, packagesAtOnce,
    mirror: { name: hub.hub, mirrors: [cosignatureVerifier(hub.cosigner)] },
  })
}

/** As far as a file goes; the rest is a link that is down. */
async function asFarAs(work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (failure) {
    if (!(failure instanceof LinkDown)) throw failure
  }
}

async function hubOf(node: Node): Promise<RowOf<typeof hubs> | undefined> {
  const { identity } = node.keys
  const [hub] = await node.known(nodeItself(identity.post))
    .all(hubs, { node: identity.origin }, { order: 'at desc', limit: 1 })
  return hub
}

const readKept = 'select value from kept where name = ?'
const keep = 'insert into kept (name, value) values (?, ?)' +
  ' on conflict (name) do update set value = excluded.value'

async function sentBefore(node: Node): Promise<Sent[]> {
  const [row] = await node.store.reading.all(readKept, [keptName])
  return row ? Kept.parse(JSON.parse((row['value'] as Buffer).toString('utf8'))) : []
}

async function keepSent(node: Node, sent: readonly Sent[]): Promise<void> {
  const value = Buffer.from(JSON.stringify(sent.slice(-mostKept)))
  await node.durably((statements) => statements.run(keep, [keptName, value]))
}

const countLeaves = 'select count(*) as found from leaf where origin = ?'

async function leavesOf(node: Node, origin: string): Promise<number> {
  const [row] = await node.store.reading.all(countLeaves, [origin])
  return Number(row!['found'])
}
