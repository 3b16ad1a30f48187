// What a zone says: the likeliest characters that its format allows and its check digits agree to.

import { countryCode } from '../codes/country-codes.ts'
import {
  LAYOUTS, checksOf, textAt, valueOf, weightAt, type CheckLayout, type MrzCheckName,
  type MrzFieldName, type MrzFormat, type Run,
} from '../mrz/layout.ts'
import { CHARACTERS, CHARACTER_COUNT } from './line-net.ts'

/** Of each line, for each place in turn, the logarithms of its 37 likelihoods. */
export type Likely = readonly Float32Array[]

/** A part of the zone that one check digit speaks for, as it was settled. */
export interface Settled {
  name: MrzCheckName
  /** By how much (natural logarithm) this is likelier than the next reading of the part. */
  margin: number
}

export interface Spelled {
  format: MrzFormat
  /** As the zone is read, and as each character alone looks. */
  lines: string[]
  alone: string[]
  settled: Settled[]
}

/** What it costs that a character stands where its format has none: specimens do it. */
const strange = 6
/** What it costs that a check digit is wrong: few documents are printed so. */
const wrongDigit = 6.5
/** What it costs that no state has this code. */
const unknownCountry = 4

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ<'
const digits = '0123456789'

/** The characters that may stand in each place of a format, '' for all. */
function allowedIn(format: MrzFormat): string[][] {
  const { lines, width, fields, checks } = LAYOUTS[format]
  const allowed = Array.from({ length: lines }, () => Array<string>(width).fill(''))
  const set = (run: Run | undefined, characters: string) => {
    if (!run) return
    for (let i = 0; i < run.length; i++) allowed[run.line]![run.from + i] = characters
  }
  for (const field of ['documentCode', 'issuer', 'nationality', 'name', 'givenNames'] as const) {
    set(fields[field], letters)
  }
  set(fields.birthDate, `${digits}<`)
  set(fields.expiryDate, `${digits}<`)
  set(fields.sex, 'MFX<')
  for (const { name, at } of checks) {
    set(at, name === 'optionalData' || name === 'documentNumber' ? `${digits}<` : digits)
  }
  return allowed
}

/** The likeliest reading of lines in a format, and how likely it is. */
export function spell(
  likely: Likely, format: MrzFormat,
): Spelled & { score: number } {
  const zone = weighed(likely, format)
  const alone = likely.map((line) => best(line))
  zone.lines = zone.likely.map((line) => best(line))
  for (const field of ['issuer', 'nationality'] as const) settleCountry(zone, field)
  const settled = settleChecks(zone)
  const score = zone.lines.reduce((sum, line, row) => sum + [...line].reduce((part, c, i) =>
    part + zone.likely[row]![i * CHARACTER_COUNT + CHARACTERS.indexOf(c)]!, 0), 0)
  const wrong = settled.filter(({ name }) => !agrees(zone.lines, zone.checks
    .find((check) => check.name === name)!)).length
  return { format, lines: zone.lines, alone, settled, score: score - wrong * wrongDigit }
}

interface Zone {
  format: MrzFormat
  likely: Float32Array[]
  lines: string[]
  checks: CheckLayout[]
}

function weighed(likely: Likely, format: MrzFormat): Zone {
  const allowed = allowedIn(format)
  const weighted = likely.map((line, row) => {
    const out = line.slice()
    for (const [column, characters] of allowed[row]!.entries()) {
      if (characters === '') continue
      for (let c = 0; c < CHARACTER_COUNT; c++) {
        if (!characters.includes(CHARACTERS[c]!)) out[column * CHARACTER_COUNT + c]! -= strange
      }
    }
    return out
  })
  return { format, likely: weighted, lines: [], checks: LAYOUTS[format].checks }
}

function best(line: Float32Array): string {
  let text = ''
  for (let at = 0; at < line.length; at += CHARACTER_COUNT) {
    let most = 0
    for (let c = 1; c < CHARACTER_COUNT; c++) if (line[at + c]! > line[at + most]!) most = c
    text += CHARACTERS[most]
  }
  return text
}

function put(zone: Zone, run: Run, text: string) {
  const line = zone.lines[run.line]!
  zone.lines[run.line] = line.slice(0, run.from) + text + line.slice(run.from + run.length)
}

function likelihood({ likely }: Zone, { line, from }: Run, text: string): number {
  return [...text].reduce((sum, c, i) =>
    sum + likely[line]![(from + i) * CHARACTER_COUNT + CHARACTERS.indexOf(c)]!, 0)
}

function settleCountry(zone: Zone, field: 'issuer' | 'nationality') {
  const run = LAYOUTS[zone.format].fields[field]
  if (!run) return
  const read = textAt(zone.lines, run)
  if (countryCode(read) !== undefined) return
  let found = [''] as string[]
  for (let i = 0; i < run.length; i++) {
    const place = { line: run.line, from: run.from + i, length: 1 }
    const may = [...CHARACTERS].toSorted((a, b) =>
      likelihood(zone, place, b) - likelihood(zone, place, a)).slice(0, 5)
    found = found.flatMap((start) => may.map((next) => start + next))
  }
  const known = found.filter((code) => countryCode(code) !== undefined)
    .toSorted((a, b) => likelihood(zone, run, b) - likelihood(zone, run, a))[0]
  if (known && likelihood(zone, run, known) + unknownCountry > likelihood(zone, run, read)) {
    put(zone, run, known)
  }
}

/** A reading of the places that a check digit speaks for: their text, the digit at the end. */
interface Reading { text: string; score: number }

interface Part { check: CheckLayout; places: Run[]; readings: Reading[] }

/** Readings of a part that are weighed against each other. */
const mostReadings = 4

// The parts with their own check digits, and of TD1 and TD2 the optional data, which only the
// composite speaks for: all readings of all parts together, and what the composite says of them.
function settleChecks(zone: Zone): Settled[] {
  zone.checks = checksOf(zone.lines, zone.format)
  const composite = zone.checks.find(({ name }) => name === 'composite')
  const parts = [
    ...zone.checks.filter(({ name }) => name !== 'composite').map((check) => partOf(zone, check)),
    ...(composite ? optionalPart(zone, composite) : []),
    ...(composite ? [digitPart(zone, composite)] : []),
  ]
  const chosen = weigh(zone, parts, composite)
  for (const [index, part] of parts.entries()) write(zone, part, chosen.best[index]!)
  return zone.checks.map(({ name }) => ({
    name, margin: Math.min(...parts.flatMap((part, index) =>
      (part.check.name === name || name === 'composite' ? [chosen.margins[index]!] : []))),
  }))
}

function partOf(zone: Zone, check: CheckLayout): Part {
  const places = [...check.over, check.at]
  const fitting = readings(zone, places, 'with its digit')
  const own = { text: places.map((run) => textAt(zone.lines, run)).join(''), score: 0 }
  own.score = scoreOf(zone, places, own.text)
  const alone = agrees(zone.lines, check) ? [] : [{ text: own.text, score: own.score - wrongDigit }]
  const unused = check.name === 'optionalData' && /^<+$/.test(own.text) ? [own] : []
  const all = [...unused, ...fitting, ...alone].toSorted((a, b) => b.score - a.score)
  return {
    check, places, readings: all.filter(({ text }, i) =>
      all.findIndex((other) => other.text === text) === i).slice(0, mostReadings + 1),
  }
}

function optionalPart(zone: Zone, check: CheckLayout): Part[] {
  if (zone.format !== 'TD1' && zone.format !== 'TD2') return []
  const own = new Set(zone.checks.filter(({ name }) => name !== 'composite')
    .flatMap(({ at, over }) => [at, ...over]).flatMap(columnsOf))
  const places = (['optionalData', 'optionalData2'] as const).flatMap((field: MrzFieldName) => {
    const run = LAYOUTS[zone.format].fields[field]
    return run ? columnsOf(run).filter((key) => !own.has(key)).map(placeOf) : []
  })
  return places.length === 0 ? [] : [{ check, places, readings: readings(zone, places, 'any') }]
}

function digitPart(zone: Zone, check: CheckLayout): Part {
  const all = [...digits].map((text) => ({ text, score: likelihood(zone, check.at, text) }))
  return { check, places: [check.at], readings: all.toSorted((a, b) => b.score - a.score) }
}

function columnsOf({ line, from, length }: Run): number[] {
  return Array.from({ length }, (_, i) => line * 100 + from + i)
}

function placeOf(key: number): Run {
  return { line: Math.floor(key / 100), from: key % 100, length: 1 }
}

function scoreOf(zone: Zone, places: readonly Run[], text: string): number {
  let at = 0
  return places.reduce((sum, run) =>
    sum + likelihood(zone, run, text.slice(at, at += run.length)), 0)
}

/**
 * The likeliest texts of places: those whose last character is the check digit of the others, or
 * for every remainder the likeliest.
 */
function readings(zone: Zone, places: readonly Run[], which: 'with its digit' | 'any'): Reading[] {
  const cells = places.flatMap(columnsOf)
  const data = which === 'any' ? cells : cells.slice(0, -1)
  let by: Reading[][] = Array.from({ length: 10 }, (_, i) => (i ? [] : [{ text: '', score: 0 }]))
  for (const [index, key] of data.entries()) {
    const { line, from } = placeOf(key)
    const next: Reading[][] = Array.from({ length: 10 }, () => [])
    for (let c = 0; c < CHARACTER_COUNT; c++) {
      const score = zone.likely[line]![from * CHARACTER_COUNT + c]!
      const step = valueOf(CHARACTERS.charCodeAt(c)) * weightAt(index)
      for (let rest = 0; rest < 10; rest++) {
        for (const one of by[rest]!) {
          const longer = { text: one.text + CHARACTERS[c], score: one.score + score }
          keep(next[(rest + step) % 10]!, longer)
        }
      }
    }
    by = next
  }
  if (which === 'any') return by.flatMap((all) => all.slice(0, 1))
  const last = placeOf(cells.at(-1)!)
  return by.flatMap((all, rest) => all.map(({ text, score }) =>
    ({ text: text + rest, score: score + likelihood(zone, last, String(rest)) })))
    .toSorted((a, b) => b.score - a.score).slice(0, mostReadings)
}

function keep(all: Reading[], one: Reading) {
  if (all.length === 3 && all[2]!.score >= one.score) return
  all.push(one)
  all.sort((a, b) => b.score - a.score)
  if (all.length > 3) all.pop()
}

// Every combination of readings; a combination whose composite digit is wrong costs.
function weigh(zone: Zone, parts: readonly Part[], composite: CheckLayout | undefined) {
  let best = parts.map(({ readings: [first] }) => first!)
  let most = -Infinity
  const tops = parts.map(() => new Map<string, number>())
  const trial: Zone = { ...zone, lines: [...zone.lines] }
  const picked: Reading[] = []
  const turn = (index: number, score: number) => {
    if (index === parts.length) {
      const total = composite && !agrees(trial.lines, composite) ? score - wrongDigit : score
      picked.forEach(({ text }, i) =>
        tops[i]!.set(text, Math.max(total, tops[i]!.get(text) ?? -Infinity)))
      if (total > most) [best, most] = [[...picked], total]
      return
    }
    const first = parts[index]!.readings[0]!.score
    for (const reading of parts[index]!.readings) {
      // What is so unlikely cannot be brought back by a composite digit.
      if (reading.score < first - 2 * wrongDigit) continue
      picked[index] = reading
      write(trial, parts[index]!, reading)
      turn(index + 1, score + reading.score)
    }
  }
  turn(0, 0)
  const margins = tops.map((top, i) => most - Math.max(-Infinity,
    ...[...top].filter(([text]) => text !== best[i]!.text).map(([, score]) => score)))
  return { best, margins: margins.map((margin) => Math.min(margin, 2 * wrongDigit)) }
}

function write(zone: Zone, { places }: Part, { text }: Reading) {
  let at = 0
  for (const run of places) put(zone, run, text.slice(at, at += run.length))
}

function agrees(lines: readonly string[], { name, at, over }: CheckLayout): boolean {
  const data = over.map((run) => textAt(lines, run)).join('')
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += valueOf(data.charCodeAt(i)) * weightAt(i)
  const found = textAt(lines, at)
  return found === String(sum % 10) || (name === 'optionalData' && found === '<'
    && /^<*$/.test(data))
}
