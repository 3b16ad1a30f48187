// What a rule may ask about: facts of traveller, document, route and history at one crossing.

import { ageOn } from '../../lib/dates/partial-date.ts'
import { dayNumber } from '../../lib/dates/days.ts'
import type { CrossingRow } from '../crossings/pairing.ts'
import type { Person, TravelDocument } from '../travellers/terms.ts'
import type { RuleFact } from './terms.ts'

/** Values of the facts; one that is not known here is absent, and no condition on it holds. */
export type KnownFacts = Partial<Record<RuleFact, number | string | boolean>>

/** A person at the counter, and their earlier crossings, newest first. */
export interface AtCounter {
  person: Pick<Person, 'nationality' | 'sex' | 'birthDate'>
  document: Pick<TravelDocument, 'type' | 'number' | 'issuer' | 'issued' | 'expiry'>
  direction: string
  conveyance?: { kind: string; country?: string | undefined } | undefined
  group?: string | undefined
  earlier: readonly Earlier[]
  /** The day at the post. */
  day: string
}

type Earlier = Pick<CrossingRow, 'at' | 'direction' | 'decision' | 'documentNumber' | 'post'>

/** Two years: as long as refusals are remembered at the counter. */
const rememberedDays = 730

/** The facts of one crossing; reads nothing and takes microseconds. */
export function factsOfCrossing(at: AtCounter): KnownFacts {
  const { person, document, earlier, day } = at
  const today = dayNumber(day)
  const daysSince = (instant: string) => today - dayNumber(instant.slice(0, 10))
  const born = person.birthDate.value
  const age = born ? ageOn({ value: born, precision: person.birthDate.precision }, day) : undefined
  const recent = earlier.filter((row) => daysSince(row.at) <= rememberedDays)
  const [newest] = earlier
  const numbers = earlier.flatMap(({ documentNumber }) => documentNumber ?? [])
  return present({
    'nationality': person.nationality, 'sex': person.sex, 'age': age?.least,
    'document-type': document.type, 'document-issuer': document.issuer,
    'document-age-days': document.issued ? daysSince(document.issued) : undefined,
    'document-days-left': document.expiry ? dayNumber(document.expiry) - today : undefined,
    'document-of-other-state': document.issuer ? document.issuer !== person.nationality : undefined,
    'document-new-here': document.number !== undefined && numbers.length > 0
      ? !numbers.includes(document.number) : undefined,
    'documents-used': new Set([...numbers, document.number].filter(Boolean)).size,
    'direction': at.direction,
    'conveyance': at.conveyance?.kind ?? 'on-foot', 'alone': at.group === undefined,
    'plate-of-other-state': at.conveyance?.country
      ? at.conveyance.country !== person.nationality : undefined,
    'first-time': earlier.length === 0,
    'crossings-30-days': earlier.filter((row) => daysSince(row.at) <= 30).length,
    'crossings-before': earlier.length,
    'days-since-last': newest ? daysSince(newest.at) : undefined,
    'refusals-2-years': recent.filter(({ decision }) => decision === 'refused').length,
    'referrals-2-years': recent.filter(({ decision }) => decision === 'referred').length,
    'posts-30-days': new Set(
      earlier.filter((row) => daysSince(row.at) <= 30).map(({ post }) => post)
    ).size,
  })
}

function present(facts: Record<RuleFact, number | string | boolean | undefined>): KnownFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
}
