// How far two words of a name are apart, in bits, and why: spelling, script, slip, initial.

import { heardApart } from './heard-alike.ts'
import { nicknamed } from './nicknames.ts'
import type { NameWord } from './read-name.ts'
import { oneSlip } from './slip.ts'
import { tableOf } from './sound-costs.ts'
import { soundDistance } from './sound-distance.ts'

export type WordReason =
  'exact' | 'spelling' | 'script' | 'typo' | 'initial' | 'nickname' | 'cut'

/** What speaks against two words being one, in bits; never more than `far`. */
export interface WordDistance {
  cost: number
  why: WordReason
  /** Both are names, and not one name written twice. */
  apart?: boolean
}

/** Two words farther apart than this are different words. */
export const far = 12
const initialCost = 1.5
const familyCost = 1
/** Two names that both have a family, and not the same one. */
const knownApart = 4
/** One letter amiss, whatever becomes of the sounds by it. */
const slipCost = 5
const nicknameCost = 3
const cutCost = 2.5
/** From this on, a difference is a slip rather than a way of spelling. */
const slip = 3.2

/**
 * The distance between two words, the same both ways; undefined where they have nothing in common,
 * or `most` bits and more are between them.
 */
export function compareWords(a: NameWord, b: NameWord, most = far): WordDistance | undefined {
  if (a.word === b.word && a.script === b.script) return exact
  if (a.word.length === 1 || b.word.length === 1) {
    return a.word[0] === b.word[0] ? initial : undefined
  }
  const across = a.script !== b.script
  let cost = distance(a, b, most)
  const slipped = cost > 1 && isSlip(a, b)
  if (cost > slipCost && slipCost < most && slipped) cost = slipCost
  if (a.family !== undefined && a.family === b.family && cost > familyCost) {
    return { cost: familyCost, why: across ? 'script' : 'spelling' }
  }
  // Two names of two families are not each other's misspelling: Hassan and Hussein.
  if (a.family !== undefined && b.family !== undefined && a.family !== b.family) cost += knownApart
  if (cost > nicknameCost && nicknamed(a.word, b.word)) {
    return { cost: nicknameCost, why: 'nickname' }
  }
  if (cost > cutCost && isCut(a, b)) return { cost: cutCost, why: 'cut' }
  if (cost >= most) return undefined
  const apart = areTwoNames(a, b, cost)
  return { 
    cost, why: across && cost < far / 2 ? 'script' : cost < slip ? 'spelling' : 'typo',
    ...(apart && { apart }),
  }
}

/** Whether one slip of a hand makes one word of the other, as written or as joined by rule. */
export function isSlip(a: NameWord, b: NameWord): boolean {
  return oneSlip(a.word, b.word) || oneSlip(a.letters, b.letters)
}

// A daughter's or wife's ending of a Slavic family name.
const hers = /(?<=(?:[oe]v|in)|sk)a(?:ya|ja|ia)?$|(?<=sk)(?:i[yj]?|y[ij]?)$/

/** Names that are nearer than this are spelled alike by many: Elena and Helena. */
const nearestApart = 2.5

function areTwoNames(a: NameWord, b: NameWord, cost: number): boolean {
  if (a.family !== undefined && b.family !== undefined) return a.family !== b.family
  if (a.heard === undefined || b.heard === undefined || a.letters === b.letters) return false
  if (cost < nearestApart && !areManAndWoman(a.letters, b.letters)) return false
  return heardApart(a.heard, b.heard)
    && a.letters.replace(hers, '') !== b.letters.replace(hers, '')
}

// Mario and Maria, Daniel and Daniela.
function areManAndWoman(a: string, b: string): boolean {
  return a.endsWith('a') !== b.endsWith('a') && a.replace(/[ao]$/, '') === b.replace(/[ao]$/, '')
}

const exact: WordDistance = { cost: 0, why: 'exact' }
const initial: WordDistance = { cost: initialCost, why: 'initial' }

/** The least distance of all that two words may sound like. */
function distance(a: NameWord, b: NameWord, most: number): number {
  const table = a.vowelless !== b.vowelless ? tableOf.vowelless
    : (a.script === 'cyrillic') !== (b.script === 'cyrillic') ? tableOf.cyrillic : tableOf.alike
  // The tables of other scripts have that script's sounds first.
  const turned = table === tableOf.vowelless ? b.vowelless
    : table === tableOf.cyrillic && b.script === 'cyrillic'
  let cost = most
  for (const one of a.readings) {
    for (const other of b.readings) {
      const dear = one.cost + other.cost
      if (dear >= cost) continue
      const [x, y] = turned ? [other.codes, one.codes] : [one.codes, other.codes]
      cost = dear + soundDistance(x, y, { table, most: cost - dear })
    }
  }
  return cost
}

function isCut(a: NameWord, b: NameWord): boolean {
  const starts = (cut: NameWord, whole: NameWord) => cut.cut === true && cut.word.length >= 2
    && whole.word.startsWith(cut.word)
  return starts(a, b) || starts(b, a)
}
