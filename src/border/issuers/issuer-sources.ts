// The register of sources of issuers: which version of each is believed, and by whom.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { IssuerCounts, issuerEndReasons } from './terms.ts'

export const issuerSources = register('issuer-sources', {
  about: 'Sources of issuers that are believed: which version, how it was known to be genuine.',
  key: 'source',
  columns: {
    source: z.string(),
    version: z.uuid(),
    name: z.string(),
    /** How the two officers know that the file came from where it says. */
    howKnown: z.string(),
    reviewBy: z.string(),
    counts: IssuerCounts,
    officers: z.array(z.string()),
    believedAt: z.string(),
    endedAt: z.string().optional(),
    endedWhy: z.enum(issuerEndReasons).optional(),
  },
  seenBy: ['administrator', 'supervisor', 'secondary-officer'],
  decides: true,
  order: 'believedAt desc',
})
