// A file of issuers was read whole: which version of which source it is, and how it differs.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { line } from '../../ui/fields/terms.ts'
import { issuerParts } from './issuer-parts.ts'
import { issuerVersions } from './issuer-versions.ts'
import { IssuerCounts, mostParts, SourceCode } from './terms.ts'

export const IssuersPrepared = event('issuers-prepared', {
  about: 'A file of issuers was read; two officers may now believe it.',
  subject: 'version',
  fields: {
    version: z.uuid(), source: SourceCode, after: z.uuid().optional(), format: line(40),
    file: line(200), fileDigest: line(64), signed: line(40), counts: IssuerCounts,
    unreadable: z.int().min(0), parts: z.int().min(0).max(mostParts),
  },
  recordedBy: ['administrator'],
  withinQueries: true,
  travels: 'public',
  reaches: 'every-post',
  once: true,
  tellsOf: ['issuer-versions'],
  async lawful({ version, parts }, known) {
    const said = await known.count(issuerParts, (q) => q.where('version', '=', version))
    if (said !== parts) return refuse('issuers-incomplete', { said, parts })
  },
  changes: (said, leaf) => [
    issuerVersions.put({ ...said, preparedAt: leaf.at, preparedBy: leaf.by }),
  ],
})
