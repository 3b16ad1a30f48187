// An entry of a list from outside: who or what is listed there, in one shape for every format.

import { hash } from 'node:crypto'
import type { entryKinds, nameKinds } from './entry-kinds.ts'
import type { PartialSpan } from './listed-dates.ts'

/** Who or what is listed; texts as the list has them, dates and countries as far as understood. */
export interface ListedEntry {
  id: string
  kind: (typeof entryKinds)[number]
  names: { text: string; kind: (typeof nameKinds)[number] }[]
  /** `value` is yyyy[-mm[-dd]]; `until` is the last it may be, where the list says from and to. */
  births: PartialSpan[]
  /** M, F or X. */
  sexes: string[]
  /** Codes as ICAO 9303-3 §5 has them; the list's own words where they name no country. */
  nationalities: string[]
  places: string[]
  documents: { number: string; kind?: string; issuer?: string }[]
  source: { list: string; line?: number; programme?: string }
}

/** Why a list, or a line of it, could not be read: where, and what to do. */
export interface ListFault {
  fault: ListFaultCode
  line: number
  hint: string
  /** True where nothing after it was read; absent where the next line was. */
  ends?: true
}

export const listFaults = [
  'empty', 'not-a-list', 'cut-short', 'wrong-encoding', 'nul', 'entity-declared', 'not-xml',
  'not-csv', 'not-json', 'too-long', 'too-deep', 'columns-unknown', 'no-name', 'no-number',
  'too-many-faults',
] as const
export type ListFaultCode = (typeof listFaults)[number]

/** Stops the reading of a list; becomes the fault that it carries. */
export class ListEnds extends Error {
  readonly fault: ListFault

  constructor(fault: ListFaultCode, line: number, hint: string) {
    super(`${fault} at line ${line}: ${hint}`)
    this.fault = { fault, line, hint, ends: true }
  }
}

/** Tells a fault from an entry. */
export function isListFault(read: ListedEntry | ListFault): read is ListFault {
  return 'fault' in read
}

/** An entry holds at most so many names, births, countries, places and documents each. */
export const mostOfEach = 200
/** A name longer than this is no name; the longest on published lists has about 200. */
export const longestName = 500
const longestText = 200

/** What a format's reader gathered of one entry, uncleaned. */
export interface Gathered {
  id?: string | undefined
  kind?: ListedEntry['kind']
  names: { text: string | undefined; kind: ListedEntry['names'][number]['kind'] }[]
  births?: PartialSpan[]
  sexes?: (string | undefined)[]
  nationalities?: (string | undefined)[]
  places?: (string | undefined)[]
  documents?: {
    number: string | undefined; kind?: string | undefined; issuer?: string | undefined
  }[]
  programme?: string | undefined
}

/**
 * The entry of what was gathered: without empty texts and doubles, within the limits, with an id
 * made of what is said where the list has none. Without a name and a document it is a fault.
 */
export function entryOf(
  gathered: Gathered, about: { list: string; line: number },
): ListedEntry | ListFault {
  const names = distinct(gathered.names.map(({ text, kind }) => (
    { text: cleaned(text, longestName), kind }
  )).filter(({ text }) => /[\p{L}\p{N}]/u.test(text)), ({ text }) => text)
  const documents = distinct((gathered.documents ?? []).map((each) => {
    const [kind, issuer] = [cleaned(each.kind, 60), cleaned(each.issuer, 60)]
    return {
      number: cleaned(each.number, 60), ...(kind && { kind }), ...(issuer && { issuer }),
    }
  }).filter(({ number }) => /[\p{L}\p{N}]{2}/u.test(number)),
  ({ number, issuer }) => `${number}|${issuer ?? ''}`)
  if (names.length === 0 && documents.length === 0) {
    return {
      fault: 'no-name', line: about.line,
      hint: 'neither a name nor a document number: correct the line or leave it out',
    }
  }
  const programme = cleaned(gathered.programme, longestText)
  const said = {
    kind: gathered.kind ?? (names.length > 0 ? 'unknown' : 'document'), names,
    births: distinct(gathered.births ?? [], (birth) => JSON.stringify(birth)),
    sexes: texts(gathered.sexes), nationalities: texts(gathered.nationalities),
    places: texts(gathered.places), documents,
  } as const
  return {
    id: cleaned(gathered.id, 120) || idOf(said), ...said,
    source: { list: about.list, line: about.line, ...(programme && { programme }) },
  }
}

/** The id of an entry without one: the same as long as the same is said. */
function idOf(said: Omit<ListedEntry, 'id' | 'source'>): string {
  const what = JSON.stringify([said.names.map(({ text }) => text), said.births, said.documents])
  return `~${hash('sha256', what).slice(0, 20)}`
}

function texts(all: readonly (string | undefined)[] | undefined): string[] {
  return distinct((all ?? []).map((text) => cleaned(text, longestText)).filter(Boolean),
    (text) => text)
}

function distinct<T>(all: readonly T[], keyOf: (each: T) => string): T[] {
  const seen = new Map<string, T>()
  for (const each of all) {
    const key = keyOf(each)
    if (!seen.has(key)) seen.set(key, each)
    if (seen.size === mostOfEach) break
  }
  return [...seen.values()]
}

/** One line of text: no control or direction marks, single spaces, no lone half of a character. */
export function cleaned(text: string | undefined, longest: number): string {
  if (!text) return ''
  const line = text.slice(0, longest * 2).toWellFormed().normalize('NFC')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\s]+/gu, ' ').trim()
  return line.length > longest ? line.slice(0, longest).toWellFormed().trim() : line
}
