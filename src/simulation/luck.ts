// Luck that can be repeated: the same seed gives the same country, to the last letter.

/** Numbers that look random and follow from a seed (sfc32 by C. Doty-Humphrey). */
export class SeededLuck {
  #a: number
  #b: number
  #c: number
  #d = 1

  /** Seeds that differ anywhere give unrelated numbers; `stream` tells uses of a seed apart. */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0
    this.#b = stream | 0
    this.#c = Math.trunc(seed / 0x1_0000_0000) ^ 0x5a_fa12
    for (let i = 0; i < 12; i++) this.next()
  }

  /** A whole number from 0 to 2^32 − 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum | 0
    return sum >>> 0
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    return Math.floor(this.next() / 0x1_0000_0000 * limit)
  }

  /** A whole number between two, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True as often as this share of 1 says. */
  chance(share: number): boolean {
    return this.next() < share * 0x1_0000_0000
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }

  /** One of a list in which early ones are common and late ones rare, as names are. */
  pickCommon<T>(from: readonly T[]): T {
    return from[Math.floor((this.next() / 0x1_0000_0000) ** 2 * from.length)]!
  }

  /** An id as of a moment in milliseconds, of the form of RFC 9562 §5.7. */
  id(atMs: number): string {
    const time = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, '0')
    const [a, b, c] = [this.next(), this.next(), this.next()]
    const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(a & 0xfff, 3)}-`
      + `${hex(0x8000 | ((a >>> 12) & 0x3fff), 4)}-${hex(b, 8)}${hex(c & 0xffff, 4)}`
  }
}

/** Bytes for whoever is handed luck, out of a seed. */
export function luckOfSeed(seed: number): { bytes(count: number): Buffer } {
  const luck = new SeededLuck(seed, 0xb17e5)
  return { bytes: (count) => Buffer.from(Array.from({ length: count }, () => luck.next() & 0xff)) }
}
