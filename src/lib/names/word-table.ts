// Words known by their letters, and found without cutting them out of the text they stand in.

/** Owns the words, each under the number in which it came. */
export class WordTable {
  readonly words: string[]
  /** One more than the number of a word, at the place of its letters or after it; 0 where none. */
  #cells: Uint32Array

  constructor(words: string[] = []) {
    this.words = words
    this.#cells = new Uint32Array(0)
    this.#again(Math.max(512, 2 * words.length))
  }

  /** The number of the word that a text has from a place to another; -1 where it is not here. */
  find(text: string, from = 0, to = text.length): number {
    const mask = this.#cells.length - 1
    for (let cell = hashIn(text, from, to) & mask; ; cell = (cell + 1) & mask) {
      const held = this.#cells[cell]!
      if (held === 0) return -1
      const word = this.words[held - 1]!
      if (word.length === to - from && text.startsWith(word, from)) return held - 1
    }
  }

  /** Adds a word that is not there yet. */
  add(word: string): number {
    this.words.push(word)
    if (this.words.length * 2 > this.#cells.length) this.#again(2 * this.#cells.length)
    else this.#put(this.words.length - 1)
    return this.words.length - 1
  }

  #put(place: number): void {
    const mask = this.#cells.length - 1
    const word = this.words[place]!
    let cell = hashIn(word, 0, word.length) & mask
    while (this.#cells[cell] !== 0) cell = (cell + 1) & mask
    this.#cells[cell] = place + 1
  }

  #again(least: number): void {
    this.#cells = new Uint32Array(2 ** Math.ceil(Math.log2(least)))
    for (let place = 0; place < this.words.length; place++) this.#put(place)
  }
}

/** FNV-1a with its high bits mixed into the low ones. */
function hashIn(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}
