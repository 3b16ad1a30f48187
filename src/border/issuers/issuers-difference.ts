// What is other in a version of issuers than in the one believed, for those who are to believe it.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { fingerprintOf, shownOf, type ShownCertificate } from './certificate-facts.ts'
import { contentsOf } from './issuer-parts.ts'
import { issuerSources } from './issuer-sources.ts'
import { issuerVersions } from './issuer-versions.ts'

const shownAtOnce = 100

export const IssuersDifference = query('issuers-difference', {
  about: 'A version of issuers beside the one that is believed: certificates new and gone.',
  seenBy: ['administrator', 'supervisor'],
  asks: { version: z.uuid(), from: z.coerce.number().int().min(0).max(100_000).optional() },
  method: 'GET',
  async answer(known, { version: asked, from = 0 }) {
    const version = await known.find(issuerVersions, { version: asked })
    if (!version) return refuse('issuers-unknown')
    const now = await known.find(issuerSources, { source: version.source })
    const beside = now?.version === asked ? version.after : now?.version
    const { certificates } = await contentsOf(known, asked, fingerprintOf)
    const before = (await contentsOf(known, beside, fingerprintOf)).certificates
    const rows = [
      ...missingIn(certificates, before).map((of) => ({ what: 'removed' as const, of })),
      ...missingIn(before, certificates).map((of) => ({ what: 'added' as const, of })),
    ]
    return {
      version, now, rows: rows.slice(from, from + shownAtOnce), count: rows.length,
      whole: certificates.size === version.counts.all, knownAt: known.at,
      ...(rows.length > from + shownAtOnce && { next: from + shownAtOnce }),
    }
  },
})

function missingIn(
  here: ReadonlyMap<string, string>, of: ReadonlyMap<string, string>,
): ShownCertificate[] {
  return [...of].filter(([fingerprint]) => !here.has(fingerprint))
    .map(([, base64]) => shownOf(base64)).filter((each) => each !== undefined)
    .sort((a, b) =>
      (a.country ?? '').localeCompare(b.country ?? '') || (a.until < b.until ? 1 : -1))
}
