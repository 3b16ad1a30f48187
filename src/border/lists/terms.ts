// The words of a list from outside: its entries as they are said, what it is for, how it stands.

import { z } from 'zod'
import { line, oneOf, wholeDay } from '../../ui/fields/terms.ts'
import { columnRoles } from './columns.ts'
import type { ListedEntry } from './entry.ts'
import { entryKinds, nameKinds } from './entry-kinds.ts'

/** What the counter is to do with whoever is listed; an imported list is never silent. */
export const listActions = ['inform', 'refer', 'detain', 'deny-entry'] as const
export const listPriorities = ['top', 'high', 'normal'] as const
/** Why somebody is on such a list, in the words of an alert. */
export const listReasons = [
  'wanted', 'entry-ban', 'missing', 'security', 'sanctions', 'stolen-document', 'lost-document',
  'smuggling', 'overstay', 'other',
] as const
export const listEndReasons = ['withdrawn', 'replaced', 'mistaken', 'court-order', 'other'] as const

/** A list holds at most so many entries: five times the largest sanctions list. */
export const mostEntries = 300_000
/** What one leaf says of a list is at most so long, in characters of JSON. */
export const longestPart = 48_000
/** More parts than this cannot be; 300,000 entries of 700 characters are 4,400. */
export const mostParts = 8_000

/** An entry as a leaf says it; what is empty is left out. */
export const SaidEntry = z.strictObject({
  id: z.string().min(1).max(130),
  kind: z.enum(entryKinds),
  names: z.array(z.tuple([z.enum(nameKinds), z.string().min(1).max(500)])).max(200),
  births: z.array(z.strictObject({
    value: z.string().max(10), approximate: z.boolean().optional(),
    until: z.string().max(10).optional(),
  })).max(200).optional(),
  sexes: z.array(z.string().max(200)).max(200).optional(),
  nationalities: z.array(z.string().max(200)).max(200).optional(),
  places: z.array(z.string().max(200)).max(200).optional(),
  documents: z.array(z.strictObject({
    number: z.string().max(60), kind: z.string().max(60).optional(),
    issuer: z.string().max(60).optional(),
  })).max(200).optional(),
  programme: z.string().max(200).optional(),
  line: z.int().positive().optional(),
})
export type SaidEntry = z.infer<typeof SaidEntry>

/** The code of a list: short, and the same in every version of it. */
export const ListCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{1,31}$/, 'list-code')
  .meta({ widget: 'latin' })

/** What two officers say of a list when they put a version of it in force. */
export const listTerms = {
  name: line(120),
  owner: line(120),
  legalBasis: line(300),
  purpose: line(300).optional(),
  reason: oneOf(listReasons, 'alertReason'),
  action: oneOf(listActions, 'alertAction'),
  priority: oneOf(listPriorities, 'alertPriority'),
  instruction: line(500).optional(),
  contact: line(200),
  validUntil: wholeDay('future'),
  reviewBy: wholeDay('future'),
}

/** Which column holds what; kept for the next file of the same list. */
export const ColumnMapping = z.record(z.string().max(200), z.enum(columnRoles))

/** How many entries a version has, and how many of them are other than in the one before. */
export const Counts = z.strictObject({
  all: z.int().min(0), added: z.int().min(0), changed: z.int().min(0), removed: z.int().min(0),
})

/** Of numbers of documents: how many there are, what their filter takes, whether all are kept. */
export const NumbersKept = z.strictObject({
  count: z.int().min(0), filterBytes: z.int().min(0), exact: z.boolean(),
})

/** An entry that was read, as it is said. */
export function saidOf(entry: ListedEntry): SaidEntry {
  const { id, kind, names, births, sexes, nationalities, places, documents, source } = entry
  return {
    id, kind, names: names.map((name) => [name.kind, name.text]),
    ...(births.length > 0 && { births }), ...(sexes.length > 0 && { sexes }),
    ...(nationalities.length > 0 && { nationalities }), ...(places.length > 0 && { places }),
    ...(documents.length > 0 && { documents }),
    ...(source.programme && { programme: source.programme }),
    ...(source.line && { line: source.line }),
  }
}
