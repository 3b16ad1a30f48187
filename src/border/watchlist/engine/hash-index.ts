// Where texts lie, by their hash: eight bytes for each; whoever asks compares the texts themselves.

import { hashOf } from './growing.ts'

const empty = 0xffffffff
const gone = 0xfffffffe

/** From the hash of a text to the places that hold it; several may share a hash. */
export class HashIndex {
  #hashes: Uint32Array
  #places: Uint32Array
  /** Cells that are not empty: those held, and those let go. */
  #used = 0
  #held = 0

  constructor(capacity = 1024) {
    this.#hashes = new Uint32Array(capacity)
    this.#places = new Uint32Array(capacity).fill(empty)
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
    const mask = this.#places.length - 1
    for (let cell = hash & mask; this.#places[cell] !== empty; cell = (cell + 1) & mask) {
      if (this.#places[cell] === place && this.#hashes[cell] === hash) {
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
    const mask = this.#places.length - 1
    for (let cell = hash & mask; this.#places[cell] !== empty; cell = (cell + 1) & mask) {
      if (this.#hashes[cell] !== hash || this.#places[cell] === gone) continue
      if (found.length >= most) return
      found.push(this.#places[cell]!)
    }
  }

  #put(hash: number, place: number): void {
    const mask = this.#places.length - 1
    let cell = hash & mask
    while (this.#places[cell] !== empty) cell = (cell + 1) & mask
    this.#hashes[cell] = hash
    this.#places[cell] = place
  }

  /** Made anew without what was let go; twice as long where it is full of what is held. */
  #again(): void {
    const [hashes, places] = [this.#hashes, this.#places]
    const length = this.#held * 2 > places.length ? places.length * 2 : places.length
    this.#hashes = new Uint32Array(length)
    this.#places = new Uint32Array(length).fill(empty)
    this.#used = this.#held
    for (let cell = 0; cell < places.length; cell++) {
      if (places[cell]! < gone) this.#put(hashes[cell]!, places[cell]!)
    }
  }

  /** Its columns, as a snapshot keeps them. */
  columns(): { hashes: Uint32Array; places: Uint32Array; counts: Uint32Array } {
    return {
      hashes: this.#hashes, places: this.#places,
      counts: Uint32Array.of(this.#used, this.#held),
    }
  }

  /** The index whose columns these are. */
  static of({ hashes, places, counts }: ReturnType<HashIndex['columns']>): HashIndex {
    const made = new HashIndex(1)
    made.#hashes = hashes
    made.#places = places
    made.#used = counts[0]!
    made.#held = counts[1]!
    return made
  }
}
