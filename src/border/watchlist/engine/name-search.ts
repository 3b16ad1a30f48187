// Names that may be a person's, most alike first: the rarest words are looked for first.

import { Best, type Standing } from './best.ts'
import type { Entries } from './entries.ts'
import { nationalityBits, sexBits } from './entries.ts'
import { pairOf } from './pairs.ts'
import { firstYear, lastYear, yearPlace } from './settling.ts'
import { wordsIn } from './name-heads.ts'
import {
  bandCount, mostWorth, rankZero, TouchedNames, unit, type PairWord, type WordSought,
} from './touched-names.ts'
import type { NameIndex } from './name-index.ts'

/** Whom a search is for, of whom all but the names may be unknown. */
export interface Sought {
  /** The words of one name. */
  words: readonly string[]
  /** Years between which the person was born, 0 where unknown. */
  bornFrom: number
  bornUntil: number
  sexes: readonly string[]
  nationalities: readonly string[]
  /** Days since 1970: alerts in force on this day. */
  today: number
}

/** So many names at most are touched in one search; the rarest words come first. */
const mostTouched = 150_000
/** And so many by one very common word in the years about the birth. */
const mostOfYear = 20_000
/** What a birth year that agrees, or is one off, is worth in the ranking, in bits. */
const bornWorth = 9
const nearWorth = 4

/** Owns what one search needs for each name; one search at a time. */
export class NameSearch {
  readonly #touched = new TouchedNames()
  readonly #index: NameIndex
  readonly #entries: Entries

  constructor(index: NameIndex, entries: Entries) {
    this.#index = index
    this.#entries = entries
  }

  /** The entries whose names are most alike, each once, at most `most`. */
  find(sought: Sought, most: number): Standing[] {
    const words = sought.words.slice(0, 8).map((word, at) => this.#wordSought(word, 1 << at))
      .sort((a, b) => b.worth - a.worth)
    this.#touched.begin(this.#index.names)
    const left = { touched: mostTouched }
    for (const word of words) this.#touchRare(word, left, words.length === 1)
    this.#touchPairs(words, left)
    this.#touchFresh(words, sought)
    if (sought.bornFrom > 0) for (const word of words) this.#touchBorn(word, sought)
    return this.#ranked(sought, words, most)
  }

  /** Bits that a word is worth: how few of the listed, and of a thousand more, may mean it. */
  worthOf(word: string): number {
    const { ids, likeness } = this.#index.vocabulary.neighbours(word)
    let names = 0
    for (let at = 0; at < ids.length; at++) {
      if (likeness[at]! >= 0.8) names += this.#index.vocabulary.namesOf(ids[at]!)
    }
    return Math.min(mostWorth, Math.log2((this.#index.held + 1000) / (names + 1)))
  }

  #wordSought(word: string, bit: number): WordSought {
    const { vocabulary, settled } = this.#index
    const { ids, likeness } = vocabulary.neighbours(word)
    const pairWords: WordSought['pairWords'] = []
    let signature = 0
    for (let at = 0; at < ids.length; at++) {
      const pairWord = settled.pairWords.get(ids[at]!)
      if (pairWord === undefined) continue
      pairWords.push({ pairWord, word: ids[at]!, likeness: likeness[at]! })
      signature |= vocabulary.bitOf(ids[at]!)
    }
    const worth = this.worthOf(word)
    return { bit, worth, whole: Math.round(worth * unit), ids, likeness, signature, pairWords }
  }

  /** Touches the names that have the word, in its spellings that few have, or in all of them. */
  #touchRare(word: WordSought, left: { touched: number }, all: boolean): void {
    const { settled, fresh } = this.#index
    for (let at = 0; at < word.ids.length; at++) {
      const id = word.ids[at]!
      const score = Math.round(word.worth * word.likeness[at]! * unit)
      if (!all && settled.pairWords.has(id)) continue
      for (const name of fresh.withWord(id)) {
        this.#touched.add(settled.names + name, word.bit, score)
      }
      const [from, to] = [settled.postings.start(id), settled.postings.end(id)]
      if ((left.touched -= to - from) < 0) return
      this.#touched.addAll(settled.postings.names.subarray(from, to), word.bit, score)
    }
  }

  /** Touches the names that have two words which very many have, or one of them and no other. */
  #touchPairs(words: readonly WordSought[], left: { touched: number }): void {
    for (let a = 0; a < words.length; a++) {
      for (const one of words[a]!.pairWords) {
        this.#touchPair(words[a]!, one, words[a]!, one, left)
        for (let b = a + 1; b < words.length; b++) {
          for (const two of words[b]!.pairWords) {
            if (one.pairWord === two.pairWord) continue
            this.#touchPair(words[a]!, one, words[b]!, two, left)
          }
        }
      }
    }
  }

  #touchPair(
    a: WordSought, one: PairWord, b: WordSought, two: PairWord, left: { touched: number },
  ): void {
    const { pairs } = this.#index.settled
    const pair = pairOf(one.pairWord, two.pairWord)
    const [from, to] = [pairs.start(pair), pairs.end(pair)]
    if (from === to || left.touched < to - from) return
    left.touched -= to - from
    const names = pairs.names.subarray(from, to)
    this.#touched.addAll(names, a.bit, Math.round(one.likeness * a.worth * unit))
    if (b !== a) this.#touched.addAll(names, b.bit, Math.round(two.likeness * b.worth * unit))
  }

  /** Touches the names that came since by the same rules, so that they are found alike. */
  #touchFresh(words: readonly WordSought[], { bornFrom, bornUntil }: Sought): void {
    const { settled: { names: settled }, fresh } = this.#index
    const met = new Map<number, { word: WordSought; id: number; score: number }[]>()
    for (const word of words) {
      for (const { word: id, likeness } of word.pairWords) {
        const score = Math.round(word.worth * likeness * unit)
        for (const name of fresh.withWord(id)) {
          const before = met.get(name)
          if (before) before.push({ word, id, score })
          else met.set(name, [{ word, id, score }])
        }
      }
    }
    for (const [name, of] of met) {
      const alone = wordsIn(fresh.heads.head(name)) === 1
      const paired = of.some((one) => of.some((two) => two.word !== one.word && two.id !== one.id))
      const year = this.#entries.yearOf(fresh.heads.entry(name))
      const born = bornFrom > 0 && year >= bornFrom - 1 && year <= bornUntil + 1
      if (!alone && !paired && !born) continue
      for (const { word, score } of of) this.#touched.add(settled + name, word.bit, score)
    }
  }

  /** Touches the names that have a very common word and were born in the year, give or take one. */
  #touchBorn(word: WordSought, { bornFrom, bornUntil }: Sought): void {
    const { postings, years } = this.#index.settled
    const first = years[yearPlace(Math.max(firstYear, bornFrom - 1))]!
    const last = years[yearPlace(Math.min(lastYear, bornUntil + 1)) + 1]!
    let left = mostOfYear
    for (const { word: id, likeness } of word.pairWords) {
      const from = postings.from(id, first)
      const to = Math.min(from + left, postings.from(id, last))
      left -= to - from
      const score = Math.round(word.worth * likeness * unit)
      this.#touched.addAll(postings.names.subarray(from, to), word.bit, score)
    }
  }

  #ranked(sought: Sought, words: readonly WordSought[], most: number): Standing[] {
    const touched = this.#touched
    const bands = touched.inBands(words, this.#index)
    // An entry may come by several of its names.
    const best = new Best(most * 2)
    const { settled: { names: settled, heads }, fresh } = this.#index
    const about = {
      ...sought, sex: sexBits(sought.sexes), nationality: nationalityBits(sought.nationalities),
    }
    const mostElse = ((sought.bornFrom > 0 ? bornWorth : 0) + 2) * unit
    // From the names that agree most on: what follows cannot be better by more than all else says.
    for (let band = bandCount - 1; band >= 0; band--) {
      if ((band + 1) * unit - rankZero + mostElse < best.least) break
      for (let at = bands[band]!; at < bands[band + 1]!; at++) {
        const place = touched.order[at]!
        const rank = touched.rank(place)
        if (rank + mostElse < best.least) continue
        const name = touched.names[place]!
        const entry = name < settled ? heads.entry(name) : fresh.heads.entry(name - settled)
        const others = this.#others(entry, about, touched.needsYear(place))
        if (others === notMeant) continue
        best.offer(entry, rank + others * unit, this.#entries.order(entry))
      }
    }
    return best.found().slice(0, most)
  }

  /** What is known of an entry beside its names, in bits, or that it is not to be weighed. */
  #others(entry: number, about: About, needsYear: boolean): number {
    const entries = this.#entries
    if (!entries.inForce(entry, about.today)) return notMeant
    const apart = entries.yearsApart(entry, about.bornFrom, about.bornUntil)
    // One word may be miscopied where the birth year agrees, or where the others are rare.
    if (needsYear && apart !== 0) return notMeant
    const born = apart === 0 ? bornWorth : apart === 1 ? nearWorth : apart > 1 ? -bornWorth : 0
    return born + entries.sex(entry, about.sex) + entries.nationality(entry, about.nationality)
  }
}

type About = Sought & { sex: number; nationality: number }
const notMeant = -1000
