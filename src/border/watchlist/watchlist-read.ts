// An officer read alerts or hits; durable before what was read leaves the node (PROMISES A2).

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { readings } from './readings.ts'

export const WatchlistRead = event('watchlist-read', {
  about: 'An officer read alerts or hits of the watch-list.',
  subject: 'reading',
  fields: {
    reading: z.uuid(),
    what: z.string().max(60),
    asked: z.string().max(1000).optional(),
    hits: z.array(z.string()).max(1000).optional(),
    alerts: z.array(z.string()).max(1000).optional(),
    lists: z.array(z.string().max(32)).max(1000).optional(),
  },
  recordedBy: ['secondary-officer', 'supervisor', 'alert-owner'],
  withinQueries: true,
  travels: 'watch',
  tellsOf: ['watchlist-readings'],
  changes: (said, leaf) => [readings.put({ ...said, at: leaf.at, by: leaf.by, post: leaf.post })],
})

/** One id for one text, so that reading the same again and again is one leaf. */
export function readingOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  // A version 8 UUID (RFC 9562 §5.8): its bits are our own.
  return [
    hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
