// The words of shifts: the counts that are carried over, the money in the drawer, the checkpoint.

import { z } from 'zod'
import { PostCode } from '../posts/terms.ts'
import { OfficerId } from '../officers/terms.ts'

export const Lane = z.string().min(1).max(16).meta({ widget: 'text' })
export const Officer = OfficerId
export const Post = PostCode

/** Money handed over with the drawer: a decimal amount and an ISO 4217 code. */
export const Float = z.strictObject({
  amount: z.string().regex(/^\d{1,12}([.]\d{1,3})?$/, 'number').meta({ widget: 'text' }),
  currency: z.string().regex(/^[A-Z]{3}$/, 'latin').meta({ widget: 'latin' }),
})

/** At most so many numbers stand on a shift sheet. */
export const mostCounts = 200

/** What was counted, by a name such as `entry.admitted`, `look-ups` or `hits.open`. */
export const Counts = z.record(
  z.string().max(60).regex(/^[a-z0-9-]+([.][a-z0-9-]+)*$/), z.int().min(0).max(10_000_000),
).refine((counts) => Object.keys(counts).length <= mostCounts, 'too-large')
  .meta({ widget: 'hidden' })

/**
 * The checkpoint of the journal as it was printed on the shift sheet: a signed note of C2SP
 * tlog-checkpoint, so origin, size, root, an empty line and at least one signature.
 */
export const CheckpointText = z.string().min(20).max(4_000)
  .regex(/^[^\n]+\n\d+\n[A-Za-z0-9+/=]+\n(?:[^\n]+\n)*\n(?:— [^\n]+\n)+$/u)
  .meta({ widget: 'hidden' })

/** What a node offers under the name `checkpoint`: its journal's checkpoint, signed just now. */
export type CheckpointNow = () => Promise<string>
