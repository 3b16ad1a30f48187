// Settling a list: the names that were added one by one are put in their place among the others.

import { NameHeads } from './name-heads.ts'
import { mostPairWords, pairsOf } from './pairs.ts'
import { Postings } from './postings.ts'

/** The names as a search reads them, in the order of the years of birth. */
export interface Settled {
  /** How many names; they are 0 to `names` − 1. */
  names: number
  heads: NameHeads
  postings: Postings
  /** Names that have two words which very many have, by the pair of them. */
  pairs: Postings
  /** The words of pairs: which pair word each word is, by its number; 0 for none. */
  pairWords: Map<number, number>
  /** Where the names of a year of birth begin; of `firstYear` − 1 are those of unknown years. */
  years: Uint32Array
}

/** Names added since, in the order in which they came, with the words of each. */
export interface Fresh {
  names: number
  heads: NameHeads
  /** Where the words of each begin in `words`. */
  starts: Uint32Array
  words: Uint32Array
}

export const firstYear = 1900
export const lastYear = 2050
/** Place of a year among `years`; the unknown stand first. */
export function yearPlace(year: number): number {
  return year < firstYear || year > lastYear ? 0 : year - firstYear + 1
}
const yearPlaces = lastYear - firstYear + 2

export const emptySettled: Settled = {
  names: 0, heads: new NameHeads(), postings: Postings.none, pairs: Postings.none,
  pairWords: new Map(), years: new Uint32Array(yearPlaces + 1),
}

/** So many steps are taken before whoever settles is asked whether to go on. */
const stepsAtOnce = 20_000
const dropped = 0xffffffff
/** A word that fewer names have is quickly looked through, however short the list. */
const leastOfMany = 1000

export interface Settling {
  settled: Settled
  fresh: Fresh
  /** How many words the vocabulary has. */
  words: number
  /** Year of birth of an entry, 0 where it is not known or not one. */
  yearOf(entry: number): number
  held(entry: number): boolean
}

/**
 * Makes the settled names anew out of those settled before and those that came since, without the
 * ones of entries let go. Gives way again and again; nothing that a search reads is changed.
 */
export function* settle(of: Settling): Generator<void, Settled> {
  const { settled, fresh } = of
  const years = new Uint32Array(yearPlaces + 1)
  const total = settled.names + fresh.names
  // First the place of each name's year, then its new number: asked once, as entries come and go.
  const newName = new Uint32Array(total)
  for (let name = 0; name < total; name++) {
    const entry = name < settled.names
      ? settled.heads.entry(name) : fresh.heads.entry(name - settled.names)
    const at = of.held(entry) ? yearPlace(of.yearOf(entry)) : dropped
    newName[name] = at
    if (at !== dropped) years[at + 1]! += 1
    if (name % stepsAtOnce === 0) yield
  }
  for (let at = 1; at <= yearPlaces; at++) years[at]! += years[at - 1]!
  const names = years[yearPlaces]!
  // By the order of the years, and within one as they were: what was in order stays in order.
  const next = years.slice()
  for (let name = 0; name < total; name++) {
    if (newName[name] !== dropped) newName[name] = next[newName[name]!]!++
    if (name % stepsAtOnce === 0) yield
  }
  const heads = yield* movedHeads(of, newName, names)
  const postings = yield* movedPostings(of, newName, names)
  const pairWords = pairWordsOf(postings, names)
  const pairs = yield* pairsOf(postings, pairWords, heads)
  return { names, heads, postings, pairs, pairWords, years }
}

function* movedHeads(
  { settled, fresh }: Settling, newName: Uint32Array, names: number,
): Generator<void, NameHeads> {
  const heads = new NameHeads(new Uint32Array(2 * names))
  for (let name = 0; name < newName.length; name++) {
    const to = newName[name]!
    if (to !== dropped) {
      const [from, at] = name < settled.names
        ? [settled.heads, name] as const : [fresh.heads, name - settled.names] as const
      heads.set(to, from.head(at), from.entry(at))
    }
    if (name % stepsAtOnce === 0) yield
  }
  return heads
}

function* movedPostings(
  of: Settling, newName: Uint32Array, total: number,
): Generator<void, Postings> {
  const { settled: { postings: old }, words } = of
  const came = yield* freshPostings(of, newName, total)
  if (old.names.length === 0) return came
  const starts = new Uint32Array(words + 1)
  for (let word = 0; word < words; word++) {
    let length = came.length(word)
    for (let at = old.start(word); at < old.end(word); at++) {
      if (newName[old.names[at]!] !== dropped) length += 1
      if (at % stepsAtOnce === 0) yield
    }
    starts[word + 1] = starts[word]! + length
  }
  const names = new Uint32Array(starts[words]!)
  let to = 0
  for (let word = 0; word < words; word++) {
    const end = came.end(word)
    let fresh = came.start(word)
    for (let at = old.start(word); at < old.end(word); at++) {
      const name = newName[old.names[at]!]!
      if (name === dropped) continue
      while (fresh < end && came.names[fresh]! < name) names[to++] = came.names[fresh++]!
      names[to++] = name
      if (at % stepsAtOnce === 0) yield
    }
    while (fresh < end) names[to++] = came.names[fresh++]!
  }
  return new Postings(starts, names)
}

/** The names that came since, by their words and by their new numbers. */
function* freshPostings(
  { settled, fresh, words }: Settling, newName: Uint32Array, names: number,
): Generator<void, Postings> {
  const starts = new Uint32Array(words + 1)
  const came = new Uint32Array(names).fill(dropped)
  for (let name = 0; name < fresh.names; name++) {
    const to = newName[settled.names + name]!
    if (to === dropped) continue
    came[to] = name
    for (let at = fresh.starts[name]!; at < fresh.starts[name + 1]!; at++) {
      starts[fresh.words[at]! + 1]! += 1
    }
    if (name % stepsAtOnce === 0) yield
  }
  for (let word = 0; word < words; word++) starts[word + 1]! += starts[word]!
  const found = new Uint32Array(starts[words]!)
  const next = starts.slice()
  // In the order of the new numbers, so that each word meets its names in that order.
  for (let to = 0; to < names; to++) {
    const name = came[to]!
    if (name !== dropped) {
      for (let at = fresh.starts[name]!; at < fresh.starts[name + 1]!; at++) {
        found[next[fresh.words[at]!]!++] = to
      }
    }
    if (to % stepsAtOnce === 0) yield
  }
  return new Postings(starts, found)
}

/** The words that most names have: those two of which are looked for as a pair. */
function pairWordsOf(postings: Postings, names: number): Map<number, number> {
  const least = Math.max(leastOfMany, names / 2000)
  const many: number[] = []
  for (let word = 0; word < postings.size; word++) {
    if (postings.length(word) >= least) many.push(word)
  }
  many.sort((a, b) => postings.length(b) - postings.length(a) || a - b)
  return new Map(many.slice(0, mostPairWords).map((word, at) => [word, at + 1]))
}
