// From words that agree and words that do not to odds that two names are one person's.

import type { WordReason } from './compare-words.ts'
import type { NameWord } from './read-name.ts'

/**
 * A word of a name, its worth in bits, and its place; `aside` for titles, which nobody needs to
 * have.
 */
export interface Weighed { word: NameWord; bits: number; aside: boolean; at: number }

export interface Alignment {
  /** What each pair is worth, less what tells its words apart, in bits. */
  pairs: readonly { a: Weighed; b: Weighed; gain: number; why: WordReason }[]
  /** The words without a partner. */
  left: { a: readonly Weighed[]; b: readonly Weighed[] }
}

/** What is counted of an alignment; bits are log2. */
interface Counted {
  /** 1, for the odds before anything is known. */
  start: number
  /** Bits that both names share, less what tells their words apart. */
  shared: number
  /** The share of both names, in bits, that has a partner. */
  covered: number
  /** Whether each has a name that the other lacks, and how many such pairs of names. */
  differ: number
  different: number
  /** Names that one has more. */
  extra: number
  /** A first name more, and the rest the same: father and child. */
  child: number
  /** The worst spelled pair, in bits a letter. */
  worst: number
  /** Bits between two words that are both known as names: not each other's slip. */
  known: number
  /** Bits between a known name and what may be a slip in writing it. */
  slipped: number
  /** Bits apart, as a share of what they are worth. */
  apart: number
  /** Bits by which pairs of words speak against. */
  against: number
  initials: number
  /** One word alone agrees. */
  single: number
}
type Weights = Readonly<Record<keyof Counted, number>>

/**
 * Natural log-odds that two names are one person's, where half the pairs are and the others are
 * near. Both sets are logistic regressions (bench/README); no weight may work against its meaning.
 */
const amongPairs: Weights = {
  start: -0.047, shared: 0.085, covered: 2.546, differ: -2.846,
  different: -1.832, extra: 0, child: -1.701, worst: -1.113,
  known: -0.280, slipped: -0.096, apart: 0, against: -0.649,
  initials: 0, single: -0.354,
}
/** The same for the name of anybody against a long list, where nearly nobody is on it. */
const amongPeople: Weights = {
  start: -5.729, shared: 0.226, covered: 5.709, differ: -4.201,
  different: -1.740, extra: -2.334, child: -0.186, worst: 0,
  known: -0.953, slipped: -0.234, apart: -4.871, against: -0.525,
  initials: -1.624, single: 0,
}

/** The score (0 to 1) and the bits of two names whose words are aligned. */
export function scoreOf(alignment: Alignment): { score: number; bits: number } {
  const counted = countedIn(alignment)
  if (!counted) return { score: 0, bits: nothingShared }
  return {
    score: 1 / (1 + Math.exp(-oddsOf(counted, amongPairs))),
    bits: oddsOf(counted, amongPeople) / Math.LN2,
  }
}

/** Evidence against, in bits, where no word agrees. */
const nothingShared = -20
/** More agreement than this says no more. */
const mostShared = 40

function oddsOf(counted: Counted, weights: Weights): number {
  let odds = 0
  for (const what in counted) {
    odds += counted[what as keyof Counted] * weights[what as keyof Counted]
  }
  return odds
}

function countedIn({ pairs, left }: Alignment): Counted | undefined {
  const counted = {
    start: 1, shared: 0, covered: 0, differ: 0, different: 0, extra: 0, child: 0, worst: 0,
    known: 0, slipped: 0, apart: 0, against: 0, initials: 0, single: 0,
  }
  let [count, whole] = [0, 0]
  for (const { a, b, gain, why } of pairs) {
    if (a.aside || b.aside) continue
    const bits = Math.min(a.bits, b.bits)
    const known = Number(a.word.known) + Number(b.word.known)
    count += 1
    whole += bits
    counted.shared += gain
    counted.worst = Math.max(
      counted.worst, (bits - gain) / Math.min(a.word.word.length, b.word.word.length))
    if (known === 2) counted.known += bits - gain
    if (known === 1) counted.slipped += bits - gain
    counted.against += Math.max(0, -gain)
    if (why === 'initial') counted.initials += 1
  }
  if (count === 0) return undefined
  const { different, differentBits, extra, extraBits } = leftOf(left)
  counted.apart = (whole - counted.shared) / (whole + 3)
  counted.shared = Math.min(counted.shared, mostShared)
  counted.covered = Math.max(0, whole / (whole + differentBits + extraBits))
  counted.differ = Number(different > 0)
  counted.different = different
  counted.extra = extra
  counted.child = Number(different === 0 && extra > 0
    && [...left.a, ...left.b].some(({ at }) => at === 0))
  counted.single = Number(count === 1)
  return counted
}

const fromMost = (words: readonly Weighed[]) => words.map(({ bits }) => bits).sort((x, y) => y - x)

function leftOf({ a, b }: Alignment['left']) {
  const [ours, theirs] = [fromMost(a), fromMost(b)]
  const different = Math.min(ours.length, theirs.length)
  let differentBits = 0
  for (let at = 0; at < different; at++) differentBits += Math.min(ours[at]!, theirs[at]!)
  const more = (ours.length > theirs.length ? ours : theirs).slice(different)
  const extraBits = more.reduce((sum, bits) => sum + bits, 0)
  return { different, differentBits, extra: more.length, extraBits }
}
