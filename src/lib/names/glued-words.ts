// One word here that is two words there: Ben Ali and Benali, Van den Berg and Vandenberg.

import { compareWords } from './compare-words.ts'
import type { NameWord } from './read-name.ts'
import { soundsOf } from './sounds.ts'

/** Words that are shorter than this together say too little to be one. */
const leastGlued = 6
/** A pair is glued where the whole is nearer than this, in bits. */
const near = 4.5

/**
 * The words of a name with those put together that the other name writes as one word; particles
 * between two words go into what is glued.
 */
export function gluedLike(words: readonly NameWord[], others: readonly NameWord[]): NameWord[] {
  const glued: NameWord[] = []
  for (let at = 0; at < words.length; at++) {
    const parts = [2, 3].map((count) => words.slice(at, at + count))
      .find((some) => canGlue(some) && others.some((other) => isWhole(other, some)))
    if (parts) at += parts.length - 1
    glued.push(parts ? together(parts) : words[at]!)
  }
  return glued
}

// Two names, a particle and a name, or two names with a particle between them.
function canGlue(parts: readonly NameWord[]): boolean {
  const roles = parts.map(({ role }) => role).join(' ')
  return /^(?:name|particle) name$|^name particle name$/.test(roles)
}

function isWhole(other: NameWord, parts: readonly NameWord[]): boolean {
  if (other.role !== 'name' || other.word.length < leastGlued) return false
  const length = parts.reduce((sum, { word }) => sum + word.length, 0)
  if (Math.abs(other.word.length - length) > 3) return false
  if (parts.some(({ word, role }) => role === 'name' && word.length > other.word.length - 2)) {
    return false
  }
  return (compareWords(together(parts), other)?.cost ?? near) < near
}

function together(parts: readonly NameWord[]): NameWord {
  const last = parts.at(-1)!
  const word = parts.map((part) => part.word).join('')
  return {
    as: parts.map(({ as }) => as).join(' '), word, role: 'name', script: last.script, keys: last.keys,
    readings: [{ sounds: soundsOf(word), cost: 0 }], vowelless: last.vowelless,
  }
}
