// What readers of lists share: an empty person, a telling of faults, a segment written back.

import { written } from '../../lib/edifact/write-segments.ts'
import type { EdifactFault, FaultKind, Segment } from '../../lib/edifact/segments.ts'
import type { Message } from '../../lib/edifact/envelope.ts'
import type { Conveyance, ListedPerson, ListedRole, ManifestMessage, Unread } from './terms.ts'

export type Told = (fault: EdifactFault) => void

/** Tells a fault at a segment. */
export function tell(told: Told, segment: Segment, fault: FaultKind, hint: string): void {
  told({ fault, hint, place: segment.place })
}

/** A person of whom only the place in the list is known. */
export function nobody(segment: Segment, role: ListedRole): ListedPerson {
  return {
    place: segment.place, role, surname: '', givenNames: [], nationalities: [], addresses: [],
    contacts: [], documents: [], seats: [], references: [], other: [],
  }
}

/** The segment as it was written, for what is no field. */
export function unread({ tag, elements, place }: Segment): Unread {
  return { segment: written([[tag, ...elements]]).trimEnd(), place }
}

/** The message as its header says, with nothing read yet. */
export function begun(message: Message): ManifestMessage {
  const { type, version, reference, header, commonReference, part, whole } = message
  return {
    type, version, reference, place: header.place, kind: 'unknown', action: 'original', whole,
    ...(commonReference && { commonReference }), ...(part && { part }),
    parties: [], conveyance: { mode: 'unknown' }, legs: [], persons: [], counts: [], other: [],
  }
}

/** Carrier and number of a flight, `KQ0100` or `100` with its carrier beside it. */
export function flightOf(text: string, carrier: string): Pick<
  Conveyance, 'carrier' | 'number' | 'flight'
> {
  const flight = text.replaceAll(/\s/g, '').toUpperCase()
  const own = carrier && flight.startsWith(carrier) ? flight.slice(carrier.length) : undefined
  const [, code, number] = own === undefined
    ? /^([A-Z]{2}|[A-Z]\d|\d[A-Z]|[A-Z]{3})(\d{1,5}[A-Z]?)$/.exec(flight) ?? [] : ['', carrier, own]
  const named = carrier || code
  const digits = (number ?? flight).replace(/^0+(?=\d)/, '')
  return {
    ...(named && { carrier: named }), ...(digits && { number: digits }), ...(flight && { flight }),
  }
}

/** The year in which the interchange was prepared; years of two digits are read from it. */
export function yearOf(message: Message, thisYear: number): number {
  const [date = ''] = message.interchange?.prepared ?? []
  if (/^\d{8}$/.test(date)) return Number(date.slice(0, 4))
  // A list is sent in its own time: within a lifetime of a list before now.
  return /^\d{6}$/.test(date) ? thisYear - (thisYear - Number(date.slice(0, 2)) + 101) % 100 + 1
    : thisYear
}
