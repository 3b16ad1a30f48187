// The owner of a list, with a second officer, looked at an alert again: it stands, to a new review.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { passage, wholeDay } from '../../ui/fields/terms.ts'
import { alerts } from './alerts.ts'
import { sitsOn } from './list-officers.ts'

export const AlertReviewed = event('alert-reviewed', {
  about: 'The owner of a list, with a second officer, reviewed an alert and let it stand.',
  subject: 'alert',
  fields: {
    alert: z.uuid(), review: z.uuid(), why: passage(1000), reviewBy: wholeDay('future'),
    /** A later last day, where the alert is to stand longer. */
    validUntil: wholeDay('future').optional(),
  },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['alerts'],
  async lawful({ alert, reviewBy, validUntil }, known) {
    const row = await known.find(alerts, { alert })
    // Another's alert is unknown to whoever asks: not even that it exists is told.
    if (!row || !(await sitsOn(known, row.list))) return refuse('alert-unknown')
    if (row.endedAt) return refuse('alert-already-ended', { at: row.endedAt })
    const today = known.dayAt(known.at)
    // What is over hits nobody and is not revived: it is issued anew, on a basis of its own.
    if (row.validUntil < today) return refuse('validity-over')
    if (validUntil !== undefined && validUntil < row.validUntil) {
      return refuse('validity-not-shortened', { until: row.validUntil })
    }
    if (reviewBy <= today) return refuse('review-not-ahead')
    if (reviewBy > (validUntil ?? row.validUntil)) return refuse('review-after-validity')
  },
  changes: ({ alert, reviewBy, validUntil }, leaf) => [alerts.patch(alert, {
    reviewBy, ...(validUntil && { validUntil }), reviewedAt: leaf.at, reviewedBy: leaf.by,
    ...(leaf.second && { reviewedSecond: leaf.second }),
  })],
})
