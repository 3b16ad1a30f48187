// What is counted for the sheet of a shift: crossings by direction and decision, and open hits.

import { ask } from '../../ui/api.ts'
import { addDays } from '../../lib/dates/days.ts'

/** What of a crossing is counted. */
interface Crossed {
  at: string
  officer: string
  lane?: string
  direction: string
  decision: string
}
interface Page { rows: Crossed[]; next?: string }

/** Numbers by name (`entry.admitted`), or why they could not be counted. */
export type Counted = { counts: Record<string, number> } | { why: string }

const mostPages = 60

/**
 * Counts the crossings of an officer between two instants (ISO), asking the days they lie on page
 * by page; hits that wait for a verdict are counted where the officer may read them.
 */
export async function countShift(
  { officer, from, until }: { officer: string; from: string; until: string }, readsHits: boolean,
): Promise<Counted> {
  const counts: Record<string, number> = {}
  const count = (name: string) => { counts[name] = (counts[name] ?? 0) + 1 }
  let pages = 0
  for (let day = from.slice(0, 10); day <= until.slice(0, 10); day = addDays(day, 1)) {
    for (let after: string | undefined; ;) {
      if (++pages > mostPages) return { why: 'shift.too-long' }
      const answer = await ask<Page>('crossings-of-day', {
        method: 'POST', said: { day, officer, limit: 200, ...(after && { after }) },
      })
      if (!('done' in answer)) return { why: 'shift.not-counted' }
      for (const row of answer.done.rows) {
        if (row.at < from || row.at > until) continue
        count('crossings')
        count(`${row.direction}.${row.decision}`)
      }
      after = answer.done.next
      if (!after) break
    }
  }
  if (readsHits) {
    const open = await ask<{ hits: unknown[] }>('open-hits', { method: 'GET' })
    if ('done' in open) counts['hits.open'] = open.done.hits.length
  }
  return { counts: { ...counts, crossings: counts['crossings'] ?? 0 } }
}
