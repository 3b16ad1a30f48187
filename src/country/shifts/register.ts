// The register of shifts: who worked when and at which lane, and what was handed over.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { CheckpointText, Counts, Float, Lane, Officer, Post } from './terms.ts'

export const shifts = register('shifts', {
  about: 'Shifts of officers: opened, closed, counted, and the checkpoint that was printed.',
  key: 'shift',
  columns: {
    shift: z.uuid(),
    officer: Officer,
    post: Post,
    lane: Lane.optional(),
    float: Float.optional(),
    openedAt: z.string(),
    closedAt: z.string().optional(),
    closedBy: z.string().optional(),
    counts: Counts.optional(),
    checkpoint: CheckpointText.optional(),
    note: z.string().optional(),
    handedTo: Officer.optional(),
  },
  indexes: [['officer', 'openedAt'], ['openedAt']],
  seenBy: ['supervisor', 'inspector', 'administrator'],
  filters: ['officer', 'lane', 'post'],
  order: 'openedAt desc',
})
