// Two words are compared once: the same few stand beside each other in name after name.

import { compareWords, type WordDistance } from './compare-words.ts'
import type { NameWord } from './read-name.ts'

/** Pairs that are remembered: a pair that falls on the place of another takes it. */
const most = 1 << 15
const ones = new Float64Array(most)
const others = new Float64Array(most)
const limits = new Float64Array(most)
const found = Array.from<WordDistance | undefined>({ length: most })

/** What `compareWords` answers; of words that were read as one word each, remembered. */
export function comparedOnce(a: NameWord, b: NameWord, limit: number): WordDistance | undefined {
  if (a.place === undefined || b.place === undefined) return compareWords(a, b, limit)
  const at = (Math.imul(a.place, 0x9e3779b1) ^ Math.imul(b.place, 0x85ebca6b)) >>> 17
  if (ones[at] !== a.place || others[at] !== b.place || limits[at] !== limit) {
    found[at] = compareWords(a, b, limit)
    ones[at] = a.place
    others[at] = b.place
    limits[at] = limit
  }
  return found[at]
}
