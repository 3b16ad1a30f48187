// Some dozen certificates of a file of issuers, as it has them; it binds nobody by itself.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { issuerParts } from './issuer-parts.ts'
import { Fingerprint, mostParts, SaidCertificate, SaidRevocations } from './terms.ts'

export const IssuersSaid = event('issuers-said', {
  about: 'What a file from outside says of some issuers; it binds nobody by itself.',
  subject: 'part',
  fields: {
    part: z.uuid(), version: z.uuid(), number: z.int().min(0).max(mostParts),
    certificates: z.array(SaidCertificate).max(200), gone: z.array(Fingerprint).max(600),
    revocations: z.array(SaidRevocations).max(20),
  },
  recordedBy: ['administrator'],
  withinQueries: true,
  travels: 'public',
  reaches: 'every-post',
  once: true,
  tellsOf: [],
  changes: (said) => [issuerParts.put(said)],
})
