// Numbers of documents one slip away: other letters are tried, so that a list keeps each once.

import { mixed } from './growing.ts'

/** Signs of numbers as they are compared: O is read as 0, and I as 1. */
const signs = [...'0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'].map((sign) => sign.charCodeAt(0))
const seed = 0x811c9dc5
const prime = 0x01000193
const codes = new Uint16Array(64)
const heads = new Uint32Array(64)

/**
 * The hashes (`hashOf`) of all numbers that one sign more, fewer, another, or two neighbours
 * exchanged make of a number of at most 60 signs: some 650 for nine signs.
 */
export function hashesNear(number: string): number[] {
  const length = Math.min(60, number.length)
  const found: number[] = []
  heads[0] = seed
  for (let at = 0; at < length; at++) {
    codes[at] = number.charCodeAt(at)
    heads[at + 1] = Math.imul(heads[at]! ^ codes[at]!, prime)
  }
  const rest = (hash: number, from: number) => {
    for (let at = from; at < length; at++) hash = Math.imul(hash ^ codes[at]!, prime)
    found.push(mixed(hash))
  }
  for (let at = 0; at <= length; at++) {
    const head = heads[at]!
    for (const sign of signs) rest(Math.imul(head ^ sign, prime), at)
    if (at === length) break
    rest(head, at + 1)
    for (const sign of signs) if (sign !== codes[at]) rest(Math.imul(head ^ sign, prime), at + 1)
    if (at + 1 < length && codes[at] !== codes[at + 1]) {
      rest(Math.imul(Math.imul(head ^ codes[at + 1]!, prime) ^ codes[at]!, prime), at + 2)
    }
  }
  return found
}
