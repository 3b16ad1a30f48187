// What the digital seals that came with a document give reason to look at.

import type { Asking } from '../../kernel/query.ts'
import { inspectSeal, SealSigners, type SealInspection, type SealOutcome }
  from '../../lib/seals/inspect-seal.ts'
import { Trust } from '../../lib/chip/trust.ts'
import type { Issuers } from '../issuers/believing.ts'
import type { TravelDocument } from '../travellers/terms.ts'
import type { Finding, InspectedSeal } from './inspect-answer.ts'

const drawn: Record<SealOutcome, Pick<Finding, 'state' | 'reason'>> = {
  'valid': { state: 'clear', reason: 'seal-valid' },
  'changed': { state: 'stop', reason: 'seal-changed' },
  'revoked': { state: 'stop', reason: 'seal-revoked' },
  'issuer-unknown': { state: 'look', reason: 'seal-signer-unknown' },
  'expired-signer': { state: 'look', reason: 'seal-signer-expired' },
  'expired': { state: 'look', reason: 'seal-expired' },
  'not-signed': { state: 'look', reason: 'seal-not-signed' },
  'unreadable': { state: 'look', reason: 'seal-unreadable' },
}

/** Holds each presented text to whoever is believed here; what is no seal is unreadable. */
export async function sealsInspected(
  known: Asking, texts: readonly string[], today: string,
): Promise<InspectedSeal[]> {
  if (texts.length === 0) return []
  // A node that has no issuers believes nobody: its seals are of unknown signers.
  const { trust, signers } = await known.offered<Issuers>('issuers')?.believed(known)
    ?? { trust: new Trust(), signers: new SealSigners() }
  return texts.map((presented): InspectedSeal => {
    const found: SealInspection = inspectSeal({ presented, trust, signers, today })
      ?? { outcome: 'unreadable', reason: 'no-seal-found' }
    const { outcome, kind = 'other', country, issuedOn, until, fields = {} } = found
    return {
      outcome, kind, fields, ...(country && { country }), ...(issuedOn && { issuedOn }),
      ...(until && { until }),
    }
  })
}

/** What each seal came to, and whether it is about the document at the counter. */
export function sealFindings(
  seals: readonly InspectedSeal[], document: TravelDocument,
): Finding[] {
  return seals.flatMap(({ outcome, kind, country, until, fields }) => {
    const evidence = {
      seal: kind, ...(country && { country }), ...(until && { until }),
    }
    const found: Finding = { ...drawn[outcome], about: 'document', evidence }
    const number = fields['passportNumber'] ?? fields['documentNumber'] ?? fields['pid.dn']
    const other = number && document.number && bare(number) !== bare(document.number)
    return [found, ...(other ? [{
      state: 'look', reason: 'seal-of-another-document', about: 'document',
      evidence: { ...evidence, number },
    } satisfies Finding] : [])]
  })
}

/** Numbers are written with and without spaces, hyphens and fillers. */
function bare(number: string): string {
  return number.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
