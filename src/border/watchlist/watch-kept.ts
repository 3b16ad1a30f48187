// The node looked through the look-ups for silent alerts: said once a minute, found or not.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { SilentHit, silentHits } from './silent-hits.ts'

/**
 * There is one leaf for each minute with a look-up, whether anything was found or not, its content
 * padded to one size: neither numbers nor sizes nor times tell that somebody is being watched.
 */
export const WatchKept = event('watch-kept', {
  about: 'The node compared the look-ups up to a leaf with silent alerts.',
  subject: 'watch',
  fields: { watch: z.uuid(), through: z.int().min(-1), hits: z.array(SilentHit).max(50) },
  recordedBy: ['node'],
  travels: 'watch',
  once: true,
  tellsOf: [],
  changes: ({ watch, through, hits }, leaf) => [silentHits.put({
    watch, through, hits, found: hits.length, at: leaf.at, origin: leaf.origin,
  })],
})
