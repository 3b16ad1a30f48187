// A witness: cosigns the checkpoints of other journals, each found to go on from the one before.

import { checkpointVerifier, readHead, type Head } from '../journal/checkpoint.ts'
import { cosignatureLines, type Cosigner } from '../journal/cosignature.ts'
import { splitNote, UnreadableNote, verifyNote } from '../journal/note.ts'
import { emptyRoot, powerOfTwo, rootBefore, verifyConsistency } from '../journal/tree.ts'
import type { TwoHistories } from '../journal/two-histories.ts'
import { JournalTree } from '../journal-tree.ts'
import type { Node } from '../node.ts'
import type { Statements } from '../store/store.ts'
import { plain, type SyncRoutes } from './door.ts'
import { decodeCheckpoint, type CheckpointAsked } from './entries.ts'
import type { SyncAnswer } from './link.ts'
import { originHash } from './origin-hash.ts'

/** The pinned key of a journal (vkey), that it was revoked, or nothing where it is not known. */
export type KeyOf = (origin: string) => Promise<string | 'revoked' | undefined>

export interface WitnessParts {
  node: Node
  keyOf: KeyOf
  /** Keys that say: this is the largest head that I saw, and it goes on from all before it. */
  cosigners: readonly Cosigner[]
  /** Told of a journal with two histories; durable when it resolves. */
  twoHistories(found: TwoHistories): Promise<void>
}

/** The latest checkpoint that was found to go on from the one before. */
export interface Witnessed extends Head { note: Buffer }

const readWitnessed = 'select size, root, note from witnessed where origin = ?'
const insertWitnessed = 'insert into witnessed (origin, size, root, note) values (?, ?, ?, ?)' +
  ' on conflict (origin) do nothing'
const moveWitnessed = 'update witnessed set size = ?, root = ?, note = ?' +
  ' where origin = ? and size = ? and root = ?'

/** Answers add-checkpoint of C2SP tlog-witness; a mirror answers it the same way. */
export class Witness {
  readonly #parts: WitnessParts

  constructor(parts: WitnessParts) {
    this.#parts = parts
  }

  readonly routes: SyncRoutes = {
    'POST /sync/add-checkpoint': (request) => this.#addCheckpoint(request.body),
    // A journal's own node may see what is pending of it: it knows its own signature.
    'GET /sync/pending/': async ({ path }, { origin }) => {
      const { note } = await this.latest(origin, this.#parts.node.store.reading)
      const own = path === `/sync/pending/${originHash(origin)}` && note.length > 0
      return own ? plain(200, note.toString('utf8')) : plain(404, 'no checkpoint is known here')
    },
  }

  /** What is known of a journal; size 0 where nothing is. */
  async latest(origin: string, statements: Statements): Promise<Witnessed> {
    const [row] = await statements.all(readWitnessed, [origin])
    if (!row) return { origin, size: 0, root: emptyRoot(), note: Buffer.alloc(0) }
    return {
      origin, size: Number(row['size']), root: row['root'] as Buffer, note: row['note'] as Buffer,
    }
  }

  async #addCheckpoint(body: Buffer): Promise<SyncAnswer> {
    const asked = decodeCheckpoint(body)
    const parts = splitNote(asked.checkpoint)
    const head = readHead(parts.text.toString('utf8'))
    const key = await this.#parts.keyOf(head.origin)
    if (key === undefined) return plain(404, `the journal ${head.origin} is not known here`)
    if (key === 'revoked') return plain(403, `the journal ${head.origin} was revoked`)
    try {
      verifyNote(parts, [checkpointVerifier(head.origin, key)])
    } catch (failure) {
      if (failure instanceof UnreadableNote) return plain(403, failure.message)
      throw failure
    }
    const two = await this.#twoHistories(head, asked)
    if (two) await this.#parts.twoHistories(two)
    if (asked.old > head.size) return plain(400, 'the old size is larger than the checkpoint')
    const refused = await this.#parts.node.durably(
      (statements) => this.#goOn({ ...head, note: asked.checkpoint }, asked, statements))
    if (refused) return refused
    // If we stop here: the checkpoint is the latest one, and whoever asks again with its own size
    // is answered with a cosignature.
    return plain(200, this.#lines(asked.checkpoint))
  }

  #lines(checkpoint: Buffer): string {
    const { cosigners, node } = this.#parts
    return cosignatureLines(checkpoint, cosigners, Math.floor(node.given.clock.now() / 1000))
  }

  /**
   * Compares and sets in one transaction, so that a slower request cannot put the size back
   * (tlog-witness, the race in six steps); answers what stands against it.
   */
  async #goOn(
    next: Witnessed, { old, proof }: CheckpointAsked, statements: Statements,
  ): Promise<SyncAnswer | undefined> {
    const latest = await this.latest(next.origin, statements)
    if (old !== latest.size) return sizeAnswer(latest.size)
    if (next.size === old && !next.root.equals(latest.root)) {
      return plain(409, 'another root of the same size was signed before')
    }
    if (!verifyConsistency({ first: latest, second: next, proof })) {
      return plain(422, 'the proof does not lead from the latest checkpoint to this one')
    }
    await (latest.note.length === 0
      ? statements.run(insertWitnessed, [next.origin, next.size, next.root, next.note])
      : statements.run(moveWitnessed,
        [next.size, next.root, next.note, next.origin, latest.size, latest.root]))
    // Another process on the same store may have been faster; then nothing was set.
    const now = await this.latest(next.origin, statements)
    return now.size === next.size && now.root.equals(next.root) ? undefined : sizeAnswer(now.size)
  }

  /** Whether a signed head contradicts what is known here; signed heads only, no proof's word. */
  async #twoHistories(
    head: Head, { proof, checkpoint }: CheckpointAsked,
  ): Promise<TwoHistories | undefined> {
    const { reading } = this.#parts.node.store
    const known = await this.latest(head.origin, reading)
    const found = (more: Buffer[]) =>
      ({ origin: head.origin, known: known.note, shown: checkpoint, proof: more })
    if (head.size === known.size) {
      return head.root.equals(known.root) || head.size === 0 ? undefined : found([])
    }
    if (head.size > known.size) {
      const began = rootBefore(known.size, head, proof)
      return !began || began.equals(known.root) ? undefined : found(proof)
    }
    const tree = new JournalTree(reading, head.origin)
    if (head.size === 0 || await tree.size() < known.size) return undefined
    const began = await tree.root(head.size)
    if (began.equals(head.root)) return undefined
    const hashes = await tree.consistency(head.size, known.size)
    return found(powerOfTwo(head.size) ? [began, ...hashes] : hashes)
  }
}

function sizeAnswer(size: number): SyncAnswer {
  return {
    status: 409, headers: { 'content-type': 'text/x.tlog.size' }, body: Buffer.from(`${size}\n`),
  }
}
