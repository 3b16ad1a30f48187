// A decided hit is looked at again: what was decided stays readable, and no longer holds.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { hits } from './hits.ts'
import { sitsOn } from './list-officers.ts'

export const HitReopened = event('hit-reopened', {
  about: 'A decided hit was opened again; a pair that was remembered as two persons is forgotten.',
  subject: 'hit',
  fields: { hit: z.uuid(), reopening: z.uuid().optional(), why: passage(2000) },
  recordedBy: ['secondary-officer', 'supervisor', 'alert-owner'],
  travels: 'watch',
  reaches: 'every-post',
  tellsOf: ['hits'],
  async lawful({ hit }, known) {
    const row = await known.find(hits, { hit })
    const secondLine = known.roles.some(
      (role) => role === 'secondary-officer' || role === 'supervisor'
    )
    if (!row || !(secondLine || await sitsOn(known, row.list))) return refuse('hit-unknown')
    if (row.status !== 'reviewed') return refuse('hit-not-decided')
  },
  changes: ({ hit, why }, leaf) => [hits.patch(hit, {
    status: 're-opened', reopenedAt: leaf.at, reopenedWhy: why, verdict: undefined,
    outcome: undefined,
    evidence: undefined, notes: undefined, decidedAt: undefined, decidedBy: undefined,
    decidedSecond: undefined, rememberUntil: undefined, takenUpAt: undefined, takenUpBy: undefined,
    ownerInformedAt: undefined,
  })],
})
