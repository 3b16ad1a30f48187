// The register of readings: who on the second line or of a list's owners read the watch-list, when.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'

export const readings = register('watchlist-readings', {
  about: 'Readings of alerts and hits.',
  key: 'reading',
  columns: {
    reading: z.uuid(), what: z.string(), asked: z.string().optional(),
    hits: z.array(z.string()).optional(),
    alerts: z.array(z.string()).optional(), lists: z.array(z.string()).optional(),
    at: z.string(), by: z.string(), post: z.string(),
  },
  indexes: [['what', 'at'], ['by', 'at']],
  seenBy: ['inspector'],
  filters: ['what', 'by'],
  order: 'at desc',
})
