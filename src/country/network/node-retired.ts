// A node's journal ends in good order: the post closed, or another machine took its place.

import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { nodes } from './register.ts'
import { kindOf, looksAfter, Origin, RetirementReason } from './terms.ts'

export const NodeRetired = event('node-retired', {
  about: 'A node left the network in good order: what it said stands, and it says no more.',
  subject: 'origin',
  fields: { origin: Origin, why: RetirementReason, note: passage(1_000).optional() },
  recordedBy: looksAfter,
  travels: 'border',
  reaches: 'every-post-from-hub',
  twoOfficers: true,
  async lawful({ origin }, known) {
    if (kindOf(known.origin) !== 'hub') return refuse('only-at-a-hub')
    const node = await known.find(nodes, { origin })
    if (!node) return refuse('no-such-node')
    if (node.revokedAt !== undefined) {
      return refuse('revoked-already', { at: node.revokedAt, by: node.revokedBy })
    }
    return node.retiredAt === undefined ? undefined
      : refuse('retired-already', { at: node.retiredAt, by: node.retiredBy })
  },
  changes: ({ origin, why }, leaf) => (kindOf(leaf.origin) === 'hub' ? [
    nodes.patch(origin, { retiredAt: leaf.at, retiredBy: leaf.by, retiredFor: why }),
  ] : []),
})
