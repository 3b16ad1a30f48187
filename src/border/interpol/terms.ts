// What is asked of INTERPOL about a person and a document, and what it may answer.

import { z } from 'zod'
import { SEXES } from '../../lib/codes/lists.ts'
import { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { Country, Line } from '../travellers/terms.ts'
import { ForeignRecord } from '../watchlist/foreign-terms.ts'

/** More records than this to one question are no answer that anybody could work through. */
export const mostRecords = 20

/** Who and what is asked about: as much of the person as goes outside, and no more. */
export const AskedAbout = z.strictObject({
  names: ScreenedPerson.shape.names,
  birthDate: z.string().max(10).optional(),
  sex: z.enum(SEXES).optional(),
  nationalities: ScreenedPerson.shape.nationalities,
  document: z.strictObject({
    number: Line(40), issuer: Country.optional(), type: Line(8).optional(),
  }).optional(),
})
export type AskedAbout = z.infer<typeof AskedAbout>

/** The records that a question found, those of both databases. */
export const Records = z.array(ForeignRecord).max(mostRecords)

/** Of a person as compared with our own alerts, what is asked of INTERPOL. */
export function askedAbout(person: ScreenedPerson, documentType: string): AskedAbout {
  const { names, birthDate, sex, nationalities, documents } = person
  const [document] = documents ?? []
  return {
    names, ...(birthDate?.value && { birthDate: birthDate.value }),
    ...(sex && sex !== 'U' && { sex }), ...(nationalities && { nationalities }),
    ...(document && { document: { ...document, type: documentType } }),
  }
}
