// A node is refused from this moment on: it was lost, stolen, seized or copied.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { nodes } from './register.ts'
import { kindOf, looksAfter, Origin, RevocationReason } from './terms.ts'

export const NodeRevoked = event('node-revoked', {
  about: 'A hub refuses a node at once; its leaves from a moment on are set apart.',
  subject: 'origin',
  fields: {
    origin: Origin,
    why: RevocationReason,
    /** Leaves of this time or later may not be the officers’ words: they are quarantined. */
    quarantinedFrom: z.iso.datetime(),
    note: passage(1_000).optional(),
  },
  recordedBy: looksAfter,
  travels: 'border',
  reaches: 'every-post-from-hub',
  twoOfficers: true,
  async lawful({ origin }, known) {
    if (kindOf(known.origin) !== 'hub') return refuse('only-at-a-hub')
    const node = await known.find(nodes, { origin })
    if (!node) return refuse('no-such-node')
    return node.revokedAt === undefined ? undefined
      : refuse('revoked-already', { at: node.revokedAt, by: node.revokedBy })
  },
  changes: ({ origin, why, quarantinedFrom }, leaf) => (kindOf(leaf.origin) === 'hub' ? [
    nodes.patch(origin, {
      revokedAt: leaf.at, revokedBy: leaf.by, revokedSecond: leaf.second, revokedFor: why,
      quarantinedFrom,
    }),
  ] : []),
})
