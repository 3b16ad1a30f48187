// The machine-readable zone of a picture: found, read, held to its check digits, and never said to
// be sure where it is not.

import { decodeFields } from '../mrz/decode.ts'
import {
  LAYOUTS, checksOf, textAt, type MrzCheckName, type MrzFormat, type Run,
} from '../mrz/layout.ts'
import { checkZone } from '../mrz/repair.ts'
import type { MrzCheck, MrzFields, MrzFinding } from '../mrz/reading.ts'
import { cornersOf } from './find-zones.ts'
import type { Gray } from './gray.ts'
import { CHARACTERS, CHARACTER_COUNT } from './line-net.ts'
import { findZones, type Layers, type SeenZone } from './read-lines.ts'
import { spell, type Spelled } from './spell.ts'

/** A character that stands for one that looked otherwise. */
export interface PictureRepair {
  line: number; column: number; from: string; to: string
  why: 'digit-expected' | 'letter-expected' | 'check-digit'
}

/** A character that may as well be another, `from`; the likelier one stands in the zone. */
export interface PictureDoubt { line: number; column: number; from: string; sure: number }

/**
 * What may be said of a field: `good` where its check digit and the reader agree by themselves,
 * `repaired` where the check digit chose among readings, `doubtful` where another reading is
 * nearly as likely, `wrong` where its check digit is; `unchecked` has no check digit.
 */
export type Standing = 'good' | 'repaired' | 'doubtful' | 'wrong' | 'unchecked'

/** One check digit of the picture, and what may be said of the field that it speaks for. */
export interface PictureCheck extends MrzCheck { standing: Standing }

export interface PictureReading {
  format: MrzFormat
  lines: string[]
  /** As each character alone looked. */
  linesAsRead: string[]
  fields: MrzFields
  checks: PictureCheck[]
  repairs: PictureRepair[]
  /** Characters to be compared with the document though nothing speaks against them. */
  doubts: PictureDoubt[]
  findings: MrzFinding[]
  /** How sure the least sure character of the names is, 0 to 1: no check digit speaks for them. */
  nameSure: number
  /** The corners of each line on the picture, clockwise. */
  corners: [number, number][][]
}

export interface PictureRefusal { unreadable: 'no-zone' | 'unclear' | 'several' }

/** How much likelier than any other a reading must be to be good: 20 to 1. */
const goodMargin = 3
/** A character less sure than this is doubted, where no check digit settles it. */
const leastDoubted = 0.75
/** Below this mean likelihood of its characters a zone is too unclear to be told. */
const leastClear = 0.55

const formatsOf: Record<number, MrzFormat[]> = {
  44: ['TD3', 'MRV-A'], 36: ['TD2', 'MRV-B', 'FR-ID'], 30: ['TD1'],
}

/**
 * Reads the zone of a picture. `today` is an ISO day, as for readMrz; `mayGoOn` ends the search
 * where it takes too long.
 */
export function readPicture(
  picture: Gray, { layers, today, mayGoOn = () => true }:
    { layers: Layers; today: string; mayGoOn?: () => boolean },
): PictureReading | PictureRefusal {
  const [zone, ...others] = findZones(picture, layers, mayGoOn)
  if (!zone) return { unreadable: 'no-zone' }
  const spelled = spelledOf(zone)
  if (!spelled) return { unreadable: 'unclear' }
  // Fields of the page are printed in the same letters; a second zone has check digits that agree
  // before any is used to choose.
  const another = others.some((other) => {
    const said = spelledOf(other)
    return said && !alike(said.lines, spelled.lines)
      && checkZone(said.alone, said.format).filter(({ ok }) => ok).length >= 2
  })
  return another ? { unreadable: 'several' } : told(spelled, zone, today)
}

// Whether two readings are of one zone, found twice.
function alike(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [one.join(''), other.join('')]
  return a.length === b.length && [...a].filter((c, i) => c === b[i]).length > 0.7 * a.length
}

// The zone in the format in which it is likeliest; undefined where it is too unclear.
function spelledOf({ lines, count }: SeenZone): Spelled | undefined {
  const likely = lines.map(({ aligned }) => aligned.likely)
  const best = formatsOf[count]!.map((format) => spell(likely, format))
    .filter(startsRight).toSorted((a, b) => b.score - a.score)[0]
  return best && clarity(best, likely) >= leastClear ? best : undefined
}

const starts: Record<MrzFormat, RegExp> = {
  TD1: /^[A-Z]/, TD2: /^[^V]/, TD3: /^[^V]/, 'MRV-A': /^V/, 'MRV-B': /^V/, 'FR-ID': /^IDFRA/,
}

function startsRight({ format, lines }: Spelled): boolean {
  return starts[format].test(lines[0]!)
}

function clarity({ lines }: Spelled, likely: readonly Float32Array[]): number {
  let sum = 0
  let count = 0
  for (const [row, line] of lines.entries()) {
    for (const [i, c] of [...line].entries()) {
      sum += Math.exp(likely[row]![i * CHARACTER_COUNT + CHARACTERS.indexOf(c)]!)
      count++
    }
  }
  return sum / count
}

function told(spelled: Spelled, zone: SeenZone, today: string): PictureReading {
  const { format, lines, alone } = spelled
  const { fields, findings } = decodeFields(lines, format, today)
  const repairs = repairsOf(spelled)
  return {
    format, lines, linesAsRead: alone, fields, findings, repairs,
    checks: checkZone(lines, format).map((check) =>
      ({ ...check, standing: standingOf(check, spelled, repairs) })),
    nameSure: nameSure(spelled, zone), doubts: doubtsOf(spelled, zone, repairs),
    corners: zone.lines.map(({ track }) => cornersOf(track)),
  }
}

function repairsOf({ format, lines, alone }: Spelled): PictureRepair[] {
  const dates = ['birthDate', 'expiryDate'] as const
  const digitRuns = [...dates.map((field) => LAYOUTS[format].fields[field]),
    ...checksOf(lines, format).map(({ at }) => at)].filter((run): run is Run => run !== undefined)
  const letterRuns = (['documentCode', 'issuer', 'nationality', 'name', 'givenNames'] as const)
    .map((field) => LAYOUTS[format].fields[field]).filter((run): run is Run => run !== undefined)
  return lines.flatMap((line, row) => [...line].flatMap((to, column): PictureRepair[] => {
    const from = alone[row]![column]!
    if (from === to) return []
    const digit = /[A-Z]/.test(from) && digitRuns.some((run) => holds(run, row, column))
    const letter = /\d/.test(from) && letterRuns.some((run) => holds(run, row, column))
    return [{
      line: row, column, from, to,
      why: digit ? 'digit-expected' : letter ? 'letter-expected' : 'check-digit',
    }]
  }))
}

// The second likeliest character of a place whose likeliest is not sure enough by itself.
function doubtsOf(
  { lines, format, settled }: Spelled, zone: SeenZone, repairs: readonly PictureRepair[],
): PictureDoubt[] {
  const firm = checkZone(lines, format).filter(({ name, ok }) => ok
    && (settled.find((one) => one.name === name)?.margin ?? 0) >= goodMargin)
    .flatMap(({ at, over }) => [at, ...over])
  return lines.flatMap((line, row) => [...line].flatMap((character, column): PictureDoubt[] => {
    const likely = zone.lines[row]!.aligned.likely
      .subarray(column * CHARACTER_COUNT, (column + 1) * CHARACTER_COUNT)
    const sure = Math.exp(likely[CHARACTERS.indexOf(character)]!)
    const told = repairs.some((one) => one.line === row && one.column === column)
    if (sure >= leastDoubted || told || firm.some((run) => holds(run, row, column))) return []
    const other = [...CHARACTERS].filter((one) => one !== character).reduce((best, one) =>
      (likely[CHARACTERS.indexOf(one)]! > likely[CHARACTERS.indexOf(best)]! ? one : best))
    return [{ line: row, column, from: other, sure: Math.round(sure * 1000) / 1000 }]
  }))
}

function holds({ line, from, length }: Run, row: number, column: number): boolean {
  return line === row && column >= from && column < from + length
}

function standingOf(
  check: MrzCheck, { settled }: Spelled, repairs: readonly PictureRepair[],
): Standing {
  if (!check.ok) return 'wrong'
  const touched = repairs.some(({ line, column }) =>
    [check.at, ...check.over].some((run) => holds(run, line, column)))
  if (touched) return 'repaired'
  const margin = settled.find(({ name }) => name === check.name as MrzCheckName)?.margin ?? 0
  return margin >= goodMargin ? 'good' : 'doubtful'
}

function nameSure({ format, lines }: Spelled, { lines: seen }: SeenZone): number {
  const runs = (['name', 'givenNames'] as const).map((field) => LAYOUTS[format].fields[field])
  return Math.min(...runs.flatMap((run) => (run ? [...textAt(lines, run)].map((c, i) =>
    Math.exp(seen[run.line]!.aligned.likely[(run.from + i) * CHARACTER_COUNT
      + CHARACTERS.indexOf(c)]!)) : [])))
}
