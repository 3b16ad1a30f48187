// From words that agree and words that do not to odds that two names are one person's.

import type { WordReason } from './compare-words.ts'
import type { NameWord } from './read-name.ts'

/** A word of a name and its worth, in bits; `aside` for titles, which nobody needs to have. */
export interface Weighed { word: NameWord; bits: number; aside: boolean }

export interface Alignment {
  pairs: readonly { a: Weighed; b: Weighed; gain: number; why: WordReason }[]
  /** The words without a partner. */
  left: { a: readonly Weighed[]; b: readonly Weighed[] }
  /** How many pairs stand in another order. */
  moved: number
}

/** What an extra name costs, in bits, and what two names that contradict each other cost. */
const extraCost = 0.9
const differentCost = 3
const differentShare = 0.35
const movedCost = 0.7

/** The score (0 to 1) and the bits of two names whose words are aligned. */
export function scoreOf({ pairs, left, moved }: Alignment): { score: number; bits: number } {
  let gained = 0
  let whole = 0
  for (const { a, b, gain } of pairs) {
    gained += gain
    whole += Math.min(a.bits, b.bits)
  }
  const inOrder = (words: readonly Weighed[]) => words.map(({ bits }) => bits).sort((x, y) => y - x)
  const [a, b] = [inOrder(left.a), inOrder(left.b)]
  const apart = Math.min(a.length, b.length)
  let against = 0
  for (let at = 0; at < apart; at++) {
    against += differentCost + differentShare * Math.min(a[at]!, b[at]!)
  }
  const extra = Math.abs(a.length - b.length)
  const bits = gained - against - extraCost * extra - (moved > 0 ? movedCost : 0)
  if (pairs.length === 0) return { score: 0, bits: Math.min(bits, 0) }
  const reach = Math.max(whole, 4)
  const logit = 0.45 * (bits - 8) + 3 * (gained / reach - 0.75) - 0.5 * against
  return { score: 1 / (1 + Math.exp(-logit)), bits }
}
