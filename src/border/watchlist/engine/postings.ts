// Which names have a word: one long column of names, in which each word has its stretch.

/** The stretches of all words; the names of a word stand in ascending order. */
export class Postings {
  readonly #starts: Uint32Array
  readonly names: Uint32Array

  constructor(starts: Uint32Array, names: Uint32Array) {
    this.#starts = starts
    this.names = names
  }

  static readonly none = new Postings(Uint32Array.of(0), new Uint32Array(0))

  /** How many words have a stretch. */
  get size(): number { return this.#starts.length - 1 }

  /** Its columns, as a snapshot keeps them. */
  columns() { return { starts: this.#starts, names: this.names } }

  /** The postings whose columns these are. */
  static of({ starts, names }: { starts: Uint32Array; names: Uint32Array }): Postings {
    return new Postings(starts, names)
  }

  start(word: number): number {
    return word < this.size ? this.#starts[word]! : 0
  }

  end(word: number): number {
    return word < this.size ? this.#starts[word + 1]! : 0
  }

  length(word: number): number { return this.end(word) - this.start(word) }

  /** The first place in the stretch of a word whose name is not before this one. */
  from(word: number, name: number): number {
    let [low, high] = [this.start(word), this.end(word)]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.names[middle]! < name) low = middle + 1
      else high = middle
    }
    return low
  }
}
