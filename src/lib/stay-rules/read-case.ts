// One row of a table of stay cases as a case: which column says what, and which says it wrongly.

import { countryCode, countryOfAlpha2 } from '../codes/country-codes.ts'
import { DOCUMENT_TYPES, TRIP_PURPOSES } from '../codes/lists.ts'
import type { StayCase } from './stay-case.ts'
import {
  dayIn, entriesIn, extensionsIn, momentIn, momentsIn, numberIn, paired, permitsIn, spansIn,
  staysIn, visasIn, WrongCell, type CellFault,
} from './cells.ts'

/** What each column is called, the plain name first. */
const headings = {
  case: ['case', 'case_id', 'id', 'number'],
  nationality: ['nationality', 'nationalities'],
  issuer: ['issuer', 'document_issuer', 'issuing_state'],
  document: ['document', 'document_type'],
  purpose: ['purpose', 'purpose_of_trip'],
  residence: ['residence', 'residence_country'],
  visas: ['visas'],
  visa: ['visa', 'visa_class', 'visa_type'],
  visa_from: ['visa_from', 'visa_valid_from'],
  visa_until: ['visa_until', 'visa_valid_until', 'visa_to'],
  visa_entries: ['visa_entries'],
  visa_days: ['visa_days', 'visa_stay', 'visa_stay_days', 'visa_duration'],
  permits: ['permits'],
  permit: ['permit', 'permit_class', 'permit_type'],
  permit_from: ['permit_from', 'permit_valid_from'],
  permit_until: ['permit_until', 'permit_valid_until', 'permit_to'],
  stays: ['stays'],
  entries: ['entries', 'entry', 'entry_dates', 'entry_date'],
  exits: ['exits', 'exit', 'exit_dates', 'exit_date'],
  extensions: ['extensions', 'extension', 'extension_until'],
  force_majeure: ['force_majeure', 'force_majeure_days'],
  on: ['on', 'date', 'asked', 'date_asked', 'asked_on', 'check_date'],
  what_if: ['what_if', 'whatif'],
} as const
type Heading = keyof typeof headings

const spelt: Readonly<Record<string, string>> = {
  passport: 'P', tourism: 'holiday', leisure: 'holiday', study: 'education', medical: 'health',
  work: 'worker',
}

/** Which column of a table is which; those not known are kept with what stands in them. */
export function columnsOf(head: readonly string[]): (Heading | undefined)[] {
  return head.map((text) => {
    const name = text.trim().toLowerCase().replaceAll(/[\s-]+/g, '_')
    return (Object.keys(headings) as Heading[])
      .find((heading) => (headings[heading] as readonly string[]).includes(name))
  })
}

/** The columns without which no question is asked. */
export const neededColumns = ['nationality', 'on'] as const

export type CaseFault = CellFault & { column: string }
export type ReadCase = { name?: string; kept: Record<string, string> } & (
  { asked: StayCase; whatIf: number[] } | { faults: CaseFault[] }
)

/** Reads a row; every cell that is wrong is named with its column and the character. */
export function readCase(
  head: readonly string[], columns: readonly (Heading | undefined)[], fields: readonly string[],
): ReadCase {
  const cells = new Map<Heading, string>()
  const kept: Record<string, string> = {}
  const faults: CaseFault[] = []
  for (const [at, text] of fields.entries()) {
    const heading = columns[at]
    if (heading) cells.set(heading, text.trim())
    else if (text.trim()) kept[head[at] ?? `column ${at + 1}`] = text
  }
  const read = <T>(column: Heading, of: (cell: string) => T, absent: T): T => {
    const cell = cells.get(column)
    if (!cell) return absent
    try {
      return of(cell)
    } catch (failure) {
      if (!(failure instanceof WrongCell)) throw failure
      faults.push({ column, ...failure.fault })
      return absent
    }
  }
  const asked = caseOf(read, cells)
  const whatIf = read('what_if', momentsIn, []).map(({ first }) => first)
  for (const column of neededColumns) {
    if (cells.get(column)) continue
    faults.push({ column, fault: 'missing', at: 1, hint: `say the ${column}` })
  }
  const name = cells.get('case')
  return { ...(name && { name }), kept, ...(faults.length > 0 ? { faults } : { asked, whatIf }) }
}

type Read = <T>(column: Heading, of: (cell: string) => T, absent: T) => T

function caseOf(read: Read, cells: ReadonlyMap<Heading, string>): StayCase {
  const one = <T>(of: (piece: { text: string; at: number }) => T) => (text: string) =>
    of({ text, at: 1 })
  const on = read('on', one(momentIn), { first: 0, last: 0 })
  const stays = read('stays', staysIn, [])
  const crossings = paired(read('entries', momentsIn, []), read('exits', momentsIn, []))
  return {
    nationalities: read('nationality', countriesIn, []),
    issuer: read('issuer', countriesIn, [])[0],
    document: read('document', (text) => oneOf(DOCUMENT_TYPES, text), undefined),
    purpose: read('purpose', (text) => oneOf(TRIP_PURPOSES, text), undefined),
    residence: read('residence', countriesIn, [])[0],
    visas: [...read('visas', visasIn, []), ...read('visa', (name) => [{
      class: name, from: read('visa_from', one(dayIn), -Infinity),
      until: read('visa_until', one(dayIn), Infinity),
      entries: read('visa_entries', one(entriesIn), undefined),
      days: read('visa_days', one(numberIn), undefined),
    }], [])],
    permits: [...read('permits', permitsIn, []), ...read('permit', (name) => [{
      class: name, from: read('permit_from', one(dayIn), -Infinity),
      to: read('permit_until', one(dayIn), Infinity),
    }], [])],
    stays: [...stays, ...crossings],
    extensions: read('extensions', extensionsIn, []),
    forceMajeure: read('force_majeure', spansIn, []),
    on: on.last,
    ...(cells.get('on') && on.minute !== undefined && { minute: on.minute }),
  }
}

/** Nationalities of three or two letters, separated by anything that is no letter. */
function countriesIn(cell: string): string[] {
  return [...cell.matchAll(/[^\s;,|+/]+/g)].map(({ 0: text, index }) => {
    const code = countryCode(text) ?? countryOfAlpha2(text.toUpperCase())
    if (code) return code
    throw new WrongCell({ fault: 'country-unknown', at: index + 1,
      hint: `${text.slice(0, 20)} is no code of a State; write three letters, as in a passport` })
  })
}

function oneOf<T extends string>(list: readonly T[], text: string): T {
  const found = list.find((each) => each.toLowerCase() === text.toLowerCase())
    ?? list.find((each) => each === spelt[text.toLowerCase()])
  if (found) return found
  throw new WrongCell({ fault: 'code-unknown', at: 1, hint: `write one of ${list.join(', ')}` })
}
