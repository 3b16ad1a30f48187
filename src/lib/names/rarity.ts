// How rare a word is as a name, in bits: one in so many people of the world has one like it.

import shares from './word-rarity.json' with { type: 'json' }
import { skeleton } from './skeleton.ts'

/** A word that no list knows is worth this, in bits, if it is long enough. */
export const rarest = 15
/** A short word can only be so rare: every other name is within a letter of it. */
const bitsPerSound = 2.6

const bitsOf = new Map<string, number>()
for (const [bits, keys] of Object.entries(shares)) {
  for (const key of keys.split(' ')) bitsOf.set(key, Number(bits))
}
const known = new Map<string, number>()

/**
 * Bits that a folded word is worth where two names have it, by all the spellings it is one of: a
 * rare misspelling of Mohamed is still Mohamed. From the lists that `word-rarity.json` is made of.
 */
export function rarityOf(word: string): number {
  let bits = known.get(word)
  if (bits === undefined) {
    bits = Math.min(bitsOf.get(skeleton(word)) ?? rarest, bitsPerSound * word.length)
    if (known.size >= 50_000) known.clear()
    known.set(word, bits)
  }
  return bits
}
