// Whether two names may be one person's, word by word, with the reason for each pair of words.

import { assign } from './assign.ts'
import { compareWords, type WordReason } from './compare-words.ts'
import { gluedLike } from './glued-words.ts'
import { rarityOf } from './rarity.ts'
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

/** More words than this are not aligned. */
export const mostAligned = 8
/** A pair worth less than this is not one name spelled twice but two names. */
export const leastGain = -3

/**
 * Compares two names (`readName`) in any order of their words. What both have weighs by how rare it
 * is; what only one has weighs little, since a person of four names writes three; where each has
 * a name that the other lacks, that speaks against. The same both ways, and deterministic; a few
 * microseconds a pair.
 */
export function compareNames(
  a: ReadName, b: ReadName, how: { rarity?: Rarity } = {},
): NameComparison {
  const swapped = textOf(b) < textOf(a)
  const found = swapped ? compared(b, a, how.rarity) : compared(a, b, how.rarity)
  if (!swapped) return found
  const places = new Map(a.words.map(({ as }, at) => [as, at]))
  const place = ({ a: ours }: NamePair) => ours === '' ? mostAligned : places.get(ours) ?? 0
  const aligned = found.aligned.map((pair) => ({ ...pair, a: pair.b, b: pair.a }))
  return { ...found, aligned: aligned.sort((one, other) => place(one) - place(other)) }
}

function textOf({ words }: ReadName): string {
  let text = ''
  for (const { word, role } of words) text += role === 'name' ? `${word} ` : `${role} ${word} `
  return text
}

function compared(a: ReadName, b: ReadName, rarity: Rarity = rarityOf): NameComparison {
  const one = weighedIn(gluedLike(a.words, b.words), rarity)
  const other = weighedIn(gluedLike(b.words, a.words), rarity)
  const gains: number[][] = []
  const whys: WordReason[][] = []
  one.forEach((ours, i) => {
    gains[i] = []
    whys[i] = []
    other.forEach((theirs, j) => {
      const distance = compareWords(ours.word, theirs.word)
      const bits = distance ? gainOf(ours, theirs, distance.cost, distance.why) : -Infinity
      gains[i]![j] = bits > leastGain ? bits : -Infinity
      if (distance) whys[i]![j] = distance.why
    })
  })
  const partners = assign(gains, other.length, leastGain)
  const pairs = partners.flatMap((j, i) => j < 0 ? []
    : [{ i, j, bits: gains[i]![j]!, why: whys[i]![j]! }])
  const left = {
    a: one.filter((each, i) => partners[i]! < 0 && !each.aside),
    b: other.filter((each, j) => !partners.includes(j) && !each.aside),
  }
  const moved = pairs.map((pair) => pairs.some((next) => (next.i - pair.i) * (next.j - pair.j) < 0))
  const { score, bits } = scoreOf({ pairs: pairs.map(({ i, j, bits: gain, why }) => ({
    a: one[i]!, b: other[j]!, gain, why })), left, moved: moved.filter(Boolean).length })
  const aligned: NamePair[] = pairs.map(({ i, j, bits: gain, why }, at) => ({
    a: one[i]!.word.as, b: other[j]!.word.as, weight: rounded(gain),
    why: one[i]!.word.role === 'title' ? 'title' : why === 'exact' && moved[at] ? 'order' : why,
  }))
  const apart = Math.min(left.a.length, left.b.length)
  const alone = (at: number): NameReason => at < apart ? 'different' : 'missing'
  const leave = (each: Weighed, at: number) => ({ as: each.word.as, why: alone(at), weight: 0 })
  aligned.push(
    ...left.a.map(leave).map(({ as, ...rest }) => ({ a: as, b: '', ...rest })),
    ...left.b.map(leave).map(({ as, ...rest }) => ({ a: '', b: as, ...rest })),
  )
  return { score, bits, aligned }
}

/** Calling somebody sheikh or doctor says this much where both do. */
const titleWorth = 1

// The words that are compared; particles and fillers say nothing, titles little.
function weighedIn(words: readonly NameWord[], rarity: Rarity): Weighed[] {
  return words.filter(({ role }) => role !== 'particle' && role !== 'missing')
    .slice(0, mostAligned).map((word, at) => ({
      word, at, aside: word.role === 'title',
      bits: word.role === 'title' ? titleWorth : word.role === 'initial' ? 3 : rarity(word.word),
    }))
}

function gainOf(a: Weighed, b: Weighed, cost: number, why: WordReason): number {
  const bits = why === 'initial' ? 3 : Math.min(a.bits, b.bits)
  return bits - cost
}

function rounded(bits: number): number {
  return Math.round(bits * 10) / 10
}
