// A person found out how two facts that do not fit together came about, and says so.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { settlements } from './register.ts'
import { DiscrepancyKind, FactId, FoundOut, mostFacts } from './terms.ts'

export const DiscrepancySettled = event('discrepancy-settled', {
  about: 'An officer settled a discrepancy with a reason; the facts themselves stay as they are.',
  subject: 'settlement',
  fields: {
    settlement: z.uuid(),
    kind: DiscrepancyKind,
    /** The crossing it is about: the entry of two exits, the later entry, the corrected one. */
    about: z.uuid(),
    /** The field that was corrected differently. */
    field: z.string().min(1).max(100).optional(),
    /** All facts that were looked at. */
    facts: z.array(FactId).min(1).max(mostFacts),
    foundOut: FoundOut,
    stands: FactId.optional(),
    why: passage(2000).min(1),
  },
  recordedBy: ['secondary-officer', 'supervisor'],
  travels: 'border',
  reaches: 'every-post',
  once: true,
  // Whose crossing it is, is an identity: two attest it (PROMISES A4).
  twoOfficers: ({ kind }) => kind === 'merged-twice',
  async lawful({ facts, foundOut, stands }) {
    if (foundOut === 'one-stands' ? !stands : stands) return refuse('say-which-stands')
    return stands && !facts.includes(stands) ? refuse('not-one-of-the-facts') : undefined
  },
  changes: (said, leaf) => [settlements.put({
    ...said, at: leaf.at, number: leaf.number, origin: leaf.origin, officer: leaf.by,
    second: leaf.second, post: leaf.post,
  })],
})
