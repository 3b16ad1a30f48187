// Where texts lie, by their hash: a few bytes for each; whoever asks compares the texts themselves.

import { hashOf } from './growing.ts'

const empty = 0xffffffff
const gone = 0xfffffffe

/** From the hash of a text to the places that hold it; several may share a hash. */
export class HashIndex {
  #places: Uint32Array
  /** The hash of each cell; none where whoever holds the texts knows their hashes. */
  #hashes: Uint32Array | undefined
  readonly #hashAt: ((place: number) => number) | undefined
  /** Cells that are not empty: those held, and those let go. */
  #used = 0
  #held = 0

  constructor({ capacity = 64, hashAt }: {
    capacity?: number; hashAt?: (place: number) => number
  } = {}) {
    this.#places = new Uint32Array(capacity).fill(empty)
    this.#hashAt = hashAt
    if (!hashAt) this.#hashes = new Uint32Array(capacity)
  }

  /** How many places are held. */
  get size(): number { return this.#held }

  add(text: string, place: number): void {
    this.addHash(hashOf(text), place)
  }

  addHash(hash: number, place: number): void {
    if ((this.#used + 1) * 4 > this.#places.length * 3) this.#again()
    this.#put(hash, place)
    this.#used += 1
    this.#held += 1
  }

  /** Lets a place go that holds the text; nothing where it does not. */
  remove(text: string, place: number): void {
    const hash = hashOf(text)
    for (let cell = this.#cellOf(hash); this.#places[cell] !== empty; cell = this.#next(cell)) {
      if (this.#places[cell] === place && this.#hashIn(cell) === hash) {
        this.#places[cell] = gone
        this.#held -= 1
        return
      }
    }
  }

  /** Places that may hold the text: those of the same hash, at most `most`. */
  find(text: string, most = 1000): number[] {
    const found: number[] = []
    this.findHash(hashOf(text), found, most)
    return found
  }

  /** Adds the places of a hash to those found. */
  findHash(hash: number, found: number[], most = 1000): void {
    for (let cell = this.#cellOf(hash); this.#places[cell] !== empty; cell = this.#next(cell)) {
      if (this.#places[cell] === gone || this.#hashIn(cell) !== hash) continue
      if (found.length >= most) return
      found.push(this.#places[cell]!)
    }
  }

  // The cells are in the order of the hashes: an index need not be a power of two long.
  #cellOf(hash: number): number {
    return Math.floor(hash * this.#places.length / 0x1_0000_0000)
  }

  #next(cell: number): number {
    return cell + 1 === this.#places.length ? 0 : cell + 1
  }

  #hashIn(cell: number): number {
    return this.#hashes ? this.#hashes[cell]! : this.#hashAt!(this.#places[cell]!)
  }

  #put(hash: number, place: number): void {
    let cell = this.#cellOf(hash)
    while (this.#places[cell] !== empty) cell = this.#next(cell)
    if (this.#hashes) this.#hashes[cell] = hash
    this.#places[cell] = place
  }

  /** Made anew without what was let go; longer where it is full of what is held. */
  #again(): void {
    const [hashes, places] = [this.#hashes, this.#places]
    const full = this.#held * 2 > places.length
    const length = full ? Math.ceil(places.length * 1.6) : places.length
    if (hashes) this.#hashes = new Uint32Array(length)
    this.#places = new Uint32Array(length).fill(empty)
    this.#used = this.#held
    for (let cell = 0; cell < places.length; cell++) {
      const place = places[cell]!
      if (place < gone) this.#put(hashes ? hashes[cell]! : this.#hashAt!(place), place)
    }
  }

  /** Its columns, as a snapshot keeps them. */
  columns() {
    return {
      hashes: this.#hashes ?? new Uint32Array(0), places: this.#places,
      counts: Uint32Array.of(this.#used, this.#held),
    }
  }

  /** The index whose columns these are. */
  static of(
    { hashes, places, counts }: ReturnType<HashIndex['columns']>,
    hashAt?: (place: number) => number,
  ): HashIndex {
    const made = new HashIndex({ capacity: 1, ...(hashAt && { hashAt }) })
    if (!hashAt) made.#hashes = hashes
    made.#places = places
    made.#used = counts[0]!
    made.#held = counts[1]!
    return made
  }
}
