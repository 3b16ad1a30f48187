// A post and a hub that mirrors it, joined by a link that is cut where a test says so.

import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { trial, type Trial } from '../../nodes/trial.ts'
import { BoatMoored, confidences, harbour, lists } from '../harbour-on-trial.ts'
import { cosignatureVerifier, cosigner } from '../journal/cosignature.ts'
import type { TwoHistories } from '../journal/two-histories.ts'
import type { NodeOptions } from '../node.ts'
import { attachmentRoutes } from './attachments.ts'
import { doorOf } from './door.ts'
import { LinkDown, type Door, type Link, type SyncAnswer, type SyncRequest } from './link.ts'
import { Mirror } from './mirror.ts'
import { Mirroring } from './mirroring.ts'
import { contentRoutes } from './taking-contents.ts'
import { Witness } from './witness.ts'

/** A link from one node to a door; tests cut it, and see what went over it. */
export class TrialLink implements Link {
  readonly asked: { request: SyncRequest; answer?: SyncAnswer }[] = []
  /** Before a request arrives, or after it was done and before its answer is there. */
  cut: (request: SyncRequest, count: number) => 'before' | 'after' | undefined = () => undefined
  /** What a man in the middle makes of a request or an answer. */
  altered: (request: SyncRequest) => SyncRequest = (request) => request
  answered: (answer: SyncAnswer, request: SyncRequest) => SyncAnswer = (answer) => answer
  readonly #door: () => Door
  readonly #origin: () => string

  constructor(door: () => Door, origin: () => string) {
    this.#door = door
    this.#origin = origin
  }

  async ask(asked: SyncRequest): Promise<SyncAnswer> {
    const request = this.altered(asked)
    const seen: TrialLink['asked'][number] = { request }
    this.asked.push(seen)
    const cut = this.cut(request, this.asked.length)
    if (cut === 'before') throw new LinkDown('before the request')
    const answer = await this.#door().answer(request, { origin: this.#origin() })
    if (cut === 'after') throw new LinkDown('after the request')
    return (seen.answer = this.answered(answer, request))
  }

  /** Bytes of bodies that were asked with a path. */
  bytesOf(path: string): number {
    return this.asked.filter(({ request }) => request.path === path)
      .reduce((sum, { request }) => sum + request.body.length, 0)
  }
}

/** Keys of a mirror and of a witness, made anew for each run of the tests. */
export const mirrorKeys = [
  cosigner('hub.test/mirror', generateKeyPairSync('ed25519').privateKey),
  cosigner('hub.test/mirror', generateKeyPairSync('ml-dsa-44').privateKey),
]
export const witnessKeys = [cosigner('hub.test/witness', generateKeyPairSync('ed25519').privateKey)]

/** A node on trial that mirrors and witnesses whoever is known to it. */
export class TrialHub {
  readonly t: Trial
  readonly known = new Map<string, string>()
  readonly evidence: TwoHistories[] = []
  readonly witness: Witness
  readonly mirror: Mirror
  readonly door: Door

  constructor(t: Trial) {
    this.t = t
    const { node } = t
    const keyOf = async (origin: string) => this.known.get(origin)
    const twoHistories = async (found: TwoHistories) => { this.evidence.push(found) }
    this.witness = new Witness({ node, keyOf, cosigners: witnessKeys, twoHistories })
    this.mirror = new Mirror({
      node, keyOf, witness: this.witness, cosigners: mirrorKeys, ticketKey: Buffer.alloc(32, 7),
    })
    this.door = doorOf(this.witness.routes, this.mirror.routes, contentRoutes({ node, keyOf }),
      attachmentRoutes({ node, keyOf }))
  }

  /** Enrols a node: its key is known from here on. */
  enrol({ node }: Trial): void {
    this.known.set(node.journal.options.origin, node.keys.vkey)
  }
}

/** A post on trial, its hub, the link between them, and what brings the journal up. */
export interface TrialPair {
  post: Trial
  hub: TrialHub
  link: TrialLink
  mirroring: Mirroring
  /** Boats that came in, so many. */
  moored(count: number): Promise<void>
  /** What brings up, made anew, as after a start of the post. */
  again(packagesAtOnce?: number): Mirroring
  end(): Promise<void>
}

const capabilities = [harbour, lists, confidences]
/** A hub on trial with nobody enrolled. */
export async function trialHub(options: Partial<NodeOptions> = {}): Promise<TrialHub> {
  const founding = { country: 'test', kind: 'hub' as const, post: 'hq', device: 'server' }
  return new TrialHub(await trial(capabilities, { founding, ...options }))
}

let pairs = 0

/** A post, or one that is there already, and a new hub, with keys in common unless `alone`. */
export async function trialPair(
  { alone = false, packagesAtOnce = 1, of }: {
    alone?: boolean; packagesAtOnce?: number; of?: Trial
  } = {},
): Promise<TrialPair> {
  const [post, hub] = [of ?? await trial(capabilities), await trialHub()]
  const name = `hub-${++pairs}.test`
  hub.enrol(post)
  if (of) giveKeys(of, hub.t)
  else if (!alone) giveKeys(hub.t, post)
  const link = new TrialLink(() => hub.door, () => post.node.journal.options.origin)
  const again = (at = packagesAtOnce) => new Mirroring({
    node: post.node, link, packagesAtOnce: at,
    mirror: {
      name, mirrors: mirrorKeys.map(({ vkey }) => cosignatureVerifier(vkey)),
      witnesses: witnessKeys.map(({ vkey }) => cosignatureVerifier(vkey)),
    },
  })
  return {
    post, hub, link, mirroring: again(), again,
    moored: (count) => mooredAt(post, count),
    async end() {
      if (!of) await post.end()
      await hub.t.end()
    },
  }
}

/** So many boats come in at a post, one after another. */
export async function mooredAt(post: Trial, count: number): Promise<void> {
  const officer = post.officer('amina', 'primary-officer')
  for (let left = count; left > 0; left -= 100) {
    const facts = Array.from({ length: Math.min(100, left) }, (_, each) => {
      post.clock.pass(1_000)
      return { kind: BoatMoored, said: { boat: post.newId(), name: `Badbado ${each}`, metres: 12 } }
    })
    assert(Array.isArray(await post.node.recordAll(facts, officer)))
  }
}

/** A node gives another its keys of the realms that both hold, for the quarter on trial. */
export function giveKeys(from: Trial, to: Trial): void {
  from.node.content.keyring.makeAhead(['2026Q4'])
  const given = from.node.content.keyring.give(['border', 'public', 'watch'])
  to.node.content.keyring.takeIn(given, 'given')
}

/** Asserts that a mirror holds what a post recorded, contents and keys, byte for byte. */
export async function sameAtHub({ post, hub }: TrialPair): Promise<void> {
  const { origin } = post.node.journal.options
  const leaves = (t: Trial) => t.node.store.reading.all(
    'select number, bytes, content from leaf where origin = ? order by number', [origin])
  const keys = (t: Trial) => t.node.store.reading.all(
    'select subject, realm, quarter, wrapped from subject_key where maker = ?' +
    ' order by subject, realm, wrapped', [origin])
  assert.deepEqual(await leaves(hub.t), await leaves(post))
  assert.deepEqual(await keys(hub.t), await keys(post))
}
