// By what an entry, a list, and an alert of a list are known: digests of what is said.

import { createHash } from 'node:crypto'
import { canonical } from '../../lib/canonical.ts'
import type { SaidEntry } from './terms.ts'

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
