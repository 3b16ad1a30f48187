// An alert as the screening keeps it: what is compared, and what the counter is told.

import type { z } from 'zod'
import { dayNumber } from '../../lib/dates/days.ts'
import { spanOf, type DatePrecision } from '../../lib/dates/partial-date.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import type { AlertAction, alertTerms } from './terms.ts'

export type AlertTerms = z.infer<z.ZodObject<typeof alertTerms>>

/** What is compared of an alert; kept as text, since there are a hundred thousand. */
export interface Compared {
  alert: string
  names: string[]
  /** Which of the names, by their places, are weak aliases: borne by very many. */
  weak?: number[]
  birth?: { value: string; precision: DatePrecision; toleranceYears?: number }
  /** Birth dates beside the first, where a list has several. */
  births?: NonNullable<Compared['birth']>[]
  sex?: string
  nationalities?: string[]
  documents?: { number: string; issuer?: string }[]
  vehicle?: { plate: string; country?: string }
  instruction?: string
}

/** What the counter is told of an alert; thousands of alerts say the same. */
export interface Told {
  list: { code: string; name: string }
  action: AlertAction
  priority: AlertTerms['priority']
  contact: string
}

export type Listed = Compared & Told

/** Both texts of an alert, as its row keeps them. */
export function textsOf(alert: string, terms: AlertTerms): { compared: string; told: string } {
  const {
    list, action, priority, contact, birthDate, sex, nationalities, vehicle, instruction,
  } = terms
  const names = (terms.names ?? []).map((name) => name.whole ?? name.parts!.join(' '))
  const documents = terms.documents?.map(({ number, issuer }) => ({ number, issuer }))
  return {
    compared: JSON.stringify([alert, names, {
      birth: birthDate && {
        value: birthDate.value, precision: birthDate.precision,
        toleranceYears: birthDate.toleranceYears,
      },
      sex, nationalities, documents, instruction,
      vehicle: vehicle && { plate: vehicle.plate, country: vehicle.country },
    }]),
    told: JSON.stringify([list.code, list.name, action, priority, contact]),
  }
}

/** Reads what is compared. */
export function comparedIn(text: string): Compared {
  const [alert, names, rest] = JSON.parse(text) as [string, string[], object]
  return { ...rest, alert, names }
}

/** Reads what the counter is told. */
export function toldIn(text: string): Told {
  const [code, name, action, priority, contact] = JSON.parse(text) as
    [string, string, Told['action'], Told['priority'], string]
  return { list: { code, name }, action, priority, contact }
}

/** First and last day a birth date can mean, in days since 1970; 1 January alone means its year. */
export function birthSpan(
  birth: {
    value?: string | undefined
    precision?: string | undefined
    toleranceYears?: number | undefined
  } | undefined,
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
export function sameIssuer(
  a: string | undefined, b: string | undefined,
): 'same' | 'unknown' | 'other' {
  if (!a || !b) return 'unknown'
  return a === b ? 'same' : 'other'
}

/** The documents of a person that have a number at all. */
export function numbered(person: ScreenedPerson): NonNullable<ScreenedPerson['documents']> {
  return (person.documents ?? []).filter((document) => /[\p{L}\p{N}]{3}/u.test(document.number))
}
