// The hits that the second line has to work through, the most pressing first, compared in full.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import type { Known, Rows } from '../../kernel/known.ts'
import { isHubs } from '../../kernel/origin.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { alerts } from './alerts.ts'
import { comparison } from './comparison.ts'
import { clocksOf } from './hit-clocks.ts'
import { termsOfForeign } from './foreign-terms.ts'
import { entryAt } from './listed-entries.ts'
import { hits, type HitRow } from './hits.ts'
import { officersOf } from './list-officers.ts'
import { readings } from './readings.ts'
import { priorities } from './terms.ts'
import { readingOf, WatchlistRead } from './watchlist-read.ts'

const mostOpen = 200

export const OpenHits = query('open-hits', {
  about: 'Hits not yet decided, with alert and person side by side; or one hit, decided or not.',
  seenBy: ['secondary-officer', 'supervisor'],
  asks: {
    hit: z.uuid().optional(),
    /** Only those upon people who were in the country already when the alert came. */
    inside: z.enum(['yes']).optional(),
  },
  method: 'GET',
  async answer(known, { hit, inside }) {
    const rows = hit ? await known.all(hits, { hit })
      : await known.rows(hits, (q) => {
        const open = here(q, known).where('status', '!=', 'reviewed')
        return (inside ? open.where('inside', 'is not', null as never) : open)
          .orderBy('raisedAt', 'asc').limit(mostOpen)
      })
    const open = await Promise.all(rows.map((row) => compared(known, row)))
    if (open.length > 0) {
      // Asked every few seconds by a screen: the same hits read by the same officer are one
      // reading.
      const ids = rows.map((row) => row.hit)
      const no = await known.record([{
        kind: WatchlistRead,
        said: {
          reading: readingOf([known.by, known.at.slice(0, 10), ...ids].join('\n')),
          what: 'open-hits', hits: ids,
        },
      }])
      if (isRefusal(no)) return no
    }
    const pressing = (each: (typeof open)[number]) => priorities.indexOf(each.priority)
    open.sort((a, b) => pressing(a) - pressing(b) || (a.raisedAt < b.raisedAt ? -1 : 1))
    return { hits: open, knownAt: known.at }
  },
})

/** A post works through its own hits; a hub sees those of all posts. */
function here(q: Rows<typeof hits>, { origin, post }: Known): Rows<typeof hits> {
  return isHubs(origin) ? q : q.where('post', '=', post)
}

async function compared(known: Known, row: HitRow) {
  const outside = row.listed && await entryAt(known, row.list, row.listed)
  const alert = outside ? undefined : await known.find(alerts, { alert: row.alert })
  const foreign = row.foreign && termsOfForeign(
    row.foreign, { contact: row.contact, day: row.raisedAt.slice(0, 10) })
  const terms = outside?.terms ?? foreign ?? alert?.terms
  const alertEndedAt = outside ? outside.list.endedAt : alert?.endedAt
  return {
    ...row,
    clocks: clocksOf(row, known.at, await firstReadByOwner(known, row)),
    comparison: terms ? comparison(terms, row.person, row.reasons) : [],
    ...(terms && { terms, alertEndedAt }),
    ...(outside && { entry: outside.entry, listVersion: outside.list.version }),
  }
}

/** When an officer of the hit's list first read their hits after it was raised. */
export async function firstReadByOwner(known: Known, hit: HitRow): Promise<string | undefined> {
  const officers = await officersOf(known, hit.list)
  if (officers.length === 0) return undefined
  const [first] = await known.rows(readings, (q) => q.where('what', '=', 'own-hits')
    .where('by', 'in', [...officers]).where('at', '>=', hit.reopenedAt ?? hit.raisedAt)
      .orderBy('at', 'asc').limit(1))
  return first?.at
}
