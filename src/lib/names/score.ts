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
export interface Counted {
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
  /** Bits apart as a share of what is common: known from known, a slip, neither known. */
  apartKnown: number
  apartSlipped: number
  apartUnknown: number
  /** Bits apart beyond the worst pair, and imperfect pairs beyond one: a hand slips once. */
  spread: number
  imperfect: number
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
  start: -0.999, shared: 0.096, covered: 3.058, differ: -3.187,
  different: -1.573, extra: 0, child: -1.639, worst: -1.242,
  known: -0.262, slipped: -0.081, apartKnown: 0, apartSlipped: 0,
  apartUnknown: 0, spread: 0, imperfect: 0, against: -0.739,
  initials: 0, single: -0.111,
}
/** The same for the name of anybody against a long list, where nearly nobody is on it. */
const amongPeople: Weights = {
  start: -5.273, shared: 0.195, covered: 5.093, differ: -3.097,
  different: -1.886, extra: -1.861, child: -0.004, worst: -0.484,
  known: -0.442, slipped: -0.114, apartKnown: -6.086, apartSlipped: -1.682,
  apartUnknown: 0, spread: -0.815, imperfect: -1.540, against: -1.921,
  initials: -0.954, single: 0,
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
/** From so many bits apart on a pair counts as imperfect. */
const imperfectAt = 1.5
/** More agreement than this says no more. */
const mostShared = 40

function oddsOf(counted: Counted, weights: Weights): number {
  let odds = 0
  for (const what in counted) {
    odds += counted[what as keyof Counted] * weights[what as keyof Counted]
  }
  return odds
}

/** What is counted of an alignment; nothing where no word has a partner. */
export function countedIn({ pairs, left }: Alignment): Counted | undefined {
  const counted = {
    start: 1, shared: 0, covered: 0, differ: 0, different: 0, extra: 0, child: 0, worst: 0,
    known: 0, slipped: 0, apartKnown: 0, apartSlipped: 0, apartUnknown: 0, spread: 0, imperfect: 0,
    against: 0, initials: 0, single: 0,
  }
  let [count, whole, all, most] = [0, 0, 0, 0]
  for (const { a, b, gain, why } of pairs) {
    if (a.aside || b.aside) continue
    const bits = Math.min(a.bits, b.bits)
    const known = Number(a.word.known) + Number(b.word.known)
    count += 1
    whole += bits
    counted.shared += gain
    const apart = bits - gain
    counted.worst = Math.max(
      counted.worst, apart / Math.min(a.word.word.length, b.word.word.length))
    counted[(['apartUnknown', 'slipped', 'known'] as const)[known]!] += apart
    if (apart > imperfectAt) counted.imperfect += 1
    all += apart
    most = Math.max(most, apart)
    counted.against += Math.max(0, -gain)
    if (why === 'initial') counted.initials += 1
  }
  if (count === 0) return undefined
  const { different, differentBits, extra, extraBits } = leftOf(left)
  counted.apartKnown = counted.known / (whole + 3)
  counted.apartSlipped = counted.slipped / (whole + 3)
  counted.apartUnknown /= whole + 3
  counted.spread = all - most
  counted.imperfect = Math.max(0, counted.imperfect - 1)
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
