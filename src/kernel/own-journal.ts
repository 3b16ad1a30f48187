// The journal that this node keeps itself: numbers, times and signs leaves, and grows their tree.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { writeLeaf, type LeafBody, type Opening } from './journal/leaf.ts'
import { signer, type Signer } from './journal/note.ts'
import { signCheckpoint } from './journal/checkpoint.ts'
import { Frontier, leafHash } from './journal/tree.ts'
import { TILE_WIDTH } from './journal/tiles.ts'
import type { HybridTime } from './hybrid-time.ts'
import { insertLeaf } from './leaves.ts'
import { JournalTree } from './journal-tree.ts'
import { writeTiles } from './stored-tiles.ts'
import type { Statements } from './store/store.ts'

/** A leaf as a fact needs it said: all but what the journal itself adds. */
export type LeafParts = Omit<LeafBody,
  'safar' | 'origin' | 'number' | 'at' | 'tick' | 'boot' | 'monotonicMs' | 'clock' | 'previous' |
  'device' | 'post' | 'opens'>

export interface JournalOptions {
  origin: string
  post: string
  device: string
  boot: string
  deviceKey: KeyObject
  /** What leaf 0 names: this journal's key, and the journal that this node kept before. */
  opening: Opening
  time: HybridTime
  elapsed: () => number
}

/** Where a journal stands; a batch that did not become durable goes back to where it stood. */
interface Standing { frontier: Frontier; previous: string | null; pendingTile: Buffer[] }

/** The own journal; owns its standing, which only a durable transaction may advance. */
export class OwnJournal {
  readonly options: JournalOptions
  readonly signer: Signer
  #standing: Standing

  constructor(
    options: JournalOptions, frontier: Frontier, previous: string | null, pendingTile: Buffer[],
  ) {
    this.options = options
    this.signer = signer(`${options.origin}/${options.device}`, options.deviceKey)
    this.#standing = { frontier, previous, pendingTile }
  }

  get size(): number {
    return this.#standing.frontier.size
  }

  root(): Buffer {
    return this.#standing.frontier.root()
  }

  /** Remembers where the journal stands; calling what it returns goes back there. */
  remember(): () => void {
    const { frontier, previous, pendingTile } = this.#standing
    const held = { frontier: frontier.copy(), previous, pendingTile: [...pendingTile] }
    return () => { this.#standing = held }
  }

  /** Numbers, signs and writes one leaf within the caller's transaction. */
  async append(
    parts: LeafParts, content: Buffer | null, statements: Statements,
  ): Promise<LeafBody> {
    const { origin, post, device, boot, time, elapsed } = this.options
    const { frontier, previous } = this.#standing
    const { at, tick } = time.next()
    const body: LeafBody = {
      ...parts, safar: 1, origin, number: frontier.size, at, tick, device, post, boot,
      monotonicMs: Math.floor(elapsed()), clock: time.quality(), previous,
      ...(frontier.size === 0 && { opens: this.options.opening }),
    }
    const bytes = writeLeaf(body, this.signer)
    const hash = leafHash(bytes)
    await statements.run(insertLeaf,
      [origin, body.number, at, tick, body.event, body.subject, bytes, content])
    frontier.append(hash)
    this.#standing.previous = hash.toString('base64url')
    this.#standing.pendingTile.push(hash)
    if (this.#standing.pendingTile.length === TILE_WIDTH) await this.#writeTiles(statements)
    return body
  }

  /** Writes the full tile of leaf hashes, and the tiles above that it completes. */
  async #writeTiles(statements: Statements): Promise<void> {
    const hashes = this.#standing.pendingTile
    this.#standing.pendingTile = []
    const number = this.size / TILE_WIDTH - 1
    await writeTiles(statements, this.options.origin, { number, hashes })
  }

  /** A signed checkpoint of the journal as it stands (C2SP tlog-checkpoint). */
  checkpoint(): Buffer {
    return signCheckpoint(
      {
        origin: this.options.origin, size: this.size, root: this.root(),
      }, [this.checkpointSigner()])
  }

  /** The key that signs checkpoints bears the origin's name, as C2SP tlog-checkpoint asks. */
  checkpointSigner(): Signer {
    return signer(this.options.origin, this.options.deviceKey)
  }

  /** The proof that a leaf is in the journal of a size (RFC 6962 §2.1.1). */
  async proof(number: number, size: number, statements: Statements): Promise<Buffer[]> {
    return new JournalTree(statements, this.options.origin).inclusion(number, size)
  }
}

/** Makes the private key object of PEM text. */
export function deviceKeyOf(pem: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  const privateKey = createPrivateKey(pem)
  return { privateKey, publicKey: createPublicKey(privateKey) }
}
