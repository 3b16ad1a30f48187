// The owner of a list ends an alert before its time, with a second officer.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { oneOf, passage } from '../../ui/fields/terms.ts'
import { alerts } from './alerts.ts'
import { sitsOn } from './list-officers.ts'
import { endReasons } from './terms.ts'

export const AlertEnded = event('alert-ended', {
  about: 'The owner of a list, with a second officer, ended an alert early.',
  subject: 'alert',
  fields: {
    alert: z.uuid(), why: oneOf(endReasons, 'alertEnding'), note: passage(1000).optional(),
  },
  recordedBy: ['alert-owner'],
  travels: 'watch',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['alerts'],
  async lawful({ alert }, known) {
    const row = await known.find(alerts, { alert })
    // Another's alert is unknown to whoever asks: not even that it exists is told.
    if (!row || !(await sitsOn(known, row.list))) return refuse('alert-unknown')
    if (row.endedAt) return refuse('alert-already-ended', { at: row.endedAt })
  },
  changes: ({ alert, why, note }, leaf) => [alerts.patch(alert, {
    endedAt: leaf.at, endedBy: leaf.by, endedWhy: why,
    ...(leaf.second && { endedSecond: leaf.second }), ...(note && { endedNote: note }),
  })],
})
