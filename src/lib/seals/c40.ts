// Text in square codes: three capital letters or figures in two bytes (ISO/IEC 16022 §5.2.5).

import { UnreadableTlv } from '../chip/tlv.ts'

const letters = ' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** What comes after it is one character by itself, as its code and one. */
const alone = 0xfe

/** The text of some bytes (ICAO 9303-13 §2.3.1); throws UnreadableTlv for other alphabets. */
export function readC40(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const [first, second] = [bytes[at]!, bytes[at + 1]]
    if (second === undefined) throw new UnreadableTlv('truncated', 'half a pair of letters')
    if (first === alone) {
      text += String.fromCharCode(second - 1)
      continue
    }
    const three = first * 256 + second - 1
    const values = [Math.floor(three / 1600), Math.floor(three / 40) % 40, three % 40]
    text += values.map((value, place) => letterOf(value, place)).join('')
  }
  return text
}

/** The bytes of a text of capital letters, figures and spaces; `<` is written as a space. */
export function writeC40(text: string): Buffer {
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const part = text.slice(at, at + 3).replaceAll('<', ' ')
    if (part.length === 1) bytes.push(alone, part.charCodeAt(0) + 1)
    else {
      const [a, b, c = 0] = [...part].map((letter) => letters.indexOf(letter) + 3)
      const three = 1600 * a! + 40 * b! + c + 1
      bytes.push(three >> 8, three & 0xff)
    }
  }
  return Buffer.from(bytes)
}

function letterOf(value: number, place: number): string {
  // Two letters are filled up to three with a shift that shifts nothing.
  if (value === 0 && place === 2) return ''
  const letter = letters[value - 3]
  if (letter === undefined) throw new UnreadableTlv('unexpected', 'a letter of another alphabet')
  return letter
}
