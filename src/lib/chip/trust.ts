// Whom a State believes: the certificates of other States' issuers, and what they have revoked.

import {
  isIssuedBy, readCertificate, readRevocationList, type Certificate, type RevocationList,
} from './certificate.ts'
import { signatureHolds } from './signatures.ts'
import { readSignedData, signatureOf } from './signed-data.ts'
import { as, partsOf, readAs, UnreadableTlv } from './tlv.ts'

const masterListOid = '2.23.136.1.1.2'

/** A State's signed list of other States' issuers (ICAO 9303-12 §8). */
export interface MasterList {
  certificates: Certificate[]
  /** Entries that could not be read: kept out, and counted. */
  unreadable: number
  /** Who signed it, where the signature holds. */
  signer: Certificate | undefined
  /** Certificates that came along, one of which issued the signer's. */
  alongside: Certificate[]
}

/** Reads a master list; throws UnreadableTlv where it is none. */
export function readMasterList(bytes: Uint8Array): MasterList {
  const signed = readSignedData(bytes)
  if (signed.kind !== masterListOid) throw new UnreadableTlv('unexpected', 'not a master list')
  const [, list] = partsOf(readAs(signed.content, 0x30, 'a master list'))
  const certificates: Certificate[] = []
  let unreadable = 0
  for (const { whole } of partsOf(as(list, 0x31, 'certificates'))) {
    try {
      certificates.push(readCertificate(whole))
    } catch (failure) {
      if (!(failure instanceof UnreadableTlv)) throw failure
      unreadable += 1
    }
  }
  const found = signatureOf(signed)
  return {
    certificates, unreadable, signer: found.holds ? found.by : undefined,
    alongside: signed.certificates,
  }
}

export type Revocation =
  | { state: 'good' | 'unknown' }
  | { state: 'revoked'; at: number }

export type Issued =
  | { issuer: Certificate }
  | { issuer: undefined; why: 'issuer-unknown' | 'certificate-changed' }

/** The issuers that are believed here, found by key identifier and by name. */
export class Trust {
  readonly #bySubject = new Map<string, Certificate[]>()
  readonly #byKey = new Map<string, Certificate[]>()
  readonly #seen = new Set<string>()
  readonly #revocations = new Map<string, RevocationList>()

  get size(): number {
    return this.#seen.size
  }

  /** Believes an issuer; the same certificate twice is once. */
  add(certificate: Certificate): void {
    const key = certificate.whole.toString('base64')
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    put(this.#bySubject, certificate.subject.toString('base64'), certificate)
    if (certificate.subjectKey) {
      put(this.#byKey, certificate.subjectKey.toString('base64'), certificate)
    }
  }

  /**
   * Who issued a certificate. One that names a key we have and was not signed by it was changed;
   * one that only bears the name of an issuer may have been signed with a key we have not.
   */
  issuerOf(certificate: Certificate): Issued {
    const { authorityKey, issuer } = certificate
    const byKey = authorityKey ? this.#byKey.get(authorityKey.toString('base64')) ?? [] : []
    const byName = this.#bySubject.get(issuer.toString('base64')) ?? []
    for (const each of new Set([...byKey, ...byName])) {
      if (issued(certificate, each)) return { issuer: each }
    }
    return { issuer: undefined, why: byKey.length > 0 ? 'certificate-changed' : 'issuer-unknown' }
  }

  /**
   * Takes a revocation list that a believed issuer signed; of two of one issuer the newer stays.
   * Returns whether it was taken.
   */
  addRevocations(bytes: Uint8Array): 'taken' | 'older' | 'issuer-unknown' | 'signature-wrong' {
    const list = readRevocationList(bytes)
    const name = list.issuer.toString('base64')
    const issuers = this.#bySubject.get(name) ?? []
    if (issuers.length === 0) return 'issuer-unknown'
    const { algorithm, signature, signedBytes: data } = list
    const holds = issuers.some((each) => orFalse(() =>
      signatureHolds({ algorithm, signature, data, key: each.key() })))
    if (!holds) return 'signature-wrong'
    if ((this.#revocations.get(name)?.thisUpdate ?? -1) > list.thisUpdate) return 'older'
    this.#revocations.set(name, list)
    return 'taken'
  }

  /** Whether an issuer has revoked a certificate; `unknown` without a list of that issuer. */
  revocation(certificate: Certificate): Revocation {
    const list = this.#revocations.get(certificate.issuer.toString('base64'))
    if (!list) return { state: 'unknown' }
    const at = list.revoked.get(certificate.serial)
    return at === undefined ? { state: 'good' } : { state: 'revoked', at }
  }
}

function issued(certificate: Certificate, by: Certificate): boolean {
  return orFalse(() => isIssuedBy(certificate, by))
}

/** A key or an algorithm of one issuer that cannot be used must not hide the others. */
function orFalse(holds: () => boolean): boolean {
  try {
    return holds()
  } catch (failure) {
    if (failure instanceof UnreadableTlv) return false
    throw failure
  }
}

function put(map: Map<string, Certificate[]>, key: string, certificate: Certificate): void {
  const there = map.get(key)
  if (there) there.push(certificate)
  else map.set(key, [certificate])
}
