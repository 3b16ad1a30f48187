// The register of settlements: what people found out where facts did not fit together.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { DiscrepancyKind, FactId, FoundOut } from './terms.ts'

export const settlements = register('settlements', {
  about: 'How discrepancies were settled, by whom, why, and of which facts.',
  key: 'settlement',
  columns: {
    settlement: z.uuid(),
    kind: DiscrepancyKind,
    about: z.uuid(),
    field: z.string().optional(),
    facts: z.array(FactId),
    foundOut: FoundOut,
    stands: FactId.optional(),
    why: z.string(),
    at: z.string(),
    number: z.int(),
    origin: z.string(),
    officer: z.string(),
    second: z.string().optional(),
    post: z.string(),
  },
  indexes: [['about', 'at'], ['at']],
  seenBy: ['secondary-officer', 'supervisor', 'inspector'],
  filters: ['about', 'kind', 'post'],
  order: 'at desc',
})
