// Whether two names may be one person's, word by word, with the reason for each pair of words.

import { assign, mostAssigned } from './assign.ts'
import { far, isSlip, type WordReason } from './compare-words.ts'
import { comparedOnce } from './compared-once.ts'
import { gluedLike } from './glued-words.ts'
import type { NameWord, ReadName } from './read-name.ts'
import { scoreOf, type Weighed } from './score.ts'

export const NAME_REASONS = [
  'exact', 'spelling', 'script', 'typo', 'initial', 'nickname', 'cut', 'order', 'particle', 'title',
  'missing', 'different',
] as const
export type NameReason = typeof NAME_REASONS[number]

/**
 * A word of one name beside the word of the other, as they were written; '' where there is none.
 * `weight` is what it says in bits: above zero for one person, below for two.
 */
export interface NamePair { a: string; b: string; why: NameReason; weight: number }

export interface NameComparison {
  /** How sure it is that the names are one person's, 0 to 1, as far as names go. */
  score: number
  /** The weight of evidence of the names: log2 odds, for one person above zero. */
  bits: number
  aligned: NamePair[]
}

/** Bits that a word is worth where two names have it: how rare it is. */
export type Rarity = (word: string) => number

/** A pair worth less than this is not one name spelled twice but two names. */
export const leastGain = -3

/**
 * Compares two names (`readName`) in any order of their words. What both have weighs by how rare it
 * is; what only one has weighs little, since a person of four names writes three; where each has
 * a name that the other lacks, that speaks against. The same both ways, and deterministic; a few
 * microseconds a pair.
 */
export function compareNames(
  a: ReadName, b: ReadName, { rarity }: { rarity?: Rarity } = {},
): NameComparison {
  const { pairs, left, turned } = alignmentOf(a, b, rarity)
  const { score, bits } = scoreOf({ pairs, left })
  return { score, bits, aligned: shown(pairs, left, turned) }
}

/** The words of two names beside each other; `turned` where the second name comes first. */
export function alignmentOf(
  a: ReadName, b: ReadName, rarity?: Rarity,
): { pairs: AlignedPair[]; left: { a: Weighed[]; b: Weighed[] }; turned: boolean } {
  const turned = b.text < a.text
  const [first, second] = turned ? [b, a] : [a, b]
  const one = weighedIn(gluedLike(first.words, second.words), rarity)
  const other = weighedIn(gluedLike(second.words, first.words), rarity)
  const partners = partnersOf(one, other)
  const pairs: AlignedPair[] = []
  for (let i = 0; i < one.length; i++) {
    const j = partners[i]!
    if (j < 0) continue
    const at = i * columns + j
    pairs.push({
      i, j, a: one[i]!, b: other[j]!, gain: gains[at]!, why: whys[at]!, apart: aparts[at]!,
    })
  }
  const left = {
    a: one.filter((each, i) => partners[i]! < 0 && !each.aside),
    b: other.filter((each, j) => !partners.includes(j) && !each.aside),
  }
  return { pairs, left, turned }
}

export interface AlignedPair {
  i: number; j: number; a: Weighed; b: Weighed; gain: number; why: WordReason; apart: boolean
}

const gains = new Float64Array(mostAssigned * mostAssigned)
const whys = new Array<WordReason>(mostAssigned * mostAssigned)
const aparts = new Array<boolean>(mostAssigned * mostAssigned)
let columns = 0

/** For each word of one name its partner in the other, or -1; gains and reasons are left behind. */
function partnersOf(one: readonly Weighed[], other: readonly Weighed[]): number[] {
  columns = other.length
  for (let i = 0; i < one.length; i++) {
    for (let j = 0; j < columns; j++) {
      const [ours, theirs] = [one[i]!, other[j]!]
      const bits = Math.min(ours.bits, theirs.bits)
      const found = comparedOnce(ours.word, theirs.word, Math.min(far, bits - leastGain))
      gains[i * columns + j] = found ? gainOf(ours, theirs, found) : -Infinity
      if (!found) continue
      whys[i * columns + j] = found.why
      aparts[i * columns + j] = found.apart === true
    }
  }
  return assign(gains, { rows: one.length, columns, least: leastGain })
}

/** What a slip costs a name that is usual, and one that only this word shows. */
const [slipCost, slippedCost] = [1, 3]

/**
 * What a pair is worth. A word that nobody bears, a slip away from a name, is that name: of all who
 * write it, nearly all are called so.
 */
function gainOf(a: Weighed, b: Weighed, { cost }: { cost: number }): number {
  const gain = Math.min(a.bits, b.bits) - cost
  if (cost <= 1 || a.word.known === b.word.known || !isSlip(a.word, b.word)) return gain
  const [known, slip] = a.word.known ? [a, b] : [b, a]
  return Math.max(gain, Math.min(known.bits - slipCost, slip.bits - slippedCost))
}

/** Calling somebody sheikh or doctor says this much where both do, an initial that much. */
const [titleWorth, initialWorth] = [1, 3]

// The words that are compared; particles and fillers say nothing, titles little.
function weighedIn(words: readonly NameWord[], rarity?: Rarity): Weighed[] {
  const weighed: Weighed[] = []
  for (const word of words) {
    if (word.role === 'particle' || word.role === 'missing') continue
    if (weighed.length === mostAssigned) break
    weighed.push({
      word, at: weighed.length, aside: word.role === 'title',
      bits: word.role === 'title' ? titleWorth : word.role === 'initial' ? initialWorth
        : rarity ? rarity(word.word) : word.bits,
    })
  }
  return weighed
}

/** What an officer is shown, in the order of the name that was given first. */
function shown(
  pairs: AlignedPair[], left: { a: Weighed[]; b: Weighed[] }, turned: boolean,
): NamePair[] {
  const aligned: NamePair[] = turned ? pairs.sort((x, y) => x.j - y.j).map(pairOf(turned))
    : pairs.map(pairOf(turned))
  const apart = Math.min(left.a.length, left.b.length)
  const [ours, theirs] = turned ? [left.b, left.a] : [left.a, left.b]
  const alone = (at: number) => ({ why: at < apart ? 'different' : 'missing', weight: 0 }) as const
  ours.forEach(({ word }, at) => aligned.push({ a: word.as, b: '', ...alone(at) }))
  theirs.forEach(({ word }, at) => aligned.push({ a: '', b: word.as, ...alone(at) }))
  return aligned
}

function pairOf(turned: boolean) {
  return ({ i, j, a, b, gain, why }: AlignedPair, _at: number, all: AlignedPair[]): NamePair => {
    const moved = all.some((next) => (next.i - i) * (next.j - j) < 0)
    const [ours, theirs] = turned ? [b, a] : [a, b]
    return {
      a: ours.word.as, b: theirs.word.as, weight: Math.round(gain * 10) / 10,
      why: a.word.role === 'title' ? 'title' : why === 'exact' && moved ? 'order' : why,
    }
  }
}
