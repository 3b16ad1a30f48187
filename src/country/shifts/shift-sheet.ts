// The shift sheet: whose shift, since when, who else works, and the checkpoint that is printed.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { refuse, type Refusal } from '../../kernel/refusal.ts'
import { openShiftOf, type Shift } from './open-shift.ts'
import { shifts } from './register.ts'
import type { CheckpointNow } from './terms.ts'

/**
 * What the sheet says. `from` and `until` bound the shift for whoever counts crossings and open
 * matters in it; a closed shift has the counts and the checkpoint that were said at its end.
 */
export interface ShiftSheet {
  shift: Shift
  from: string
  until: string
  /** Signed text of the journal's checkpoint: printed as a QR, said again when the shift ends. */
  checkpoint: string
  /** Shifts that are open at this post beside this one. */
  others: { officer: string; lane?: string; since: string }[]
  /** The shift before this one at this lane: who handed over, and their note. */
  before?: Shift
  knownAt: string
}

export const ShiftSheetOf = query('shift-sheet', {
  about: 'Everything for the sheet of a shift; one’s own open shift unless another is named.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks: { shift: z.uuid().optional() },
  method: 'GET',
  async answer(known, asked): Promise<ShiftSheet | Refusal> {
    const shift = asked.shift ? await known.find(shifts, { shift: asked.shift })
      : await openShiftOf(known, known.by)
    if (!shift) return refuse(asked.shift ? 'no-such-shift' : 'no-open-shift')
    if (shift.officer !== known.by && !known.roles.includes('supervisor')) {
      return refuse('shift-of-another')
    }
    const open = await known.rows(shifts, (q) => q
      .where('closedAt', 'is', null as never).where('post', '=', shift.post)
      .where('shift', '!=', shift.shift).orderBy('openedAt', 'asc'))
    const [before] = await known.rows(shifts, (q) => q
      .where('post', '=', shift.post)
      .where('lane', shift.lane ? '=' : 'is', (shift.lane ?? null) as never)
      .where('shift', '!=', shift.shift).where('openedAt', '<=', shift.openedAt)
      .where('closedAt', 'is not', null as never).orderBy('openedAt', 'desc').limit(1))
    return {
      shift, from: shift.openedAt, until: shift.closedAt ?? known.at,
      checkpoint: shift.checkpoint ?? await known.service<CheckpointNow>('checkpoint')(),
      others: open.map(({ officer, lane, openedAt }) => (
        { officer, ...(lane && { lane }), since: openedAt })),
      ...(before && { before }), knownAt: known.at,
    }
  },
})
