// The words of all names on a list: how many names have each, and which words are near another.

import { WordTable } from '../../../lib/names/word-table.ts'
import { HashIndex } from './hash-index.ts'
import { hashOf, roomFor } from './growing.ts'
import { bitFor } from './name-heads.ts'
import { keysOf } from './name-words.ts'
import { wordDistance } from './word-distance.ts'

/** Words of a list that a name may mean by one of its own, the nearest first. */
export interface Neighbours { ids: Uint32Array; likeness: Float32Array }

/** So many words near a word are looked for: the others are further than a misspelling. */
const mostNeighbours = 128
/** Of shorter words another letter makes another word. */
const leastForSlip = 4
/** So many words of one key are compared; a key of more tells nothing. */
const mostOfOneKey = 4000
/** Neighbours of so many words are remembered: names repeat. */
const mostRemembered = 6000
/** After so many new words a remembered word is looked for anew. */
const mostNewWords = 24

interface Remembered { near: Neighbours; words: number }

/** Owns the words, each under a number that it keeps. */
export class Vocabulary {
  #table = new WordTable()
  #names: Uint32Array = new Uint32Array(1024)
  /** The bit that a word sets in the head of a name. */
  #bits: Uint32Array = new Uint32Array(1024)
  #keys = new HashIndex()
  readonly #remembered = new Map<string, Remembered>()

  /** How many words there are, those that no name has any more included. */
  get size(): number { return this.#table.words.length }

  /** The number of a word, under which a name now holds it. */
  hold(word: string): number {
    const known = this.#table.find(word)
    const id = known >= 0 ? known : this.#add(word)
    this.#names[id]! += 1
    return id
  }

  /** One name fewer has the word. */
  release(id: number): void {
    this.#names[id]! -= 1
  }

  /** The number of a word; -1 where no name ever had it. */
  find(word: string): number { return this.#table.find(word) }
  /** In how many names a word is. */
  namesOf(id: number): number { return this.#names[id]! }
  /** The bit that names with this word have set in their head. */
  bitOf(id: number): number { return this.#bits[id]! }

  #add(word: string): number {
    const id = this.#table.add(word)
    this.#names = roomFor(this.#names, id + 1)
    this.#bits = roomFor(this.#bits, id + 1)
    const keys = keysOf(word)
    // Spellings of one word share its first key: a head knows them as one.
    this.#bits[id] = bitFor(hashOf(keys[0] ?? word))
    for (const hash of hashesOfSounds(keys)) this.#keys.addHash(hash, id)
    for (const hash of hashesOfSlips(word)) this.#keys.addHash(hash, id)
    return id
  }

  /** Words of the list that may be this one, by sound or by a slip of the pen, nearest first. */
  neighbours(word: string): Neighbours {
    const known = this.#remembered.get(word)
    if (known) {
      if (known.words === this.size) return known.near
      if (this.size - known.words <= mostNewWords) return this.#withNewWords(word, known)
    }
    const near = new Map<number, number>()
    const [sounds, slips] = [hashesOfSounds(keysOf(word)), hashesOfSlips(word)]
    const places: number[] = []
    for (const hash of sounds) this.#keys.findHash(hash, places, mostOfOneKey)
    for (const id of places) near.set(id, likenessOf(word, this.#table.words[id]!, true))
    places.length = 0
    for (const hash of slips) this.#keys.findHash(hash, places, mostOfOneKey)
    for (const id of places) {
      if (!near.has(id)) near.set(id, likenessOf(word, this.#table.words[id]!, false))
    }
    return this.#remember(word, near)
  }

  /** Words that came since are few: each is compared, which is what its keys are for otherwise. */
  #withNewWords(word: string, { near, words }: Remembered): Neighbours {
    const all = new Map([...near.ids].map((id, at) => [id, near.likeness[at]!]))
    const keys = keysOf(word)
    const slips = new Set(hashesOfSlips(word))
    for (let id = words; id < this.size; id++) {
      const other = this.#table.words[id]!
      const sounds = keysOf(other).some((key) => keys.includes(key))
      if (sounds || hashesOfSlips(other).some((hash) => slips.has(hash))) {
        all.set(id, likenessOf(word, other, sounds))
      }
    }
    return this.#remember(word, all)
  }

  #remember(word: string, found: ReadonlyMap<number, number>): Neighbours {
    const near = this.#nearest(found)
    // The oldest half is dropped at once, before it can grow without limit.
    if (this.#remembered.size >= mostRemembered) {
      let left = mostRemembered / 2
      for (const each of this.#remembered.keys()) {
        if (left-- === 0) break
        this.#remembered.delete(each)
      }
    }
    this.#remembered.set(word, { near, words: this.size })
    return near
  }

  #nearest(found: ReadonlyMap<number, number>): Neighbours {
    const near: { id: number; likeness: number; word: string }[] = []
    for (const [id, likeness] of found) {
      if (likeness > 0) near.push({ id, likeness, word: this.#table.words[id]! })
    }
    // By the word where as near: the same wherever the list was made, in whatever order.
    near.sort((a, b) => b.likeness - a.likeness || (a.word < b.word ? -1 : 1))
    near.length = Math.min(near.length, mostNeighbours)
    return {
      ids: Uint32Array.from(near, ({ id }) => id),
      likeness: Float32Array.from(near, ({ likeness }) => likeness),
    }
  }

  /** Its columns, as a snapshot keeps them. */
  columns() {
    return {
      words: this.#table.words, names: this.#names.subarray(0, this.size),
      bits: this.#bits.subarray(0, this.size), keys: this.#keys.columns(),
    }
  }

  /** The vocabulary whose columns these are. */
  static of({ words, names, bits, keys }: ReturnType<Vocabulary['columns']>): Vocabulary {
    const made = new Vocabulary()
    made.#table = new WordTable(words)
    made.#names = names
    made.#bits = bits
    made.#keys = HashIndex.of(keys)
    return made
  }
}

function hashesOfSounds(keys: readonly string[]): number[] {
  return keys.map((key) => hashOf(`=${key}`))
}

/** Two words one slip apart share one of these: the word, or what is left without a letter. */
function hashesOfSlips(word: string): number[] {
  const hashes = [hashOf(word)]
  if (word.length < leastForSlip) return hashes
  for (let at = 0; at < word.length && at < 24; at++) {
    // Of a double letter either one leaves the same.
    if (word[at] !== word[at + 1]) hashes.push(hashOf(word.slice(0, at) + word.slice(at + 1)))
  }
  return hashes
}

/** How near two words are, 0 to 1; 0 where they are different words. */
function likenessOf(word: string, other: string, sounds: boolean): number {
  if (word === other) return 1
  const length = Math.max(word.length, other.length)
  const distance = wordDistance(word, other)
  if (sounds) return Math.max(0.55, 1 - 0.35 * distance / length)
  const slip = length >= 10 ? 3 : length >= 6 ? 2 : length >= leastForSlip ? 1 : 0
  return distance <= slip ? 1 - distance / length : 0
}
