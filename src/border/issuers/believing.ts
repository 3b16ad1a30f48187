// Whom this node believes: issuers and signers out of every source that two officers stand for.

import type { Node } from '../../kernel/node.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import type { Reader } from '../../kernel/known.ts'
import { kindOf } from '../../lib/chip/issuer-file.ts'
import { UnreadableTlv } from '../../lib/chip/tlv.ts'
import { Trust } from '../../lib/chip/trust.ts'
import { SealSigners } from '../../lib/seals/inspect-seal.ts'
import { believedSources, doubtedNow } from './believed-sources.ts'
import { certificateOf } from './certificate-facts.ts'
import { IssuerDoubted } from './issuer-doubted.ts'
import { IssuersBelieved } from './issuers-believed.ts'
import { IssuersEnded } from './issuers-ended.ts'

/** Everybody whose signature counts here; `issuers` is how many there are. */
export interface Believed { trust: Trust; signers: SealSigners; issuers: number }

/** Offered to queries as `issuers`. */
export interface Issuers {
  /** Read again where something was recorded about issuers since the last time. */
  believed(known: Reader): Promise<Believed>
}

const changing = new Set<string>([IssuersBelieved.name, IssuersEnded.name, IssuerDoubted.name])

/** Sets them up at a node; what it returns stops it. */
export function openIssuers(node: Node): () => void {
  let held: Promise<Believed> | undefined
  const read = (known: Reader) => {
    held ??= gathered(known).catch((failure) => {
      held = undefined
      throw failure
    })
    return held
  }
  node.offer('issuers', { believed: read } satisfies Issuers)
  // Read once ahead, so that the first traveller does not wait for a thousand certificates.
  void read(node.known(nodeItself(node.keys.identity.post))).catch(() => {})
  return node.onRecorded((leaves) => {
    if (leaves.some(({ event }) => changing.has(event))) held = undefined
  })
}

async function gathered(known: Reader): Promise<Believed> {
  const believed: Believed = { trust: new Trust(), signers: new SealSigners(), issuers: 0 }
  const doubted = await doubtedNow(known)
  const revocations: string[] = []
  for await (const { contents } of believedSources(known)) {
    revocations.push(...contents.revocations)
    for (const [fingerprint, base64] of contents.certificates) {
      const certificate = doubted.has(fingerprint) ? undefined : certificateOf(base64)
      if (!certificate) continue
      believed.issuers += 1
      if (kindOf(certificate) === 'signer') believed.signers.add(certificate)
      else believed.trust.add(certificate)
    }
  }
  for (const base64 of revocations) {
    try {
      believed.trust.addRevocations(Buffer.from(base64, 'base64'))
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
    }
  }
  return believed
}
