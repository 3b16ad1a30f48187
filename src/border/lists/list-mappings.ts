// The register of mappings: which column of a national list holds what, as was said last.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { ColumnMapping } from './terms.ts'

export const listMappings = register('list-mappings', {
  about: 'Which column of a list holds what, kept for its next file.',
  key: 'list',
  columns: { list: z.string(), mapping: ColumnMapping, by: z.string(), at: z.string() },
  seenBy: ['alert-owner', 'supervisor'],
})
