// A journal showed two histories under its own key: a copy of its node went on, or somebody forged.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { passage } from '../../ui/fields/terms.ts'
import { forkedJournals } from './register.ts'
import { Origin } from './terms.ts'

export const TwoHistoriesShown = event('two-histories-shown', {
  about: 'A mirror holds two checkpoints of one journal that cannot both be true (PROMISES J4).',
  subject: 'origin',
  fields: {
    origin: Origin,
    /** The checkpoint that was known, and the one that was shown later, as they were signed. */
    known: passage(4_000),
    shown: passage(4_000),
    /** Where they have different sizes: hashes that prove it, in base64 (docs/sync.md §4). */
    proof: z.array(z.base64().max(44)).max(64),
  },
  recordedBy: ['node'],
  travels: 'public',
  once: true,
  changes: (said, leaf) =>
    [forkedJournals.put({ ...said, at: leaf.at, shownAt: leaf.origin })],
})
