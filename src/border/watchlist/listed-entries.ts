// Entries of lists from outside, as alerts: what is compared of them, and what the counter is told.

import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { addDays } from '../../lib/dates/days.ts'
import { spanOf, type DatePrecision } from '../../lib/dates/partial-date.ts'
import { contentsOf, listParts } from '../lists/list-parts.ts'
import { lists } from '../lists/lists.ts'
import { alertOf } from '../lists/digest-terms.ts'
import { type SaidEntry } from '../lists/terms.ts'
import { textsOf, type AlertTerms } from './listed.ts'

type ListRow = RowOf<typeof lists>

/** Where an entry stands: in which part of which version of its list. */
export interface Place { entry: string; version: string; part: string }

/** An entry as the screening takes it in: both texts, and its first and last day. */
export interface ListedAlert {
  alert: string
  compared: string
  told: string
  validFrom: string
  validUntil: string
  place: Place
}

/**
 * The entries of a list that is in force, as alerts; none where it ended. Organisations, vessels
 * and aircraft are kept with the list and are nobody who stands at a counter.
 */
export async function alertsOfList(known: Reader, list: string): Promise<ListedAlert[]> {
  const row = await known.find(lists, { list })
  if (!row || row.endedAt) return []
  const found: ListedAlert[] = []
  for (const { entry, part } of (await contentsOf(known, row.version)).values()) {
    if (!isScreened(entry)) continue
    const alert = alertOf(list, entry.id)
    const terms = termsOf(row, entry)
    found.push({
      alert, ...textsOf(alert, terms), validFrom: terms.validFrom, validUntil: terms.validUntil,
      place: { entry: entry.id, version: row.version, part },
    })
  }
  return found
}

/** What an entry says, for showing it beside the person whom it hit. */
export async function entryAt(
  known: Reader, list: string, place: Place,
): Promise<{ terms: AlertTerms; entry: SaidEntry; list: ListRow } | undefined> {
  const row = await known.find(lists, { list })
  const part = await known.find(listParts, { part: place.part })
  const entry = place.part === place.version ? numberIn(place.entry)
    : part?.entries.find(({ id }) => id === place.entry)
  return row && entry && { terms: termsOf(row, entry), entry, list: row }
}

/** An entry of a list of numbers is its own id: issuer and number. */
function numberIn(id: string): SaidEntry {
  const [issuer, ...number] = id.split(' ')
  return {
    id, kind: 'document', names: [], documents: [{ number: number.join(' '), issuer: issuer! }],
  }
}

function isScreened({ kind, names, documents }: SaidEntry): boolean {
  return kind === 'person' || kind === 'unknown' && names.length > 0 ||
    kind === 'document' && documents !== undefined
}

const mostNames = 40
const mostCountries = 8

/** An entry in the words of an alert: what is said of the list holds for each of its entries. */
export function termsOf(list: ListRow, entry: SaidEntry): AlertTerms {
  const { names, births = [], sexes = [], documents = [], programme } = entry
  const nationalities = (entry.nationalities ?? []).filter(isCode).slice(0, mostCountries)
  const birthDate = birthOf(births)
  return {
    list: { code: list.list, name: list.name }, legalBasis: list.legalBasis,
    ...(list.purpose && { purpose: list.purpose }),
    subjectKind: entry.kind === 'document' ? 'document' : 'person',
    ...(names.length > 0 && { names: names.slice(0, mostNames).map(([, whole]) => (
      { whole: whole.slice(0, 200) }
    )) }),
    ...(birthDate && { birthDate }),
    // Of two sexes on one entry neither is known.
    ...(sexes.length === 1 && { sex: sexes[0] as 'M' }),
    ...(nationalities.length > 0 && { nationalities }),
    ...(documents.length > 0 && {
      documents: documents.slice(0, mostNames).map(({ number, issuer }) => (
        { number: number.slice(0, 40), ...(isCode(issuer) && { issuer }) }
      )),
    }),
    reason: { code: list.reason, ...(programme && { text: programme }) },
    action: list.action, priority: list.priority, contact: list.contact,
    ...(list.instruction && { instruction: list.instruction }),
    // The day of activation may still be yesterday's at the post.
    validFrom: addDays(list.activatedAt.slice(0, 10), -1), validUntil: list.validUntil,
    reviewBy: list.reviewBy, source: `${list.owner}, ${entry.id}`.slice(0, 300),
  }
}

const isCode = (text: string | undefined): text is string => /^[A-Z]{1,3}$/.test(text ?? '')

/** One birth date out of all that are said: the day, or the years between the first and last. */
function birthOf(births: NonNullable<SaidEntry['births']>): AlertTerms['birthDate'] {
  const [only] = births
  if (!only) return undefined
  if (births.length === 1 && !only.until && !only.approximate) {
    return { value: only.value, precision: precisionOf(only.value) }
  }
  const years = births.flatMap(({ value, until, approximate }) => {
    const about = approximate && !until ? 2 : 0
    const last = spanOf({ value: until ?? value, precision: 'day' })
    return [Number(value.slice(0, 4)) - about, Number(last!.last.slice(0, 4)) + about]
  })
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const middle = Math.round((first + last) / 2)
  return {
    value: String(middle), precision: 'year',
    toleranceYears: Math.min(20, Math.max(middle - first, last - middle)),
  }
}

function precisionOf(value: string): DatePrecision {
  return value.length === 4 ? 'year' : value.length === 7 ? 'month' : 'day'
}
