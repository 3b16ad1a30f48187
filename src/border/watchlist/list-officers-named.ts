// Who sits on a list says who sits on it from now on.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { listOfficers, officersOf } from './list-officers.ts'

export const ListOfficersNamed = event('list-officers-named', {
  about: 'An officer of a list, with a second officer, named all who sit on it.',
  subject: 'naming',
  fields: {
    naming: z.uuid(), list: z.string().trim().min(1).max(32),
    officers: z.array(z.string().min(1).max(64)).min(1).max(100),
  },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  reaches: 'every-post-from-hub',
  once: true,
  twoOfficers: true,
  tellsOf: [],
  async lawful({ list }, known) {
    const officers = await officersOf(known, list)
    if (officers.length > 0 && !officers.includes(known.by)) return refuse('list-of-another')
  },
  changes: (said, leaf) => [listOfficers.put({ ...said, at: leaf.at, by: leaf.by })],
})
