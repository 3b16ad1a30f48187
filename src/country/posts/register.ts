// The register of posts: where people may cross, and what is there.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { Country, everyRole, PlaceName, PostCode, PostKind, Unlocode } from './terms.ts'

export const posts = register('posts', {
  about: 'Places where people may cross the border, with their codes and names.',
  key: 'post',
  columns: {
    post: z.uuid(),
    code: PostCode,
    name: PlaceName,
    country: Country,
    unlocode: Unlocode.optional(),
    kind: PostKind,
    lat: z.number().optional(),
    lon: z.number().optional(),
    neighbour: Country.optional(),
    lanes: z.int(),
    at: z.string(),
  },
  indexes: [['code']],
  seenBy: everyRole,
  filters: ['code', 'kind', 'country'],
  order: 'code asc',
})
