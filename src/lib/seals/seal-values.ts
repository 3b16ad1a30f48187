// What the features of a seal are written as: letters, zones, days, and bytes that stand for more.

import { inflateSync } from 'node:zlib'
import { UnreadableTlv } from '../chip/tlv.ts'
import { readC40 } from './c40.ts'

/** How a feature is written (ICAO 9303-13 §3, ICAO Datastructure for Barcode §4). */
export type Coding =
  | 'letters' | 'text' | 'byte' | 'bytes' | 'stay' | 'day' | 'day-partly-known' | 'moment'
  | 'td1' | 'td2' | 'td3' | 'mrv-a' | 'mrv-b'

/** One feature as it stands: a tag, and its value. */
export interface Feature { tag: number; value: Buffer }

/** No seal has more; a square code has at most some three thousand bytes. */
const mostFeatures = 100
/** The longest that fits a square code. */
export const mostSealBytes = 8 * 1024

const zones = {
  td1: [30, 30, 30], td2: [36, 36], td3: [44, 44], 'mrv-a': [44, 44], 'mrv-b': [36, 36],
} as const

/** Features one after another: a byte of tag, a length as DER has it, a value. */
export function featuresIn(bytes: Buffer, from = 0): (Feature & { at: number })[] {
  const features: (Feature & { at: number })[] = []
  for (let at = from; at < bytes.length;) {
    if (features.length >= mostFeatures) throw new UnreadableTlv('too-many', 'features')
    const { length, next } = lengthAt(bytes, at + 1)
    if (next + length > bytes.length) throw new UnreadableTlv('truncated', 'within a feature')
    features.push({ tag: bytes[at]!, value: bytes.subarray(next, next + length), at })
    at = next + length
  }
  return features
}

function lengthAt(bytes: Buffer, at: number): { length: number; next: number } {
  const first = bytes[at]
  if (first === undefined) throw new UnreadableTlv('truncated', 'a feature without a length')
  if (first < 0x80) return { length: first, next: at + 1 }
  const count = first & 0x7f
  if (count === 0 || count > 2 || at + count >= bytes.length) {
    throw new UnreadableTlv('bad-length', `a length of ${count} bytes`)
  }
  return { length: bytes.readUIntBE(at + 1, count), next: at + 1 + count }
}

/** A feature as a person reads it; throws UnreadableTlv. */
export function valueOf(coding: Coding, value: Buffer): string {
  switch (coding) {
    case 'letters': return readC40(value).trimEnd()
    case 'text': return utf8(value)
    case 'byte': return String(exactly(value, 1)[0])
    case 'bytes': return value.toString('hex')
    case 'stay': return stayOf(exactly(value, 3))
    case 'day': return dayOf(exactly(value, 3))
    case 'day-partly-known': return partlyKnown(exactly(value, 4))
    case 'moment': return momentOf(exactly(value, 6))
    default: return zoneOf(coding, value)
  }
}

/** A day in three bytes, as the number MMDDYYYY (ICAO 9303-13 §2.3.1): ISO. */
export function dayOf(bytes: Buffer): string {
  const written = String(exactly(bytes, 3).readUIntBE(0, 3)).padStart(8, '0')
  return realDay(`${written.slice(4)}-${written.slice(0, 2)}-${written.slice(2, 4)}`)
}

/** A day, with a byte before it whose bits say which of its eight figures nobody knows. */
function partlyKnown(bytes: Buffer): string {
  const mask = bytes[0]!
  const figures = String(bytes.readUIntBE(1, 3)).padStart(8, '0')
  const known = [...figures].map((figure, at) => (mask & (0x80 >> at) ? 'X' : figure)).join('')
  const day = `${known.slice(4)}-${known.slice(0, 2)}-${known.slice(2, 4)}`
  return mask === 0 ? realDay(day) : day
}

function momentOf(bytes: Buffer): string {
  const written = String(bytes.readUIntBE(0, 6)).padStart(14, '0')
  const day = realDay(`${written.slice(4, 8)}-${written.slice(0, 2)}-${written.slice(2, 4)}`)
  const [hour, minute, second] = [written.slice(8, 10), written.slice(10, 12), written.slice(12)]
  return `${day}T${hour}:${minute}:${second}`
}

function realDay(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day) {
    throw new UnreadableTlv('unexpected', `the day ${day}`)
  }
  return day
}

/** How long a visa lets stay: days, months and years (ICAO 9303-13 §4.2). */
function stayOf([days, months, years]: Buffer): string {
  return `P${years}Y${months}M${days}D`.replace(/\b0[YMD]|(?<=[PYM])0[YMD]/g, '')
    .replace(/^P$/, 'P0D')
}

/** A zone's lines, filled up where the seal leaves out the optional part of the second. */
function zoneOf(kind: keyof typeof zones, value: Buffer): string {
  const text = readC40(value).replaceAll(' ', '<')
  const lengths = zones[kind]
  let from = 0
  return lengths.map((length) => {
    const line = text.slice(from, from + length)
    from += length
    return line.padEnd(length, '<')
  }).join('\n')
}

/** What zlib squeezed (RFC 1950), up to so many bytes; throws UnreadableTlv. */
export function unsqueezed(bytes: Uint8Array, most: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: most })
  } catch {
    throw new UnreadableTlv('unexpected', 'what was squeezed cannot be opened')
  }
}

function utf8(value: Buffer): string {
  const text = value.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(value)) throw new UnreadableTlv('unexpected', 'not UTF-8')
  return text
}

function exactly(value: Buffer, length: number): Buffer {
  if (value.length !== length) throw new UnreadableTlv('bad-length', `${value.length} bytes`)
  return value
}
