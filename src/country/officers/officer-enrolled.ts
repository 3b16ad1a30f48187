// An officer is enrolled: known by a name, and not yet allowed anything.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { officers } from './register.ts'
import { Languages, OfficerId, OfficerName } from './terms.ts'

export const OfficerEnrolled = event('officer-enrolled', {
  about: 'An officer was enrolled under a short name; roles are given separately.',
  subject: 'enrolment',
  fields: {
    enrolment: z.uuid(),
    officer: OfficerId,
    name: OfficerName,
    languages: Languages.optional(),
  },
  recordedBy: ['administrator', 'node'],
  travels: 'border',
  reaches: 'every-post-from-hub',
  once: true,
  async lawful({ officer }, known) {
    const same = await known.find(officers, { officer })
    return same && refuse('officer-enrolled-already', { officer, name: same.name })
  },
  changes: (said, leaf) => [officers.put({ ...said, at: leaf.at, by: leaf.by })],
})
