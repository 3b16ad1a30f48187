// Certificates that nodes show each other: no authority vouches for them, an enrolment pins them.

import { hash, X509Certificate } from 'node:crypto'

/** The largest certificate that is read at all; a node's has some 300 bytes. */
export const mostCertificateBytes = 2048

/** What is pinned of a certificate: base64 of its SHA-256. */
export function pinOf(der: Uint8Array): string {
  return hash('sha256', der, 'base64')
}

/**
 * The origin that a certificate names, where its own key signed it; undefined where it is none, or
 * names none. Who may use it is for the enrolment to say.
 */
export function originOfCertificate(der: Buffer): string | undefined {
  if (der.length > mostCertificateBytes) return undefined
  try {
    const certificate = new X509Certificate(der)
    if (!certificate.verify(certificate.publicKey)) return undefined
    const [, origin] = /^URI:safar:\/\/([^,\s"]+)$/.exec(certificate.subjectAltName ?? '') ?? []
    return origin
  } catch {
    return undefined
  }
}
