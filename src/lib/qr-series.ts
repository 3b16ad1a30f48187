// A series of QR codes for bytes that one code cannot hold: in any order, missing ones by number.

import { hash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { fromBase32, toBase32 } from './base32.ts'

/** Letters in one code: a code of 97 squares a side at medium correction, read off any paper. */
const lettersOfCode = 840
/** More codes than this nobody scans: a file goes on a stick. */
export const mostCodes = 40
/** What a whole series may unpack to. */
const mostBytes = 1024 * 1024
/** All that is read of a text in which codes are looked for. */
export const mostTyped = mostCodes * lettersOfCode * 4

/**
 * The texts of the codes that hold these bytes, deflated (RFC 1951); undefined where they would be
 * more than 40. Each is `SAFAR:<series>:<number>:<of>:<letters>` with letters of base 32 (RFC 4648
 * §6), which every scanner types on every keyboard and no clipboard trims.
 */
export function qrSeries(bytes: Uint8Array): string[] | undefined {
  const packed = deflateRawSync(bytes, { level: 9 })
  const letters = toBase32(packed)
  const of = Math.max(1, Math.ceil(letters.length / lettersOfCode))
  if (of > mostCodes) return undefined
  const series = seriesOf(packed)
  return Array.from({ length: of }, (_, index) => {
    const part = letters.slice(index * lettersOfCode, (index + 1) * lettersOfCode)
    return `SAFAR:${series}:${index + 1}:${of}:${part}`
  })
}

/** What was gathered of a series: its bytes, or why not. */
export type Gathered =
  | { bytes: Buffer }
  | { wrong: 'no-code' | 'of-another-series' | 'damaged' }
  | { wrong: 'missing'; missing: number[]; of: number }

/** Puts the codes of a series together, scanned in any order, some of them twice. */
export function gatherQr(typed: string): Gathered {
  const parts = new Map<number, string>()
  let found: { series: string; of: number } | undefined
  const codes = typed.slice(0, mostTyped).toUpperCase()
    .matchAll(/SAFAR:([0-9A-F]{16}):(\d{1,2}):(\d{1,2}):([A-Z2-7]+)/g)
  for (const [, series = '', number, all, letters = ''] of codes) {
    const of = Number(all)
    found ??= { series, of }
    if (found.series !== series || found.of !== of) return { wrong: 'of-another-series' }
    const before = parts.get(Number(number))
    if (before !== undefined && before !== letters) return { wrong: 'damaged' }
    parts.set(Number(number), letters)
  }
  if (!found || found.of < 1 || found.of > mostCodes) return { wrong: 'no-code' }
  const { series, of } = found
  const numbers = Array.from({ length: of }, (_, index) => index + 1)
  const missing = numbers.filter((number) => !parts.has(number))
  if (missing.length > 0) return { wrong: 'missing', missing, of }
  const packed = fromBase32(numbers.map((number) => parts.get(number)).join(''))
  if (seriesOf(packed) !== series) return { wrong: 'damaged' }
  try {
    return { bytes: inflateRawSync(packed, { maxOutputLength: mostBytes }) }
  } catch {
    return { wrong: 'damaged' }
  }
}

function seriesOf(packed: Buffer): string {
  return hash('sha256', packed, 'hex').slice(0, 16).toUpperCase()
}
