// The words of a look-up: what a person may be looked up for, and who was compared with alerts.

import { z } from 'zod'
import { SEXES } from '../../lib/codes/lists.ts'
import { Country, Line, longestName, PartialDay } from './terms.ts'

/** What a person may be looked up for; a free search needs more than `inspection`. */
export const lookUpPurposes = [
  'inspection', 'case', 'search', 'file', 'supervision', 'audit', 'correction', 'subject-request',
  'law-enforcement-request',
] as const
export const LookUpPurpose = z.enum(lookUpPurposes)

/** A person as compared with the watch-list: names in any script, several spellings. */
export const ScreenedPerson = z.strictObject({
  names: z.array(Line(longestName)).max(12),
  birthDate: PartialDay.optional(),
  sex: z.enum(SEXES).optional(),
  nationalities: z.array(Country).max(8).optional(),
  documents: z.array(z.strictObject({ number: Line(40), issuer: Country.optional() })).max(8).optional(),
  vehicle: z.strictObject({ plate: Line(20), country: Country.optional() }).optional(),
  /** The same person again, for what was decided about them before. */
  personKey: z.string().max(400),
})
export type ScreenedPerson = z.infer<typeof ScreenedPerson>
