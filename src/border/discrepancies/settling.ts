// What was made of a contradiction: open until somebody settled these very facts.

import type { Known, Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import type { Contradiction, Sought } from './contradiction.ts'
import { settlements } from './register.ts'

export type SettlementRow = RowOf<typeof settlements>

/** The contradiction with its settlements; a fact that none of them knew opens it again. */
export async function openOf(known: Known, each: Contradiction) {
  const all = await known.all(settlements, { about: each.about }, { order: 'at asc' })
  const settled = all.filter((row) => row.kind === each.kind && row.field === each.field)
  const open = !settled.some((row) => each.facts.every(({ id }) => row.facts.includes(id)))
  return { ...each, open, settled }
}

/** Two settlements of one discrepancy that say different things: both are kept, and shown. */
export async function settledDifferently(
  known: Reader, { since, limit, about }: Sought,
): Promise<Contradiction[]> {
  const rows = await known.rows(settlements, (q) => q
    .where(about ? 'about' : 'at', about ? '=' : '>=', about ?? since)
    .orderBy('at', 'desc').limit(limit))
  const found: Contradiction[] = []
  for (const crossing of new Set(rows.map((row) => row.about))) {
    const all = (await known.all(settlements, { about: crossing }, { order: 'at asc' }))
      .filter(({ kind }) => kind !== 'settled-differently')
    for (const own of Map.groupBy(all, ({ kind, field }) => `${kind}/${field ?? ''}`).values()) {
      // Of one journal the last settlement counts: whoever said it knew the ones before.
      const last = [...new Map(own.map((row) => [row.origin, row])).values()]
      if (new Set(last.map(verdictOf)).size < 2) continue
      found.push({
        kind: 'settled-differently', about: crossing, name: '',
        ...(own[0]!.field && { field: own[0]!.field }),
        facts: last.map((row) => ({
          id: row.settlement, crossing, at: row.at, post: row.post, officer: row.officer,
          origin: row.origin, number: row.number, why: row.why,
          value: { foundOut: row.foundOut, ...(row.stands && { stands: row.stands }) },
        })),
      })
    }
  }
  return found
}

function verdictOf({ foundOut, stands }: SettlementRow): string {
  return `${foundOut}/${stands ?? ''}`
}
