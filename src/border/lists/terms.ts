// The words of a list from outside: its entries as they are said, what it is for, how it stands.

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonical } from '../../lib/canonical.ts'
import { line, oneOf, wholeDay } from '../../ui/fields/terms.ts'
import { columnRoles } from './columns.ts'
import { entryKinds, nameKinds, type ListedEntry } from './entry.ts'

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

/** The digest of what is said of an entry; the line that it stood on is no part of it. */
export function digestOf({ line: _, ...entry }: SaidEntry): string {
  const { id, kind, names, births, sexes, nationalities, places, documents, programme } = entry
  return createHash('sha256').update(canonical([
    id, kind, names, births ?? [], sexes ?? [], nationalities ?? [], places ?? [],
    documents ?? [], programme ?? '',
  ])).digest('base64url').slice(0, 27)
}

/** The digest of a whole list: of all its entries, whatever their order in the file. */
export function digestOfList(digests: Iterable<string>): string {
  return createHash('sha256').update([...digests].sort().join('\n')).digest('base64url')
}

/** The id by which an entry is known as an alert: the same in every version of its list. */
export function alertOf(list: string, entry: string): string {
  const hex = createHash('sha256').update(`safar/listed\n${list}\n${entry}`).digest('hex')
  // RFC 9562 §5.8: a UUID of our own making says so in its version and variant.
  const variant = ((parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32),
  ].join('-')
}
