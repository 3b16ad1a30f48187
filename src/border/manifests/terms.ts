// What a carrier says of a conveyance before it comes: who is on it, with which documents.

import type { Place } from '../../lib/edifact/segments.ts'
import type { PartialDate } from '../../lib/dates/partial-date.ts'

/** In which part of the journey a person is listed; crew or not. */
export const listedRoles = ['passenger', 'crew', 'transit-passenger', 'transit-crew'] as const
export type ListedRole = (typeof listedRoles)[number]

export interface ListedDocument {
  /** As it is written: P passport, V visa, I identity card … */
  type: string
  number: string
  expires?: string
  issued?: string
  issuer?: string
  issuedAt?: string
  birthPlace?: string
}

export interface Address {
  street?: string
  city?: string
  region?: string
  postcode?: string
  country?: string
  /** Where it is known whether the person lives there or goes there. */
  kind?: string
}

/** A way to reach somebody: telephone, e-mail, telefax … */
export interface Contact { kind: string; value: string }

export interface Bags { count?: number; weight?: number; unit?: string; tags: string[] }

/** A reference of the carrier: its code of UN/EDIFACT, and the value. */
export interface Reference { code: string; value: string }

/** What was said and is not one of the fields: the segment, as it was written. */
export interface Unread { segment: string; place: Place }

export interface ListedPerson {
  place: Place
  role: ListedRole
  surname: string
  givenNames: string[]
  title?: string
  sex?: string
  birthDate?: PartialDate
  birthPlace?: string
  birthCountry?: string
  residenceCountry?: string
  nationalities: string[]
  embarkation?: string
  disembarkation?: string
  clearance?: string
  addresses: Address[]
  contacts: Contact[]
  documents: ListedDocument[]
  seats: string[]
  bags?: Bags
  /** The reservation that the person is part of (AVF; record locator). */
  reservation?: string
  references: Reference[]
  /** The carrier says that it looked at the document (GEI 173). */
  documentsSeen?: boolean
  other: Unread[]
}

/** One leg, as far as it was said; times are those on the wall there. */
export interface Leg {
  carrier?: string
  number?: string
  from?: string
  to?: string
  departure?: string
  arrival?: string
  /** Who flies it, where the number is another carrier's; the class that was booked. */
  operatedBy?: string
  class?: string
}

export interface Conveyance {
  mode: 'air' | 'sea' | 'rail' | 'road' | 'inland-water' | 'unknown'
  carrier?: string
  number?: string
  /** As it is written, carrier and number together. */
  flight?: string
  registration?: string
  name?: string
}

export interface Party {
  /** The qualifier: MS who sends the message. */
  code: string
  name?: string
  id?: string
  person?: string
  contacts: Contact[]
}

export const manifestKinds = [
  'passengers', 'crew', 'flight-status', 'master-crew', 'gate-pass', 'reservations', 'unknown',
] as const
export type ManifestKind = (typeof manifestKinds)[number]

/** What the message does to what was said before. */
export const manifestActions = [
  'original', 'change', 'reduction', 'cancel-reservation', 'cancel-flight', 'close-out',
  'close-out-on-board', 'close-out-not-on-board',
] as const
export type ManifestAction = (typeof manifestActions)[number]

/** One reservation of PNRGOV. */
export interface Reservation {
  place: Place
  locator?: string
  carrier?: string
  made?: string
  changed?: string
  agency?: string
  contacts: Contact[]
  addresses: Address[]
  persons: ListedPerson[]
  legs: Leg[]
  tickets: string[]
  payments: string[]
  remarks: string[]
  requests: Request[]
  other: Unread[]
}

/** A special service request (SSR) that is no document, seat or contact. */
export interface Request {
  code: string
  status?: string
  quantity?: string
  carrier?: string
  from?: string
  to?: string
  text?: string
  persons: string[]
}

export interface ManifestMessage {
  type: string
  version: string
  reference: string
  place: Place
  kind: ManifestKind
  code?: string
  action: ManifestAction
  commonReference?: string
  part?: { number: number; status: string }
  /** The sender's own reference of the list (RFF TN). */
  transaction?: string
  whole: boolean
  parties: Party[]
  conveyance: Conveyance
  legs: Leg[]
  persons: ListedPerson[]
  reservations?: Reservation[]
  /** How many the message says there are, by what is counted. */
  counts: { code: string; said: number }[]
  other: Unread[]
}
