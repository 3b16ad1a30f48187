// What an officer may hand to an inspection: a zone as read, or what was typed, dates as they come.

import { z } from 'zod'
import { DOCUMENT_TYPES, SEXES } from '../../lib/codes/lists.ts'
import { DATE_PRECISIONS } from '../../lib/dates/partial-date.ts'
import { longestSealText } from '../../lib/seals/seal-text.ts'
import { MRZ_TEXT_LIMIT } from '../../lib/mrz/gather.ts'
import { Conveyance, Direction, GroupRole, Lane } from '../crossings/terms.ts'
import { AbsentReason, Country, Line, longestName } from '../travellers/terms.ts'

/** The text of a zone as a reader sends it; longer text is refused unread. */
export const ZoneText = z.string().max(MRZ_TEXT_LIMIT)

/** A date as typed: one that does not exist is a finding of the inspection, not a wrong request. */
const TypedDate = z.string().max(10)

/** A person as typed; everything that nobody could say is absent. */
export const TypedPerson = z.strictObject({
  surname: Line(longestName).optional(),
  givenNames: Line(longestName).optional(),
  nameParts: z.array(Line(longestName).min(1)).max(12).optional(),
  nameOriginal: Line(longestName).optional(),
  sex: z.enum(SEXES).optional(),
  birthDate: z.strictObject({
    value: TypedDate.optional(), precision: z.enum(DATE_PRECISIONS).optional(),
  }).optional(),
  nationality: Country.optional(),
  birthPlace: Line(120).optional(),
  residenceCountry: Country.optional(),
})
export type TypedPerson = z.infer<typeof TypedPerson>

/** A document as typed. */
export const TypedDocument = z.strictObject({
  type: z.enum(DOCUMENT_TYPES).optional(),
  number: Line(40).optional(),
  issuer: Country.optional(),
  issued: TypedDate.optional(),
  expiry: TypedDate.optional(),
  absentReason: AbsentReason.optional(),
})
export type TypedDocument = z.infer<typeof TypedDocument>

/** A character of the zone as the officer saw it in the document. */
export const ConfirmedCharacter = z.strictObject({
  line: z.int().min(0).max(2), column: z.int().min(0).max(47), to: z.string().regex(/^[A-Z0-9<]$/),
})
export type ConfirmedCharacter = z.infer<typeof ConfirmedCharacter>

/** A character of the zone that a camera saw otherwise, or was not sure of: it may be `from`. */
export const SeenAs = z.strictObject({
  line: z.int().min(0).max(2), column: z.int().min(0).max(47),
  from: z.string().regex(/^[A-Z0-9<]$/),
})
export type SeenAs = z.infer<typeof SeenAs>

/** What may be asked of an inspection. */
export const inspectAsks = {
  mrz: ZoneText.optional(),
  person: TypedPerson.optional(),
  document: TypedDocument.optional(),
  /** Characters of the zone that the officer compared with the document. */
  confirmed: z.array(ConfirmedCharacter).max(40).optional(),
  /** Characters that are to be compared with the document before they are believed. */
  seenAs: z.array(SeenAs).max(40).optional(),
  /** Texts of digital seals on the document, a visa or a proof, as a scanner read them. */
  seals: z.array(z.string().min(1).max(longestSealText)).max(4).optional(),
  /** Out where the person is inside, in otherwise, when absent. */
  direction: Direction.optional(),
  conveyance: Conveyance.optional(),
  group: z.uuid().optional(),
  groupRole: GroupRole.optional(),
  lane: Lane.optional(),
  /** The zone was typed by hand, not read by a machine. */
  typed: z.boolean().optional(),
}
export type InspectAsked = z.infer<z.ZodObject<typeof inspectAsks>>
