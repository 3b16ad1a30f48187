// Names that may be a person's, most alike first: the rarest words are looked for first.

import { Best, type Standing } from './best.ts'
import type { Entries } from './entries.ts'
import { nationalityBits, sexBits } from './entries.ts'
import { roomFor } from './growing.ts'
import { pairOf } from './pairs.ts'
import { firstYear, lastYear, yearPlace } from './settling.ts'
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
/** Bits are counted in 64ths. */
const unit = 64
/** A word that agrees is worth at most so many bits; many rare ones are misspellings. */
const mostWorth = 16
/** One word of so many bits is reason enough to weigh an entry. */
const rareWorth = 5
/** What a birth year that agrees, or is one off, is worth in the ranking, in bits. */
const bornWorth = 9
const nearWorth = 4
/** A word that the name has and the person has not costs so much. */
const surplusCost = 1.5
export const weakMark = 0x80

interface WordSought {
  bit: number
  /** Bits that the word is worth. */
  worth: number
  ids: Uint32Array
  likeness: Float32Array
  /** The same in 64ths. */
  whole: number
  /** Bits of signatures of very common spellings of it. */
  signature: number
  /** Its very common spellings as pair words, with their likeness. */
  pairWords: PairWord[]
}

interface PairWord { pairWord: number; word: number; likeness: number }

/** Owns what one search needs for each name; one search at a time. */
export class NameSearch {
  #scores: Uint16Array = new Uint16Array(1024)
  /** Which words of the person each name has, a bit for each. */
  #has: Uint8Array = new Uint8Array(1024)
  #touched: Uint32Array = new Uint32Array(4096)
  #count = 0
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
    this.#scores = roomFor(this.#scores, this.#index.names)
    this.#has = roomFor(this.#has, this.#index.names)
    this.#count = 0
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
      signature |= 1 << vocabulary.bitOf(ids[at]!)
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
      for (const name of fresh.withWord(id)) this.#touch(settled.names + name, word.bit, score)
      const [from, to] = [settled.postings.start(id), settled.postings.end(id)]
      if ((left.touched -= to - from) < 0) return
      const { names } = settled.postings
      for (let place = from; place < to; place++) this.#touch(names[place]!, word.bit, score)
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
    const scores = [
      Math.round(one.likeness * a.worth * unit), Math.round(two.likeness * b.worth * unit),
    ]
    for (let place = from; place < to; place++) {
      const name = pairs.names[place]!
      this.#touch(name, a.bit, scores[0]!)
      this.#touch(name, b.bit, scores[1]!)
    }
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
      const alone = (fresh.counts[name]! & 0x7f) === 1
      const paired = of.some((one) => of.some((two) => two.word !== one.word && two.id !== one.id))
      const year = this.#entries.yearOf(fresh.entryOf[name]!)
      const born = bornFrom > 0 && year >= bornFrom - 1 && year <= bornUntil + 1
      if (!alone && !paired && !born) continue
      for (const { word, score } of of) this.#touch(settled + name, word.bit, score)
    }
  }

  /** Touches the names that have a very common word and were born in the year, give or take one. */
  #touchBorn(word: WordSought, { bornFrom, bornUntil }: Sought): void {
    const { postings, years } = this.#index.settled
    const first = years[yearPlace(Math.max(firstYear, bornFrom - 1))]!
    const last = years[yearPlace(Math.min(lastYear, bornUntil + 1)) + 1]!
    let left = mostOfYear
    for (const { word: id, likeness } of word.pairWords) {
      const score = Math.round(word.worth * likeness * unit)
      const to = postings.end(id)
      for (let place = postings.from(id, first); place < to; place++) {
        const name = postings.names[place]!
        if (name >= last) break
        if (left-- === 0) return
        this.#touch(name, word.bit, score)
      }
    }
  }

  /** A name has a word of the person; the first spelling that is met is the nearest. */
  #touch(name: number, bit: number, score: number): void {
    const has = this.#has[name]!
    if (has & bit) return
    if (has === 0) {
      if (this.#count === this.#touched.length) {
        this.#touched = roomFor(this.#touched, this.#count + 1)
      }
      this.#touched[this.#count++] = name
    }
    this.#has[name] = has | bit
    this.#scores[name]! += score
  }

  #ranked(sought: Sought, words: readonly WordSought[], most: number): Standing[] {
    // An entry may come by several of its names.
    const best = new Best(most * 2)
    const weighing = this.#weighing(sought)
    const [scores, has] = [this.#scores, this.#has]
    const { names: settled, signatures, counts, entryOf } = this.#index.settled
    const { fresh } = this.#index
    const viaPairs = words.filter(({ signature }) => signature !== 0)
    const mostElse = (bornWorth + 2) * unit
    for (let at = 0; at < this.#count; at++) {
      const name = this.#touched[at]!
      const came = name - settled
      let score = scores[name]!
      let had = has[name]!
      scores[name] = 0
      has[name] = 0
      const signature = came < 0 ? signatures[name]! : fresh.signatures[came]!
      for (const word of viaPairs) {
        if ((signature & word.signature) === 0 || (had & word.bit) !== 0) continue
        had |= word.bit
        score += word.whole
      }
      const count = came < 0 ? counts[name]! : fresh.counts[came]!
      const shared = bitsOf[had]!
      const lacking = Math.min(words.length, count & 0x7f) - shared
      if (lacking > 1 || score + mostElse < best.least) continue
      const entry = came < 0 ? entryOf[name]! : fresh.entryOf[came]!
      const others = weighing(entry, { lacking, score })
      if (others === undefined) continue
      const surplus = Math.max(0, (count & 0x7f) - shared) + (count & weakMark ? 1 : 0)
      const rank = score + Math.round(unit * (others - surplusCost * surplus))
      best.offer(entry, rank, this.#entries.order(entry))
    }
    return best.found().slice(0, most)
  }

  /** What is known of an entry beside its names, in bits; nothing where it is not to be weighed. */
  #weighing({ bornFrom, bornUntil, sexes, nationalities, today }: Sought) {
    const entries = this.#entries
    const sex = sexBits(sexes)
    const nationality = nationalityBits(nationalities)
    return (entry: number, { lacking, score }: { lacking: number; score: number }) => {
      if (!entries.inForce(entry, today)) return undefined
      const apart = entries.yearsApart(entry, bornFrom, bornUntil)
      // One word may be miscopied where the birth year agrees, or where the others are rare.
      if (lacking > 0 && apart !== 0 && score < rareWorth * unit) return undefined
      const born = apart === 0 ? bornWorth : apart === 1 ? nearWorth : apart > 1 ? -bornWorth : 0
      return born + entries.sex(entry, sex) + entries.nationality(entry, nationality)
    }
  }
}

/** How many bits of a number of eight are set. */
const bitsOf = Uint8Array.from({ length: 256 }, (_, number) => bitsIn(number))

function bitsIn(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}
