// The register of versions of lists: from which file, read how, and how it differs from the last.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { Counts, NumbersKept } from './terms.ts'

export const listVersions = register('list-versions', {
  about: 'Versions of lists that were prepared, in force or not: file, digest and difference.',
  key: 'version',
  columns: {
    version: z.uuid(),
    list: z.string(),
    /** The version that this one is told apart from; absent where it says every entry. */
    after: z.uuid().optional(),
    format: z.string(),
    file: z.string(),
    fileDigest: z.string(),
    fileBytes: z.number().int(),
    digest: z.string(),
    counts: Counts,
    faults: z.number().int(),
    parts: z.number().int(),
    numbers: NumbersKept.optional(),
    preparedAt: z.string(),
    preparedBy: z.string(),
    /** How many versions must be read to have all entries: 1 where this one says them all. */
    depth: z.number().int(),
  },
  indexes: [['list', 'preparedAt']],
  seenBy: ['alert-owner', 'supervisor'],
  decides: true,
  filters: ['list'],
  order: 'preparedAt desc',
})
