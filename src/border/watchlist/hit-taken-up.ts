// An officer of the second line took up a hit: from here on somebody answers for it.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { hits } from './hits.ts'

export const HitTakenUp = event('hit-taken-up', {
  about: 'An officer of the second line took up a hit.',
  subject: 'hit',
  fields: {
    hit: z.uuid(),
    /**
     * A new id each time, so that taking a hit up is never taken for an earlier one's repetition.
     */
    taking: z.uuid(),
    ownerInformedAt: z.iso.datetime().optional(),
  },
  recordedBy: ['secondary-officer', 'supervisor'],
  travels: 'watch',
  reaches: 'every-post',
  tellsOf: ['hits'],
  async lawful({ hit }, known) {
    const row = await known.find(hits, { hit })
    if (!row) return refuse('hit-unknown')
    if (row.status === 'reviewed') {
      return refuse('hit-already-decided', { at: row.decidedAt, by: row.decidedBy })
    }
    if (row.status === 'in-progress' && row.takenUpBy === known.by) return undefined
    if (row.status === 'in-progress' && !known.roles.includes('supervisor')) {
      return refuse('hit-taken-up-by-another', { by: row.takenUpBy })
    }
  },
  changes: ({ hit, ownerInformedAt }, leaf) => [hits.patch(hit, {
    status: 'in-progress', takenUpAt: leaf.at, takenUpBy: leaf.by,
    ...(ownerInformedAt && { ownerInformedAt }),
  })],
})
