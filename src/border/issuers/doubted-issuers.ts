// The register of issuers that are not believed here, whatever a list says of them.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { doubtReasons } from './terms.ts'

export const doubtedIssuers = register('doubted-issuers', {
  about: 'Issuers that two officers ceased to believe by themselves: a key that was stolen.',
  key: 'issuer',
  columns: {
    issuer: z.string(), why: z.enum(doubtReasons), note: z.string().optional(),
    at: z.string(), officers: z.array(z.string()),
  },
  seenBy: ['administrator', 'supervisor', 'secondary-officer'],
  decides: true,
  order: 'at desc',
})
