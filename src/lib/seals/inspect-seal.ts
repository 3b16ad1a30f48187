// Whether a seal is what somebody believed here signed: one of the outcomes that chips have too.

import { constants, createHash, verify, type KeyObject } from 'node:crypto'
import { attributeOf, readCertificate, type Certificate } from '../chip/certificate.ts'
import type { ChipOutcome } from '../chip/inspect-chip.ts'
import { readTlv, UnreadableTlv } from '../chip/tlv.ts'
import type { Trust } from '../chip/trust.ts'
import { findCountry } from '../codes/country-codes.ts'
import { dayOfMs } from '../dates/days.ts'
import { isEuDcc, readEuDcc } from './read-eu-dcc.ts'
import { isIdb, readIdb } from './read-idb.ts'
import { isVds, readVds } from './read-vds.ts'
import { isVdsNc, readVdsNc } from './read-vds-nc.ts'
import type { Seal, SealSignature, SignerNamed } from './seal.ts'

/** What a seal comes to; `not-signed` is a code that vouches for nothing. */
export type SealOutcome = ChipOutcome | 'not-signed' | 'expired'

/** A seal with what it came to; only `outcome` and `reason` where nothing could be read. */
export interface SealInspection extends Partial<Omit<Seal, 'signed'>> {
  outcome: SealOutcome
  reason?: string
  signer?: { country?: string; serial: string; notAfter: string }
}

/** Those who sign seals and are believed here, found in each way that a seal names them. */
export class SealSigners {
  readonly #byName = new Map<string, Certificate[]>()
  readonly #bySha1End = new Map<string, Certificate[]>()
  readonly #bySha256Begin = new Map<string, Certificate[]>()

  /** Takes a signer's certificate, as its State published it. */
  add(certificate: Certificate): void {
    const { whole, subject, country = '', serial } = certificate
    const called = attributeOf(readTlv(subject), '2.5.4.3') ?? ''
    const name = called.startsWith(country) && called.length === 4 ? called : country + called
    put(this.#byName, keyOf(name, serial), certificate)
    put(this.#bySha1End, sha1End(whole), certificate)
    put(this.#bySha256Begin, createHash('sha256').update(whole).digest('hex').slice(0, 16),
      certificate)
  }

  /** All that a seal could mean: different keys may share the few bytes of a name. */
  named(by: Exclude<SignerNamed, { how: 'enclosed' }>): readonly Certificate[] {
    if (by.how === 'name-and-serial') return this.#byName.get(keyOf(by.name, by.serial)) ?? []
    if (by.how === 'sha1-end') return this.#bySha1End.get(by.end) ?? []
    return this.#bySha256Begin.get(by.begin) ?? []
  }

  /** Whether this very certificate was taken. */
  has(certificate: Certificate): boolean {
    return this.named({ how: 'sha1-end', end: sha1End(certificate.whole) })
      .some(({ whole }) => whole.equals(certificate.whole))
  }
}

export interface SealParts {
  /** What a square code or a reader gave: text, or bytes. */
  presented: string | Uint8Array
  signers: SealSigners
  /** Issuers of signers, and what they revoked. */
  trust: Trust
  /** ISO day of the inspection. */
  today: string
}

/**
 * Reads a seal in any of the four ways and inspects it. Never throws for what it reads. Undefined
 * where the code is no seal at all: a boarding pass, an address.
 */
export function inspectSeal({ presented, ...believed }: SealParts): SealInspection | undefined {
  try {
    const seal = readSeal(presented)
    if (!seal) return undefined
    const { signed, ...said } = seal
    if (!signed) return { ...said, outcome: 'not-signed' }
    return { ...said, ...signatureFound(seal, signed, believed) }
  } catch (failure) {
    if (!(failure instanceof UnreadableTlv)) throw failure
    return { outcome: 'unreadable', reason: failure.message }
  }
}

/** Reads a seal, or nothing where it is none; throws UnreadableTlv for a broken one. */
export function readSeal(presented: string | Uint8Array): Seal | undefined {
  const bytes = typeof presented === 'string' ? Buffer.from(presented, 'latin1')
    : Buffer.from(presented)
  if (isVds(bytes)) return readVds(bytes)
  const text = typeof presented === 'string' ? presented.trim() : bytes.toString('utf8').trim()
  if (isIdb(text)) return readIdb(text)
  if (isEuDcc(text)) return readEuDcc(text)
  return isVdsNc(text) ? readVdsNc(text) : undefined
}

type Found = Pick<SealInspection, 'outcome' | 'reason' | 'signer'>

function signatureFound(
  seal: Seal, signed: SealSignature, { signers, trust, today }: Omit<SealParts, 'presented'>,
): Found {
  const { by } = signed
  const enclosed = by.how === 'enclosed' ? readCertificate(by.certificate) : undefined
  const candidates = by.how === 'enclosed' ? [enclosed!] : signers.named(by)
  if (candidates.length === 0) return { outcome: 'issuer-unknown', reason: 'signer-unknown' }
  const signer = candidates.find((each) => holds(signed, each.key()))
  if (!signer) return { outcome: 'changed', reason: 'signature-wrong' }
  const told = {
    signer: {
      ...(signer.country && { country: signer.country }), serial: signer.serial,
      notAfter: dayOfMs(signer.notAfter),
    },
  }
  if (enclosed && !signers.has(enclosed)) {
    const issued = trust.issuerOf(enclosed)
    if (!issued.issuer) {
      return { ...told, outcome: outcomes[issued.why], reason: issued.why }
    }
  }
  if (isOfAnother(seal, signer)) {
    return { ...told, outcome: 'changed', reason: 'signer-of-another-country' }
  }
  if (trust.revocation(signer).state === 'revoked') return { ...told, outcome: 'revoked' }
  const at = Date.parse(`${seal.signedOn ?? today}T12:00:00Z`)
  if (!(at >= signer.notBefore && at <= signer.notAfter)) {
    return { ...told, outcome: 'expired-signer', reason: 'signed-outside-validity' }
  }
  if (seal.until !== undefined && seal.until < today) {
    return { ...told, outcome: 'expired', reason: `until ${seal.until}` }
  }
  return { ...told, outcome: 'valid' }
}

const outcomes = {
  'issuer-unknown': 'issuer-unknown', 'certificate-changed': 'changed',
} as const

function holds({ scheme, hash, data, signature }: SealSignature, key: KeyObject): boolean {
  try {
    if (scheme === 'ecdsa') {
      return key.asymmetricKeyType === 'ec' &&
        verify(hash, data, { key, dsaEncoding: 'ieee-p1363' }, signature)
    }
    return verify(hash, data, {
      key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32,
    }, signature)
  } catch {
    return false
  }
}

/** A State signs for itself: whoever signs in another's name is believed for nothing. */
function isOfAnother({ country }: Seal, { country: of }: Certificate): boolean {
  const said = country && (country.length === 2 ? country : findCountry(country)?.alpha2)
  return said !== undefined && of !== undefined && said !== of
}

function sha1End(whole: Buffer): string {
  return createHash('sha1').update(whole).digest('hex').slice(-10)
}

function keyOf(name: string, serial: string): string {
  return `${name} ${serial.replace(/^0+(?=.)/, '')}`.toUpperCase()
}

function put(map: Map<string, Certificate[]>, key: string, certificate: Certificate): void {
  map.set(key, [...map.get(key) ?? [], certificate])
}
