// Two officers cease to believe one issuer, at once, whatever lists say of it.

import { event } from '../../kernel/event.ts'
import { doubtedIssuers } from './doubted-issuers.ts'
import { doubtTerms } from './terms.ts'

export const IssuerDoubted = event('issuer-doubted', {
  about: 'Two officers cease to believe an issuer by itself: its key was stolen.',
  subject: 'issuer',
  fields: doubtTerms,
  recordedBy: ['administrator'],
  travels: 'public',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['doubted-issuers'],
  changes: (said, leaf) => [doubtedIssuers.put({
    ...said, at: leaf.at, officers: [leaf.by, ...(leaf.second ? [leaf.second] : [])],
  })],
})
