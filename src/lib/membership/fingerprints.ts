// Keys of 64 bits, each once, in typed arrays: what a filter is built of.

const growth = 2

/** Owns two halves of each key, and a table of where each lies. */
export class Fingerprints {
  #high = new Uint32Array(1024)
  #low = new Uint32Array(1024)
  /** Place of a key and one, by its lower half; 0 where none is. */
  #table = new Uint32Array(4096)
  #size = 0

  get size(): number { return this.#size }

  high(at: number): number { return this.#high[at]! }
  low(at: number): number { return this.#low[at]! }

  /** Takes a key in unless it is there. */
  add(high: number, low: number): void {
    const mask = this.#table.length - 1
    let place = low & mask
    for (let at = this.#table[place]!; at !== 0; at = this.#table[place]!) {
      if (this.#low[at - 1] === low && this.#high[at - 1] === high) return
      place = place + 1 & mask
    }
    if (this.#size === this.#high.length) this.#grow()
    this.#high[this.#size] = high
    this.#low[this.#size] = low
    this.#size += 1
    this.#table[place] = this.#size
    if (this.#size * 2 > this.#table.length) this.#spread()
  }

  #grow(): void {
    const wider = (half: Uint32Array) => {
      const made = new Uint32Array(half.length * growth)
      made.set(half)
      return made
    }
    this.#high = wider(this.#high)
    this.#low = wider(this.#low)
  }

  #spread(): void {
    this.#table = new Uint32Array(this.#table.length * 2)
    const mask = this.#table.length - 1
    for (let at = 0; at < this.#size; at++) {
      let place = this.#low[at]! & mask
      while (this.#table[place] !== 0) place = place + 1 & mask
      this.#table[place] = at + 1
    }
  }
}
