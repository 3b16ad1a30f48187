// Names all of whose words very many have: they are found by two words at once.

import { wordsIn, type NameHeads } from './name-heads.ts'
import { Postings } from './postings.ts'

/** So many words at most are words of pairs; the pairs of them have half a million stretches. */
export const mostPairWords = 1000
const stepsAtOnce = 20_000

/**
 * The number of a pair of pair words (each 1 and up), whichever of the two is said first; a word
 * with itself stands for the names of that single word.
 */
export function pairOf(a: number, b: number): number {
  const [more, less] = a > b ? [a, b] : [b, a]
  return (more * (more - 1)) / 2 + less - 1
}

/** The names of every pair, out of the names of every word. */
export function* pairsOf(
  postings: Postings, pairWords: ReadonlyMap<number, number>, heads: NameHeads,
): Generator<void, Postings> {
  if (pairWords.size === 0) return Postings.none
  const names = heads.columns.length / 2
  // Which pair words each name has, up to as many as a name has words.
  const starts = new Uint32Array(names + 1)
  for (const word of pairWords.keys()) {
    for (let at = postings.start(word); at < postings.end(word); at++) {
      starts[postings.names[at]! + 1]! += 1
      if (at % stepsAtOnce === 0) yield
    }
  }
  for (let name = 0; name < names; name++) starts[name + 1]! += starts[name]!
  const words = new Uint16Array(starts[names]!)
  for (const [word, pairWord] of pairWords) {
    for (let at = postings.start(word); at < postings.end(word); at++) {
      words[starts[postings.names[at]!]!++] = pairWord
      if (at % stepsAtOnce === 0) yield
    }
  }
  // Filling moved each start to its end: the name before ends where this one begins.
  const pairs = new Uint32Array(pairOf(pairWords.size, pairWords.size) + 2)
  const each = function* (visit: (pair: number, name: number) => void): Generator<void> {
    for (let name = 0; name < names; name++) {
      const [from, to] = [name === 0 ? 0 : starts[name - 1]!, starts[name]!]
      for (let a = from; a < to; a++) {
        if (wordsIn(heads.head(name)) === 1) visit(pairOf(words[a]!, words[a]!), name)
        for (let b = a + 1; b < to; b++) visit(pairOf(words[a]!, words[b]!), name)
      }
      if (name % stepsAtOnce === 0) yield
    }
  }
  yield* each((pair) => { pairs[pair + 1]! += 1 })
  for (let pair = 1; pair < pairs.length; pair++) pairs[pair]! += pairs[pair - 1]!
  const found = new Uint32Array(pairs.at(-1)!)
  const next = pairs.slice()
  yield* each((pair, name) => { found[next[pair]!++] = name })
  return new Postings(pairs, found)
}
