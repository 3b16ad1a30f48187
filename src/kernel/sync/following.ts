// Following a hub's bundle log: nothing is taken that the hub did not sign, or that is older.

import { z } from 'zod'
import { nodeItself } from '../attestation.ts'
import { isoMs } from '../hybrid-time.ts'
import { openCheckpoint, type Head } from '../journal/checkpoint.ts'
import { cosignaturesOn, cosignatureVerifier } from '../journal/cosignature.ts'
import { readLeaf, type LeafBody } from '../journal/leaf.ts'
import { splitNote, Unreadable, verifier, type Verifier } from '../journal/note.ts'
import { Frontier, leafHash, verifyConsistency } from '../journal/tree.ts'
import type { Reader } from '../known.ts'
import type { Node } from '../node.ts'
import type { Within } from '../record.ts'
import { bundlePath, statusHeader } from './bundle-door.ts'
import {
  readBundle, referenceHash, UnreadableBundle, type Bundle, type BundledLeaf,
} from './bundle-wire.ts'
import { bundleOrigin } from './bundles.ts'
import { LinkDown, type Link, type SyncAnswer } from './link.ts'
import type { ForeignLeaf, Taken } from './take.ts'

/** Whose leaves a node takes: the key (vkey) of a journal, and whether it was revoked. */
export interface Believed { vkey: string; revoked?: boolean }

export interface FollowingParts {
  node: Node
  link: Link
  /** The hub: its journal, and the public key that its enrolment pinned here. */
  hub: { origin: string; vkey: string }
  /** The key of a journal, out of what was said of the network so far. */
  believed(origin: string, known: Reader): Promise<Believed | undefined>
  /** Facts that change who is believed: what comes after one is taken with what it says. */
  decidesWho: ReadonlySet<string>
  /** What is told to the hub with each request, in one header; not personal. */
  status?(): Promise<string>
}

/** How far a node follows, and what it was last told. */
export interface Followed {
  /** Entries of the log that were taken. */
  size: number
  /** The head that was accepted last, and when the hub said that it stood (ISO). */
  checkpoint?: { size: number; note: string; at: string }
  /** Leaves that were not taken, since the node was started, and why the last was not. */
  refused: number
  lastRefusal?: { origin: string; number: number; reason: string }
  /** Leaves came that no key here opens: keys are to be asked for. */
  shut?: true
  /** Two heads of the hub do not belong together: nothing is taken until a person has looked. */
  splitView?: { at: string; file: string }
  /** The wall clock's time and the elapsed milliseconds when the last answer came. */
  heard?: { at: string; elapsed: number }
}

/** What one round came to; `more` where the answer did not reach the end of the log. */
export interface Round { took: number; more: boolean }

/** An answer that is not what a hub may say; nothing of it was taken. */
export class NotTaken extends Error {
  readonly reason: 'unreadable' | 'not-answered' | 'older' | 'wrong-proof' | 'split-view'
  constructor(reason: NotTaken['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

const keptName = 'followed'
const readKept = 'select value from kept where name = ?'
const keep = 'insert into kept (name, value) values (?, ?)' +
  ' on conflict (name) do update set value = excluded.value'

const Kept = z.strictObject({
  hub: z.string(), frontier: z.base64(),
  checkpoint: z.strictObject({ size: z.int(), note: z.string(), at: z.string() }).optional(),
  splitView: z.strictObject({ at: z.string(), file: z.string() }).optional(),
})
type Kept = z.infer<typeof Kept>

/** One who follows; owns how far, as the store has it. */
export class Following {
  readonly #parts: FollowingParts
  readonly #signer: Verifier
  readonly #cosigner: Verifier
  #frontier: Frontier
  #state: Followed
  #stopped = false
  #accepting: Promise<void> = Promise.resolve()

  private constructor(parts: FollowingParts, kept: Kept | undefined) {
    const { hub } = parts
    this.#parts = parts
    const { publicKey } = verifier(hub.vkey)
    this.#signer = verifier({ name: bundleOrigin(hub.origin), publicKey })
    this.#cosigner = cosignatureVerifier({ name: hub.origin, publicKey })
    this.#frontier = kept ? Frontier.load(Buffer.from(kept.frontier, 'base64')) : new Frontier()
    this.#state = {
      size: this.#frontier.size, refused: 0,
      ...(kept?.checkpoint && { checkpoint: kept.checkpoint }),
      ...(kept?.splitView && { splitView: kept.splitView }),
    }
  }

  /** Goes on from where the store says; another hub than before begins anew. */
  static async open(parts: FollowingParts): Promise<Following> {
    const [row] = await parts.node.store.reading.all(readKept, [keptName])
    const kept = row && Kept.parse(JSON.parse((row['value'] as Buffer).toString('utf8')))
    return new Following(parts, kept?.hub === parts.hub.origin ? kept : undefined)
  }

  get state(): Followed {
    return this.#state
  }

  /**
   * Asks once, waiting so long for something new, and takes what came. Throws LinkDown, or NotTaken
   * where the answer is not one to be believed.
   */
  async once(waitMs = 0): Promise<Round> {
    const { link, status } = this.#parts
    const { size } = this.#state
    const told = await status?.()
    const answer = await link.ask({
      method: 'GET', path: `${bundlePath}?after=${size}&wait=${Math.max(0, Math.floor(waitMs))}`,
      headers: told === undefined ? {} : { [statusHeader]: told }, body: Buffer.alloc(0),
    })
    if (this.#stopped) throw new LinkDown('this node is closing')
    const accepting = this.#accept(answer)
    this.#accepting = accepting.then(() => {}, () => {})
    return accepting
  }

  /** Nothing is taken any more; resolves when what is being taken is durable. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#accepting
  }

  async #accept(answer: SyncAnswer): Promise<Round> {
    const { node } = this.#parts
    if (answer.status === 409) throw new NotTaken('older', answer.body.toString('utf8').trim())
    if (answer.status !== 200) throw new NotTaken('not-answered', `status ${answer.status}`)
    const bundle = this.#read(answer.body)
    const { head, at } = this.#opened(bundle)
    const frontier = await this.#continued(bundle, head)
    const note = bundle.checkpoint.toString('utf8')
    await this.#take(bundle, frontier, { size: head.size, note, at })
    const { splitView: _, ...state } = this.#state
    const heard = { at: node.time.wall(), elapsed: node.given.clock.elapsed() }
    this.#state = { ...state, heard }
    return { took: bundle.entries.length, more: frontier.size < head.size }
  }

  #read(body: Buffer): Bundle {
    try {
      const bundle = readBundle(body)
      // An answer to an earlier question that was under way for long.
      if (bundle.from !== this.#state.size) throw new NotTaken('older', `from ${bundle.from}`)
      return bundle
    } catch (failure) {
      if (failure instanceof UnreadableBundle) throw new NotTaken('unreadable', failure.message)
      throw failure
    }
  }

  /** The head that the hub signed, and when it cosigned it; throws NotTaken for anybody else's. */
  #opened({ checkpoint }: Bundle): { head: Head; at: string } {
    try {
      const pinned = { origin: this.#signer.name, verifiers: [this.#signer] }
      const head = openCheckpoint(checkpoint, pinned)
      const [cosigned] = cosignaturesOn(splitNote(checkpoint), [this.#cosigner])
      if (!cosigned) throw new NotTaken('unreadable', 'the hub says no time')
      return { head, at: isoMs(cosigned.seconds * 1000) }
    } catch (failure) {
      if (failure instanceof Unreadable) throw new NotTaken('unreadable', failure.message)
      throw failure
    }
  }

  /**
   * The log with these entries, where it continues what was taken and is the beginning of what was
   * signed; throws NotTaken otherwise, and keeps the two heads: the hub must be able to prove that
   * one is the beginning of the other, and could not.
   */
  async #continued(bundle: Bundle, head: Head): Promise<Frontier> {
    const { checkpoint: before } = this.#state
    if (before && head.size < before.size) {
      throw new NotTaken('older', `a head of ${head.size} entries after one of ${before.size}`)
    }
    const frontier = this.#frontier.copy()
    bundle.entries.forEach((entry) => frontier.append(referenceHash(entry)))
    const first = { size: frontier.size, root: frontier.root() }
    if (verifyConsistency({ first, second: head, proof: bundle.proof })) return frontier
    if (!before) throw new NotTaken('wrong-proof', 'the proof does not fit the entries')
    await this.#keepEvidence(before, bundle.checkpoint.toString('utf8'))
    throw new NotTaken('split-view', 'the hub signed two logs that do not belong together')
  }

  /** Both heads in a file, for those who are to hear of it; the hub's own signatures convict it. */
  async #keepEvidence(before: NonNullable<Followed['checkpoint']>, now: string): Promise<void> {
    // One file for one pair of heads, however often the hub is asked.
    if (this.#state.splitView) return
    const { node } = this.#parts
    const at = node.time.wall()
    const file = `evidence-bundles-${at.replaceAll(/[:.]/g, '-')}.json`
    const evidence = {
      what: 'split-view', of: this.#signer.name, seenAt: at, heads: [before.note, now],
    }
    node.given.disk.replace(
      `${node.folder}/${file}`, Buffer.from(`${JSON.stringify(evidence, null, 1)}\n`))
    const splitView = { at, file }
    this.#state = { ...this.#state, splitView }
    await node.durably(this.#keeping({
      frontier: this.#frontier, checkpoint: before, splitView,
    }))
  }

  /** Takes leaves with what was accepted; a durable step ends where who decides changes. */
  async #take(
    { entries }: Bundle, whole: Frontier, checkpoint: NonNullable<Followed['checkpoint']>,
  ): Promise<void> {
    const { node } = this.#parts
    const left = [...entries]
    do {
      const step = this.#step(left)
      left.splice(0, step.length)
      const after = left.length === 0 ? whole : this.#frontier.copy()
      if (left.length > 0) step.forEach((entry) => after.append(referenceHash(entry)))
      const { leaves, keys } = await this.#believable(step)
      const also = this.#keeping({ frontier: after, checkpoint })
      // If we stop here: nothing of this step is taken, and it is asked for again.
      const taken = leaves.length === 0 ? (await node.durably(also), [])
        : await node.take(leaves.map(({ foreign }) => foreign), keys, also)
      // If we stop here: leaves, size and head are durable together.
      this.#frontier = after
      this.#state = { ...this.#state, size: after.size, checkpoint }
      taken.forEach((each, index) => this.#note(leaves[index]!.entry, each))
    } while (left.length > 0)
  }

  /** The entries up to the first after which others may be believed. */
  #step(entries: readonly BundledLeaf[]): BundledLeaf[] {
    const last = entries.findIndex(({ leaf }) => {
      const event = leaf && bodyOf(leaf.bytes)?.event
      return event !== undefined && this.#parts.decidesWho.has(event)
    })
    return entries.slice(0, last < 0 ? entries.length : last + 1)
  }

  /** Leaves whose writers are believed, and their keys; the others are counted and left. */
  async #believable(entries: readonly BundledLeaf[]) {
    const { node, hub, believed } = this.#parts
    const known = node.known(nodeItself(node.keys.identity.post))
    const keys = new Map<string, string>([[hub.origin, hub.vkey]])
    const leaves: { entry: BundledLeaf; foreign: ForeignLeaf }[] = []
    for (const entry of entries) {
      const { origin, leaf } = entry
      if (!leaf || origin === node.journal.options.origin) continue
      if (!keys.has(origin)) {
        const found = await believed(origin, known)
        if (found?.revoked) {
          this.#refuse(entry, 'node-revoked')
          continue
        }
        if (found) keys.set(origin, found.vkey)
      }
      const body = bodyOf(leaf.bytes)
      const wrong = this.#amiss(entry, body)
      if (wrong) this.#refuse(entry, wrong)
      else leaves.push({ entry, foreign: leaf })
    }
    return { leaves, keys }
  }

  /** Why a leaf is not the one that the log names, or is not for its writer to say. */
  #amiss({ origin, number, hash, leaf }: BundledLeaf, body: LeafBody | undefined) {
    if (!body || !leafHash(leaf!.bytes).equals(hash)) return 'not-as-referred-to'
    if (body.origin !== origin || body.number !== number) return 'not-as-referred-to'
    const kind = this.#parts.node.contents.events.get(body.event)
    const hubAlone = kind?.reaches === 'every-post-from-hub'
    return hubAlone && origin !== this.#parts.hub.origin ? 'not-theirs-to-say' : undefined
  }

  #note(entry: BundledLeaf, taken: Taken): void {
    if ('refused' in taken) this.#refuse(entry, taken.reason)
    else if (taken.unopened) this.#state = { ...this.#state, shut: true }
  }

  /** Keys were asked for and taken in, so far as there are any. */
  async keysCame(): Promise<void> {
    const { shut: _, ...state } = this.#state
    this.#state = state
    await this.#parts.node.openAgain()
  }

  /** One leaf that cannot be taken does not stop the others (PROMISES R7). */
  #refuse({ origin, number }: BundledLeaf, reason: string): void {
    const { refused } = this.#state
    this.#state = { ...this.#state, refused: refused + 1, lastRefusal: { origin, number, reason } }
  }

  /** Keeps how far this node follows, in the transaction that it is given. */
  #keeping({ frontier, checkpoint, splitView }: Pick<Followed, 'checkpoint' | 'splitView'> & {
    frontier: Frontier
  }): Within {
    const kept: Kept = {
      hub: this.#parts.hub.origin, frontier: frontier.save().toString('base64'),
      ...(checkpoint && { checkpoint }), ...(splitView && { splitView }),
    }
    return (statements) => statements.run(keep, [keptName, Buffer.from(JSON.stringify(kept))])
  }
}

function bodyOf(bytes: Buffer): LeafBody | undefined {
  try {
    return readLeaf(bytes).body
  } catch (failure) {
    if (failure instanceof Unreadable) return undefined
    throw failure
  }
}
