// Exits without an entry and entries past their last day without an exit: a list to work through.

import { sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../../lib/dates/days.ts'
import type { Rows } from '../../kernel/known.ts'
import type { Asking } from '../../kernel/query.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { howSame, recognise, type CrossingRow } from './pairing.ts'
import { crossings } from './register.ts'
import type { Pairing } from './terms.ts'

/** How far back entries past their last day are looked for, unless told. */
const usualDaysBack = 90

/** An entry that an exit may belong to, for an officer to confirm. */
export interface Candidate {
  entry: string
  at: string
  post: string
  documentNumber?: string
  how: Pairing
}

export const UnmatchedCrossings = query('unmatched-crossings', {
  about: 'Exits for which no entry was found, and stays that should have ended.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks: {
    which: z.enum(['exits', 'entries', 'both']).optional(),
    /** Only what was recorded at this post; at every post when absent. */
    post: z.string().max(64).optional(),
    /** The first last-day that is looked at, for entries; 90 days ago when absent. */
    since: z.iso.date().optional(),
    limit: z.int().min(1).max(100).optional(),
  },
  method: 'POST',
  async answer(known, { which = 'both', since, limit = 25, post }) {
    const today = known.dayAt(known.at)
    const from = since ?? addDays(today, -usualDaysBack)
    const exits = which === 'entries' ? [] : await exitsAlone(known, { limit, post })
    const entries = which === 'exits' ? []
      : await entriesPast(known, { from, today, limit, post })
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'unmatched-crossings',
      asked: { which, since: from, ...(post && { post }) },
      results: [...exits, ...entries].map(({ crossing }) => crossing),
    })
    if (isRefusal(no)) return no
    const withCandidates: (CrossingRow & { candidates: Candidate[] })[] = []
    for (const exit of exits) {
      withCandidates.push({ ...exit, candidates: await candidatesFor(known, exit) })
    }
    return { exits: withCandidates, entries, since: from, knownAt: known.at }
  },
})

interface Of { limit: number; post: string | undefined }

async function exitsAlone(known: Asking, { limit, post }: Of): Promise<CrossingRow[]> {
  return known.rows(crossings, (q) => at(q, post).where('pairedWith', 'is', null as never)
    .where('direction', '=', 'exit').where('decision', '=', 'admitted')
    .orderBy('at', 'desc').limit(limit))
}

async function entriesPast(
  known: Asking, { from, today, limit, post }: Of & { from: string; today: string },
): Promise<CrossingRow[]> {
  return known.rows(crossings, (q) => at(q, post).where('direction', '=', 'entry')
    .where('until', '>=', from).where('until', '<', today).where('decision', '=', 'admitted')
    .where(sql<boolean>`not exists (select 1 from "crossings" as "ended"
      where "ended"."pairedWith" = "crossings"."crossing")`)
    .orderBy('until', 'desc').limit(limit))
}

function at(q: Rows<typeof crossings>, post: string | undefined): Rows<typeof crossings> {
  return post === undefined ? q : q.where('post', '=', post)
}

/** Entries of the same person before this exit that no other exit ended. */
async function candidatesFor(known: Asking, exit: CrossingRow): Promise<Candidate[]> {
  const recognised = await recognise(known,
    { person: exit.person, document: exit.document, except: exit.crossing })
  const ended = new Set(recognised.rows.map((row) => row.pairedWith))
  return recognised.rows
    .filter((row) => row.direction === 'entry' && row.decision === 'admitted' && row.at < exit.at
      && !ended.has(row.crossing))
    .slice(0, 5)
    .map((row) => ({
      entry: row.crossing, at: row.at, post: row.post, how: howSame(row, exit.document, recognised),
      ...(row.documentNumber !== undefined && { documentNumber: row.documentNumber }),
    }))
}
