// What a node attests about itself: that its journal began, and that its clock was set.

import { z } from 'zod'
import { capability } from './capability.ts'
import { event } from './event.ts'

export const JournalOpened = event('journal-opened', {
  about: 'A node began a journal, or went on after a loss as a new incarnation.',
  subject: 'journal',
  fields: {
    journal: z.uuid(),
    post: z.string().max(64),
    device: z.string().max(64),
  },
  recordedBy: ['node'],
  travels: 'public',
  changes: () => [],
})

export const ClockJumped = event('clock-jumped', {
  about: 'The wall clock was set by more than two seconds while the node ran (PROMISES C3).',
  subject: 'jump',
  fields: { jump: z.uuid(), byMs: z.int() },
  recordedBy: ['node'],
  travels: 'public',
  changes: () => [],
})

export const RegistersRebuilt = event('registers-rebuilt', {
  about: 'Registers did not equal what the leaves add up to, and were folded anew (PROMISES J9).',
  subject: 'rebuild',
  fields: {
    rebuild: z.uuid(),
    why: z.enum(['tables-changed', 'rows-changed', 'decisions-changed', 'index-changed']),
  },
  recordedBy: ['node'],
  travels: 'public',
  changes: () => [],
})

export default capability('kernel', { facts: [JournalOpened, ClockJumped, RegistersRebuilt] })
