// Entries of an index, added up: whether an index holds just what its table's rows must have in it.

/** What SQLite orders by: null, numbers, text, bytes, each kind after the one before. */
export type StoredValue = null | number | string | Uint8Array

/** Two numbers of 32 bits that nobody knew before this start: no set of old pages fits them. */
export type Seed = readonly [number, number]

/** The hashes of the values of one row, each made once for all the indexes that it is in. */
export class HashedValues {
  readonly a: Int32Array
  readonly b: Int32Array
  readonly #seed: Seed

  constructor(seed: Seed, most: number) {
    this.#seed = seed
    this.a = new Int32Array(most)
    this.b = new Int32Array(most)
  }

  /** Hashes the values at these places of a row. */
  hash(values: readonly StoredValue[], places: readonly number[]): void {
    for (const place of places) {
      hashValue(values[place]!, this.#seed)
      this.a[place] = a
      this.b[place] = b
    }
  }
}

/**
 * A sum over entries that does not depend on their order. Each is hashed to 64 bits under the seed;
 * entries that differ leave the same sum once in 2^64 times. It authenticates nothing: pages do,
 * by their cipher.
 */
export class EntrySum {
  readonly #seed: Seed
  readonly #at: readonly number[]
  #a = 0
  #b = 0
  #count = 0

  /** `at` says which of the hashed values are an entry's, in its order. */
  constructor(seed: Seed, at: readonly number[]) {
    this.#seed = seed
    this.#at = at
  }

  add(values: HashedValues): void {
    a = this.#seed[1]
    b = this.#seed[0]
    for (const place of this.#at) feed(values.a[place]!, values.b[place]!)
    mix()
    this.#a = (this.#a + a) | 0
    this.#b = (this.#b + b) | 0
    this.#count += 1
  }

  equals(other: EntrySum): boolean {
    return this.#a === other.#a && this.#b === other.#b && this.#count === other.#count
  }
}

// The state of the hash in work: two lanes, each multiplied and turned, mixed at the end.
let a = 0
let b = 0

function feed(one: number, other: number): void {
  a = Math.imul(a ^ one, 0x9e3779b1)
  a = (a << 13) | (a >>> 19)
  b = Math.imul(b ^ other, 0x5f356495)
  b = (b << 15) | (b >>> 17)
}

function hashValue(value: StoredValue, seed: Seed): void {
  a = seed[0]
  b = seed[1]
  if (value === null) feed(1, 1)
  else if (typeof value === 'string') hashText(value)
  else if (typeof value === 'number') {
    real[0] = value
    feed(2, 2)
    feed(halves[0]!, halves[0]!)
    feed(halves[1]!, halves[1]!)
  } else {
    feed(3, value.length)
    for (const byte of value) feed(byte, byte)
  }
}

/** Two characters at a time; the length is fed too, so that none stands for a missing one. */
function hashText(text: string): void {
  feed(4, text.length)
  const even = text.length & ~1
  for (let at = 0; at < even; at += 2) {
    const word = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
    feed(word, word)
  }
  if (even < text.length) feed(text.charCodeAt(even), text.charCodeAt(even))
}

const real = new Float64Array(1)
const halves = new Int32Array(real.buffer)

/** Spreads every bit of either lane over both (the finalizer of MurmurHash3, crossed). */
function mix(): void {
  const one = a
  const other = b
  a = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35)
  b = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35)
  a ^= a >>> 16
  b ^= b >>> 15
}

/** The order of an index: below zero where the first comes first. */
export function compareEntries(
  one: readonly StoredValue[], other: readonly StoredValue[], columns = one.length,
): number {
  for (let at = 0; at < columns; at++) {
    const order = compareValues(one[at]!, other[at]!)
    if (order !== 0) return order
  }
  return 0
}

function compareValues(one: StoredValue, other: StoredValue): number {
  if (one === other) return 0
  if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other)
  if (typeof one === 'number' && typeof other === 'number') return one - other
  const order = kindOf(one) - kindOf(other)
  return order === 0 ? Buffer.compare(one as Uint8Array, other as Uint8Array) : order
}

function kindOf(value: StoredValue): number {
  if (value === null) return 0
  return typeof value === 'number' ? 1 : typeof value === 'string' ? 2 : 3
}

/** Texts in the order of their bytes in UTF-8, which is not that of JavaScript's halves. */
function compareTexts(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const mine = one.charCodeAt(at)
    const its = other.charCodeAt(at)
    if (mine !== its) return place(mine) - place(its)
  }
  return one.length - other.length
}

/** Halves of characters beyond U+FFFF come after U+E000 to U+FFFF. */
function place(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
