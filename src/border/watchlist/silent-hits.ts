// The register of what the watch-keeper found: one row a watch, whether anything was found or not.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { priorities } from './terms.ts'

/** A hit upon a silent alert, short enough that several fit the smallest size of a sealed leaf. */
export const SilentHit = z.strictObject({
  hit: z.uuid(),
  lookUp: z.uuid(),
  alert: z.uuid(),
  list: z.string().max(32),
  priority: z.enum(priorities),
  score: z.number(),
  why: z.array(z.string().max(40)).max(6),
  at: z.string().max(30),
  post: z.string().max(64),
  name: z.string().max(100).optional(),
  birthDate: z.string().max(10).optional(),
  document: z.string().max(60).optional(),
})
export type SilentHit = z.infer<typeof SilentHit>

export const silentHits = register('silent-hits', {
  about: 'Watches kept against silent alerts, and what they found; read by own-hits alone.',
  key: 'watch',
  columns: {
    watch: z.uuid(), through: z.int(), at: z.string(), origin: z.string(), found: z.int(),
    hits: z.array(SilentHit),
  },
  indexes: [['origin', 'through'], ['at']],
  seenBy: [],
})
