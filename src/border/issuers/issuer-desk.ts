// The desk on which a file of issuers is put together, piece by piece, until it is read.

import { createHash } from 'node:crypto'
import type { Node } from '../../kernel/node.ts'
import { mostIssuerFileBytes, readIssuerFile, type IssuerFile } from '../../lib/chip/issuer-file.ts'
import { UnreadableTlv } from '../../lib/chip/tlv.ts'

/** As many files lie on the desk at once; the oldest makes room for another. */
const mostReadings = 2

/** A file that arrived whole, and what was found in it. */
export interface ReadFile {
  by: string
  source: string
  file: string
  digest: string
  found: IssuerFile
}

export interface Piece {
  reading: string; by: string; source: string; file: string
  number: number; bytes: Buffer; last: boolean
}

export type Taken =
  | { took: number } | { read: ReadFile }
  | { refused: 'issuers-piece-out-of-order' | 'issuers-too-long' | 'issuers-unreadable' }

/** Offered to queries as `issuer-desk`; what lies on it is gone when the node stops. */
export interface IssuerDesk {
  take(piece: Piece): Taken
  find(reading: string, by: string): ReadFile | undefined
  clear(reading: string): void
}

/** Sets up the desk at a node. */
export function openIssuerDesk(node: Node): void {
  node.offer('issuer-desk', new Desk())
}

interface Reading { by: string; pieces: Buffer[]; bytes: number; read?: ReadFile }

class Desk implements IssuerDesk {
  readonly #readings = new Map<string, Reading>()

  take({ reading: id, by, source, file, number, bytes, last }: Piece): Taken {
    const reading = this.#readings.get(id) ?? { by, pieces: [], bytes: 0 }
    if (number !== reading.pieces.length || reading.by !== by || reading.read) {
      return { refused: 'issuers-piece-out-of-order' }
    }
    this.#readings.set(id, reading)
    const [oldest] = this.#readings.keys()
    if (this.#readings.size > mostReadings) this.#readings.delete(oldest!)
    reading.pieces.push(bytes)
    reading.bytes += bytes.length
    if (reading.bytes > mostIssuerFileBytes) {
      this.#readings.delete(id)
      return { refused: 'issuers-too-long' }
    }
    if (!last) return { took: reading.pieces.length }
    const whole = Buffer.concat(reading.pieces)
    reading.pieces = []
    try {
      const digest = createHash('sha256').update(whole).digest('base64url')
      reading.read = { by, source, file, digest, found: readIssuerFile(whole) }
      return { read: reading.read }
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      this.#readings.delete(id)
      return { refused: 'issuers-unreadable' }
    }
  }

  find(id: string, by: string): ReadFile | undefined {
    const read = this.#readings.get(id)?.read
    return read?.by === by ? read : undefined
  }

  clear(id: string): void {
    this.#readings.delete(id)
  }
}
