// Look-ups of persons after which nobody crossed: for a supervisor to ask about.

import { sql } from 'kysely'
import { z } from 'zod'
import { query, type Asking } from '../../kernel/query.ts'
import type { RowOf } from '../../kernel/register.ts'
import { crossings } from '../crossings/register.ts'
import { before } from '../../lib/dates/instants.ts'
import { lookUps } from '../travellers/register.ts'
import { documentKey } from '../travellers/terms.ts'

/** A crossing this long before or after a look-up explains it. */
export const explainedMinutes = 30
const mostLookedAt = 500

export const LookUpsWithoutCrossing = query('look-ups-without-crossing', {
  about: 'Look-ups of the last day older than half an hour, with no crossing of who was looked up.',
  seenBy: ['supervisor', 'inspector'],
  asks: {
    /** How many days back; one when absent. */
    days: z.coerce.number().int().min(1).max(31).optional(),
  },
  method: 'GET',
  async answer(known, { days = 1 }) {
    const until = before(known.at, explainedMinutes)
    const rows = await known.rows(lookUps, (q) => q
      .where('at', '>=', before(known.at, days * 1440)).where('at', '<=', until)
      .where('purpose', '!=', 'ledger').where('forLookUp', 'is', null as never)
      .where(sql<boolean>`not exists (select 1 from "crossings"
        where "crossings"."lookUp" = "look-ups"."lookUp")`)
      .orderBy('at', 'desc').limit(mostLookedAt))
    const unexplained: RowOf<typeof lookUps>[] = []
    for (const row of rows) if (!(await isExplained(known, row))) unexplained.push(row)
    return {
      lookUps: unexplained.map(shown),
      knownAt: known.at, ...(rows.length === mostLookedAt && { more: true }),
    }
  },
})

function shown(row: RowOf<typeof lookUps>) {
  const { lookUp, at, officer, post, purpose, reference, query: asked, results } = row
  return {
    lookUp, at, officer, post, purpose, reference, query: asked, found: results?.length ?? 0,
  }
}

/** Whether the person crossed within the time, by the document or as the traveller. */
async function isExplained(known: Asking, row: RowOf<typeof lookUps>): Promise<boolean> {
  const [from, to] = [before(row.at, explainedMinutes), before(row.at, -explainedMinutes)]
  const near = (rows: readonly { at: string }[]) => rows.some(({ at }) => at >= from && at <= to)
  const documentNumber = documentKey(row.document?.number ?? '')
  if (documentNumber !== '') {
    const crossed = await known.all(crossings, { documentNumber }, { order: 'at desc', limit: 20 })
    if (near(crossed)) return true
  }
  const [traveller] = row.query === 'inspect' ? row.results ?? [] : []
  return traveller !== undefined
    && near(await known.all(crossings, { traveller }, { order: 'at desc', limit: 20 }))
}
