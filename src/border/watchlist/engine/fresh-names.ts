// Names that came since the list was settled: few, found at once, each word with its own list.

import { roomFor } from './growing.ts'
import { NameHeads } from './name-heads.ts'
import type { Fresh } from './settling.ts'

/** A name as it is added: its words by their numbers in the vocabulary. */
export interface NameAdded {
  entry: number
  words: readonly number[]
  head: number
}

/** Owns what came; a name's number here counts from 0. */
export class FreshNames implements Fresh {
  names = 0
  readonly heads = new NameHeads()
  starts: Uint32Array = new Uint32Array(64)
  words: Uint32Array = new Uint32Array(64)
  #byWord: Map<number, number[]> | undefined = new Map()

  /** A list that is read whole is settled before it is searched: its words need no lists. */
  constructor({ searched = true } = {}) {
    if (!searched) this.#byWord = undefined
  }

  add({ entry, words, head }: NameAdded): void {
    const name = this.names++
    this.starts = roomFor(this.starts, this.names + 1)
    let at = this.starts[name]!
    this.words = roomFor(this.words, at + words.length)
    this.heads.set(name, head, entry)
    for (const word of words) {
      this.words[at++] = word
      if (!this.#byWord) continue
      const names = this.#byWord.get(word)
      if (names) names.push(name)
      else this.#byWord.set(word, [name])
    }
    this.starts[this.names] = at
  }

  /** The names that have a word, in the order in which they came. */
  withWord(word: number): readonly number[] {
    return this.#byWord?.get(word) ?? none
  }

  /** Those of these names that came from a number on, as names of their own. */
  since(first: number): FreshNames {
    const left = new FreshNames()
    for (let name = first; name < this.names; name++) {
      left.add({
        entry: this.heads.entry(name), head: this.heads.head(name),
        words: [...this.words.subarray(this.starts[name]!, this.starts[name + 1]!)],
      })
    }
    return left
  }
}

const none: readonly number[] = []
