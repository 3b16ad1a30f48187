// `safar read-document`: reads the machine-readable zones of pictures, a line a picture.

import type { PictureReading } from '../lib/zone-picture/read-picture.ts'
import { PictureReader, type PictureRead, type Unreadable } from './picture-reader.ts'

export interface ReadingOptions {
  json: boolean
  /** The day of the reading, ISO. */
  today: string
  write: (line: string) => void
}

const why: Record<Unreadable, string> = {
  'no-zone': 'no machine-readable zone was found; photograph the page with its lines of < whole, '
    + 'flat and in light',
  unclear: 'a zone is there but too unclear to be read; photograph it nearer, without shadow or '
    + 'glare',
  several: 'there is more than one document on the picture; photograph one',
  'file-too-large': 'the file has more than 32 MB',
  'not-a-picture': 'this is no JPEG, PNG, WebP, TIFF or GIF',
  broken: 'the file is cut short or damaged; save or copy it anew',
  animated: 'this is a moving picture or has several pages; save the one page',
  'too-many-pixels': 'the picture has more than 50 million pixels; save it smaller',
  'no-file': 'there is no such file, or it may not be read',
  'too-long': 'reading took more than 10 seconds and was given up',
  died: 'reading this file ended the reader; the next picture has another',
}

/**
 * Reads pictures one after the other. Resolves with the exit code: 0 when every zone was read and
 * every check digit agrees, 1 when not, 2 with nothing to read.
 */
export async function readPictures(
  files: readonly string[], { json, today, write }: ReadingOptions,
): Promise<0 | 1 | 2> {
  if (files.length === 0) {
    write('no picture here: safar read-document IMAGE...')
    return 2
  }
  const reader = new PictureReader()
  let worst: 0 | 1 = 0
  try {
    for (const file of files) {
      const read = await reader.read({ file, today })
      if ('unreadable' in read.read || read.read.checks.some(({ ok }) => !ok)) worst = 1
      write(json ? JSON.stringify(lineOf(file, read)) : sentenceOf(file, read))
    }
  } finally {
    reader.end()
  }
  return worst
}

function lineOf(file: string, { read, timeMs, cpuMs }: PictureRead) {
  const times = { time_ms: Math.round(timeMs), cpu_ms: Math.round(cpuMs) }
  if ('unreadable' in read) {
    return { file, unreadable: read.unreadable, hint: why[read.unreadable], ...times }
  }
  const { format, lines, linesAsRead, fields, checks, repairs, doubts } = read
  const { findings, nameSure, corners } = read
  return {
    file, type: format, lines, linesAsRead, fields,
    checks: checks.map(({ name, ok, standing, expected, found }) =>
      ({ name, ok, standing, expected, found })),
    repairs, doubts, nameSure: Math.round(nameSure * 1000) / 1000,
    findings: findings.map(({ code, field }) => ({ code, field })),
    corners: corners.map((line) => line.map((point) => point.map(Math.round))), ...times,
  }
}

function sentenceOf(file: string, { read, cpuMs }: PictureRead): string {
  if ('unreadable' in read) return `${file}: ${why[read.unreadable]}`
  const { lines, checks, repairs, fields: { documentCode, issuer, documentNumber } } = read
  return [
    `${file}: ${documentCode} of ${issuer}, ${documentNumber}, ${nameOf(read)}`
      + ` (${Math.round(cpuMs)} ms)`,
    ...lines.map((line) => `  ${line}`),
    ...checks.filter(({ standing }) => standing !== 'good').map(({ name, standing }) =>
      `  ${name}: ${saying[standing]}`),
    ...repairs.map(({ line, column, from, to }) =>
      `  line ${line + 1}, character ${column + 1}: looked like ${from}, read as ${to}`),
  ].join('\n')
}

const saying = {
  good: 'good', wrong: 'its check digit is wrong', unchecked: 'has no check digit',
  repaired: 'a character was put right by its check digit; compare it with the document',
  doubtful: 'another reading is nearly as likely; compare it with the document',
}

function nameOf({ fields: { surname, givenNames }, nameSure }: PictureReading): string {
  return `${[surname, givenNames].filter(Boolean).join(', ')}`
    + `${nameSure < 0.9 ? ' (a letter of the name is not sure)' : ''}`
}
