// The journal that this node keeps itself: numbers, times and signs leaves, and grows their tree.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { writeLeaf, type LeafBody, type Opening } from './journal/leaf.ts'
import { signer, type Signer } from './journal/note.ts'
import { signCheckpoint } from './journal/checkpoint.ts'
import { Frontier, leafHash, inclusionProof } from './journal/tree.ts'
import { hashAtFrom, TILE_WIDTH, type Tile } from './journal/tiles.ts'
import type { HybridTime } from './hybrid-time.ts'
import { insertLeaf } from './leaves.ts'
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

const insertTile = 'insert into tile (origin, level, number, hashes) values (?, ?, ?, ?)'
const readTile = 'select hashes from tile where origin = ? and level = ? and number = ?'
const readBytes = 'select number, bytes from leaf where origin = ? and number >= ? and number < ?' +
  ' order by number'

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
    const { origin } = this.options
    let hashes = this.#standing.pendingTile
    this.#standing.pendingTile = []
    let number = this.size / TILE_WIDTH - 1
    for (let level = 0; ; level++) {
      await statements.run(insertTile, [origin, level, number, Buffer.concat(hashes)])
      if ((number + 1) % TILE_WIDTH !== 0) return
      const first = number + 1 - TILE_WIDTH
      hashes = []
      for (let below = first; below <= number; below++) {
        const [row] = await statements.all(readTile, [origin, level, below])
        hashes.push(rootOfTile(row!['hashes'] as Buffer))
      }
      number = (number + 1) / TILE_WIDTH - 1
    }
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
    const { origin } = this.options
    return withTiles(size, (hashAt) => inclusionProof(number, size, hashAt), async (tile) => {
      if (tile.width === TILE_WIDTH) {
        const [row] = await statements.all(readTile, [origin, tile.level, tile.number])
        if (row) return row['hashes'] as Buffer
      }
      if (tile.level === 0) {
        const from = tile.number * TILE_WIDTH
        const rows = await statements.all(readBytes, [origin, from, from + tile.width])
        return Buffer.concat(rows.map((row) => leafHash(row['bytes'] as Buffer)))
      }
      const below: Buffer[] = []
      for (let index = 0; index < tile.width; index++) {
        const [row] = await statements.all(readTile,
          [origin, Number(tile.level) - 1, tile.number * TILE_WIDTH + index])
        below.push(rootOfTile(row!['hashes'] as Buffer))
      }
      return Buffer.concat(below)
    })
  }
}

/** Makes the private key object of PEM text. */
export function deviceKeyOf(pem: Buffer): { privateKey: KeyObject; publicKey: KeyObject } {
  const privateKey = createPrivateKey(pem)
  return { privateKey, publicKey: createPublicKey(privateKey) }
}

function rootOfTile(hashes: Buffer): Buffer {
  const tree = new Frontier()
  for (let offset = 0; offset < hashes.length; offset += 32) {
    tree.append(hashes.subarray(offset, offset + 32))
  }
  return tree.root()
}

/** Runs a computation over tiles, fetching each tile it misses and starting again: a few rounds. */
async function withTiles<T>(
  size: number, compute: (hashAt: ReturnType<typeof hashAtFrom>) => T,
  fetch: (tile: Tile) => Promise<Buffer>,
): Promise<T> {
  const fetched = new Map<string, Buffer>()
  const nameOf = (tile: Tile) => `${tile.level}/${tile.number}/${tile.width}`
  for (;;) {
    let missing: Tile | undefined
    try {
      return compute(hashAtFrom(size, (tile) => {
        const found = fetched.get(nameOf(tile))
        if (!found) {
          missing = tile
          throw new Error('a tile is still to be read')
        }
        return found
      }))
    } catch (failure) {
      if (!missing) throw failure
      fetched.set(nameOf(missing), await fetch(missing))
    }
  }
}
