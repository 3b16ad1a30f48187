// All of a group were seen, or what was missing is said.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { groups } from './register.ts'
import { Heads, Mismatch, mostInGroup } from './terms.ts'

export const GroupClosed = event('group-closed', {
  about: 'The officer is done with a group: how many came, and who did not agree with the list.',
  subject: 'group',
  fields: {
    group: z.uuid(),
    presented: Heads,
    mismatches: z.array(Mismatch).max(mostInGroup).optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  travels: 'border',
  once: true,
  async lawful({ group }, known) {
    return (await known.find(groups, { group })) ? undefined : refuse('group-unknown')
  },
  changes: ({ group, presented, mismatches }, leaf) => [groups.patch(group, {
    presented, mismatches, closedAt: leaf.at, closedBy: leaf.by,
  })],
})
