// A shift ends: counted, signed for, and its checkpoint printed; possible on a full disk too.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { shifts } from './register.ts'
import { CheckpointText, Counts, Officer } from './terms.ts'

export const ShiftClosed = event('shift-closed', {
  about: 'A shift ended, with its counts and the checkpoint of the journal that was printed.',
  subject: 'shift',
  fields: {
    shift: z.uuid(),
    counts: Counts,
    checkpoint: CheckpointText,
    note: passage(1_000).optional(),
    handedTo: Officer.optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  travels: 'border',
  fromReserve: true,
  async lawful({ shift, checkpoint, handedTo }, known) {
    const open = await known.find(shifts, { shift })
    if (!open) return refuse('no-such-shift')
    const { closedAt, closedBy } = open
    if (closedAt) return refuse('shift-closed-already', { at: closedAt, by: closedBy })
    // A supervisor closes what somebody left open.
    const own = open.officer === known.by
    if (!own && !known.roles.includes('supervisor')) return refuse('shift-of-another')
    if (handedTo === open.officer) return refuse('handed-to-oneself')
    const [origin] = checkpoint.split('\n')
    return origin === known.origin ? undefined : refuse('checkpoint-of-another', { origin })
  },
  changes: ({ shift, ...said }, leaf) => [
    shifts.patch(shift, { ...said, closedAt: leaf.at, closedBy: leaf.by }),
  ],
})
