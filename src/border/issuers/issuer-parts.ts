// The register of parts of versions, and what the parts of a version and those before add up to.

import { z } from 'zod'
import type { Reader } from '../../kernel/known.ts'
import { register, type RowOf } from '../../kernel/register.ts'
import { issuerVersions } from './issuer-versions.ts'

export const issuerParts = register('issuer-parts', {
  about: 'What each version says of its issuers: certificates, and fingerprints of those gone.',
  key: 'part',
  columns: {
    part: z.uuid(), version: z.uuid(), number: z.number().int(),
    certificates: z.array(z.string()), gone: z.array(z.string()),
    revocations: z.array(z.string()),
  },
  indexes: [['version', 'number']],
  seenBy: [],
  decides: true,
})

/** Certificates by their fingerprints, in base64, and revocation lists of the version alone. */
export interface Contents { certificates: Map<string, string>; revocations: string[] }

const partsAtOnce = 16
/** Longer chains of versions than this there are none: the next says everything again. */
export const deepest = 24

/** What a version says, with those that it follows; of none, nothing. */
export async function contentsOf(
  known: Reader, version: string | undefined, fingerprintOf: (base64: string) => string,
): Promise<Contents> {
  const contents: Contents = { certificates: new Map(), revocations: [] }
  const chain: RowOf<typeof issuerVersions>[] = []
  for (let next = version; next && chain.length <= deepest;) {
    const row = await known.find(issuerVersions, { version: next })
    if (!row) break
    chain.unshift(row)
    next = row.after
  }
  for (const each of chain) {
    contents.revocations = []
    for await (const { certificates, gone, revocations } of partsOf(known, each.version)) {
      for (const fingerprint of gone) contents.certificates.delete(fingerprint)
      for (const base64 of certificates) {
        contents.certificates.set(fingerprintOf(base64), base64)
      }
      contents.revocations.push(...revocations)
    }
  }
  return contents
}

/** How many versions stand behind a version, itself included. */
export async function depthOf(known: Reader, version: string | undefined): Promise<number> {
  let depth = 0
  for (let next = version; next && depth <= deepest; depth++) {
    next = (await known.find(issuerVersions, { version: next }))?.after
  }
  return depth
}

async function* partsOf(known: Reader, version: string) {
  for (let from = -1; ;) {
    const rows = await known.rows(issuerParts, (q) => q.where('version', '=', version)
      .where('number', '>', from).orderBy('number', 'asc').limit(partsAtOnce))
    yield* rows
    if (rows.length < partsAtOnce) return
    from = rows.at(-1)!.number
  }
}
