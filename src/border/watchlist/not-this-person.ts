// The pairs of person and alert that two officers found not to be one; each is forgotten in its
// time.

import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { hits } from './hits.ts'
import type { Screening } from './screening.ts'
import { readingOf, WatchlistRead } from './watchlist-read.ts'

const mostPairs = 500

export const NotThisPerson = query('not-this-person', {
  about: 'Who is remembered as not the person of an alert, by whose decision, and until when.',
  seenBy: ['secondary-officer', 'supervisor'],
  asks: {},
  method: 'GET',
  async answer(known) {
    const today = known.service<Screening>('screening').dayAt(known.at)
    const rows = await known.rows(hits, (q) => q.where('verdict', '=', 'not-the-person')
      .where('rememberUntil', '>=', today).orderBy('rememberUntil', 'asc').limit(mostPairs))
    if (rows.length > 0) {
      const ids = rows.map(({ hit }) => hit)
      const no = await known.record([{
        kind: WatchlistRead,
        said: {
          reading: readingOf(['pairs', known.by, known.at.slice(0, 10), ...ids].join('\n')),
          what: 'not-this-person', hits: ids,
        },
      }])
      if (isRefusal(no)) return no
    }
    return {
      pairs: rows.map(({
        hit, alert, list, person, rememberUntil, decidedAt, decidedBy, decidedSecond,
      }) =>
        ({
          hit, alert, list, names: person.names, rememberUntil, decidedAt, decidedBy, decidedSecond,
        })),
      knownAt: known.at,
    }
  },
})
