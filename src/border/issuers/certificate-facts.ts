// What of a certificate a person reads: of which State, what kind, until when, its fingerprint.

import { createHash } from 'node:crypto'
import { attributeOf, readCertificate, type Certificate } from '../../lib/chip/certificate.ts'
import { kindOf } from '../../lib/chip/issuer-file.ts'
import { readTlv, UnreadableTlv } from '../../lib/chip/tlv.ts'
import { dayOfMs } from '../../lib/dates/days.ts'

/** A certificate as it is shown; `country` is two letters, days are ISO. */
export interface ShownCertificate {
  fingerprint: string
  kind: 'csca' | 'link' | 'signer'
  country?: string
  name?: string
  serial: string
  from: string
  until: string
}

/** SHA-256 of a certificate in base64, in hexadecimal. */
export function fingerprintOf(base64: string): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex')
}

/** A certificate as it is read again from a leaf; nothing where this release cannot read it. */
export function certificateOf(base64: string): Certificate | undefined {
  try {
    return readCertificate(Buffer.from(base64, 'base64'))
  } catch (failure) {
    if (failure instanceof UnreadableTlv) return undefined
    throw failure
  }
}

/** What is shown of a certificate. */
export function shownOf(base64: string): ShownCertificate | undefined {
  const certificate = certificateOf(base64)
  if (!certificate) return undefined
  const { country, serial, notBefore, notAfter, subject } = certificate
  const name = attributeOf(readTlv(subject), '2.5.4.3')
  return {
    fingerprint: fingerprintOf(base64), kind: kindOf(certificate), ...(country && { country }),
    ...(name && { name }), serial, from: dayOfMs(notBefore), until: dayOfMs(notAfter),
  }
}
