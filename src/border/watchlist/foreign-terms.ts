// A record of another authority, as it was answered when a person or document was asked about.

import { z } from 'zod'
import { SEXES } from '../../lib/codes/lists.ts'
import { addYears } from '../../lib/dates/days.ts'
import { Country, Line, longestName } from '../travellers/terms.ts'
import type { AlertTerms } from './listed.ts'

/** What can be asked of INTERPOL: wanted and missing persons, stolen and lost documents. */
export const foreignDatabases = ['nominals', 'stolen-documents'] as const
export type ForeignDatabase = (typeof foreignDatabases)[number]

/** Why it is recorded: the colour of a notice, or what became of a document. */
export const foreignReasons = [
  'red-notice', 'blue-notice', 'green-notice', 'yellow-notice', 'black-notice', 'un-notice',
  'diffusion', 'stolen', 'lost', 'revoked', 'stolen-blank', 'other',
] as const

/** As much of a record as is compared and shown; texts beyond it are cut where it is read. */
export const ForeignRecord = z.strictObject({
  database: z.enum(foreignDatabases),
  /** The number under which the authority keeps it. */
  record: Line(60),
  reason: z.enum(foreignReasons),
  names: z.array(Line(longestName)).max(12).optional(),
  birthDate: z.string().regex(/^\d{4}(-\d\d){0,2}$/).optional(),
  sex: z.enum(SEXES).optional(),
  nationalities: z.array(Country).max(8).optional(),
  document: z.strictObject({
    number: Line(40), issuer: Country.optional(), type: Line(40).optional(),
  }).optional(),
  /** The State whose record it is, and the day it was made. */
  from: Country.optional(),
  since: z.string().regex(/^\d{4}(-\d\d){0,2}$/).optional(),
})
export type ForeignRecord = z.infer<typeof ForeignRecord>

/** The lists as which hits upon foreign records are kept. */
export const foreignLists: Readonly<Record<ForeignDatabase, { code: string; name: string }>> = {
  'nominals': { code: 'INTERPOL-NOMINALS', name: 'INTERPOL nominals' },
  'stolen-documents': {
    code: 'INTERPOL-SLTD', name: 'INTERPOL stolen and lost travel documents',
  },
}

const reasonOf = {
  'stolen': 'stolen-document', 'stolen-blank': 'stolen-document', 'lost': 'lost-document',
  'revoked': 'false-document', 'yellow-notice': 'missing', 'red-notice': 'wanted',
  'diffusion': 'wanted', 'un-notice': 'sanctions', 'blue-notice': 'security',
  'green-notice': 'security', 'black-notice': 'other', 'other': 'other',
} as const satisfies Record<ForeignRecord['reason'], AlertTerms['reason']['code']>

/**
 * A foreign record in the words of an alert: a person is to be referred, and whoever keeps the
 * contact with the authority is to be called. In force on the day of asking, and not beyond it.
 */
export function termsOfForeign(
  record: ForeignRecord, { contact, day }: { contact: string; day: string },
): AlertTerms {
  const { database, names, birthDate, sex, nationalities, document, from, since } = record
  const precision = ({ 4: 'year', 7: 'month', 10: 'day' } as const)[birthDate?.length ?? 0]
  return {
    list: foreignLists[database], legalBasis: 'INTERPOL RPD',
    subjectKind: database === 'nominals' ? 'person' : 'document',
    ...(names && { names: names.map((whole) => ({ whole })) }),
    ...(birthDate && precision && { birthDate: { value: birthDate, precision } }),
    ...(sex && { sex }), ...(nationalities && { nationalities }),
    ...(document && { documents: [document] }),
    reason: { code: reasonOf[record.reason] },
    action: 'refer', priority: record.reason === 'red-notice' ? 'top' : 'high', contact,
    // Post and node may be a day apart.
    validFrom: day, validUntil: addYears(day, 1),
    source: [record.record, from, since].filter(Boolean).join(', '),
  }
}
