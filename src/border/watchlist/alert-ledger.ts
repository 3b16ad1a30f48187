// The ledger of alerts: the owner's own, silent ones too; for a supervisor, all but the silent
// ones.

import { sql } from 'kysely'
import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { standingOf } from './alert-file.ts'
import { alerts } from './alerts.ts'
import { listsOf } from './list-officers.ts'
import type { Screening } from './screening.ts'
import { subjectKinds } from './terms.ts'
import { WatchlistRead } from './watchlist-read.ts'

const usual = 50
const most = 200

export const AlertLedger = query('alert-ledger', {
  about: 'Alerts that the asker may see, newest first: own lists whole, others without silent ' +
    'ones.',
  seenBy: ['alert-owner', 'supervisor'],
  asks: {
    list: z.string().max(32).optional(),
    subjectKind: z.enum(subjectKinds).optional(),
    standing: z.enum(['in-force', 'not-yet', 'over', 'ended']).optional(),
    /** `next` of the page before. */
    after: z.string().max(80).optional(),
    limit: z.coerce.number().int().min(1).max(most).optional(),
  },
  method: 'GET',
  async answer(known, { list, subjectKind, standing, after, limit = usual }) {
    const own = known.roles.includes('alert-owner') ? await listsOf(known) : []
    // Recorded at every asking and in one size, so that a reading tells nothing of what was read.
    const no = await known.record([{
      kind: WatchlistRead, said: { reading: known.newId(), what: 'alert-ledger', lists: own },
    }])
    if (isRefusal(no)) return no
    const today = known.service<Screening>('screening').dayAt(known.at)
    const [afterAt, afterAlert] = (after ?? '').split(' ')
    const rows = await known.rows(alerts, (q) => {
      let asked = q.where((e) => e.or([
        ...(own.length > 0 ? [e('list', 'in', own)] : []),
        ...(known.roles.includes('supervisor') ? [e('silent', '=', 0 as never)] : []),
        sql<boolean>`1 = 0`,
      ]))
      if (list !== undefined) asked = asked.where('list', '=', list)
      if (subjectKind) asked = asked.where('subjectKind', '=', subjectKind)
      if (standing === 'ended') asked = asked.where('endedAt', 'is not', null as never)
      else if (standing) asked = asked.where('endedAt', 'is', null as never)
      if (standing === 'in-force') {
        asked = asked.where('validFrom', '<=', today).where('validUntil', '>=', today)
      }
      if (standing === 'not-yet') asked = asked.where('validFrom', '>', today)
      if (standing === 'over') asked = asked.where('validUntil', '<', today)
      if (afterAt && afterAlert) {
        const place = sql`(${sql.ref('issuedAt')}, ${sql.ref('alert')})`
        asked = asked.where(sql<boolean>`${place} < (${afterAt}, ${afterAlert})`)
      }
      return asked.orderBy('issuedAt', 'desc').orderBy('alert', 'desc').limit(limit)
    })
    const last = rows.at(-1)
    return {
      alerts: rows.map(({
        compared: _, told: __, ...row
      }) => ({ ...row, own: own.includes(row.list), standing: standingOf(row, today),
      })),
      lists: own, knownAt: known.at,
      ...(rows.length === limit && last && { next: `${last.issuedAt} ${last.alert}` }),
    }
  },
})
