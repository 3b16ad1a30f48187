// The names that a search touches: which words of the person each has, and how it stands by them.

import { roomFor } from './growing.ts'
import { weakIn, wordsIn } from './name-heads.ts'
import type { NameIndex } from './name-index.ts'

/** Bits are counted in 64ths. */
export const unit = 64
/** A word that agrees is worth at most so many bits; many rare ones are misspellings. */
export const mostWorth = 16
/** One word of so many bits is reason enough to weigh an entry. */
const rareWorth = 5
/** A word that the name has and the person has not costs so much. */
const surplusCost = 1.5

export interface WordSought {
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

export interface PairWord { pairWord: number; word: number; likeness: number }

/** Below the score of a mark are the bits of eight words. */
const scoreShift = 8
/** Nine words too many cost less than this: ranks are whole numbers from 0. */
export const rankZero = 16 * unit
/** A band for each bit (64 ranks) that eight words can be worth. */
export const bandCount = 16 + 8 * mostWorth + 1

/** Owns what one search needs for each name; one search at a time. */
export class TouchedNames {
  /** For each name which words of the person it has, a bit for each, and above them its score. */
  #marks: Uint32Array = new Uint32Array(1024)
  /** The names that have any. */
  names: Uint32Array = new Uint32Array(4096)
  /** How each of those stands by its words, and in which order they are looked at. */
  #standings: Uint32Array = new Uint32Array(4096)
  order: Uint32Array = new Uint32Array(4096)
  #count = 0

  /** Before a search among so many names. */
  begin(names: number): void {
    this.#marks = roomFor(this.#marks, names)
    this.#count = 0
  }

  /** Names have a word of the person; the first spelling that is met is the nearest. */
  addAll(found: Uint32Array, bit: number, score: number): void {
    this.names = roomFor(this.names, this.#count + found.length)
    for (let at = 0; at < found.length; at++) this.add(found[at]!, bit, score)
  }

  add(name: number, bit: number, score: number): void {
    const mark = this.#marks[name]!
    if ((mark & bit) !== 0) return
    if (mark === 0) {
      if (this.#count === this.names.length) {
        this.names = roomFor(this.names, this.#count + 1)
      }
      this.names[this.#count++] = name
    }
    this.#marks[name] = (mark | bit) + (score << scoreShift)
  }

  /**
   * Puts the names that were touched into bands by what they agree in, a band for each bit, and
   * says where each band begins. Names that lack two words of the person are left out.
   */
  inBands(words: readonly WordSought[], index: NameIndex): Uint32Array {
    const [marks, touched, count] = [this.#marks, this.names, this.#count]
    const { settled: { names: settled, heads: { columns: heads } }, fresh } = index
    const came = fresh.heads.columns
    const viaPairs = words.filter(({ signature }) => signature !== 0)
    const bands = new Uint32Array(bandCount + 1)
    this.#standings = roomFor(this.#standings, count)
    this.order = roomFor(this.order, count)
    let kept = 0
    for (let at = 0; at < count; at++) {
      const name = touched[at]!
      let had = marks[name]! & 0xff
      let score = marks[name]! >>> scoreShift
      marks[name] = 0
      const head = name < settled ? heads[2 * name]! : came[2 * (name - settled)]!
      for (let via = 0; via < viaPairs.length; via++) {
        const word = viaPairs[via]!
        if ((head & word.signature) === 0 || (had & word.bit) !== 0) continue
        had |= word.bit
        score += word.whole
      }
      const [shared, has] = [bitsOf[had]!, wordsIn(head)]
      const lacking = Math.min(words.length, has) - shared
      if (lacking > 1) continue
      const surplus = Math.max(0, has - shared) + weakIn(head)
      const rank = score - surplusCost * unit * surplus + rankZero
      // One word may be miscopied where the birth year agrees, or where the others are rare.
      const needsYear = lacking > 0 && score < rareWorth * unit
      touched[kept] = name
      this.#standings[kept++] = rank << 1 | (needsYear ? 1 : 0)
      bands[(rank >>> 6) + 1]! += 1
    }
    for (let band = 1; band <= bandCount; band++) bands[band]! += bands[band - 1]!
    const next = bands.slice()
    for (let at = 0; at < kept; at++) this.order[next[this.#standings[at]! >>> 7]!++] = at
    return bands
  }

  /** By how much, in 64ths of a bit, the words of the name at a place agree. */
  rank(place: number): number { return (this.#standings[place]! >>> 1) - rankZero }
  /** Whether the words of the name at a place say too little where the birth year differs. */
  needsYear(place: number): boolean { return (this.#standings[place]! & 1) === 1 }
}

/** How many bits of a number of eight are set. */
const bitsOf = Uint8Array.from({ length: 256 }, (_, number) => bitsIn(number))

function bitsIn(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}
