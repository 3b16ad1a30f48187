// Roles end before their time; they stop at once.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { isHubs } from '../../kernel/origin.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage } from '../../ui/fields/terms.ts'
import { roleGrants } from './register.ts'
import { RoleEnding } from './terms.ts'

export const RolesEnded = event('roles-ended', {
  about: 'Roles that were given to an officer ended, and from this moment permit nothing.',
  subject: 'grant',
  fields: {
    grant: z.uuid(),
    reason: RoleEnding,
    note: passage(1_000).optional(),
  },
  recordedBy: ['administrator', 'supervisor'],
  travels: 'border',
  reaches: 'every-post-from-hub',
  twoOfficers: true,
  async lawful({ grant }, known) {
    const given = await known.find(roleGrants, { grant })
    if (!given) return refuse('no-such-roles')
    return given.endedAt === undefined ? undefined
      : refuse('roles-ended-already', { at: given.endedAt, by: given.endedBy })
  },
  changes: ({ grant, reason }, leaf) => [roleGrants.patch(grant, {
    endedAt: leaf.at, endedBy: leaf.by, ending: reason, endedOrigin: leaf.origin,
    ...(isHubs(leaf.origin) && { endedByHubAt: leaf.at }),
  })],
})
