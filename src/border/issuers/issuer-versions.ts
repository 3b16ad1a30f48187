// The register of versions of a source's issuers: from which file, signed by whom, how different.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { IssuerCounts } from './terms.ts'

export const issuerVersions = register('issuer-versions', {
  about: 'Files of issuers that were read, believed or not: digest, signer and difference.',
  key: 'version',
  columns: {
    version: z.uuid(),
    source: z.string(),
    /** The version that this one is told apart from; absent where it says every issuer. */
    after: z.uuid().optional(),
    format: z.string(),
    file: z.string(),
    fileDigest: z.string(),
    signed: z.string(),
    counts: IssuerCounts,
    unreadable: z.number().int(),
    parts: z.number().int(),
    preparedAt: z.string(),
    preparedBy: z.string(),
  },
  indexes: [['source', 'preparedAt']],
  seenBy: ['administrator', 'supervisor'],
  decides: true,
  filters: ['source'],
  order: 'preparedAt desc',
})
