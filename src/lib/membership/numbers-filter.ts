// Whether a text is among tens of millions, in many small filters: built and kept piece by piece.

import { Fingerprints } from './fingerprints.ts'
import { filterOf, FuseFilter, keyOf, type Key } from './fuse-filter.ts'

/** At most so many filters are one: each is built in a moment, and then others have their turn. */
export const mostPieces = 1024
/** About so many texts a piece are built in some forty milliseconds. */
const textsOfPiece = 40_000
/** Of texts that were not put in, one in so many is found all the same. */
export const mistakenOneIn = 65_536

/** Owns the filters of one list of texts; holds no text. */
export class NumbersFilter {
  readonly #pieces: readonly FuseFilter[]
  readonly #ofKey: (key: Key) => number
  readonly count: number
  readonly bytes: number

  /** Over the pieces in the order in which they were built; throws where one is missing. */
  constructor(pieces: readonly Uint8Array[]) {
    if (!Number.isInteger(Math.log2(pieces.length))) {
      throw new Error('a filter of numbers lacks pieces: build it from the list of numbers again')
    }
    this.#ofKey = pieceAmong(pieces.length)
    this.#pieces = pieces.map((bytes) => new FuseFilter(bytes))
    this.count = this.#pieces.reduce((sum, each) => sum + each.count, 0)
    this.bytes = pieces.reduce((sum, each) => sum + each.length, 0)
  }

  /** False: it was never put in. True: it was, or is the one in 65,536 that looks so. */
  has(text: string): boolean {
    return this.hasKey(keyOf(text))
  }

  /** The same of a key that was made of the text already. */
  hasKey(key: Key): boolean {
    return this.#pieces[this.#ofKey(key)]!.hasKey(key)
  }
}

/** Which of so many pieces, a power of two, a key belongs to: its first bits say. */
function pieceAmong(count: number): (key: Key) => number {
  const bits = Math.log2(count)
  return ({ high }) => (bits === 0 ? 0 : high >>> (32 - bits))
}

/** Owns the keys of texts until their filters are built: some ten bytes a text. */
export class NumbersGathered {
  readonly #parts = Array.from({ length: mostPieces }, () => new Halves())
  readonly #ofKey = pieceAmong(mostPieces)
  #size = 0

  /** Texts that were added, the same again counted again. */
  get size(): number { return this.#size }

  add(text: string): void {
    const key = keyOf(text)
    this.#parts[this.#ofKey(key)]!.add(key)
    this.#size += 1
  }

  /** Builds one piece after another; its keys are let go, each told of once. */
  *pieces(told: (key: Key) => void = () => {}): Generator<Uint8Array> {
    const wanted = Math.max(1, this.#size / textsOfPiece)
    const count = Math.min(mostPieces, 2 ** Math.ceil(Math.log2(wanted)))
    const together = mostPieces / count
    for (let from = 0; from < mostPieces; from += together) {
      const keys = new Fingerprints()
      for (const part of this.#parts.slice(from, from + together)) part.into(keys)
      for (let at = 0; at < keys.size; at++) told({ high: keys.high(at), low: keys.low(at) })
      yield filterOf(keys).bytes
    }
  }
}

class Halves {
  #both = new Uint32Array(0)
  #length = 0

  add({ high, low }: Key): void {
    if (this.#length === this.#both.length) {
      const wider = new Uint32Array(Math.max(32, Math.ceil(this.#length * 0.625) * 2))
      wider.set(this.#both)
      this.#both = wider
    }
    this.#both[this.#length] = high
    this.#both[this.#length + 1] = low
    this.#length += 2
  }

  /** Gives its keys away. */
  into(keys: Fingerprints): void {
    for (let at = 0; at < this.#length; at += 2) keys.add(this.#both[at]!, this.#both[at + 1]!)
    this.#both = new Uint32Array(0)
    this.#length = 0
  }
}
