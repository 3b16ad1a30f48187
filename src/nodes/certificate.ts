// The certificate of a node: over a key of its own, signed by itself, believed as it is pinned.

import { AsnConvert, AsnSerializer, OctetString } from '@peculiar/asn1-schema'
import {
  AlgorithmIdentifier, AttributeTypeAndValue, AttributeValue, Certificate, Extension, Extensions,
  GeneralName, id_ce_subjectAltName, Name, RelativeDistinguishedName, SubjectAlternativeName,
  SubjectPublicKeyInfo, TBSCertificate, Validity, Version,
} from '@peculiar/asn1-x509'
import {
  createPrivateKey, createPublicKey, generateKeyPairSync, sign, X509Certificate, type KeyObject,
} from 'node:crypto'
import { CannotOpen } from '../kernel/cannot-open.ts'
import type { Given } from '../kernel/given.ts'
import { originOfCertificate, pinOf } from '../kernel/sync/pinned.ts'

/** What a node shows in a TLS handshake, and the key that proves it. */
export interface NodeCertificate {
  key: KeyObject
  der: Buffer
  /** Base64 of the SHA-256 of the whole certificate: what others pin. */
  pin: string
}

/**
 * The certificate of an incarnation, made at its first start: another origin gets another. Throws
 * CannotOpen where one file of the pair is missing or is not of the other.
 */
export function certificateOf(
  { disk, luck }: Given, keysFolder: string, origin: string,
): NodeCertificate {
  const paths = { key: `${keysFolder}/tls.pem`, certificate: `${keysFolder}/tls.crt` }
  const there = disk.read(paths.certificate)
  if (there) {
    const found = pairOf(there, disk.read(paths.key), paths)
    if (found.origin === origin) return found.pair
  }
  const { privateKey } = generateKeyPairSync('ed25519')
  const der = selfSigned(
    new GeneralName({ uniformResourceIdentifier: `safar://${origin}` }), privateKey,
    luck.bytes(16))
  const pem = Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  // If we stop between the two: no certificate names this key yet, and both are made again. The
  // old certificate is of an origin that this node no longer has.
  disk.remove(paths.certificate)
  disk.replace(paths.key, pem, 0o600)
  disk.replace(paths.certificate, Buffer.from(new X509Certificate(der).toString()))
  return { key: privateKey, der, pin: pinOf(der) }
}

function pairOf(crt: Buffer, pem: Buffer | undefined, paths: { key: string; certificate: string }) {
  if (!pem) throw new CannotOpen('key-missing', paths.key)
  try {
    const certificate = new X509Certificate(crt)
    const key = createPrivateKey(pem)
    const origin = originOfCertificate(certificate.raw)
    if (!origin || !certificate.checkPrivateKey(key)) throw new Error('not a pair')
    return { origin, pair: { key, der: certificate.raw, pin: pinOf(certificate.raw) } }
  } catch (failure) {
    throw new CannotOpen('key-damaged', paths.certificate, failure)
  }
}

/** X.509 v3 over an Ed25519 key (RFC 8410), of whom the subject's alternative name says. */
export function selfSigned(of: GeneralName, key: KeyObject, serial: Buffer): Buffer {
  const ed25519 = new AlgorithmIdentifier({ algorithm: '1.3.101.112' })
  const name = new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({
    type: '2.5.4.3', value: new AttributeValue({ utf8String: 'Safar node' }),
  })])])
  const alternative = new SubjectAlternativeName([of])
  // The first bit of a serial number is its sign (RFC 5280 §4.1.2.2): not negative, not zero.
  serial[0] = (serial[0]! & 0x7f) | 0x40
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const tbsCertificate = new TBSCertificate({
    version: Version.v3, serialNumber: exact(serial), signature: ed25519, issuer: name,
    subject: name, subjectPublicKeyInfo: AsnConvert.parse(spki, SubjectPublicKeyInfo),
    // A post's clock may be wrong by decades: what ends a certificate is a revocation.
    validity: new Validity({
      notBefore: new Date('1970-01-01T00:00:00Z'), notAfter: new Date('9999-12-31T23:59:59Z'),
    }),
    extensions: new Extensions([new Extension({
      extnID: id_ce_subjectAltName,
      extnValue: new OctetString(AsnSerializer.serialize(alternative)),
    })]),
  })
  const signature = sign(null, Buffer.from(AsnSerializer.serialize(tbsCertificate)), key)
  return Buffer.from(AsnSerializer.serialize(new Certificate({
    tbsCertificate, signatureAlgorithm: ed25519, signatureValue: exact(signature),
  })))
}

function exact(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
