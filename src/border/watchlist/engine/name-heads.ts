// What a search asks of very many names, side by side in two numbers: its words, and whose it is.

import { roomFor } from './growing.ts'
import { mostWords } from './name-words.ts'

/** Bits that words set in a head, above how many they are and whether the name is a weak alias. */
const signatureBits = 28
const countShift = 1
const signatureShift = 4
const weakBit = 1

/** The head of a name of so many words (1 to 8) that set these bits (`bitFor`). */
export function headOf({ bits, count, weak }: {
  bits: number; count: number; weak: boolean
}): number {
  return (bits | (Math.min(mostWords, count) - 1) << countShift | (weak ? weakBit : 0)) >>> 0
}

/** How many words a name of this head has. */
export function wordsIn(head: number): number {
  return ((head >>> countShift) & 7) + 1
}

/** 1 for a weak alias, which is worth less; else 0. */
export function weakIn(head: number): number {
  return head & weakBit
}

/** The bit of a head that a word sets, given any number that all spellings of the word share. */
export function bitFor(key: number): number {
  return 1 << (signatureShift + key % signatureBits)
}

/** Two numbers for each name: its head, and the entry that has it. */
export class NameHeads {
  columns: Uint32Array

  constructor(columns: Uint32Array = new Uint32Array(128)) {
    this.columns = columns
  }

  set(name: number, head: number, entry: number): void {
    this.columns = roomFor(this.columns, 2 * name + 2)
    this.columns[2 * name] = head
    this.columns[2 * name + 1] = entry
  }

  head(name: number): number { return this.columns[2 * name]! }
  entry(name: number): number { return this.columns[2 * name + 1]! }
}
