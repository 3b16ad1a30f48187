// A post is registered, or what is known of it changes.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { posts } from './register.ts'
import { Country, PlaceName, PostCode, PostKind, Unlocode } from './terms.ts'

export const PostRegistered = event('post-registered', {
  about: 'A place where people may cross was registered, or its particulars changed.',
  subject: 'post',
  fields: {
    post: z.uuid(),
    code: PostCode,
    name: PlaceName,
    country: Country,
    unlocode: Unlocode.optional(),
    kind: PostKind,
    lat: z.number().min(-90).max(90).optional(),
    lon: z.number().min(-180).max(180).optional(),
    neighbour: Country.optional(),
    lanes: z.int().min(1).max(99),
  },
  recordedBy: ['administrator', 'node'],
  travels: 'public',
  reaches: 'every-post-from-hub',
  async lawful({ post, code }, known) {
    const others = await known.rows(posts, (q) => q.where('post', '!=', post))
    const same = others.find((other) => other.code.toLowerCase() === code.toLowerCase())
    return same && refuse('post-code-taken', { code: same.code, name: same.name.en })
  },
  changes: (said, leaf) => [posts.put({ ...said, at: leaf.at })],
})
