// An officer takes over a lane and what is in the drawer.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { openShiftOf } from './open-shift.ts'
import { shifts } from './register.ts'
import { Float, Lane } from './terms.ts'

export const ShiftOpened = event('shift-opened', {
  about: 'An officer began a shift, at a lane where the post has several.',
  subject: 'shift',
  fields: {
    shift: z.uuid(),
    lane: Lane.optional(),
    float: Float.optional(),
    note: passage(1_000).optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  travels: 'border',
  once: true,
  async lawful(_said, known) {
    const open = await openShiftOf(known, known.by)
    return open && refuse('shift-open-already', { shift: open.shift, since: open.openedAt })
  },
  changes: ({ shift, lane, float, note }, leaf) => [shifts.put({
    shift, lane, float, note, officer: leaf.by, post: leaf.post, openedAt: leaf.at,
  })],
})
