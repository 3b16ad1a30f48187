// The tiles of a growing tree in the store: written as they fill, read where a proof needs them.

import { hashAtFrom, TILE_WIDTH, type Tile } from './journal/tiles.ts'
import { Frontier, type HashAt } from './journal/tree.ts'
import type { Statements } from './store/store.ts'

const insertTile = 'insert into tile (origin, level, number, hashes) values (?, ?, ?, ?)'
const readTile = 'select hashes from tile where origin = ? and level = ? and number = ?'

/** A tree whose full tiles lie in the store, and how the hashes of its leaves are read. */
export interface StoredTree {
  origin: string
  size: number
  leafHashes(from: number, to: number): Promise<readonly Uint8Array[]>
}

/** Writes a full tile of leaf hashes, and the tiles above that it completes. */
export async function writeTiles(
  statements: Statements, origin: string, tile: { number: number; hashes: readonly Uint8Array[] },
): Promise<void> {
  let { number, hashes } = tile
  for (let level = 0; ; level++) {
    await statements.run(insertTile, [origin, level, number, Buffer.concat(hashes)])
    if ((number + 1) % TILE_WIDTH !== 0) return
    const first = number + 1 - TILE_WIDTH
    const above: Buffer[] = []
    for (let below = first; below <= number; below++) {
      const [row] = await statements.all(readTile, [origin, level, below])
      above.push(rootOfTile(row!['hashes'] as Buffer))
    }
    hashes = above
    number = (number + 1) / TILE_WIDTH - 1
  }
}

/**
 * Computes a proof over a stored tree, fetching each tile that it misses and starting again: a few
 * rounds, as a proof touches a tile for every eight levels.
 */
export async function proved<T>(
  statements: Statements, tree: StoredTree, compute: (hashAt: HashAt) => T,
): Promise<T> {
  const fetched = new Map<string, Buffer>()
  const nameOf = (tile: Tile) => `${tile.level}/${tile.number}/${tile.width}`
  for (;;) {
    let missing: Tile | undefined
    try {
      return compute(hashAtFrom(tree.size, (tile) => {
        const found = fetched.get(nameOf(tile))
        if (!found) {
          missing = tile
          throw new Error('a tile is still to be read')
        }
        return found
      }))
    } catch (failure) {
      if (!missing) throw failure
      fetched.set(nameOf(missing), await tileOf(statements, tree, missing))
    }
  }
}

async function tileOf(statements: Statements, tree: StoredTree, tile: Tile): Promise<Buffer> {
  const { origin } = tree
  if (tile.width === TILE_WIDTH) {
    const [row] = await statements.all(readTile, [origin, tile.level, tile.number])
    if (row) return row['hashes'] as Buffer
  }
  if (tile.level === 0) {
    const from = tile.number * TILE_WIDTH
    return Buffer.concat(await tree.leafHashes(from, from + tile.width))
  }
  const below: Buffer[] = []
  for (let index = 0; index < tile.width; index++) {
    const [row] = await statements.all(readTile,
      [origin, Number(tile.level) - 1, tile.number * TILE_WIDTH + index])
    below.push(rootOfTile(row!['hashes'] as Buffer))
  }
  return Buffer.concat(below)
}

function rootOfTile(hashes: Buffer): Buffer {
  const tree = new Frontier()
  for (let offset = 0; offset < hashes.length; offset += 32) {
    tree.append(hashes.subarray(offset, offset + 32))
  }
  return tree.root()
}
