// One word here that is two words there: Ben Ali and Benali, Van den Berg and Vandenberg.

import { compareWords } from './compare-words.ts'
import type { NameWord } from './read-name.ts'
import { soundsOf } from './sounds.ts'

/** Words that are shorter than this together say too little to be one. */
const leastGlued = 6
/** A pair is glued where the whole is nearer than this, in bits. */
const near = 3

/**
 * The words of a name with those put together that the other name writes as one word; particles
 * between two words go into what is glued.
 */
export function gluedLike(words: readonly NameWord[], others: readonly NameWord[]): NameWord[] {
  const glued: NameWord[] = []
  for (let at = 0; at < words.length; at++) {
    const [one, next] = [words[at]!, words[at + 1]]
    const whole = next && canGlue(one, next) ? together(one, next) : undefined
    const like = whole && others.some((other) => other.role === 'name'
      && Math.abs(other.word.length - whole.word.length) <= 2
      && other.word[0] === whole.word[0] && other.word !== one.word && other.word !== next!.word
      && (compareWords(whole, other)?.cost ?? near) < near)
    if (like) at += 1
    glued.push(like ? whole : one)
  }
  return glued
}

function canGlue(one: NameWord, next: NameWord): boolean {
  return next.role === 'name' && (one.role === 'name' || one.role === 'particle')
    && one.word.length + next.word.length >= leastGlued
}

function together(one: NameWord, next: NameWord): NameWord {
  const word = one.word + next.word
  return {
    as: `${one.as} ${next.as}`, word, role: 'name', script: next.script, keys: one.keys,
    readings: [{ sounds: soundsOf(word), cost: 0 }], vowelless: next.vowelless,
  }
}
