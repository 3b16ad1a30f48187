// The tiles of a growing tree in the store: written as they fill, read where a proof needs them.

import { hashAtFrom, TILE_WIDTH, type Tile } from './journal/tiles.ts'
import { Frontier, type HashAt } from './journal/tree.ts'
import type { Statements } from './store/store.ts'

const insertTile = 'insert into tile (origin, level, number, hashes) values (?, ?, ?, ?)' +
  ' on conflict (origin, level, number) do nothing'
const countTiles = 'select count(*) as found from tile' +
  ' where origin = ? and level = ? and number >= ? and number < ?'
const readTile = 'select hashes from tile where origin = ? and level = ? and number = ?'

/** A tree whose full tiles lie in the store, and how the hashes of its leaves are read. */
export interface StoredTree {
  origin: string
  size: number
  leafHashes(from: number, to: number): Promise<readonly Uint8Array[]>
}

/**
 * Writes a full tile of leaf hashes, and the tiles above that it completes: of a journal that came
 * from elsewhere the last tile to fill may be any.
 */
export async function writeTiles(
  statements: Statements, origin: string, tile: { number: number; hashes: readonly Uint8Array[] },
): Promise<void> {
  let { number, hashes } = tile
  for (let level = 0; ; level++) {
    await statements.run(insertTile, [origin, level, number, Buffer.concat(hashes)])
    number = Math.floor(number / TILE_WIDTH)
    const first = number * TILE_WIDTH
    const full = await tilesIn(statements, { origin, level, first, end: first + TILE_WIDTH })
    if (full < TILE_WIDTH) return
    const above: Buffer[] = []
    for (let below = first; below < first + TILE_WIDTH; below++) {
      const [row] = await statements.all(readTile, [origin, level, below])
      above.push(rootOfTile(row!['hashes'] as Buffer))
    }
    hashes = above
  }
}

/** How many full tiles of a level lie between two numbers. */
export async function tilesIn(
  statements: Statements,
  { origin, level, first, end }: { origin: string; level: number; first: number; end: number },
): Promise<number> {
  const [row] = await statements.all(countTiles, [origin, level, first, end])
  return Number(row!['found'])
}

/**
 * Computes a proof over a stored tree, fetching each tile that it misses and starting again: a few
 * rounds, as a proof touches a tile for every eight levels. Throws RangeError where leaves are
 * missing.
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
          throw new RangeError('a tile is still to be read')
        }
        return found
      }))
    } catch (failure) {
      if (!missing) throw failure
      fetched.set(nameOf(missing), await tileOf(statements, tree, missing))
    }
  }
}

async function tileOf(
  statements: Statements, tree: StoredTree, { level, number, width }: Tile,
): Promise<Buffer> {
  if (width === TILE_WIDTH) {
    const [row] = await statements.all(readTile, [tree.origin, level, number])
    if (row) return row['hashes'] as Buffer
  }
  const from = number * TILE_WIDTH
  if (level === 0) {
    const hashes = await tree.leafHashes(from, from + width)
    if (hashes.length !== width) throw new RangeError('leaves are missing here')
    return Buffer.concat(hashes)
  }
  const roots: Buffer[] = []
  for (let below = from; below < from + width; below++) {
    const tile = { level: Number(level) - 1, number: below, width: TILE_WIDTH }
    roots.push(rootOfTile(await tileOf(statements, tree, tile)))
  }
  return Buffer.concat(roots)
}

function rootOfTile(hashes: Buffer): Buffer {
  const tree = new Frontier()
  for (let offset = 0; offset < hashes.length; offset += 32) {
    tree.append(hashes.subarray(offset, offset + 32))
  }
  return tree.root()
}
