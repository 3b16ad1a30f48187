// How rare a word is as a name, in bits: one in so many people of the world has one like it.

import shares from './word-rarity.json' with { type: 'json' }
import { skeleton } from './skeleton.ts'

/** A word that no list knows is worth this, in bits, if it is long enough. */
export const rarest = 18
/** A short word can only be so rare: every other name is within a letter of it. */
const bitsPerSound = 2.6

/** A patronymic (Ivanovich, Ivanovna) is worth no more than the father's name, which is usual. */
const patronymic = /(?:[oeyai]vi[ct]h|[oeyi]vych|[oeyia]vna|ichna|ovics?)$/
const patronymicBits = 8

const soundBits = bitsIn(shares.sounds)
const wordBits = bitsIn(shares.words)
const known = new Map<string, number>()

function bitsIn(classes: Record<string, string>): Map<string, number> {
  return new Map(Object.entries(classes).flatMap(([bits, keys]) =>
    keys.split(' ').map((key) => [key, Number(bits)] as const)))
}

/**
 * Bits that a folded word is worth where two names have it, by all the spellings it is one of: a
 * rare misspelling of Mohamed is still Mohamed. From the lists that `word-rarity.json` is made of.
 */
export function rarityOf(word: string): number {
  let bits = known.get(word)
  if (bits === undefined) {
    const heard = soundBits.get(skeleton(word)) ?? rarest
    bits = (heard + (wordBits.get(word) ?? rarest)) / 2
    if (patronymic.test(word)) bits = Math.min(bits, patronymicBits)
    bits = Math.min(bits, bitsPerSound * word.length)
    if (known.size >= 50_000) known.clear()
    known.set(word, bits)
  }
  return bits
}

/** Whether a folded word is a name as it stands, and not a slip in writing one. */
export function isKnownName(word: string): boolean {
  return wordBits.has(word)
}
