// Recognising a traveller among earlier crossings, and finding the entry that an exit ends.

import { compareDates, type PartialDate } from '../../lib/dates/partial-date.ts'
import { compareNames } from '../../lib/names/compare-names.ts'
import { readName, type ReadName } from '../../lib/names/read-name.ts'
import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { namesOf, type Person, type TravelDocument } from '../travellers/terms.ts'
import { crossings } from './register.ts'
import { keysOfDocument, keysOfPerson } from './row.ts'
import type { Pairing } from './terms.ts'

export type CrossingRow = RowOf<typeof crossings>

/** Names less alike than this are not taken for one person's without an officer. */
export const nameAlike = 0.5
/** So many crossings of a document, a traveller or a name are looked at; the newest first. */
export const mostLookedAt = 30

export interface Recognised {
  /** Crossings of this person as far as known, newest first. */
  rows: CrossingRow[]
  traveller?: { id: string; how: 'same-document' | 'name-birth-nationality' }
  /** The document was used by somebody with another name and birth date. */
  otherPerson?: CrossingRow
  /** Several people of this name, birth date and nationality: an officer must choose. */
  several: boolean
}

/**
 * Looks for a person in the order of forms 3.2: the same document, the same traveller, then name
 * key, birth date and nationality. Three reads by index at most.
 */
export async function recognise(
  known: Reader,
  /** `except` is a crossing that is itself to be paired: it is no earlier one. */
  who: { person: Person; document: TravelDocument; except?: string },
): Promise<Recognised> {
  const { documentNumber, documentIssuer } = keysOfDocument(who.document)
  const newest = { order: 'at desc', limit: mostLookedAt } as const
  const byDocument = documentNumber === undefined ? []
    : await known.all(crossings, { documentNumber, documentIssuer }, newest)
  const others = byDocument.filter((row) => isAnother(row, who.person))
  const own = byDocument.filter((row) => row.crossing !== who.except && !others.includes(row))
  const [otherPerson] = others
  const byName = own.length > 0 ? [] : (await sameName(known, who.person))
    .filter((row) => row.crossing !== who.except)
  const several = byName.length > 0 && !areOne(byName)
  const id = (own[0] ?? (several ? undefined : byName[0]))?.traveller
  const byTraveller = id === undefined ? [] : await known.all(crossings, { traveller: id }, newest)
  const rows = merged([...own, ...byTraveller, ...(several ? [] : byName)])
    .filter((row) => row.crossing !== who.except)
  return {
    rows, several, ...(otherPerson && { otherPerson }),
    ...(id !== undefined && rows.length > 0 && {
      traveller: { id, how: own.length > 0 ? 'same-document' : 'name-birth-nationality' },
    }),
  }
}

/**
 * The newest admitted entry that no exit has ended: none names it, and none of the same person came
 * after it. `rows` are one person's crossings, newest first.
 */
export function openEntry(rows: readonly CrossingRow[]): CrossingRow | undefined {
  for (const row of rows) {
    if (row.decision !== 'admitted' || row.direction === 'transit') continue
    return row.direction === 'entry' ? row : undefined
  }
  return undefined
}

/** Why an earlier crossing is taken for one of this person's; the words are `pairing.<how>`. */
export function howSame(
  row: CrossingRow, document: TravelDocument, recognised: Recognised,
): Pairing {
  const { documentNumber, documentIssuer } = keysOfDocument(document)
  const same = documentNumber !== undefined && row.documentNumber === documentNumber
    && (documentIssuer === undefined || row.documentIssuer === documentIssuer)
  if (same) return 'same-document'
  return recognised.traveller?.how === 'same-document' ? 'same-person' : 'name-birth-nationality'
}

/** Somebody else: both the name and the birth date are another's, or the sex is. */
function isAnother(row: CrossingRow, person: Person): boolean {
  const otherBirth = ['before', 'after'].includes(compareDates(dateOf(row.person), dateOf(person)))
  return otherBirth && !namedAlike(row.person, namesOf(person).map((name) => readName(name)))
}

async function sameName(known: Reader, person: Person): Promise<CrossingRow[]> {
  const { nameKey, birthYear, nationality } = keysOfPerson(person)
  // Without a birth year a name is not enough: that is a question for an officer.
  if (birthYear === undefined || namesOf(person).length === 0) return []
  const rows = await known.all(crossings, { nameKey, birthYear, nationality },
    { order: 'at desc', limit: mostLookedAt })
  const names = namesOf(person).map((name) => readName(name))
  return rows.filter((row) => !differ(row.person.sex, person.sex)
    && !['before', 'after'].includes(compareDates(dateOf(row.person), dateOf(person)))
    && namedAlike(row.person, names))
}

function namedAlike(person: Person, names: readonly ReadName[]): boolean {
  return namesOf(person).map((name) => readName(name)).some((words) =>
    names.some((other) => compareNames(words, other).score >= nameAlike))
}

function differ(a: string, b: string): boolean {
  return 'MF'.includes(a) && 'MF'.includes(b) && a !== b
}

function dateOf(person: Person): PartialDate {
  return { value: person.birthDate.value ?? '', precision: person.birthDate.precision }
}

/** Whether these crossings hang together by traveller or document: then they are one person's. */
function areOne(rows: readonly CrossingRow[]): boolean {
  const linked = new Set([rows[0]!])
  const marks = new Set(marksOf(rows[0]!))
  for (let grown = true; grown;) {
    grown = false
    for (const row of rows) {
      if (linked.has(row) || !marksOf(row).some((mark) => marks.has(mark))) continue
      linked.add(row)
      marksOf(row).forEach((mark) => marks.add(mark))
      grown = true
    }
  }
  return linked.size === rows.length
}

function marksOf(row: CrossingRow): string[] {
  return [
    row.traveller, row.crossing, ...(row.pairedWith ? [row.pairedWith] : []),
    ...(row.documentNumber ? [`${row.documentIssuer ?? ''} ${row.documentNumber}`] : []),
  ]
}

function merged(rows: readonly CrossingRow[]): CrossingRow[] {
  const byId = new Map(rows.map((row) => [row.crossing, row]))
  return [...byId.values()]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.number - a.number))
}
