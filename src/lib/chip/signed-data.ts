// Something signed in CMS (RFC 5652 §5): the security object of a chip, or a State's master list.

import { readCertificate, type Certificate } from './certificate.ts'
import { digest, hashOf, signatureHolds } from './signatures.ts'
import {
  as, find, octets, oidOf, partsOf, readAs, readTlv, timeOf, UnreadableTlv, type Tlv,
} from './tlv.ts'

/** What was signed, and whose certificates came along. */
export interface SignedData {
  /** The kind of content, as a dotted identifier. */
  kind: string
  content: Buffer
  certificates: Certificate[]
  signers: Signer[]
}

/** One signer: how to find the certificate, and what was signed. */
interface Signer {
  id: { issuer: Buffer; serial: string } | { subjectKey: Buffer }
  hash: string
  attributes: Tlv | undefined
  algorithm: Tlv
  signature: Buffer
}

const contentTypeOid = '1.2.840.113549.1.9.3'
const messageDigestOid = '1.2.840.113549.1.9.4'
const signingTimeOid = '1.2.840.113549.1.9.5'

/** Reads SignedData inside its ContentInfo; throws UnreadableTlv. */
export function readSignedData(bytes: Uint8Array): SignedData {
  const [type, tagged] = partsOf(readAs(bytes, 0x30, 'signed content'))
  if (oidOf(type) !== '1.2.840.113549.1.7.2') {
    throw new UnreadableTlv('unexpected', 'not signed data')
  }
  const parts = partsOf(readAs(as(tagged, 0xa0, 'signed data').value, 0x30, 'signed data'))
  const [, , inside] = parts
  const [kind, content] = partsOf(as(inside, 0x30, 'what was signed'))
  const certificates = find(parts, 0xa0)
  return {
    kind: oidOf(kind), content: octets(readTlv(as(content, 0xa0, 'content').value)),
    certificates: certificates ? partsOf(certificates).filter(({ tag }) => tag === 0x30)
      .map(({ whole }) => readCertificate(whole)) : [],
    signers: partsOf(as(parts.at(-1), 0x31, 'signers')).map(readSigner),
  }
}

export type SignatureFound =
  | { holds: true; by: Certificate; signedAt: number | undefined }
  | { holds: false; why: 'no-signer' | 'signer-certificate-missing' | 'content-changed'
    | 'signature-wrong'; by?: Certificate }

/**
 * Whether the first signer signed this content: the digest in the signed attributes is that of the
 * content, and the signature over the attributes is the signer's (RFC 5652 §5.4).
 */
export function signatureOf(
  signed: SignedData, others: readonly Certificate[] = [],
): SignatureFound {
  const [signer] = signed.signers
  if (!signer) return { holds: false, why: 'no-signer' }
  const by = [...signed.certificates, ...others].find((each) => isOf(each, signer.id))
  if (!by) return { holds: false, why: 'signer-certificate-missing' }
  const { attributes, hash, algorithm, signature } = signer
  const values = attributes && attributesOf(attributes)
  if (values) {
    const said = values.get(messageDigestOid)
    const kind = values.get(contentTypeOid)
    if (!said || !octets(said).equals(digest(hash, signed.content)) ||
      (kind && oidOf(kind) !== signed.kind)) {
      return { holds: false, why: 'content-changed', by }
    }
  }
  // The attributes are signed as a SET, whatever tag they travel under.
  const data = attributes
    ? Buffer.concat([Buffer.of(0x31), attributes.whole.subarray(1)]) : signed.content
  if (!signatureHolds({ algorithm, hash, key: by.key(), data, signature })) {
    return { holds: false, why: attributes ? 'signature-wrong' : 'content-changed', by }
  }
  const time = values?.get(signingTimeOid)
  return { holds: true, by, signedAt: time && timeOf(time) }
}

function isOf(certificate: Certificate, id: Signer['id']): boolean {
  return 'subjectKey' in id ? (certificate.subjectKey?.equals(id.subjectKey) ?? false)
    : certificate.serial === id.serial && certificate.issuer.equals(id.issuer)
}

function readSigner(tlv: Tlv): Signer {
  const parts = partsOf(as(tlv, 0x30, 'a signer'))
  const [, id, hash] = parts
  const attributes = find(parts, 0xa0)
  const after = parts.slice(attributes ? 4 : 3)
  return {
    id: signerId(id), hash: hashOf(as(hash, 0x30, 'a digest algorithm')), attributes,
    algorithm: as(after[0], 0x30, 'an algorithm'),
    signature: octets(as(after[1], 0x04, 'a signature')),
  }
}

function signerId(id: Tlv | undefined): Signer['id'] {
  if (id?.tag === 0x80) return { subjectKey: id.value }
  const [issuer, serial] = partsOf(as(id, 0x30, 'who signed'))
  return {
    issuer: as(issuer, 0x30, 'an issuer').whole,
    serial: as(serial, 0x02, 'a serial').value.toString('hex').toUpperCase(),
  }
}

function attributesOf(attributes: Tlv): Map<string, Tlv> {
  return new Map(partsOf(attributes).map((attribute) => {
    const [type, values] = partsOf(attribute)
    const [value] = partsOf(as(values, 0x31, 'values of an attribute'))
    return [oidOf(type), as(value, value?.tag ?? -1, 'a value')] as const
  }))
}
