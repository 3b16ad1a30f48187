// What an officer did in a shift, in numbers for its sheet: no person is read, so nobody looks.

import { sql } from 'kysely'
import { z } from 'zod'
import { shifts } from '../../country/shifts/register.ts'
import type { RowOf } from '../../kernel/register.ts'
import { query, type Asking } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rows } from '../../kernel/known.ts'
import { hits } from '../watchlist/hits.ts'
import { crossings } from './register.ts'
import { Decision, Direction } from './terms.ts'

type Shift = RowOf<typeof shifts>
type Counted = Rows<typeof crossings>

export const ShiftCounts = query('shift-counts', {
  about: 'Crossings of a shift by direction and decision, and what of it is still open.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks: { shift: z.uuid() },
  method: 'GET',
  async answer(known, asked) {
    const shift = await known.find(shifts, { shift: asked.shift })
    if (!shift) return refuse('no-such-shift')
    if (shift.officer !== known.by && !known.roles.includes('supervisor')) {
      return refuse('shift-of-another')
    }
    const until = shift.closedAt ?? known.at
    const done = (q: Counted) => q.where('at', '>=', shift.openedAt).where('at', '<=', until)
      .where('post', '=', shift.post).where('officer', '=', shift.officer)
    const counts: Record<string, number> = { crossings: await known.count(crossings, done) }
    for (const direction of Direction.options) {
      for (const decision of Decision.options) {
        const count = await known.count(crossings, (q) => done(q)
          .where('direction', '=', direction).where('decision', '=', decision))
        if (count > 0) counts[`${direction}.${decision}`] = count
      }
    }
    return {
      counts: { ...counts, ...await openMatters(known, { shift, until, done }) },
      from: shift.openedAt, until, knownAt: known.at,
    }
  },
})

/** What the next officer takes over: hits without a verdict, persons referred, exits alone. */
async function openMatters(
  known: Asking,
  { shift, until, done }: { shift: Shift; until: string; done: (q: Counted) => Counted },
): Promise<Record<string, number>> {
  return {
    'hits.open': await known.count(hits, (q) => q.where('status', '!=', 'reviewed')
      .where('raisedAt', '>=', shift.openedAt).where('raisedAt', '<=', until)
      .where('raisedBy', '=', shift.officer).where('post', '=', shift.post)),
    // Whoever was admitted or refused later is decided.
    'referred.undecided': await known.count(crossings, (q) => done(q)
      .where('decision', 'in', ['referred', 'deferred'])
      .where(sql<boolean>`not exists (select 1 from "crossings" as "later"
        where "later"."traveller" = "crossings"."traveller" and "later"."at" > "crossings"."at"
        and "later"."decision" in ('admitted', 'refused'))`)),
    'exits.unmatched': await known.count(crossings, (q) => done(q)
      .where('direction', '=', 'exit').where('decision', '=', 'admitted')
      .where('pairedWith', 'is', null as never)),
  }
}
