// A sum over the pages of a file: each is hashed with its number under a secret key, and the hashes
// are added lane by lane, so that a page that changes costs two hashes.

import { hash } from 'node:crypto'
import { readSync } from 'node:fs'

/** A file that is open, and the key of its sum: 32 secret bytes. */
export interface Counted { file: number; pageBytes: number; key: Uint8Array }

/** Pages are read so many at a time. */
const atOnce = 256
const keyBytes = 32
const placeBytes = 8

/** Whoever has not the key cannot choose pages that add up alike. */
export class PageSum {
  readonly #of: Counted
  /** Key, number of the page, page: what is hashed. */
  readonly #hashed: Buffer
  readonly #page: Buffer
  readonly lanes = new Uint32Array(8)

  constructor(of: Counted) {
    this.#of = of
    this.#hashed = Buffer.alloc(keyBytes + placeBytes + of.pageBytes)
    this.#hashed.set(of.key.subarray(0, keyBytes))
    this.#page = this.#hashed.subarray(keyBytes + placeBytes)
  }

  /** Adds a page of the file, whose first is number 1, or takes it away. */
  count(sign: 1 | -1, page: number): void {
    const { file, pageBytes } = this.#of
    readWhole(file, this.#page, (page - 1) * pageBytes)
    this.#add(sign, page)
  }

  /** Adds the first pages of the file, as many as are told. */
  countAll(pages: number): void {
    const { file, pageBytes } = this.#of
    const piece = Buffer.alloc(atOnce * pageBytes)
    for (let first = 1; first <= pages; first += atOnce) {
      const count = Math.min(atOnce, pages - first + 1)
      readWhole(file, piece.subarray(0, count * pageBytes), (first - 1) * pageBytes)
      for (let each = 0; each < count; each++) {
        piece.copy(this.#page, 0, each * pageBytes, (each + 1) * pageBytes)
        this.#add(1, first + each)
      }
    }
  }

  #add(sign: 1 | -1, page: number): void {
    this.#hashed.writeUInt32BE(page, keyBytes + placeBytes - 4)
    const digest = hash('sha256', this.#hashed, 'buffer')
    for (let lane = 0; lane < 8; lane++) this.lanes[lane]! += sign * digest.readUInt32LE(lane * 4)
  }
}

/** Reads just these bytes of a file; throws RangeError where it ends too early. */
export function readWhole(file: number, into: Buffer, at: number): void {
  for (let done = 0; done < into.length;) {
    const read = readSync(file, into, done, into.length - done, at + done)
    if (read === 0) throw new RangeError('the file ends too early')
    done += read
  }
}
