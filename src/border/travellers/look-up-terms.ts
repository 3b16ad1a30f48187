// The words of a look-up: what a person may be looked up for, and who was compared with alerts.

import { z } from 'zod'
import { SEXES } from '../../lib/codes/lists.ts'
import { oneOf } from '../../ui/fields/terms.ts'
import { Country, Line, longestName, PartialDay } from './terms.ts'

/** What a person may be looked up for. */
export const lookUpPurposes = [
  'inspection', 'ledger', 'search', 'file', 'case', 'correction', 'supervision', 'audit',
  'subject-request', 'law-enforcement-request',
] as const
export const LookUpPurpose = oneOf(lookUpPurposes, 'lookUpPurpose')

/** Look-ups that nobody stands at the counter for; they need the number of a case (A3). */
export const freeQueries = ['find-travellers', 'traveller-file'] as const
/** So many free look-ups an officer may make in an hour (PROMISES A3). */
export const freeLookUpsAnHour = 20

/** A person as compared with the watch-list: names in any script, several spellings. */
export const ScreenedPerson = z.strictObject({
  names: z.array(Line(longestName)).max(12),
  birthDate: PartialDay.optional(),
  sex: z.enum(SEXES).optional(),
  nationalities: z.array(Country).max(8).optional(),
  documents: z.array(z.strictObject({
    number: Line(40), issuer: Country.optional(),
  })).max(8).optional(),
  vehicle: z.strictObject({ plate: Line(20), country: Country.optional() }).optional(),
  /** Keys by which the person is known again, where the screening is not to make them. */
  personKeys: z.array(z.string().max(300)).max(20).optional(),
})
export type ScreenedPerson = z.infer<typeof ScreenedPerson>
