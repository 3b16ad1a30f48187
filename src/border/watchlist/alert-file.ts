// The file of one alert: what was said of it, by whom, and what came of it.

import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { RowOf } from '../../kernel/register.ts'
import { alerts } from './alerts.ts'
import { hits, type HitRow } from './hits.ts'
import { sitsOn } from './list-officers.ts'
import type { Screening } from './screening.ts'
import { silentHits } from './silent-hits.ts'
import { WatchlistRead } from './watchlist-read.ts'

const mostHitsOfAFile = 200
const mostWatches = 1000

export const AlertFile = query('alert-file', {
  about: 'One alert: its terms, its standing, and a spine of who said what of it, when and where.',
  seenBy: ['alert-owner', 'secondary-officer', 'supervisor'],
  asks: { alert: z.uuid() },
  method: 'GET',
  async answer(known, { alert }) {
    const row = await known.find(alerts, { alert })
    const own = row !== undefined && await sitsOn(known, row.list)
    const raised = row
      ? await known.all(hits, { alert }, { order: 'raisedAt desc', limit: mostHitsOfAFile }) : []
    // To all others a silent alert is unknown, and an open one that has not hit is its owner's.
    const mayRead = row && (own || (!row.silent &&
      (
        known.roles.includes('supervisor') ||
          (known.roles.includes('secondary-officer') && raised.length > 0)
      )))
    if (!mayRead) return refuse('alert-unknown')
    const no = await known.record([{
      kind: WatchlistRead, said: { reading: known.newId(), what: 'alert-file', alerts: [alert] },
    }])
    if (isRefusal(no)) return no
    const { compared: _, told: __, ...said } = row
    const today = known.service<Screening>('screening').dayAt(known.at)
    return {
      ...said, own, standing: standingOf(row, today), apart: apartOn(today, raised),
      hits: raised, spine: spineOf(row, raised), knownAt: known.at,
      ...(own && row.silent && { silentHits: await silentHitsOf(known, alert) }),
    }
  },
})

/** Who two officers found not to be the person of the alert, until when that is remembered. */
function apartOn(today: string, raised: readonly HitRow[]) {
  return raised.flatMap(({ hit, verdict, rememberUntil, person, decidedBy, decidedSecond }) =>
    (verdict === 'not-the-person' && rememberUntil !== undefined && rememberUntil >= today
      ? [{ hit, name: person.names[0] ?? '', until: rememberUntil, by: decidedBy ?? '',
        ...(decidedSecond && { second: decidedSecond }) }] : []))
}

export type AlertStanding = 'in-force' | 'not-yet' | 'over' | 'ended'

/** How an alert stands on a day at the post. */
export function standingOf(
  row: Pick<RowOf<typeof alerts>, 'endedAt' | 'validFrom' | 'validUntil'>, day: string,
): AlertStanding {
  if (row.endedAt) return 'ended'
  if (row.validFrom > day) return 'not-yet'
  return row.validUntil < day ? 'over' : 'in-force'
}

interface Said {
  what: string
  at: string
  by?: string
  second?: string
  post?: string
  hit?: string
}

function spineOf(row: RowOf<typeof alerts>, raised: readonly HitRow[]): Said[] {
  const told = (what: string, at: string | undefined, rest: Omit<Said, 'what' | 'at'>): Said[] =>
    at ? [{ what, at, ...rest }] : []
  const by = (officer?: string, second?: string) => ({
    ...(officer && { by: officer }), ...(second && { second })
  })
  return [
    ...told(
      'alert-issued', row.issuedAt, { ...by(row.issuedBy, row.issuedSecond), post: row.post },
    ),
    ...raised.flatMap((hit) => [
      ...told('hit-raised', hit.raisedAt, { ...by(hit.raisedBy), post: hit.post, hit: hit.hit }),
      ...told(
        'hit-taken-up', hit.takenUpAt, { ...by(hit.takenUpBy), post: hit.post, hit: hit.hit },
      ),
      ...told('hit-reopened', hit.reopenedAt, { post: hit.post, hit: hit.hit }),
      ...told(
        'hit-decided', hit.decidedAt,
        { ...by(hit.decidedBy, hit.decidedSecond), post: hit.post, hit: hit.hit },
      ),
    ]),
    ...told('alert-reviewed', row.reviewedAt, by(row.reviewedBy, row.reviewedSecond)),
    ...told('alert-ended', row.endedAt, by(row.endedBy, row.endedSecond)),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
}

async function silentHitsOf(known: Known, alert: string) {
  const watches = await known.rows(silentHits, (q) =>
    q.where('found', '>', 0).orderBy('at', 'desc').limit(mostWatches))
  return watches.flatMap((watch) => watch.hits).filter((hit) => hit.alert === alert)
    .slice(0, mostHitsOfAFile)
}
