// The best few of many, kept without sorting them all.

/** What was found, and how it stands: `rank` first, and among equals the lower `order`. */
export interface Standing { entry: number; rank: number }

/** Ranks are counted from here, so that they are whole numbers from 0. */
const lowest = 1 << 14
const orders = 0x1_0000_0000

/** A heap whose first is the worst that is kept; one number says both rank and order. */
export class Best {
  readonly #most: number
  readonly #keys: Float64Array
  readonly #entries: Uint32Array
  #count = 0
  /** What is ranked lower need not be offered. */
  least = -Infinity

  constructor(most: number) {
    this.#most = most
    this.#keys = new Float64Array(most)
    this.#entries = new Uint32Array(most)
  }

  /** Offers an entry of a rank (above −16,384) and of an order of 32 bits. */
  offer(entry: number, rank: number, order: number): void {
    const key = (rank + lowest) * orders + (orders - 1 - order)
    if (this.#count < this.#most) {
      this.#up(this.#count++, key, entry)
      if (this.#count === this.#most) this.#told()
    } else if (key > this.#keys[0]!) {
      this.#down(key, entry)
      this.#told()
    }
  }

  /** What was kept, the best first; an entry offered twice stands once. */
  found(): Standing[] {
    const kept = Array.from({ length: this.#count }, (_, at) => at)
      .sort((a, b) => this.#keys[b]! - this.#keys[a]!)
    const seen = new Set<number>()
    const found: Standing[] = []
    for (const at of kept) {
      const entry = this.#entries[at]!
      if (seen.has(entry)) continue
      seen.add(entry)
      found.push({ entry, rank: rankIn(this.#keys[at]!) })
    }
    return found
  }

  #told(): void {
    this.least = rankIn(this.#keys[0]!)
  }

  #up(at: number, key: number, entry: number): void {
    while (at > 0) {
      const above = (at - 1) >> 1
      if (this.#keys[above]! <= key) break
      this.#set(at, this.#keys[above]!, this.#entries[above]!)
      at = above
    }
    this.#set(at, key, entry)
  }

  #down(key: number, entry: number): void {
    let at = 0
    for (;;) {
      let below = 2 * at + 1
      if (below >= this.#count) break
      if (below + 1 < this.#count && this.#keys[below + 1]! < this.#keys[below]!) below += 1
      if (this.#keys[below]! >= key) break
      this.#set(at, this.#keys[below]!, this.#entries[below]!)
      at = below
    }
    this.#set(at, key, entry)
  }

  #set(at: number, key: number, entry: number): void {
    this.#keys[at] = key
    this.#entries[at] = entry
  }
}

function rankIn(key: number): number {
  return Math.floor(key / orders) - lowest
}
