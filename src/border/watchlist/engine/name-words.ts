// The words of a name by which it is found, and the keys that spellings of one word share.

import { familyOfWord } from '../../../lib/names/name-families.ts'
import { namesIn, readName, type ReadName } from '../../../lib/names/read-name.ts'
import { skeletons } from '../../../lib/names/skeleton.ts'

/** More words of a name than this are not looked for; chains of ancestors have eight. */
export const mostWords = 8

/** The words of a name that say who it is, each once; of one that has none such, all of them. */
export function wordsOf({ words }: ReadName): string[] {
  const telling = words.filter(({ role }) => role === 'name')
  const found = telling.length > 0 ? telling : words
  return [...new Set(found.map(({ word }) => word))].slice(0, mostWords)
}

/** The same words out of a name as it is written, without reading how each may sound. */
export function wordsIn(text: string): string[] {
  const found = namesIn(text)
  return found.length > 0 ? [...new Set(found)].slice(0, mostWords) : wordsOf(readName(text))
}

/**
 * What other spellings of a word have in common with it: how it may sound, and the name that it is
 * known to be a spelling of. The first is what it is called.
 */
export function keysOf(word: string): readonly string[] {
  const family = familyOfWord(word)
  const sounds = skeletons(word)
  return family === undefined ? sounds : [...sounds, `~${family}`]
}
