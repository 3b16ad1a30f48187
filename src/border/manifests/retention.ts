// How long reservations are kept in clear, when they are masked, and when they are destroyed.

import { addDays } from '../../lib/dates/days.ts'
import type { ListedPerson, Reservation } from './terms.ts'

/** Days after the list was received; a country may lay down others. */
export interface Retention { clearDays: number; keptDays: number }

/** Half a year in clear and five years in all (Directive (EU) 2016/681, art. 12). */
export const reservationsKept: Retention = { clearDays: 183, keptDays: 1826 }
/** Lists of persons serve the crossing: a day after arrival they are masked, with it destroyed. */
export const listsKept: Retention = { clearDays: 1, keptDays: 1 }

export type Standing = 'clear' | 'masked' | 'destroyed'

/** The clocks of what was received on a day. */
export function clocksOf(received: string, { clearDays, keptDays }: Retention) {
  return { maskedFrom: addDays(received, clearDays), destroyedFrom: addDays(received, keptDays) }
}

/** How what was received on a day stands on another. */
export function standsOn(received: string, today: string, kept: Retention): Standing {
  const { maskedFrom, destroyedFrom } = clocksOf(received, kept)
  return today >= destroyedFrom ? 'destroyed' : today >= maskedFrom ? 'masked' : 'clear'
}

/**
 * A reservation without what names a person (art. 12(2)): names, addresses and contacts, payment,
 * frequent traveller, remarks and travel documents. The journey and the numbers that say how many
 * there are remain.
 */
export function maskedReservation(pnr: Reservation): Reservation {
  return {
    ...pnr, contacts: [], addresses: [], payments: [], remarks: [], tickets: [], other: [],
    requests: pnr.requests.map(({ text: _, ...request }) => ({ ...request })),
    persons: pnr.persons.map(maskedPerson),
  }
}

/** Of a person only what part they have in the journey. */
export function maskedPerson(person: ListedPerson): ListedPerson {
  const { place, role, embarkation, disembarkation, seats, bags } = person
  return {
    place, role, surname: '', givenNames: [], nationalities: [], addresses: [], contacts: [],
    documents: [], seats, references: [], other: [],
    ...(embarkation && { embarkation }), ...(disembarkation && { disembarkation }),
    ...(bags && { bags: { ...bags, tags: [] } }),
  }
}
