// The words of an alert, a hit and a screened person, and the codes an officer chooses among.

import { z } from 'zod'
import { DATE_PRECISIONS, partialDate } from '../../lib/dates/partial-date.ts'
import { SEXES } from '../../lib/codes/lists.ts'
import { line, oneOf, passage, wholeDay } from '../../ui/fields/terms.ts'
import { Country } from '../travellers/terms.ts'
import { ForeignRecord } from './foreign-terms.ts'

/** What the counter is to do; `discreet` alerts are silent: nothing of them reaches the counter. */
export const alertActions = [
  'inform', 'refer', 'detain', 'deny-entry', 'discreet', 'protect',
] as const
export type AlertAction = (typeof alertActions)[number]
/** With an open hit for one of these, nobody is admitted. */
export const barringActions: readonly AlertAction[] = ['refer', 'detain', 'deny-entry', 'protect']
export const priorities = ['top', 'high', 'normal'] as const
export const subjectKinds = ['person', 'document', 'vehicle'] as const
export const alertReasons = [
  'wanted', 'entry-ban', 'missing', 'victim', 'witness', 'court-order', 'security', 'sanctions',
  'stolen-document', 'lost-document', 'false-document', 'stolen-vehicle', 'sought-vehicle',
  'smuggling', 'overstay', 'health', 'other',
] as const
export const endReasons = [
  'found', 'withdrawn', 'mistaken', 'replaced', 'court-order', 'document-returned', 'other',
] as const
export const hitStatuses = ['new', 'in-progress', 'reviewed', 're-opened'] as const
export const verdicts = ['same-person', 'not-the-person', 'cannot-say'] as const
/** Outcomes of an encounter (domain/forms 3.4: as GTAS has them, and four that it lacks). */
export const outcomes = [
  'not-encountered', 'in-progress', 'denied-boarding', 'refused-entry', 'secondary-positive',
  'secondary-negative', 'missed', 'released-not-the-person', 'transferred-to-police',
  'protected-referred', 'owner-withdrew-alert',
] as const


/** A list by its code, and the agency's name for it. */
export const AlertList = z.strictObject({ code: line(32), name: line(120) })

/** A name as a whole, or in its parts in the order in which it is said; any script. */
export const AlertName = z.strictObject({
  whole: line(200).optional(),
  parts: z.array(line(80)).min(1).max(6).meta({ widget: 'name' }).optional(),
  script: z.string().max(8).optional(),
}).refine((name) => name.whole !== undefined || name.parts !== undefined, 'whole or parts')

/** A birth date as far as it is known, and by how many years the list's owner may be wrong. */
export const AlertBirthDate = z.strictObject({
  value: z.string().max(10), precision: z.enum(DATE_PRECISIONS),
  toleranceYears: z.int().min(0).max(20).optional(),
}).refine(({ value, precision }) => 'value' in partialDate(value, precision), 'date')
  .meta({ widget: 'date', when: 'past' })

export const ListedDocument = z.strictObject({
  number: line(40), issuer: Country.optional(), type: z.string().max(40).optional(),
})
export const Vehicle = z.strictObject({ plate: line(20), country: Country.optional() })

/** Everything that is said of an alert but its id. */
export const alertTerms = {
  list: AlertList,
  legalBasis: line(300),
  purpose: line(300).optional(),
  subjectKind: oneOf(subjectKinds, 'alertSubject'),
  names: z.array(AlertName).max(40).optional(),
  birthDate: AlertBirthDate.optional(),
  sex: oneOf(SEXES, 'sex').optional(),
  nationalities: z.array(Country).max(8).optional(),
  documents: z.array(ListedDocument).max(40).optional(),
  vehicle: Vehicle.optional(),
  reason: z.strictObject({
    code: oneOf(alertReasons, 'alertReason'), text: passage(2000).optional(),
  }),
  action: oneOf(alertActions, 'alertAction'),
  instruction: line(500).optional(),
  priority: oneOf(priorities, 'alertPriority'),
  validFrom: wholeDay('future'),
  validUntil: wholeDay('future'),
  reviewBy: wholeDay('future').optional(),
  contact: line(200),
  source: line(300).optional(),
}

/** Why a hit is a hit: what of the alert was compared with what of the person, in bits. */
export const HitReason = z.strictObject({
  about: z.enum(['name', 'birth-date', 'document', 'vehicle', 'nationality', 'sex']),
  why: z.string().max(60), alert: z.string().max(300), person: z.string().max(300),
  weight: z.number(),
  /** Of names: word beside word, as written; '' where one side has none. */
  words: z.array(z.strictObject({
    person: z.string().max(100), alert: z.string().max(100), why: z.string().max(20),
    weight: z.number(),
  })).max(16).optional(),
})
export type HitReason = z.infer<typeof HitReason>

/** A candidate that a screening found: the alert, how sure, why, and what to do. */
export const Hit = z.strictObject({
  alert: z.uuid(),
  list: z.strictObject({ code: z.string().max(32), name: z.string().max(120) }),
  action: z.enum(alertActions),
  priority: z.enum(priorities),
  score: z.number().min(0).max(1),
  reasons: z.array(HitReason).max(20),
  /** Key of the words that say what to do; `ownText` is what the owner adds. */
  instruction: z.string().max(80),
  ownText: z.string().max(500).optional(),
  contact: z.string().max(200),
  /** Of an entry of a list from outside: which one, in which part of which version. */
  listed: z.strictObject({
    entry: z.string().max(130), version: z.uuid(), part: z.uuid(),
  }).optional(),
  /** Of a record of another authority that was asked: as it answered. */
  foreign: ForeignRecord.optional(),
  /** What compared them. */
  engine: z.string().max(80).optional(),
})
export type Hit = z.infer<typeof Hit>
