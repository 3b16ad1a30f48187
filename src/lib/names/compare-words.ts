// How far two words of a name are apart, in bits, and why: spelling, script, slip, initial.

import { nicknamed } from './nicknames.ts'
import type { NameWord } from './read-name.ts'
import { changeCost, gapCost, soundAt } from './sound-costs.ts'
import { mostSounds } from './sounds.ts'

export type WordReason =
  'exact' | 'spelling' | 'script' | 'typo' | 'initial' | 'nickname' | 'cut'

/** What speaks against two words being one, in bits; never more than `far`. */
export interface WordDistance { cost: number; why: WordReason }

/** Two words farther apart than this are different words. */
export const far = 12
const initialCost = 1.5
const familyCost = 1
/** Two names that both are known, and are not the same one. */
const knownApart = 4
const nicknameCost = 3
const cutCost = 2.5
/** Two neighbours swapped: one slip of a hand. */
const swapCost = 4
/** From this on, a difference is a slip rather than a way of spelling. */
const slip = 3.2

/** The distance between two words, the same both ways; undefined where they have nothing in it. */
export function compareWords(a: NameWord, b: NameWord): WordDistance | undefined {
  if (a.word === b.word && a.script === b.script) return { cost: 0, why: 'exact' }
  if (a.word.length === 1 || b.word.length === 1) {
    return a.word[0] === b.word[0] ? { cost: initialCost, why: 'initial' } : undefined
  }
  const kind = a.vowelless !== b.vowelless ? 1
    : (a.script === 'cyrillic') !== (b.script === 'cyrillic') ? 2 : 0
  let cost = far
  for (const one of a.readings) {
    for (const other of b.readings) {
      const dear = one.cost + other.cost
      if (dear >= cost) continue
      cost = Math.min(cost, dear + soundDistance(one.sounds, other.sounds, kind, a))
    }
  }
  const across = a.script !== b.script
  if (a.family !== undefined && a.family === b.family && cost > familyCost) {
    return { cost: familyCost, why: across ? 'script' : 'spelling' }
  }
  // Two names that are both known are not each other's misspelling: Hassan and Hussein.
  if (a.family !== undefined && b.family !== undefined && a.family !== b.family) cost += knownApart
  if (cost > nicknameCost && nicknamed(a.word, b.word)) {
    return { cost: nicknameCost, why: 'nickname' }
  }
  if (cost > cutCost && isCut(a, b)) return { cost: cutCost, why: 'cut' }
  if (cost >= far) return undefined
  return { cost, why: across && cost < far / 2 ? 'script' : cost < slip ? 'spelling' : 'typo' }
}

function isCut(a: NameWord, b: NameWord): boolean {
  const starts = (cut: NameWord, whole: NameWord) => cut.cut === true && cut.word.length >= 2
    && whole.word.startsWith(cut.word)
  return starts(a, b) || starts(b, a)
}

const width = mostSounds + 2
const rows = [new Float64Array(width), new Float64Array(width), new Float64Array(width)] as const

// Damerau's distance with the costs of sounds; rows are used again by the next comparison.
function soundDistance(a: string, b: string, kind: number, first: NameWord): number {
  // The table of vowelless script has that script's sounds first.
  if (kind === 1 && !first.vowelless || kind === 2 && first.script !== 'cyrillic') {
    return soundDistanceFrom(b, a, kind)
  }
  return soundDistanceFrom(a, b, kind)
}

function soundDistanceFrom(a: string, b: string, kind: number): number {
  let [two, one, now]: readonly Float64Array[] = rows as readonly Float64Array[]
  const [m, n] = [a.length, b.length]
  one![0] = 0
  for (let j = 1; j <= n; j++) one![j] = one![j - 1]! + gapCost(kind, 0, soundAt(b, j - 1))
  for (let i = 1; i <= m; i++) {
    const from = soundAt(a, i - 1)
    let least = now![0] = one![0]! + gapCost(kind, from, 0)
    for (let j = 1; j <= n; j++) {
      const to = soundAt(b, j - 1)
      let cost = one![j - 1]! + changeCost(kind, from, to)
      const less = one![j]! + gapCost(kind, from, 0)
      const more = now![j - 1]! + gapCost(kind, 0, to)
      if (less < cost) cost = less
      if (more < cost) cost = more
      if (i > 1 && j > 1 && from === soundAt(b, j - 2) && soundAt(a, i - 2) === to && from !== to) {
        cost = Math.min(cost, two![j - 2]! + swapCost)
      }
      now![j] = cost
      if (cost < least) least = cost
    }
    if (least >= far) return far
    const free = two
    two = one
    one = now
    now = free
  }
  return one![n]!
}
