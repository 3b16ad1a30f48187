// What the owners of lists have to look at again: alerts and lists that are due, overdue, or over.

import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { addDays } from '../../lib/dates/days.ts'
import { lists } from '../lists/lists.ts'
import { alerts } from './alerts.ts'
import { listsOf } from './list-officers.ts'
import type { Screening } from './screening.ts'
import { WatchlistRead } from './watchlist-read.ts'

/** So long before its day a review is shown, and so long after its last day what is over. */
export const [shownBeforeDays, shownAfterDays] = [30, 90] as const
const most = 500

/** `over`: its last day has gone by, and it hits nobody. */
export type Due = 'overdue' | 'due' | 'over'

export const ReviewsDue = query('reviews-due', {
  about: 'Alerts and lists that are due or overdue for review, and those that are over.',
  seenBy: ['alert-owner', 'supervisor'],
  asks: {},
  method: 'GET',
  async answer(known) {
    const own = known.roles.includes('alert-owner') ? await listsOf(known) : []
    // In one size, so that a reading tells nothing of what was read.
    const no = await known.record([{
      kind: WatchlistRead, said: { reading: known.newId(), what: 'reviews-due', lists: own },
    }])
    if (isRefusal(no)) return no
    const supervisor = known.roles.includes('supervisor')
    const today = known.service<Screening>('screening').dayAt(known.at)
    const [soon, lately] = [addDays(today, shownBeforeDays), addDays(today, -shownAfterDays)]
    const rows = await known.rows(alerts, (q) => q.where('endedAt', 'is', null as never)
      .where('validUntil', '>=', lately)
      .where((e) => e.or([e('reviewBy', '<=', soon), e('validUntil', '<', today)]))
      .where((e) => e.or([
        ...(own.length > 0 ? [e('list', 'in', own)] : []),
        ...(supervisor ? [e('silent', '=', 0 as never)] : []),
        e('alert', '=', ''),
      ]))
      .orderBy('validUntil', 'asc').limit(most))
    const outside = (await known.all(lists, {})).filter((row) =>
      !row.endedAt && row.validUntil >= lately && (supervisor || own.includes(row.list)) &&
      (row.reviewBy <= soon || row.validUntil < today))
    const due = [
      ...outside.map(({ list, name, reviewBy, validUntil, counts, version }) => ({
        of: 'list' as const, id: list, list: name, reviewBy, validUntil, version,
        entries: counts.all, own: own.includes(list), is: dueOn(today, { reviewBy, validUntil }),
      })),
      ...rows.map(({ alert, list, reviewBy, validUntil, terms }) => ({
        of: 'alert' as const, id: alert, list: terms.list.name, validUntil, terms,
        ...(reviewBy && { reviewBy }), own: own.includes(list),
        is: dueOn(today, { ...(reviewBy && { reviewBy }), validUntil }),
      })),
    ]
    const order: readonly Due[] = ['overdue', 'due', 'over']
    const day = (each: (typeof due)[number]) => each.reviewBy ?? each.validUntil
    due.sort((a, b) => order.indexOf(a.is) - order.indexOf(b.is) || (day(a) < day(b) ? -1 : 1))
    return { due, today, knownAt: known.at }
  },
})

function dueOn(today: string, of: { reviewBy?: string; validUntil: string }): Due {
  if (of.validUntil < today) return 'over'
  return of.reviewBy !== undefined && of.reviewBy < today ? 'overdue' : 'due'
}
