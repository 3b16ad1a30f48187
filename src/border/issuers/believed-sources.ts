// Every source of issuers that is believed, and the issuers that are doubted whatever it says.

import type { Reader } from '../../kernel/known.ts'
import { fingerprintOf } from './certificate-facts.ts'
import { doubtedIssuers } from './doubted-issuers.ts'
import { contentsOf, type Contents } from './issuer-parts.ts'
import { issuerSources } from './issuer-sources.ts'

/** The sources that two officers stand for, each with all that its version says. */
export async function* believedSources(
  known: Reader,
): AsyncGenerator<{ source: string; contents: Contents }> {
  for (const { source, version, endedAt } of await known.every(issuerSources)) {
    if (!endedAt) yield { source, contents: await contentsOf(known, version, fingerprintOf) }
  }
}

/** Fingerprints of issuers that are not believed by themselves. */
export async function doubtedNow(known: Reader): Promise<ReadonlySet<string>> {
  return new Set((await known.every(doubtedIssuers)).map(({ issuer }) => issuer))
}
