// An alert as the screening keeps it: what is compared, and what the counter is told.

import type { z } from 'zod'
import { dayNumber } from '../../lib/dates/days.ts'
import { spanOf, type DatePrecision } from '../../lib/dates/partial-date.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { foldName } from '../../lib/names/fold-name.ts'
import type { AlertAction, alertTerms } from './terms.ts'

export type AlertTerms = z.infer<z.ZodObject<typeof alertTerms>>

/** An alert in the screening's memory; small, since there are a hundred thousand. */
export interface Listed {
  alert: string
  list: { code: string; name: string }
  action: AlertAction
  priority: AlertTerms['priority']
  contact: string
  names: string[]
  /** The words of each name, folded. */
  words: string[][]
  birth?: { value: string; precision: DatePrecision; toleranceYears?: number }
  sex?: string
  nationalities?: string[]
  documents?: { number: string; issuer?: string }[]
  vehicle?: { plate: string; country?: string }
  instruction?: string
}

/** What of an alert is screened. */
export function listed(alert: string, terms: AlertTerms): Listed {
  const { list, action, priority, contact, birthDate, sex, nationalities, documents, vehicle } = terms
  const names = (terms.names ?? []).map((name) => name.whole ?? name.parts!.join(' '))
  return {
    alert, list, action, priority, contact, names, words: names.map(foldName),
    ...(birthDate && { birth: birthDate }), ...(sex && { sex }),
    ...(nationalities && { nationalities }), ...(vehicle && { vehicle }),
    ...(documents && {
      documents: documents.map(({ number, issuer }) => ({ number, ...(issuer && { issuer }) })),
    }),
    ...(terms.instruction && { instruction: terms.instruction }),
  }
}

/** First and last day a birth date can mean, in days since 1970; 1 January alone means its year. */
export function birthSpan(
  birth: { value?: string | undefined; precision?: string | undefined; toleranceYears?: number | undefined } | undefined,
): { first: number; last: number; exact: boolean } | undefined {
  const text = birth?.value ?? ''
  if (!/^\d{4}(-\d\d){0,2}$/.test(text)) return undefined
  // Whoever does not know the day is written down as born on 1 January.
  const value = text.endsWith('-01-01') ? text.slice(0, 4) : text
  const span = spanOf({ value, precision: 'day' })
  if (!span) return undefined
  const estimated = birth?.precision === 'estimated'
  const years = birth?.toleranceYears ?? (estimated ? 2 : 0)
  return {
    first: dayNumber(span.first) - Math.ceil(years * 365.25),
    last: dayNumber(span.last) + Math.ceil(years * 365.25),
    exact: value.length === 10 && years === 0,
  }
}

/** How sure two documents with one number are one document, by their issuers. */
export function sameIssuer(a: string | undefined, b: string | undefined): 'same' | 'unknown' | 'other' {
  if (!a || !b) return 'unknown'
  return a === b ? 'same' : 'other'
}

/** The documents of a person that have a number at all. */
export function numbered(person: ScreenedPerson): NonNullable<ScreenedPerson['documents']> {
  return (person.documents ?? []).filter((document) => /[\p{L}\p{N}]{3}/u.test(document.number))
}
