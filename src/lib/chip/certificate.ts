// Certificates of those who sign documents, and the lists of those that were revoked (RFC 5280).

import { createPublicKey, type KeyObject } from 'node:crypto'
import { signatureHolds } from './signatures.ts'
import {
  as, bitsOf, find, octets, oidOf, partsOf, readAs, readTlv, timeOf, UnreadableTlv, type Tlv,
} from './tlv.ts'

/** No certificate of a passport's issuer is larger. */
export const mostCertificateBytes = 64 * 1024

/** What of a certificate an inspection asks. */
export interface Certificate {
  whole: Buffer
  /** Upper-case hexadecimal. */
  serial: string
  /** The names as they stand in bytes: names are compared byte by byte (ICAO 9303-12 §7.1). */
  issuer: Buffer
  subject: Buffer
  /** Two letters in upper case, from the subject, else the issuer. */
  country: string | undefined
  notBefore: number
  notAfter: number
  subjectKey: Buffer | undefined
  authorityKey: Buffer | undefined
  /** Whether it may sign certificates (basicConstraints). */
  issues: boolean
  /** Document types that its holder may sign (ICAO 9303-12 §7.1.1.6); absent: all. */
  documentTypes: string[] | undefined
  selfIssued: boolean
  algorithm: Tlv
  signature: Buffer
  signedBytes: Buffer
  /** The holder's key; throws UnreadableTlv where node:crypto cannot use it. */
  key(): KeyObject
}

/** Reads a certificate in DER; throws UnreadableTlv. */
export function readCertificate(bytes: Uint8Array): Certificate {
  if (bytes.length > mostCertificateBytes) throw new UnreadableTlv('too-many', 'bytes')
  const whole = readAs(bytes, 0x30, 'a certificate')
  const [body, algorithm, signature] = partsOf(whole)
  const parts = partsOf(as(body, 0x30, 'what a certificate says'))
  if (parts[0]?.tag === 0xa0) parts.shift()
  const [serial, , issuer, validity, subject, keyInfo, ...more] = parts
  const [notBefore, notAfter] = partsOf(as(validity, 0x30, 'a validity'))
  const names = [as(subject, 0x30, 'a subject'), as(issuer, 0x30, 'an issuer')]
  const extensions = extensionsOf(find(more, 0xa3))
  let key: KeyObject | undefined
  return {
    whole: whole.whole, serial: as(serial, 0x02, 'a serial').value.toString('hex').toUpperCase(),
    issuer: names[1]!.whole, subject: names[0]!.whole,
    country: names.map(countryOf).find((each) => each !== undefined),
    notBefore: timeOf(notBefore), notAfter: timeOf(notAfter),
    ...keyIdsOf(extensions), issues: mayIssue(extensions.get('2.5.29.19')),
    documentTypes: documentTypesOf(extensions.get('2.23.136.1.1.6.2')),
    selfIssued: names[0]!.whole.equals(names[1]!.whole),
    algorithm: as(algorithm, 0x30, 'an algorithm'), signature: bitsOf(signature),
    signedBytes: body!.whole,
    key: () => (key ??= publicKeyOf(as(keyInfo, 0x30, 'a key').whole)),
  }
}

/** Whether an issuer's key made a certificate's signature. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { algorithm, signature, signedBytes } = certificate
  return signatureHolds({ algorithm, signature, data: signedBytes, key: issuer.key() })
}

/** The holder's public key from a SubjectPublicKeyInfo; throws UnreadableTlv. */
export function publicKeyOf(keyInfo: Buffer): KeyObject {
  try {
    return createPublicKey({ key: keyInfo, format: 'der', type: 'spki' })
  } catch {
    throw new UnreadableTlv('unexpected', 'a public key of a kind that is not known here')
  }
}

/** A list of revoked certificates and who signed it. */
export interface RevocationList {
  issuer: Buffer
  thisUpdate: number
  nextUpdate: number | undefined
  /** Serial in upper-case hexadecimal → when it was revoked. */
  revoked: ReadonlyMap<string, number>
  algorithm: Tlv
  signature: Buffer
  signedBytes: Buffer
}

/** Reads a CRL in DER (RFC 5280 §5.1); throws UnreadableTlv. */
export function readRevocationList(bytes: Uint8Array): RevocationList {
  const [body, algorithm, signature] = partsOf(readAs(bytes, 0x30, 'a revocation list'))
  const parts = partsOf(as(body, 0x30, 'what a revocation list says'))
  if (parts[0]?.tag === 0x02) parts.shift()
  const [, issuer, thisUpdate, ...more] = parts
  const isTime = (tlv: Tlv | undefined) => tlv?.tag === 0x17 || tlv?.tag === 0x18
  const nextUpdate = isTime(more[0]) ? timeOf(more.shift()) : undefined
  const revoked = new Map<string, number>()
  for (const entry of more[0]?.tag === 0x30 ? partsOf(more[0]) : []) {
    const [serial, when] = partsOf(as(entry, 0x30, 'a revoked certificate'))
    revoked.set(as(serial, 0x02, 'a serial').value.toString('hex').toUpperCase(), timeOf(when))
  }
  return {
    issuer: as(issuer, 0x30, 'an issuer').whole, thisUpdate: timeOf(thisUpdate), nextUpdate,
    revoked,
    algorithm: as(algorithm, 0x30, 'an algorithm'), signature: bitsOf(signature),
    signedBytes: body!.whole,
  }
}

function extensionsOf(tagged: Tlv | undefined): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  if (!tagged) return found
  for (const extension of partsOf(readAs(tagged.value, 0x30, 'extensions'))) {
    const parts = partsOf(as(extension, 0x30, 'an extension'))
    found.set(oidOf(parts[0]), octets(as(parts.at(-1), 0x04, 'an extension\'s value')))
  }
  return found
}

function keyIdsOf(extensions: Map<string, Buffer>) {
  const subject = extensions.get('2.5.29.14')
  const authority = extensions.get('2.5.29.35')
  return {
    subjectKey: subject && octets(readAs(subject, 0x04, 'a key identifier')),
    authorityKey: authority && find(partsOf(readAs(authority, 0x30, 'an authority')), 0x80)?.value,
  }
}

function mayIssue(constraints: Buffer | undefined): boolean {
  if (!constraints) return false
  const [issues] = partsOf(readAs(constraints, 0x30, 'basic constraints'))
  return issues?.tag === 0x01 && issues.value[0] !== 0
}

function documentTypesOf(list: Buffer | undefined): string[] | undefined {
  if (!list) return undefined
  const types = partsOf(readAs(list, 0x30, 'a document type list')).at(-1)
  return partsOf(as(types, 0x31, 'document types')).map(({ value }) => value.toString('latin1'))
}

/** The country of a name (2.5.4.6), in upper case. */
function countryOf(name: Tlv): string | undefined {
  return attributeOf(name, '2.5.4.6')?.toUpperCase()
}

/** One attribute of a name by its type (RFC 5280 §4.1.2.4): `2.5.4.3` is the common name. */
export function attributeOf(name: Pick<Tlv, 'value'>, type: string): string | undefined {
  for (const set of partsOf(name)) {
    for (const pair of partsOf(set)) {
      const [of, value] = partsOf(pair)
      if (oidOf(of) === type && value) return value.value.toString('utf8')
    }
  }
  return undefined
}

/** The certificates of a file: DER, or one or several in PEM. */
export function certificatesIn(bytes: Buffer): Certificate[] {
  const text = bytes.subarray(0, 8 * 1024 * 1024).toString('latin1')
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)]
  if (blocks.length === 0) return [readCertificate(readTlv(bytes).whole)]
  return blocks.map(([, base64]) => readCertificate(Buffer.from(base64!, 'base64')))
}
