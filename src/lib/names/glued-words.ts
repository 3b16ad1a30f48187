// One word here that is two words there: Ben Ali and Benali, Van den Berg and Vandenberg.

import { compareWords } from './compare-words.ts'
import { isKnownName, rarityOf } from './rarity.ts'
import type { NameWord } from './read-name.ts'
import { codesOf } from './sound-costs.ts'
import { soundsOf } from './sounds.ts'

/** Words that are shorter than this together say too little to be one. */
const leastGlued = 6
/** A pair is glued where the whole is nearer than this, in bits. */
const near = 4.5

/**
 * The words of a name with those put together that the other name writes as one word; particles
 * between two words go into what is glued. The same list where there is nothing to glue.
 */
export function gluedLike(
  words: readonly NameWord[], others: readonly NameWord[],
): readonly NameWord[] {
  let glued: NameWord[] | undefined
  for (let at = 0; at < words.length; at++) {
    const parts = partsAt(words, at, others)
    if (parts > 0) {
      glued ??= words.slice(0, at)
      glued.push(together(words.slice(at, at + parts)))
      at += parts - 1
    } else glued?.push(words[at]!)
  }
  return glued ?? words
}

/** How many words from here on are one word there: 2, 3, or 0 for none. */
function partsAt(words: readonly NameWord[], at: number, others: readonly NameWord[]): number {
  const [one, next, third] = [words[at]!, words[at + 1], words[at + 2]]
  if (!next || (one.role !== 'name' && one.role !== 'particle')) return 0
  if (next.role === 'name') return isOneOf(words, at, 2, others) ? 2 : 0
  if (next.role !== 'particle' || one.role !== 'name' || third?.role !== 'name') return 0
  return isOneOf(words, at, 3, others) ? 3 : 0
}

function isOneOf(
  words: readonly NameWord[], at: number, count: number, others: readonly NameWord[],
): boolean {
  let [length, longest] = [0, 0]
  for (let each = at; each < at + count; each++) {
    const { word, role } = words[each]!
    length += word.length
    if (role === 'name' && word.length > longest) longest = word.length
  }
  if (length < leastGlued) return false
  for (const other of others) {
    const size = other.word.length
    if (other.role !== 'name' || size < longest + 2 || Math.abs(size - length) > 3) continue
    if (!beginsAlike(words[at]!.word, other.word)) continue
    const whole = together(words.slice(at, at + count))
    if ((compareWords(whole, other)?.cost ?? near) < near) return true
  }
  return false
}

// What begins otherwise is otherwise; a vowel, a breath or one of the ks may be any other.
function beginsAlike(a: string, b: string): boolean {
  return a[0] === b[0] || 'aeiouhwyxckqgj'.includes(a[0]!) && 'aeiouhwyxckqgj'.includes(b[0]!)
}

function together(parts: readonly NameWord[]): NameWord {
  const last = parts.at(-1)!
  const word = parts.map((part) => part.word).join('')
  const sounds = soundsOf(word)
  return {
    as: parts.map(({ as }) => as).join(' '), word, role: 'name', script: last.script,
    letters: parts.map(({ letters }) => letters).join(''),
    keys: last.keys, readings: [{ sounds, codes: codesOf(sounds), cost: 0 }], bits: rarityOf(word),
    vowelless: last.vowelless, known: isKnownName(word),
  }
}
