// What the owner of a list is told: every hit upon its alerts, silent or not, and nobody else's.

import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { clocksOf } from './hit-clocks.ts'
import { hits, type HitRow } from './hits.ts'
import { listsOf } from './list-officers.ts'
import { firstReadByOwner } from './open-hits.ts'
import { silentHits, type SilentHit } from './silent-hits.ts'
import { WatchlistRead } from './watchlist-read.ts'

const usual = 50
const most = 200
const watchesAtOnce = 500
const last = '9999'

export const OwnHits = query('own-hits', {
  about: 'The hits upon the alerts of the lists on which the asker sits, newest first.',
  seenBy: ['alert-owner'],
  asks: {
    list: z.string().max(32).optional(),
    /** Hits older than this instant: the `at` of the last one shown. */
    before: z.string().max(30).optional(),
    limit: z.coerce.number().int().min(1).max(most).optional(),
  },
  method: 'GET',
  async answer(known, { list, before = last, limit = usual }) {
    const own = await listsOf(known)
    const lists = list === undefined ? own : own.filter((each) => each === list)
    // Recorded at every asking, found or not, and says nothing of what was found: otherwise the
    // numbering of leaves would tell the counter that somebody is being watched.
    const no = await known.record([{
      kind: WatchlistRead, said: { reading: known.newId(), what: 'own-hits', lists: own },
    }])
    if (isRefusal(no)) return no
    const found = [
      ...await openOnes(
        known, lists, before, limit,
      ), ...await silentOnes(known, lists, before, limit),
    ].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit)
    const [watch] = await known.all(silentHits, {}, { order: 'at desc', limit: 1 })
    return {
      lists: own, hits: found, knownAt: known.at,
      ...(found.length === limit && { next: found.at(-1)!.at }),
      ...(watch && { watch: { keptAt: watch.at, through: watch.through } }),
    }
  },
})

/** A hit as its owner reads it. */
export type OwnHit = SilentHit & { silent: boolean; clocks?: ReturnType<typeof clocksOf> }
  & Partial<Pick<HitRow, 'status' | 'verdict' | 'outcome' | 'evidence' | 'decidedAt' | 'decidedBy'
    | 'ownerInformedAt' | 'reasons'>>

async function openOnes(
  known: Known, lists: readonly string[], before: string, limit: number,
): Promise<OwnHit[]> {
  if (lists.length === 0) return []
  const rows = await known.rows(hits, (q) => q.where('list', 'in', [...lists])
    .where('raisedAt', '<', before).orderBy('raisedAt', 'desc').limit(limit))
  return Promise.all(rows.map(async (row) => {
    const { hit, lookUp, alert, list, priority, score, reasons, post, status, person } = row
    const [document] = person.documents ?? []
    return {
      silent: false, hit, lookUp, alert, list, priority, score, reasons, post, status,
      at: row.raisedAt,
      why: reasons.map(({ why }) => why),
      clocks: clocksOf(row, known.at, await firstReadByOwner(known, row)),
      name: person.names[0], birthDate: person.birthDate?.value,
      document: document && `${document.issuer ?? ''} ${document.number}`.trim(),
      verdict: row.verdict, outcome: row.outcome, evidence: row.evidence, decidedAt: row.decidedAt,
      decidedBy: row.decidedBy, ownerInformedAt: row.ownerInformedAt,
    }
  }))
}

async function silentOnes(
  known: Known, lists: readonly string[], before: string, limit: number,
): Promise<OwnHit[]> {
  const found: OwnHit[] = []
  for (let upTo = before; found.length < limit && lists.length > 0;) {
    const watches = await known.rows(silentHits, (q) => q.where(
      'found', '>', 0,
    ).where('at', '<', upTo)
      .orderBy('at', 'desc').limit(watchesAtOnce))
    found.push(...watches.flatMap((watch) => watch.hits)
      .filter((hit) => lists.includes(hit.list) && hit.at < before)
      .map((hit) => ({ ...hit, silent: true })))
    if (watches.length < watchesAtOnce) break
    upTo = watches.at(-1)!.at
  }
  return found
}
