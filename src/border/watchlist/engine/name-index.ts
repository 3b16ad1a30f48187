// All names of a list, found by their words: those settled, and the few that came since.

import { FreshNames } from './fresh-names.ts'
import { headOf, NameHeads } from './name-heads.ts'
import { wordsIn } from './name-words.ts'
import { Postings } from './postings.ts'
import { emptySettled, settle, type Settled } from './settling.ts'
import { Vocabulary } from './vocabulary.ts'
import type { Entries } from './entries.ts'

/** A name of an entry; a weak alias is worth less. */
export interface NameTaken { text: string; weak?: boolean }

/** Owns the names; a name's number holds until the list is settled anew. */
export class NameIndex {
  #vocabulary: Vocabulary
  #settled: Settled
  #fresh: FreshNames
  #held: number
  readonly #entries: Entries

  constructor(entries: Entries) {
    this.#entries = entries
    this.#vocabulary = new Vocabulary()
    this.#settled = emptySettled
    this.#held = 0
    this.#fresh = new FreshNames()
  }

  get vocabulary(): Vocabulary { return this.#vocabulary }
  get settled(): Settled { return this.#settled }
  get fresh(): FreshNames { return this.#fresh }
  /** Numbers that names have now: settled ones first. */
  get names(): number { return this.#settled.names + this.#fresh.names }
  /** Names of entries that are held. */
  get held(): number { return this.#held }

  /** Before a list is read whole: what comes is not searched until it is settled. */
  reading(): void {
    this.#fresh = new FreshNames({ searched: false })
  }

  add(entry: number, names: readonly NameTaken[]): void {
    for (const { text, weak } of names) {
      const words = wordsIn(text).map((word) => this.#vocabulary.hold(word))
      if (words.length === 0) continue
      const bits = words.reduce((all, word) => all | this.#vocabulary.bitOf(word), 0)
      const head = headOf({ bits, count: words.length, weak: weak ?? false })
      this.#fresh.add({ entry, words, head })
      this.#held += 1
    }
  }

  /** Names of an entry that is let go: they count no longer, and are left out when settling. */
  drop(names: readonly NameTaken[]): void {
    for (const { text } of names) {
      const words = wordsIn(text)
      if (words.length === 0) continue
      for (const word of words) this.#vocabulary.release(this.#vocabulary.find(word))
      this.#held -= 1
    }
  }

  /** Settles the list step by step; what comes meanwhile is found, and waits for the next time. */
  * settling(): Generator<void> {
    const { names: came, heads, starts, words } = this.#fresh
    const entries = this.#entries
    const settled = yield* settle({
      settled: this.#settled, words: this.#vocabulary.size,
      fresh: { names: came, heads, starts, words },
      yearOf: (entry) => entries.yearOf(entry), held: (entry) => entries.isHeld(entry),
    })
    // In one turn: a search before it reads the old, one after it the new.
    this.#fresh = this.#fresh.since(came)
    this.#settled = settled
  }

  /** Its columns, as a snapshot keeps them; only of names that are all settled. */
  columns() {
    if (this.#fresh.names > 0) throw new Error('names that are not settled cannot be kept')
    const { names, heads, postings, pairs, pairWords, years } = this.#settled
    return {
      names, heads: heads.columns.subarray(0, 2 * names), years, held: this.#held,
      postings: postings.columns(), pairs: pairs.columns(),
      pairWords: Uint32Array.from([...pairWords].flat()), vocabulary: this.#vocabulary.columns(),
    }
  }

  /** The names whose columns these are. */
  static of(columns: ReturnType<NameIndex['columns']>, entries: Entries): NameIndex {
    const made = new NameIndex(entries)
    const { names, heads, years, held, postings, pairs, pairWords, vocabulary } = columns
    made.#vocabulary = Vocabulary.of(vocabulary)
    made.#held = held
    made.#settled = {
      names, heads: new NameHeads(heads), years, postings: Postings.of(postings),
      pairs: Postings.of(pairs), pairWords: new Map(Array.from(
        { length: pairWords.length / 2 }, (_, at) => [pairWords[2 * at]!, pairWords[2 * at + 1]!],
      )),
    }
    return made
  }
}
