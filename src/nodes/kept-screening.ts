// What a post's screening made of its alerts, beside its store: sealed, and read at the next start.

import { hkdfSync } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { columnsIn, packedColumns } from '../border/watchlist/engine/packed-columns.ts'
import type { KeptScreening } from '../border/watchlist/kept-screening.ts'
import type { Node } from '../kernel/node.ts'
import { Seals, Written } from './sealed-pieces.ts'

const pieceBytes = 8 * 1024 * 1024

/** The snapshot in a node's folder, under a key made of its store's. */
export function keptScreening({ folder, keys }: Pick<Node, 'folder' | 'keys'>): KeptScreening {
  const key = hkdfSync('sha256', keys.storeKey, '', 'safar screening', 32)
  return snapshotIn(folder, Buffer.from(key))
}

/** The snapshot in a folder, sealed under a key of 32 bytes (AES-256-GCM, piece by piece). */
export function snapshotIn(folder: string, key: Buffer): KeptScreening {
  const path = join(folder, 'screening')
  const seals = new Seals(key)
  return {
    find(of) {
      if (!existsSync(path)) return undefined
      const file = openSync(path, 'r')
      try {
        return columnsIn(piecesOf(file, seals, of))
      } catch {
        // Of other alerts, of another release, cut short or rotten: made anew out of the alerts.
        return undefined
      } finally {
        closeSync(file)
      }
    },
    keep(of, columns) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const file = new Written(`${path}.new`, seals, of)
      let count = 0
      for (const piece of packedColumns(columns, pieceBytes)) file.add(piece, `piece ${count++}`)
      file.end(Buffer.from(String(count)))
      // If we stop before this line: the last one is there still, and is known to be of others.
      renameSync(`${path}.new`, path)
    },
  }
}

function* piecesOf(file: number, seals: Seals, of: string): Generator<Uint8Array> {
  const count = Number(seals.lastOf(file, `${of} contents`).toString('utf8'))
  let at = 0
  for (let piece = 0; piece < count; piece++) {
    yield seals.opened(file, at, `${of} piece ${piece}`)
    at += seals.bytesAt(file, at)
  }
}
