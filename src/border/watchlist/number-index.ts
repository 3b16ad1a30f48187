// Where numbers lie: which alerts hold this number, kept in few bytes for a hundred thousand.

const empty = 0xffffffff

/**
 * From the hash of a text to the slots that hold it; whoever asks compares the texts themselves.
 */
export class NumberIndex {
  #hashes: Uint32Array
  #slots: Uint32Array
  #used = 0

  constructor(capacity = 1024) {
    this.#hashes = new Uint32Array(capacity)
    this.#slots = new Uint32Array(capacity).fill(empty)
  }

  add(text: string, slot: number): void {
    if ((this.#used + 1) * 4 > this.#slots.length * 3) this.#grow()
    this.#put(hashOf(text), slot)
    this.#used += 1
  }

  /** Slots that may hold the text: those of the same hash, at most `most`. */
  find(text: string, most = 200): number[] {
    const hash = hashOf(text)
    const mask = this.#slots.length - 1
    const found: number[] = []
    for (let place = hash & mask; this.#slots[place] !== empty && found.length < most; place = (
      place + 1
    ) & mask) {
      if (this.#hashes[place] === hash) found.push(this.#slots[place]!)
    }
    return found
  }

  #put(hash: number, slot: number): void {
    const mask = this.#slots.length - 1
    let place = hash & mask
    while (this.#slots[place] !== empty) place = (place + 1) & mask
    this.#hashes[place] = hash
    this.#slots[place] = slot
  }

  #grow(): void {
    const hashes = this.#hashes
    const slots = this.#slots
    this.#hashes = new Uint32Array(slots.length * 2)
    this.#slots = new Uint32Array(slots.length * 2).fill(empty)
    slots.forEach((slot, place) => { if (slot !== empty) this.#put(hashes[place]!, slot) })
  }
}

/** FNV-1a with a last mixing, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
