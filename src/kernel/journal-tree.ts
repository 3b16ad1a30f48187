// The tree over any journal here, its own or another's: its proofs, and how it grows.

import { TILE_WIDTH } from './journal/tiles.ts'
import {
  consistencyProof, Frontier, inclusionProof, leafHash, rootAt, type HashAt,
} from './journal/tree.ts'
import { proved, tilesIn, writeTiles } from './stored-tiles.ts'
import type { Statements } from './store/store.ts'

/**
 * All that a tree covers between two numbers: leaves, and what was no leaf and is quarantined.
 * Parameters: origin, first, end, twice.
 */
export const readEntries =
  'select number, bytes from leaf where origin = ? and number >= ? and number < ?' +
  ' union all' +
  ' select number, bytes from quarantined where origin = ? and number >= ? and number < ?' +
  ' order by number'

const countEntries = 'select' +
  ' (select count(*) from leaf where origin = ? and number >= ? and number < ?) +' +
  ' (select count(*) from quarantined where origin = ? and number >= ? and number < ?) as found'

/** A journal's tree as the store has it, read where it is needed: a few tiles for each proof. */
export class JournalTree {
  readonly #statements: Statements
  readonly #origin: string

  constructor(statements: Statements, origin: string) {
    this.#statements = statements
    this.#origin = origin
  }

  /**
   * Computes over the hashes of the tree of `size` leaves, all of which must be here; `compute` may
   * run several times and must change nothing. Throws RangeError where leaves are missing.
   */
  async compute<T>(size: number, compute: (hashAt: HashAt) => T): Promise<T> {
    const [statements, origin] = [this.#statements, this.#origin]
    const leafHashes = (from: number, to: number) => hashesOf(statements, [origin, from, to])
    return proved(statements, { origin, size, leafHashes }, compute)
  }

  /** The root of the first `size` leaves. */
  root(size: number): Promise<Buffer> {
    return this.compute(size, (hashAt) => rootAt(size, hashAt))
  }

  /** The growing edge of the tree of the first `size` leaves, to append the next ones to. */
  frontier(size: number): Promise<Frontier> {
    return this.compute(size, (hashAt) => Frontier.at(size, hashAt))
  }

  /** Proves that a leaf is in the tree of `size` leaves (RFC 6962 §2.1.1). */
  inclusion(number: number, size: number): Promise<Buffer[]> {
    return this.compute(size, (hashAt) => inclusionProof(number, size, hashAt))
  }

  /** Proves that the tree of `from` leaves is the beginning of that of `to` (RFC 6962 §2.1.2). */
  consistency(from: number, to: number): Promise<Buffer[]> {
    return this.compute(to, (hashAt) => consistencyProof(from, to, hashAt))
  }

  /** How many leaves of the journal are here without a gap, from number 0 on. */
  async size(): Promise<number> {
    let full = 0
    for (let step = TILE_WIDTH; step >= 1;) {
      const range = { origin: this.#origin, level: 0, first: full, end: full + step }
      if (await tilesIn(this.#statements, range) === step) full += step
      else step = Math.floor(step / 4)
    }
    const from = full * TILE_WIDTH
    const rows = await entriesIn(this.#statements, [this.#origin, from, from + TILE_WIDTH])
    const gap = rows.findIndex((row, index) => Number(row['number']) !== from + index)
    return from + (gap < 0 ? rows.length : gap)
  }
}

/**
 * Writes the tiles that leaves have filled, within the transaction that wrote the leaves. `hashes`
 * are the hashes of those leaves by number; they may have come in any order.
 */
export async function fillTiles(
  statements: Statements, origin: string, hashes: ReadonlyMap<number, Buffer>,
): Promise<void> {
  const touched = new Set([...hashes.keys()].map((number) => Math.floor(number / TILE_WIDTH)))
  for (const number of touched) {
    const from = number * TILE_WIDTH
    const known = Array.from({ length: TILE_WIDTH }, (_, index) => hashes.get(from + index))
    const tile = known.every((each) => each !== undefined) ? known
      : await filledBefore(statements, [origin, from, from + TILE_WIDTH])
    if (tile) await writeTiles(statements, origin, { number, hashes: tile })
  }
}

type Range = [origin: string, from: number, to: number]

async function filledBefore(statements: Statements, range: Range): Promise<Buffer[] | undefined> {
  const [row] = await statements.all(countEntries, [...range, ...range])
  return Number(row!['found']) < TILE_WIDTH ? undefined : hashesOf(statements, range)
}

async function entriesIn(statements: Statements, range: Range) {
  return statements.all(readEntries, [...range, ...range])
}

async function hashesOf(statements: Statements, range: Range): Promise<Buffer[]> {
  return (await entriesIn(statements, range)).map(({ bytes }) => leafHash(bytes as Buffer))
}
