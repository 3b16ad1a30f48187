// An officer found the entry that an exit belongs to.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { pairingIsLawful } from './lawful.ts'
import { corrections, crossings } from './register.ts'
import { statementOf } from './row.ts'
import * as terms from './terms.ts'

export const CrossingPaired = event('crossing-paired', {
  about: 'An exit was paired by hand with the entry that it ends.',
  subject: 'crossing',
  fields: {
    /** The exit. */
    crossing: z.uuid(),
    /** The entry. */
    with: z.uuid(),
    how: terms.Pairing,
    pairing: z.uuid().optional(),
    note: terms.Note.optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  travels: 'border',
  reaches: 'every-post',
  lawful: pairingIsLawful,
  changes: (said, leaf) => [
    crossings.patch(said.crossing, { pairedWith: said.with, pairing: said.how }),
    corrections.put({
      ...statementOf(said.crossing, leaf), fact: 'crossing-paired', correction: said.pairing,
      why: said.note, corrected: { pairedWith: said.with, pairing: said.how },
    }),
  ],
})
