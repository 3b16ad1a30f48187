// Types of the field that declarations are made of; each carries the mark of how it is asked.

import { z } from 'zod'
import { CURRENT_COUNTRY_CODES, countryCode } from '../../lib/codes/country-codes.ts'
import { DATE_PRECISIONS, isDay, partialDate } from '../../lib/dates/partial-date.ts'

/** A line of text, at most `most` characters (200 unless told). */
export const line = (most = 200) => z.string().min(1).max(most).meta({ widget: 'text' })

/** Several lines of text, at most `most` characters (4,000 unless told). */
export const passage = (most = 4_000) => z.string().min(1).max(most).meta({ widget: 'long-text' })

/** Printed in capitals and figures: a document's number, a plate, a flight. */
export const latin = (most = 40) => z.string().min(1).max(most)
  .regex(/^[A-Z0-9][A-Z0-9 ./<-]*$/, 'latin').meta({ widget: 'latin' })

/** One of a list of codes, whose words are `<words>.<code>`. */
export const oneOf = <const C extends readonly [string, ...string[]]>(codes: C, words: string) =>
  z.enum(codes).meta({ widget: 'code', words })

/** A date as far as it is known (`when`: which way two digits of a year are read). */
export const dateAsKnown = (when: 'past' | 'future' = 'past') => z.strictObject({
  value: z.string().max(10),
  precision: z.enum(DATE_PRECISIONS),
}).refine(({ value, precision }) => 'value' in partialDate(value, precision), 'date')
  .meta({ widget: 'date', when })

/** A whole day, ISO. */
export const wholeDay = (when: 'past' | 'future' = 'past') => z.string().max(10)
  .refine(isDay, 'date').meta({ widget: 'day', when })

/** A country or status by its ICAO code; former states stay readable on old documents. */
export const country = () => z.string().max(3)
  .refine((code) => countryCode(code) === code, 'not-in-list').meta({ widget: 'country' })

/** The codes offered where a country is asked. */
export const countriesOffered = CURRENT_COUNTRY_CODES

/** A name in one to six parts, in the order in which the person says them. */
export const nameParts = () => z.array(z.string().min(1).max(80)).min(1).max(6)
  .meta({ widget: 'name' })
