// The texts of a list in few bytes: a word that many texts share is written once.

import { WordTable } from '../../../lib/names/word-table.ts'
import { roomFor } from './growing.ts'

/** Shorter runs of plain letters are written as they are. */
const leastLetters = 3
/** Longer ones are no words that others have. */
const mostLetters = 40
/** A code is one byte for a sign, two for the first 16,384 words, then three, then four. */
const two = 0x4000
const three = two + 0x20_0000

/** Owns the bytes of all texts, in the order in which they were added; none is ever changed. */
export class PackedTexts {
  #bytes: Uint8Array = new Uint8Array(1024)
  #length = 0
  /** Where each text begins. */
  #starts: Uint32Array = new Uint32Array(1024)
  #count = 0
  #words = new WordTable()

  /** How many texts there are. */
  get size(): number { return this.#count }

  /** Adds a text; its place is how many were added before. */
  add(text: string): number {
    this.#starts = roomFor(this.#starts, this.#count + 2)
    // No sign of a text takes more than four bytes.
    this.#bytes = roomFor(this.#bytes, this.#length + 4 * text.length)
    for (let at = 0; at < text.length;) {
      let end = at
      let plain = true
      while (end < text.length && end - at < mostLetters && isLetter(text.charCodeAt(end))) {
        plain &&= text.charCodeAt(end) < 0x80
        end += 1
      }
      if (end === at || (plain && end - at < leastLetters)) {
        end = Math.max(end, at + 1)
        for (let sign = at; sign < end; sign++) this.#bytes[this.#length++] = text.charCodeAt(sign)
      } else this.#write(this.#codeOf(text, at, end))
      at = end
    }
    this.#starts[++this.#count] = this.#length
    return this.#count - 1
  }

  /** The text of a place. */
  get(place: number): string {
    const [bytes, { words }] = [this.#bytes, this.#words]
    const end = this.#starts[place + 1]!
    let text = ''
    for (let at = this.#starts[place]!; at < end;) {
      const first = bytes[at++]!
      if (first < 0x80) text += String.fromCharCode(first)
      else if (first < 0xc0) text += words[((first & 0x3f) << 8) | bytes[at++]!]!
      else if (first < 0xe0) {
        text += words[two + (((first & 0x1f) << 16) | (bytes[at++]! << 8) | bytes[at++]!)]!
      } else {
        const high = (first & 0x1f) << 24
        text += words[three + (
          high | (bytes[at++]! << 16) | (bytes[at++]! << 8) | bytes[at++]!
        )]!
      }
    }
    return text
  }

  #codeOf(text: string, from: number, to: number): number {
    const code = this.#words.find(text, from, to)
    return code >= 0 ? code : this.#words.add(text.slice(from, to))
  }

  #write(code: number): void {
    const bytes = this.#bytes
    if (code < two) bytes[this.#length++] = 0x80 | (code >> 8)
    else if (code < three) {
      code -= two
      bytes[this.#length++] = 0xc0 | (code >> 16)
      bytes[this.#length++] = (code >> 8) & 0xff
    } else {
      code -= three
      bytes[this.#length++] = 0xe0 | (code >> 24)
      bytes[this.#length++] = (code >> 16) & 0xff
      bytes[this.#length++] = (code >> 8) & 0xff
    }
    bytes[this.#length++] = code & 0xff
  }

  /** Its columns, as a snapshot keeps them. */
  columns(): { bytes: Uint8Array; starts: Uint32Array; words: string[] } {
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      starts: this.#starts.subarray(0, this.#count + 1), words: this.#words.words,
    }
  }

  /** The texts whose columns these are. */
  static of({ bytes, starts, words }: ReturnType<PackedTexts['columns']>): PackedTexts {
    const made = new PackedTexts()
    made.#bytes = bytes
    made.#length = bytes.length
    made.#starts = starts
    made.#count = starts.length - 1
    made.#words = new WordTable(words)
    return made
  }
}

/** Letters, and all that is not ASCII: those are in words only, never bytes of their own. */
function isLetter(code: number): boolean {
  return code >= 0x80 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}
