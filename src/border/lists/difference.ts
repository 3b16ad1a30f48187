// How a file differs from the version of its list in force: what is new, what other, what gone.

import { canonical } from '../../lib/canonical.ts'
import { digestOf } from './digest-terms.ts'
import { longestPart, type SaidEntry } from './terms.ts'
import type { Standing } from './list-parts.ts'

/** Fields of an entry that can be other in a new version. */
export const comparedFields = [
  'kind', 'names', 'births', 'sexes', 'nationalities', 'places', 'documents', 'programme',
] as const
export type ComparedField = (typeof comparedFields)[number]

export interface Difference {
  added: SaidEntry[]
  changed: SaidEntry[]
  removed: string[]
  /** Digests of all entries of the new version. */
  digests: string[]
}

/** What is other in a file than in the entries in force. */
export function differenceOf(
  entries: ReadonlyMap<string, SaidEntry>, before: ReadonlyMap<string, Standing>,
): Difference {
  const found: Difference = { added: [], changed: [], removed: [], digests: [] }
  for (const entry of entries.values()) {
    const digest = digestOf(entry)
    found.digests.push(digest)
    const old = before.get(entry.id)
    if (!old) found.added.push(entry)
    else if (digestOf(old.entry) !== digest) found.changed.push(entry)
  }
  for (const id of before.keys()) if (!entries.has(id)) found.removed.push(id)
  return found
}

/** The fields in which two entries of one id differ. */
export function changedFields(before: SaidEntry, now: SaidEntry): ComparedField[] {
  return comparedFields.filter((field) =>
    canonical(before[field] ?? []) !== canonical(now[field] ?? []))
}

/** Entries and ids in parts of which each fits a leaf. */
export function partsOfDifference(
  entries: readonly SaidEntry[], gone: readonly string[],
): { entries: SaidEntry[]; gone: string[] }[] {
  const parts: { entries: SaidEntry[]; gone: string[] }[] = []
  let [open, length] = [{ entries: [] as SaidEntry[], gone: [] as string[] }, 0]
  const room = (needed: number) => {
    const many = open.entries.length >= 2000 || open.gone.length >= 2000
    if (length > 0 && (length + needed > longestPart || many)) {
      parts.push(open)
      ;[open, length] = [{ entries: [], gone: [] }, 0]
    }
    length += needed
  }
  for (const entry of entries) {
    room(JSON.stringify(entry).length)
    open.entries.push(entry)
  }
  for (const id of gone) {
    room(id.length + 3)
    open.gone.push(id)
  }
  if (length > 0) parts.push(open)
  return parts
}
