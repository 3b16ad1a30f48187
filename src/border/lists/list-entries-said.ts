// Some hundred entries of a version of a list, as its file has them: new, changed, or gone.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { listParts } from './list-parts.ts'
import { mostParts, SaidEntry } from './terms.ts'

export const ListEntriesSaid = event('list-entries-said', {
  about: 'What a file from outside says of some entries of a list; it binds nobody by itself.',
  subject: 'part',
  fields: {
    part: z.uuid(), version: z.uuid(), number: z.int().min(0).max(mostParts),
    entries: z.array(SaidEntry).max(2000), gone: z.array(z.string().max(130)).max(2000),
  },
  recordedBy: ['alert-owner'],
  withinQueries: true,
  travels: 'watch',
  reaches: 'every-post',
  once: true,
  tellsOf: [],
  changes: (said) => [listParts.put(said)],
})
