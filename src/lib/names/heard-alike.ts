// Which words are one name heard alike, and which are two: Smith and Smyth, Maria and Mario.

import heard from './heard-alike.json' with { type: 'json' }

/**
 * The groups that a word belongs to, in ascending order: one for each way in which others write
 * it in Cyrillic or in Arabic letters. Below `arabicFrom` are those of Cyrillic.
 */
export type HeardAs = readonly number[]

const groupsOf = new Map<string, number[]>()
let group = 0
function take(words: string): void {
  group += 1
  for (const word of words.split(' ')) {
    const groups = groupsOf.get(word)
    if (groups) groups.push(group)
    else groupsOf.set(word, [group])
  }
}
heard.cyrillic.split('|').forEach(take)
heard.alone.cyrillic.split(' ').forEach(take)
const arabicFrom = group + 1
heard.arabic.split('|').forEach(take)
heard.alone.arabic.split(' ').forEach(take)

/** How others hear a word as it was written (plain Latin letters); nothing where nobody has it. */
export function heardAs(word: string): HeardAs | undefined {
  return groupsOf.get(word)
}

/** Whether two words that are both known as names are never written alike by others. */
export function heardApart(a: HeardAs, b: HeardAs): boolean {
  // Two words that no other script has both of cannot be told apart by it.
  const comparable = a[0]! < arabicFrom && b[0]! < arabicFrom
    || a.at(-1)! >= arabicFrom && b.at(-1)! >= arabicFrom
  if (!comparable) return false
  for (const each of a) if (b.includes(each)) return false
  return true
}
