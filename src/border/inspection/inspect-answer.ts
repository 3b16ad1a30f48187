// Everything the officer must know about the person at the counter, in one answer.

import type { BundleStanding } from '../../country/bundles/terms.ts'
import type { CountryKind } from '../../lib/codes/country-codes.ts'
import type { Said } from '../../kernel/event.ts'
import type { MrzCheck, MrzRepair } from '../../lib/mrz/reading.ts'
import type { SealOutcome } from '../../lib/seals/inspect-seal.ts'
import type { MrzFormat } from '../../lib/mrz/layout.ts'
import type { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import type { Pairing } from '../crossings/terms.ts'
import type { Person, TravelDocument } from '../travellers/terms.ts'
import type { Conditions } from '../rules/terms.ts'
import type { Hit } from '../watchlist/terms.ts'

/** The sign over the counter; `clear` only when nothing is stop or look. */
export type Standing = 'clear' | 'look' | 'stop'
export type FindingState = 'stop' | 'look' | 'not-checked' | 'clear'

/** Why; the words are `finding.<reason>`, with the evidence's values to put in. */
export const findingReasons = [
  'nothing-found', 'alert', 'alert-inform', 'watch-list-not-checked',
  'document-expired', 'check-digit-wrong', 'check-digits-wrong',
  'composite-wrong', 'repair-unconfirmed', 'repair-ambiguous', 'date-does-not-exist',
  'date-part-zero', 'expiry-before-birth', 'issuer-unknown', 'nationality-unknown',
  'issuer-former', 'nationality-former', 'specimen', 'document-code-unexpected',
  'number-missing', 'number-has-impossible-character', 'name-missing', 'name-structure',
  'sex-unknown', 'no-document', 'typed-by-hand', 'expiry-unknown', 'birth-date-unknown',
  'birth-date-in-future', 'document-of-another-person', 'new-document', 'minor-alone', 'overstay',
  'already-inside', 'no-entry-found', 'several-entries', 'refused-before', 'referred-before',
  'text-not-read', 'bundle-old', 'bundle-over', 'risk-rule',
  'document-maybe-stolen', 'days-used-up', 'visa-needed',
  'seal-valid', 'seal-changed', 'seal-revoked', 'seal-signer-unknown', 'seal-signer-expired',
  'seal-expired', 'seal-not-signed', 'seal-unreadable', 'seal-of-another-document',
] as const
export type FindingReason = (typeof findingReasons)[number]

export interface Finding {
  state: FindingState
  reason: FindingReason
  about: 'document' | 'person' | 'alert' | 'stay' | 'vehicle'
  /** Values for the words: texts, days and numbers only. */
  evidence?: Record<string, string | number>
  /** The paragraph or reason letter that applies: `A` (no valid document), `ICAO 9303-3 §4.9`. */
  rule?: string
}

/** What could not be checked; words `check.<what>` and `not-checked.<why>`. */
export const notCheckedWhats = [
  'watch-list', 'chip', 'face', 'stolen-documents', 'other-posts', 'check-digits', 'expiry', 'stay',
  'risk-rules', 'interpol',
] as const
export const notCheckedWhys = [
  'no-reader', 'no-camera', 'no-link', 'alerts-not-trusted', 'screening-not-running',
  'nothing-to-read', 'never-heard', 'bundle-old', 'too-little-known',
  'rules-not-trusted', 'not-set-up', 'asked-now', 'no-link-asked-again', 'nothing-to-ask',
  'no-list', 'numbers-not-here',
] as const
export interface NotChecked {
  what: (typeof notCheckedWhats)[number]
  why: (typeof notCheckedWhys)[number]
}

export interface InspectedDocument extends TravelDocument {
  /** Set where a zone was read. */
  format?: MrzFormat
  /** The zone as the machine read it, before any repair. */
  linesAsRead?: string[]
  checks: MrzCheck[]
  repairs: (Omit<MrzRepair, 'confirmed'> & { confirmed: boolean })[]
  issuerKind?: CountryKind
  optionalData?: string
}

export interface InspectedPerson extends Person {
  /** The name field of the zone, never edited. */
  nameAsMrz?: string
  nameLength?: 'complete' | 'possibly-truncated'
  /** Age in whole years today; the least and the most it can be. */
  age?: { least: number; most: number }
  /** The birth date if the two digits of the year are meant a hundred years earlier. */
  otherCentury?: string
}

/** What the law says of the stay: the rule and its paragraph, the days it counts and leaves out. */
export interface InspectedLaw {
  rule: string
  title: Record<string, string>
  law: string
  daysUsed: number
  daysAllowed?: number
  daysLeft?: number
  lastLawfulDay?: string
  counted: { from: string; to: string; days: number }[]
  leftOut: { from: string; to: string; days: number; why: string }[]
  /** Words `stay-note.<note>`. */
  notes: string[]
  conditions: string[]
}

/** A risk rule that asks for a closer look, and what it stands on. */
export interface InspectedRule { rule: string; name: string; look: string; all: Conditions }

/** How the traveller was recognised. */
export interface InspectedTraveller {
  id: string
  how: 'same-document' | 'name-birth-nationality' | 'new'
  /** When this traveller was first seen here. */
  since?: string
}

/** What was asked of INTERPOL, and how its answer stands at the counter. */
export interface InspectedQuestion {
  question: string
  is: 'asked' | 'clear' | 'hit' | 'not-checked'
}

/** A digital seal that came with the document; `fields` as its issuer named them. */
export interface InspectedSeal {
  outcome: SealOutcome
  kind: string
  country?: string
  issuedOn?: string
  until?: string
  fields: Record<string, string>
}

/** A hit that the counter may see, never one of a silent alert; `hit` is the id to decide it by. */
export type InspectedHit = Hit & { hit: string }

export interface InspectedStay {
  /** The crossing that opened it. */
  entry: string
  enteredAt: string
  enteredPost: string
  /** How this entry was found to be this person's. */
  how: Pairing
  documentNumber?: string
  until?: string
  /** The last lawful day; absent where no limit was set. */
  lastLawfulDay?: string
  daysLeft?: number
  daysInside: number
  overstayedDays?: number
}

export interface EarlierCrossing {
  crossing: string
  at: string
  post: string
  direction: 'entry' | 'exit' | 'transit'
  decision: 'admitted' | 'refused' | 'referred' | 'deferred'
  documentNumber?: string
}

/** The entry that this exit ends, with the reason to show; words `pairing.<how>`. */
export interface ProposedPairing {
  with: string
  how: Pairing
  enteredAt: string
  enteredPost: string
  /** The document at entry, where it was another one. */
  otherDocument?: string
}

/** When the hub's word stood so, how old that is called, and whether the clock can say so. */
export type BundleAsOf = Pick<Extract<BundleStanding, { is: 'heard' }>, 'at' | 'age' | 'unsure'>

export interface InspectAnswer {
  lookUp: string
  at: string
  standing: Standing
  /** What to do; words `instruction.<code>`. Whom to call stands with the hit. */
  instruction?: 'look-closer' | 'refer' | 'do-not-admit-alone' | 'call-the-owner'
  /** Worst first. */
  findings: Finding[]
  checks: { ran: number; notChecked: number }
  document: InspectedDocument
  person: InspectedPerson
  traveller: InspectedTraveller
  alerts: InspectedHit[]
  /** The question to INTERPOL that is under way; `interpol-answer` says what became of it. */
  interpol?: InspectedQuestion
  /** Risk rules that ask for a closer look; they never stop anybody. */
  rules?: InspectedRule[]
  /** Digital seals, in the order in which they were presented. */
  seals?: InspectedSeal[]
  stay?: InspectedStay
  pairing?: ProposedPairing
  /** The last ten, newest first, and how many there are. */
  earlier: EarlierCrossing[]
  earlierCount: number
  notChecked: NotChecked[]
  /** What an admission would allow; absent for a citizen, who may stay. */
  permission?: { until: string; stayDays: number; rule: string }
  /** The law of stay in force here, asked of this person; absent where none was laid down. */
  law?: InspectedLaw
  /** Complete: POST it as it stands to /api/crossing-recorded when the officer agrees. */
  proposal: Said<typeof CrossingRecorded>
  /**
   * Until when what was asked is known: the newest alert, the crossings of this post, and what the
   * hub sent of alerts and other posts (`bundle`; absent where this node follows no hub).
   */
  asOf: { alerts?: string; crossings: string; bundle?: BundleAsOf }
}
