// The register of groups: buses, families and crews, with what their members share.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { Conveyance, Direction, Mode, Place, Purpose } from '../crossings/terms.ts'
import { readingPersons } from '../travellers/person-looked-up.ts'
import { GroupKind, Listed, Mismatch } from './terms.ts'

export const groups = register('groups', {
  about: 'Groups that presented themselves together.',
  key: 'group',
  columns: {
    group: z.uuid(), kind: GroupKind, direction: Direction, expected: z.int(),
    operator: z.string().optional(), leader: z.string().optional(), contact: z.string().optional(),
    conveyance: Conveyance.optional(), mode: Mode.optional(), from: Place.optional(),
    to: Place.optional(), purpose: Purpose.optional(), listed: z.array(Listed).optional(),
    at: z.string(), post: z.string(), officer: z.string(),
    closedAt: z.string().optional(), closedBy: z.string().optional(),
    presented: z.int().optional(), mismatches: z.array(Mismatch).optional(),
  },
  indexes: [['at'], ['post', 'at']],
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  filters: ['post', 'kind', 'direction'],
  order: 'at desc',
  readingIs: readingPersons,
})
