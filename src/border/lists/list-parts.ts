// The register of parts of versions of lists, and what all parts of a version add up to.

import { z } from 'zod'
import type { Reader } from '../../kernel/known.ts'
import { register, type RowOf } from '../../kernel/register.ts'
import { listVersions } from './list-versions.ts'
import { SaidEntry } from './terms.ts'

export const listParts = register('list-parts', {
  about: 'What each version of a list says of its entries, some hundred entries a row.',
  key: 'part',
  columns: {
    part: z.uuid(), version: z.uuid(), number: z.number().int(),
    entries: z.array(SaidEntry), gone: z.array(z.string()),
  },
  indexes: [['version', 'number']],
  seenBy: [],
  decides: true,
})

/** An entry and the part that says it. */
export interface Standing { entry: SaidEntry; part: string }

/** A few parts at a time: each is some 50 kB of text. */
const partsAtOnce = 16

/**
 * The entries of a version by their id; without a version none. Versions that follow each other are
 * read from the first that says all entries.
 */
export async function contentsOf(
  known: Reader, version: string | undefined,
): Promise<Map<string, Standing>> {
  const entries = new Map<string, Standing>()
  for (const each of (await chainOf(known, version)).reverse()) {
    for await (const part of partsOf(known, each.version)) applyPart(entries, part)
  }
  return entries
}

/** The version and those it follows, newest first. */
async function chainOf(known: Reader, version: string | undefined) {
  const chain: RowOf<typeof listVersions>[] = []
  for (let next = version; next;) {
    const row = await known.find(listVersions, { version: next })
    if (!row) break
    chain.push(row)
    next = row.after
  }
  return chain
}

/** The parts of a version in their order. */
export async function* partsOf(
  known: Reader, version: string,
): AsyncGenerator<RowOf<typeof listParts>> {
  for (let from = -1; ;) {
    const rows = await known.rows(listParts, (q) => q.where('version', '=', version)
      .where('number', '>', from).orderBy('number', 'asc').limit(partsAtOnce))
    yield* rows
    if (rows.length < partsAtOnce) return
    from = rows.at(-1)!.number
  }
}

function applyPart(
  entries: Map<string, Standing>, { part, entries: said, gone }: RowOf<typeof listParts>,
): void {
  for (const id of gone) entries.delete(id)
  for (const entry of said) entries.set(entry.id, { entry, part })
}
