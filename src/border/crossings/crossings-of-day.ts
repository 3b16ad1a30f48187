// The crossings of a day, as the ledger shows them: newest first, page by page.

import { sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../../lib/dates/days.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { before } from '../../lib/dates/instants.ts'
import { Day } from '../travellers/terms.ts'
import { crossings } from './register.ts'
import { Decision, Direction } from './terms.ts'

export const CrossingsOfDay = query('crossings-of-day', {
  about: 'The crossings of one day by the clock on the wall, newest first.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks: {
    /** Today when absent. */
    day: Day.optional(),
    /** Minutes by which the clock on the wall is ahead of UTC: 180 in Nairobi. */
    offsetMinutes: z.int().min(-840).max(840).optional(),
    direction: Direction.optional(),
    decision: Decision.optional(),
    post: z.string().max(64).optional(),
    officer: z.string().max(64).optional(),
    /** The `next` of the page before. */
    after: z.string().max(120).optional(),
    limit: z.int().min(1).max(200).optional(),
  },
  method: 'POST',
  async answer(known, { day, offsetMinutes = 0, after, limit = 50, ...only }) {
    const today = day ?? before(known.at, -offsetMinutes).slice(0, 10)
    const from = before(`${today}T00:00:00.000Z`, offsetMinutes)
    const to = before(`${addDays(today, 1)}T00:00:00.000Z`, offsetMinutes)
    const [lastAt, lastId] = after?.split('/') ?? []
    const rows = await known.rows(crossings, (q) => {
      let page = q.where('at', '>=', from).where('at', '<', to)
      for (const [column, value] of Object.entries(only)) {
        if (value !== undefined) page = page.where(column as 'post', '=', value)
      }
      if (lastAt && lastId) {
        page = page.where(sql<boolean>`("at", "crossing") < (${lastAt}, ${lastId})`)
      }
      return page.orderBy('at', 'desc').orderBy('crossing', 'desc').limit(limit)
    })
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'crossings-of-day', asked: { day: today, ...only } as never,
      results: rows.map(({ crossing }) => crossing),
    })
    if (isRefusal(no)) return no
    const last = rows.length === limit ? rows.at(-1) : undefined
    return {
      day: today, rows, knownAt: known.at,
      ...(last && { next: `${last.at}/${last.crossing}` }),
    }
  },
})
