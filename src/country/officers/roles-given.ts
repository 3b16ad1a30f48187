// Roles are given to an officer at a post for a time; two officers attest it.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import type { Known } from '../../kernel/known.ts'
import { refuse } from '../../kernel/refusal.ts'
import { wholeDay } from '../../ui/fields/terms.ts'
import { officers, roleGrants, signIns } from './register.ts'
import { AtPost, OfficerId, Roles } from './terms.ts'

export const RolesGiven = event('roles-given', {
  about: 'An officer was given roles at a post, or at every post, from a day until a day.',
  subject: 'grant',
  fields: {
    grant: z.uuid(),
    officer: OfficerId,
    roles: Roles,
    post: AtPost,
    /** The first and the last day, counted in UTC. */
    from: wholeDay('future'),
    until: wholeDay('future').optional(),
    /** Said by a node before anybody ever signed in: the first officers have nobody before them. */
    founding: z.literal(true).optional().meta({ widget: 'hidden' }),
  },
  recordedBy: ['administrator', 'node'],
  travels: 'border',
  reaches: 'every-post-from-hub',
  once: true,
  twoOfficers: ({ founding }) => !founding,
  async lawful({ officer, from, until, founding }, known) {
    if (founding && !(await mayFound(known))) return refuse('founding-is-over')
    const enrolled = await known.find(officers, { officer })
    if (!enrolled) return refuse('officer-not-enrolled', { officer })
    if (until !== undefined && until < from) return refuse('ends-before-it-begins', { from, until })
    return [known.by, known.second].includes(officer) ? refuse('own-roles') : undefined
  },
  changes: ({ grant, officer, roles, post, from, until }, leaf) => [roleGrants.put({
    grant, officer, roles, post, from, until, at: leaf.at, by: leaf.by, second: leaf.second,
    origin: leaf.origin,
  })],
})

/** Whether roles may still be given by the node alone: nobody has signed in yet. */
async function mayFound(known: Known): Promise<boolean> {
  return known.by === 'node' && (await known.count(signIns)) === 0
}
