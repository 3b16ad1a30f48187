// Two officers believe the issuers of a version, in place of the source's version before.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { canonical } from '../../lib/canonical.ts'
import { dayOfInstant } from '../../lib/dates/days.ts'
import { issuerSources } from './issuer-sources.ts'
import { issuerVersions } from './issuer-versions.ts'
import { beliefTerms, IssuerCounts, SourceCode } from './terms.ts'

export const IssuersBelieved = event('issuers-believed', {
  about: 'Two officers believe issuers of documents: what they signed is genuine here.',
  subject: 'source',
  fields: { source: SourceCode, version: z.uuid(), counts: IssuerCounts, ...beliefTerms },
  recordedBy: ['administrator'],
  travels: 'public',
  reaches: 'every-post',
  twoOfficers: true,
  tellsOf: ['issuer-sources'],
  async lawful(said, known) {
    const version = await known.find(issuerVersions, { version: said.version })
    if (!version || version.source !== said.source) return refuse('issuers-unknown')
    // Whoever altered a signed list had no key to sign it anew: nobody can overrule that.
    if (version.signed === 'signature-wrong') return refuse('issuers-signature-wrong')
    if (said.reviewBy < dayOfInstant(known.at)) return refuse('validity-over')
    const now = await known.find(issuerSources, { source: said.source })
    const again = now?.version === said.version
    if (!again && version.after !== undefined && version.after !== now?.version) {
      return refuse('issuers-passed-by')
    }
    if (canonical(version.counts) !== canonical(said.counts)) {
      return refuse('issuers-counts-differ')
    }
  },
  changes: ({ source, ...said }, leaf) => [issuerSources.put({
    source, ...said, believedAt: leaf.at,
    officers: [leaf.by, ...(leaf.second ? [leaf.second] : [])],
  })],
})
