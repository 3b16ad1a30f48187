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
  pairs: readonly { a: Weighed; b: Weighed; gain: number; why: WordReason; apart: boolean }[]
  /** The words without a partner. */
  left: { a: readonly Weighed[]; b: readonly Weighed[] }
}

/** What is counted of an alignment; bits are log2. */
export interface Counted {
  /** 1, for the odds before anything is known. */
  start: number
  /** Bits that both names share, less what tells their words apart; and no more than enough. */
  shared: number
  enough: number
  /** The share of both names, in bits, that has a partner. */
  covered: number
  /** Whether each has a name that the other lacks, how many such pairs, and their bits. */
  differ: number
  different: number
  differentBits: number
  /** Names that one has more, and their bits. */
  extra: number
  extraBits: number
  /** One first name more, and the rest the same: father and child; less so if it is usual. */
  child: number
  /** Pairs of two names that are near and still two, and the share of the name that they are. */
  apart: number
  apartShare: number
  /** Bits between two words that are both known as names, and between one and what is none. */
  known: number
  slipped: number
  /** Bits between two scripts. */
  across: number
  /** Bits apart beyond what a slip explains, and bits a letter beyond it. */
  far: number
  garbled: number
  /** Imperfect pairs beyond one: a hand slips once. */
  imperfect: number
  initials: number
  nicknames: number
  /** One word alone agrees. */
  single: number
}
type Weights = Readonly<Record<keyof Counted, number>>

/**
 * Natural log-odds that two names are one person's, where half the pairs are and the others are
 * near. Both sets are logistic regressions (bench/README); no weight may work against its meaning.
 */
const amongPairs: Weights = {
  start: 0.197, shared: 0.032, enough: 0, covered: 2.572, differ: -3.360,
  different: -1.280, differentBits: 0, extra: 0, extraBits: 0, child: -4.646,
  apart: -2.807, apartShare: 0, known: -0.225, slipped: -0.131, across: -0.023,
  far: -0.218, garbled: -3.041, imperfect: 0, initials: -0.168, nicknames: 0,
  single: -0.475,
}
/** The same for the name of anybody against a long list, where nearly nobody is on it. */
const amongPeople: Weights = {
  start: -8.371, shared: 0.245, enough: 0.087, covered: 4.471, differ: -2.021,
  different: -1.017, differentBits: -0.084, extra: -0.992, extraBits: -0.074,
  child: 0, apart: -1.085, apartShare: -0.955, known: -0.456, slipped: -0.225,
  across: -0.183, far: -0.279, garbled: -0.735, imperfect: -2.137, initials: 0,
  nicknames: -1.356, single: 0,
}

/** The score (0 to 1) and the bits of two names whose words are aligned. */
export function scoreOf(alignment: Alignment): { score: number; bits: number } {
  const counted = countedIn(alignment)
  if (!counted) return { score: 0, bits: nothingShared }
  return {
    score: 1 / (1 + Math.exp(-oddsOf(counted, amongPairs) - oneInThree)),
    bits: oddsOf(counted, amongPeople) / Math.LN2,
  }
}

/** Where names are compared, fewer than half of the pairs are one person's. */
const oneInThree = Math.log(1 / 2)
/** Evidence against, in bits, where no word agrees. */
const nothingShared = -20
/** From so many bits apart on a pair counts as imperfect. */
const imperfectAt = 1.5
/** A slip of the hand costs no more than this, in all and for each letter of the word. */
const [slipCost, bitsOfLetter] = [5.5, 0.8]
/** So usual a first name is often left out: Mohamed, Maria. */
const usualBits = 8
/** From here on more agreement says less, and beyond the second no more. */
const [enough, mostShared] = [18, 40]

function oddsOf(counted: Counted, weights: Weights): number {
  let odds = 0
  for (const what in counted) {
    odds += counted[what as keyof Counted] * weights[what as keyof Counted]
  }
  return odds
}

/** What is counted of an alignment; nothing where no word has a partner. */
export function countedIn({ pairs, left }: Alignment): Counted | undefined {
  const counted: Counted = {
    start: 1, shared: 0, enough: 0, covered: 0, differ: 0, different: 0, differentBits: 0,
    extra: 0, extraBits: 0, child: 0, apart: 0, apartShare: 0, known: 0, slipped: 0, across: 0,
    far: 0, garbled: 0, imperfect: 0, initials: 0, nicknames: 0, single: 0,
  }
  let [count, whole] = [0, 0]
  for (const pair of pairs) {
    if (pair.a.aside || pair.b.aside) continue
    count += 1
    whole += Math.min(pair.a.bits, pair.b.bits)
    countPair(pair, counted)
  }
  if (count === 0) return undefined
  countLeft(left, counted)
  counted.imperfect = Math.max(0, counted.imperfect - 1)
  counted.enough = Math.min(counted.shared, enough)
  counted.shared = Math.min(counted.shared, mostShared)
  counted.covered = Math.max(0, whole / (whole + counted.differentBits + counted.extraBits))
  counted.apartShare /= whole
  counted.single = Number(count === 1)
  return counted
}

function countPair(
  { a, b, gain, why, apart }: Alignment['pairs'][number], counted: Counted,
): void {
  const cost = Math.min(a.bits, b.bits) - gain
  const letters = Math.max(4, Math.min(a.word.word.length, b.word.word.length))
  counted.shared += gain
  counted.far += Math.max(0, cost - slipCost)
  counted.garbled += Math.max(0, cost / letters - bitsOfLetter)
  if (cost > imperfectAt) counted.imperfect += 1
  if (why === 'initial') counted.initials += 1
  else if (why === 'nickname') counted.nicknames += 1
  else if (a.word.script !== b.word.script) counted.across += cost
  else if (apart) {
    counted.apart += 1
    counted.apartShare += Math.min(a.bits, b.bits)
  }
  else if (a.word.family !== undefined && a.word.family === b.word.family) return
  else if (a.word.known && b.word.known) counted.known += cost
  else if (a.word.known || b.word.known) counted.slipped += cost
}

const fromMost = (words: readonly Weighed[]) => words.map(({ bits }) => bits).sort((x, y) => y - x)

function countLeft({ a, b }: Alignment['left'], counted: Counted): void {
  if (a.length + b.length === 0) return
  const [ours, theirs] = [fromMost(a), fromMost(b)]
  const different = Math.min(ours.length, theirs.length)
  const more = ours.length > theirs.length ? ours : theirs
  for (let at = 0; at < different; at++) counted.differentBits += Math.min(ours[at]!, theirs[at]!)
  for (let at = different; at < more.length; at++) counted.extraBits += more[at]!
  counted.differ = Number(different > 0)
  counted.different = different
  counted.extra = more.length - different
  const [first] = a.length > 0 ? a : b
  if (different === 0 && counted.extra === 1 && first!.at === 0) {
    counted.child = Math.min(1, Math.max(0, (first!.bits - usualBits) / 4))
  }
}
