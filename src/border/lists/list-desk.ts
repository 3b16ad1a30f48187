// The desk on which a list from outside is unpacked: piece by piece, read while it arrives.

import { createHash, type Hash } from 'node:crypto'
import type { Node } from '../../kernel/node.ts'
import type { Mapping } from './columns.ts'
import { textOf } from './decoding.ts'
import { isListFault, ListEnds, type ListFault } from './entry.ts'
import type { KeptNumbers } from './kept-numbers.ts'
import { ListedNumbers, mostNumbers } from './numbers-gathered.ts'
import { isNumbers, readNumbers } from './numbers-reading.ts'
import { formatOf, readList } from './read-list.ts'
import { mostEntries, saidOf, type SaidEntry } from './terms.ts'

/** As many lists are unpacked at once; the oldest makes room for another. */
const mostReadings = 4
/** The largest sanctions list has 100 MB. */
export const mostFileBytes = 400 * 1024 * 1024
/** Sixty million numbers of documents, a line each. */
export const mostNumbersBytes = 1024 * 1024 * 1024
/** So many lines that cannot be read are named; the others are counted. */
const mostFaultsShown = 50
const previewBytes = 8 * 1024

/** A file while it is read, and what was found in it. */
export interface Unpacked {
  by: string
  list: string
  file: string
  pieces: number
  bytes: number
  digest: string
  format: string
  entries: Map<string, SaidEntry>
  /** Where the file is one of numbers of documents, and not of entries. */
  numbers?: ListedNumbers
  faults: ListFault[]
  faultCount: number
  /** Why reading ended before the end; such a file is never a version. */
  ended?: ListFault
  /** The first lines, for saying which column is what. */
  head: string
  whole: boolean
}

export type Taken = { took: Unpacked } | { refused: 'list-piece-out-of-order' | 'list-too-long' }

export interface Piece {
  reading: string; by: string; list: string; file: string; number: number
  bytes: Uint8Array; last: boolean; mapping?: Mapping | undefined
}

/** Offered to queries as `list-desk`; what lies on it is gone when the node stops. */
export interface ListDesk {
  take(piece: Piece): Promise<Taken>
  /** A file that was read whole, of the officer who asks. */
  find(reading: string, by: string): Unpacked | undefined
  clear(reading: string): void
}

/** Sets up the desk at a node, and where the numbers of documents are kept. */
export function openListDesk(
  node: Node, numbers: KeptNumbers, { most = mostEntries }: { most?: number } = {},
): void {
  node.offer('list-desk', new Desk(numbers, most))
  node.offer('kept-numbers', numbers)
}

/** Owns the readings that are on. */
class Desk implements ListDesk {
  readonly #readings = new Map<string, Reading>()
  readonly #numbers: KeptNumbers
  readonly #most: number

  constructor(numbers: KeptNumbers, most: number) {
    this.#numbers = numbers
    this.#most = most
  }

  async take(piece: Piece): Promise<Taken> {
    let reading = this.#readings.get(piece.reading)
    if (!reading) {
      if (piece.number !== 0) return { refused: 'list-piece-out-of-order' }
      reading = new Reading(piece, this.#numbers, this.#most)
      this.#readings.set(piece.reading, reading)
      const [oldest] = this.#readings.keys()
      if (this.#readings.size > mostReadings) this.#readings.delete(oldest!)
    }
    return reading.take(piece)
  }

  find(id: string, by: string): Unpacked | undefined {
    const found = this.#readings.get(id)?.unpacked
    return found?.by === by && found.whole ? found : undefined
  }

  clear(id: string): void {
    this.#readings.delete(id)
  }
}

/** Owns what is unpacked of one file, and the hash of its bytes so far. */
class Reading {
  readonly unpacked: Unpacked
  readonly #hash: Hash = createHash('sha256')
  readonly #arriving = new Arriving()
  readonly #reading: Promise<void>
  readonly #most: number

  constructor({ by, list, file, mapping, bytes }: Piece, { exactly }: KeptNumbers, most: number) {
    this.#most = most
    this.unpacked = {
      by, list, file, pieces: 0, bytes: 0, digest: '', format: '', entries: new Map(), faults: [],
      faultCount: 0, head: '', whole: false,
    }
    const numbers = !mapping && isNumbers(Buffer.from(bytes.subarray(0, previewBytes)).toString())
    if (numbers) this.unpacked.numbers = new ListedNumbers(exactly)
    this.#reading = numbers ? this.#readNumbers(this.unpacked.numbers!) : this.#read(mapping)
  }

  async take({ by, number, bytes, last }: Piece): Promise<Taken> {
    const { unpacked } = this
    if (number !== unpacked.pieces || unpacked.by !== by || unpacked.whole) {
      return { refused: 'list-piece-out-of-order' }
    }
    unpacked.pieces += 1
    unpacked.bytes += bytes.length
    const most = unpacked.numbers ? mostNumbersBytes : mostFileBytes
    if (unpacked.bytes > most) return { refused: 'list-too-long' }
    this.#hash.update(bytes)
    if (bytes.length > 0) await this.#arriving.put(bytes)
    if (!last) return { took: unpacked }
    this.#arriving.end()
    await this.#reading
    unpacked.digest = this.#hash.digest('base64url')
    unpacked.whole = true
    return { took: unpacked }
  }

  async #read(mapping: Mapping | undefined): Promise<void> {
    const { unpacked } = this
    for await (const read of readList(this.#watched(), { name: unpacked.file, mapping })) {
      if (isListFault(read)) this.#fault(read)
      else if (unpacked.entries.size >= this.#most) {
        const hint = `at most ${this.#most} entries: import the part that concerns posts`
        this.#fault(new ListEnds('too-long', read.source.line ?? 0, hint).fault)
        break
      } else {
        const said = saidOf(read)
        // One id on two lines is two entries: neither may hide the other.
        let id = said.id
        for (let again = 2; unpacked.entries.has(id); again++) id = `${said.id}#${again}`
        unpacked.entries.set(id, { ...said, id })
      }
    }
    this.#arriving.over()
    unpacked.format = nameOfFormat(unpacked.head, mapping)
  }

  async #readNumbers(numbers: ListedNumbers): Promise<void> {
    const { unpacked } = this
    unpacked.format = 'numbers'
    try {
      await readNumbers(textOf(this.#watched()), {
        found: (number) => {
          if (numbers.count >= mostNumbers) {
            throw new ListEnds('too-long', numbers.count, `at most ${mostNumbers} numbers`)
          }
          numbers.add(number)
        },
        fault: (fault) => this.#fault(fault),
      })
    } catch (failure) {
      if (!(failure instanceof ListEnds)) throw failure
      this.#fault(failure.fault)
    }
    this.#arriving.over()
  }

  async *#watched(): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.#arriving) {
      if (this.unpacked.head.length < previewBytes) {
        this.unpacked.head += Buffer.from(bytes.subarray(0, previewBytes)).toString('utf8')
      }
      yield bytes
    }
  }

  #fault(fault: ListFault): void {
    this.unpacked.faultCount += 1
    if (this.unpacked.faults.length < mostFaultsShown) this.unpacked.faults.push(fault)
    if (fault.ends) this.unpacked.ended = fault
  }
}

function nameOfFormat(head: string, mapping: Mapping | undefined): string {
  try {
    return formatOf(head, { mapping })
  } catch {
    return 'unknown'
  }
}

/** Bytes on their way from the officer's screen to the reader: one piece waits for the last. */
class Arriving implements AsyncIterable<Uint8Array> {
  #waiting: Uint8Array[] = []
  #ended = false
  #over = false
  #told: (() => void)[] = []

  /** Resolves when the reader asks for more, or will not. */
  async put(bytes: Uint8Array): Promise<void> {
    if (this.#over) return
    this.#waiting.push(bytes)
    this.#tell()
    while (this.#waiting.length > 0 && !this.#over) await this.#change()
  }

  end(): void {
    this.#ended = true
    this.#tell()
  }

  /** The reader wants no more. */
  over(): void {
    this.#over = true
    this.#tell()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = this.#waiting.shift()
      if (next) {
        this.#tell()
        yield next
      } else if (this.#ended) return
      else await this.#change()
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#told.push(resolve))
  }

  #tell(): void {
    for (const told of this.#told.splice(0)) told()
  }
}
