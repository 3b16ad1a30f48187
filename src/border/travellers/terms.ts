// What is said of a person and of the document in their hand, wherever it is said.

import { z } from 'zod'
import { countryCode } from '../../lib/codes/country-codes.ts'
import { DOCUMENT_TYPES, SEXES } from '../../lib/codes/lists.ts'
import { DATE_PRECISIONS, isDay, partialDate } from '../../lib/dates/partial-date.ts'
import { oneOf } from '../../ui/fields/terms.ts'

/** The longest name that is taken; the longest known in a travel document has 179 letters. */
export const longestName = 200

/** A free text of a line, without control characters. */
export const Line = (most: number) =>
  z.string().max(most).regex(/^[^\p{Cc}]*$/u, 'control-characters').meta({ widget: 'text' })

/** A full day that exists, 'YYYY-MM-DD'. */
export const Day = z.string().max(10).refine(isDay, 'date').meta({ widget: 'day' })

/** A day as far as it is known: a year, a month, a day, an estimate, or unknown. */
export const PartialDay = z.strictObject({
  value: z.string().max(10).optional(),
  precision: z.enum(DATE_PRECISIONS),
}).refine(({ value, precision }) => 'value' in partialDate(value ?? '', precision), 'date')
  .meta({ widget: 'date' })
export type PartialDay = z.infer<typeof PartialDay>

/**
 * Three letters as ICAO 9303-3 §5 writes them (DEU becomes D). A code nobody knows stands as read:
 * it is a reason to look at the document, not to lose the crossing.
 */
export const Country = z.string().max(8)
  .overwrite((text) => countryCode(text) ?? text.trim().toUpperCase())
  .regex(/^[A-Z0-9]{1,3}$/, 'not-in-list').meta({ widget: 'country' })

/** A person as they were at the counter; at least one name, in any script. */
export const Person = z.strictObject({
  surname: Line(longestName).optional(),
  givenNames: Line(longestName).optional(),
  /** All parts in the order they are said, where a name is no surname and given names. */
  nameParts: z.array(Line(longestName).min(1)).max(12).optional(),
  /** The name in the person's own script. */
  nameOriginal: Line(longestName).optional(),
  sex: oneOf(SEXES, 'sex'),
  birthDate: PartialDay,
  nationality: Country,
  birthPlace: Line(120).optional(),
  residenceCountry: Country.optional(),
}).refine((person) => namesOf(person).length > 0, { path: ['surname'], message: 'name-needed' })
export type Person = z.infer<typeof Person>

/** Why a person shows no document. */
export const ABSENT_REASONS = [
  'lost', 'stolen', 'never-had-one', 'left-behind', 'destroyed', 'taken-away', 'not-shown',
  'not-needed',
] as const
export const AbsentReason = oneOf(ABSENT_REASONS, 'absentReason')

/** A character of the zone that was read otherwise and confirmed against the document. */
export const RepairedCharacter = z.strictObject({
  line: z.int().min(0).max(2), column: z.int().min(0).max(47),
  from: z.string().length(1), to: z.string().length(1),
})

/** The document that was presented, or why there is none. */
export const TravelDocument = z.strictObject({
  type: oneOf(DOCUMENT_TYPES, 'documentType'),
  number: Line(40).optional(),
  issuer: Country.optional(),
  issued: Day.optional(),
  expiry: Day.optional(),
  /** The lines of the machine-readable zone, as confirmed. */
  mrz: z.array(z.string().regex(/^[A-Z0-9<]{1,48}$/)).max(3).optional(),
  repaired: z.array(RepairedCharacter).max(40).optional(),
  absentReason: AbsentReason.optional(),
})
export type TravelDocument = z.infer<typeof TravelDocument>

/** The names that are said of a person, each whole, most usual spelling first; empty when none. */
export function namesOf(person: {
  surname?: string | undefined; givenNames?: string | undefined
  nameParts?: string[] | undefined; nameOriginal?: string | undefined
}): string[] {
  const usual = `${person.surname ?? ''} ${person.givenNames ?? ''}`.trim()
  const all = [usual, (person.nameParts ?? []).join(' ').trim(), (person.nameOriginal ?? '').trim()]
  return [...new Set(all.filter((name) => name !== ''))]
}

/** A document number for comparing: letters and digits only, in capitals, Latin digits. */
export function documentKey(number: string): string {
  return number.normalize('NFKC').toUpperCase()
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[^\p{L}\p{N}]/gu, '')
}
