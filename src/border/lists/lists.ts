// The register of lists from outside: which version of each is in force, whose, and until when.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { Counts, listActions, listEndReasons, listPriorities, listReasons } from './terms.ts'

export const lists = register('lists', {
  about: 'Lists from outside that posts screen against: version, owner, legal basis, validity.',
  key: 'list',
  columns: {
    list: z.string(),
    version: z.uuid(),
    name: z.string(),
    owner: z.string(),
    legalBasis: z.string(),
    purpose: z.string().optional(),
    reason: z.enum(listReasons),
    action: z.enum(listActions),
    priority: z.enum(listPriorities),
    instruction: z.string().optional(),
    contact: z.string(),
    validUntil: z.string(),
    reviewBy: z.string(),
    counts: Counts,
    /** The two officers who last put a version in force: the list is theirs to keep. */
    officers: z.array(z.string()),
    activatedAt: z.string(),
    endedAt: z.string().optional(),
    endedBy: z.string().optional(),
    endedWhy: z.enum(listEndReasons).optional(),
  },
  seenBy: ['alert-owner', 'supervisor'],
  decides: true,
  order: 'activatedAt desc',
})
