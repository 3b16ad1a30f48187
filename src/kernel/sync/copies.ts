// The copies of journals that a mirror holds, as C2SP tlog-tiles has them, for those who may read.

import { encodeBundle, TILE_WIDTH, tilePath, tileWidth, type Tile } from '../journal/tiles.ts'
import { JournalTree, readEntries } from '../journal-tree.ts'
import type { Node } from '../node.ts'
import { plain, type SyncRoutes } from './door.ts'
import type { SyncAnswer } from './link.ts'
import type { Mirror, Mirrored } from './mirror.ts'
import { originHash } from './origin-hash.ts'

export interface CopiesParts {
  node: Node
  mirror: Mirror
  /** Whether a node may read the leaves of a journal: bare, as nothing here is what they seal. */
  mayRead(reader: string, journal: string): Promise<boolean>
}

/** `GET /sync/mirror/<origin hash>/…`: the cosigned checkpoint, tiles of hashes, and entries. */
export function copyRoutes(parts: CopiesParts): SyncRoutes {
  return {
    'GET /sync/mirror/': async ({ path }, peer) => {
      const [, hash = '', rest = ''] = /^\/sync\/mirror\/([0-9a-f]{64})\/(.+)$/.exec(path) ?? []
      const copy = await copyOf(parts.mirror, hash, peer.origin)
      if (!copy?.note || !await parts.mayRead(peer.origin, copy.origin)) return nothing()
      if (rest === 'checkpoint') {
        return plain(200, copy.note.toString('utf8') + parts.mirror.cosigned(copy.note))
      }
      const tile = tileIn(rest)
      return tile && fits(tile, copy.size) ? tileAnswer(parts.node, copy, tile) : nothing()
    },
  }
}

const nothing = (): SyncAnswer => plain(404, 'nothing is here')

/** Of one's own journal the hash is known at once; others are few, and are looked through. */
async function copyOf(mirror: Mirror, hash: string, asks: string): Promise<Mirrored | undefined> {
  if (originHash(asks) === hash) return mirror.mirrored(asks)
  return (await mirror.journals()).find(({ origin }) => originHash(origin) === hash)
}

/** The tile of a path in its one spelling (tlog-tiles, Merkle Tree and Log entries). */
function tileIn(path: string): Tile | undefined {
  const [, level = '', places = '', width = String(TILE_WIDTH)] =
    /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? []
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    number: Number(places.replaceAll(/[x/]/g, '')), width: Number(width),
  }
  try {
    return level !== '' && tilePath(tile) === path ? tile : undefined
  } catch (failure) {
    if (failure instanceof RangeError) return undefined
    throw failure
  }
}

function fits({ level, number, width }: Tile, size: number): boolean {
  return width <= tileWidth(level === 'entries' ? 0 : level, number, size)
}

async function tileAnswer(
  { store: { reading } }: Node, { origin, size }: Mirrored, { level, number, width }: Tile,
): Promise<SyncAnswer> {
  const headers = { 'content-type': 'application/octet-stream' }
  const from = number * TILE_WIDTH
  if (level === 'entries') {
    const range = [origin, from, from + width]
    const rows = await reading.all(readEntries, [...range, ...range])
    return { status: 200, headers, body: encodeBundle(rows.map(({ bytes }) => bytes as Buffer)) }
  }
  const hashes = await new JournalTree(reading, origin).compute(size, (hashAt) =>
    Array.from({ length: width }, (_, index) => hashAt(level * 8, from + index)))
  return { status: 200, headers, body: Buffer.concat(hashes) }
}
