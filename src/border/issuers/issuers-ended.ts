// Two officers cease to believe a source of issuers as a whole.

import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { issuerSources } from './issuer-sources.ts'
import { endTerms } from './terms.ts'

export const IssuersEnded = event('issuers-ended', {
  about: 'Two officers cease to believe a source of issuers.',
  subject: 'source',
  fields: endTerms,
  recordedBy: ['administrator'],
  travels: 'public',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['issuer-sources'],
  async lawful({ source }, known) {
    const row = await known.find(issuerSources, { source })
    if (!row) return refuse('issuers-unknown')
    if (row.endedAt) return refuse('issuers-already-ended', { at: row.endedAt })
  },
  changes: ({ source, why }, leaf) =>
    [issuerSources.patch(source, { endedAt: leaf.at, endedWhy: why })],
})
