// Signatures as passports' issuers make them: RSA and ECDSA in all the ways of ICAO 9303-12 §4.4.

import { constants, createHash, publicDecrypt, verify, type KeyObject } from 'node:crypto'
import { find, integerOf, oidOf, partsOf, readTlv, UnreadableTlv, type Tlv } from './tlv.ts'

const hashes: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1', '2.16.840.1.101.3.4.2.4': 'sha224', '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** How something was signed, and with which digest. */
interface Scheme { kind: 'rsa' | 'rsa-pss' | 'ecdsa' | 'ecdsa-plain'; hash?: string }

const schemes: Record<string, Scheme> = {
  '1.2.840.113549.1.1.1': { kind: 'rsa' },
  '1.2.840.113549.1.1.5': { kind: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { kind: 'rsa', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.113549.1.1.10': { kind: 'rsa-pss' },
  '1.2.840.10045.2.1': { kind: 'ecdsa' },
  '1.2.840.10045.4.1': { kind: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { kind: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'sha512' },
  // BSI TR-03111 §5.2.1.2: the signature as r and s beside each other.
  '0.4.0.127.0.7.1.1.4.1.1': { kind: 'ecdsa-plain', hash: 'sha1' },
  '0.4.0.127.0.7.1.1.4.1.2': { kind: 'ecdsa-plain', hash: 'sha224' },
  '0.4.0.127.0.7.1.1.4.1.3': { kind: 'ecdsa-plain', hash: 'sha256' },
  '0.4.0.127.0.7.1.1.4.1.4': { kind: 'ecdsa-plain', hash: 'sha384' },
  '0.4.0.127.0.7.1.1.4.1.5': { kind: 'ecdsa-plain', hash: 'sha512' },
}

/** The name that node:crypto has for a digest algorithm; throws UnreadableTlv for others. */
export function hashOf(algorithm: Tlv): string {
  const oid = oidOf(partsOf(algorithm)[0])
  const hash = hashes[oid]
  if (!hash) throw new UnreadableTlv('unexpected', `the digest algorithm ${oid}`)
  return hash
}

/** A digest by its name. */
export function digest(hash: string, bytes: Uint8Array): Buffer {
  return createHash(hash).update(bytes).digest()
}

export interface Signed {
  /** The AlgorithmIdentifier of the signature. */
  algorithm: Tlv
  /** The digest named beside it, for identifiers that name none. */
  hash?: string
  key: KeyObject
  data: Uint8Array
  signature: Uint8Array
}

/** Whether a key made a signature; false also where the key is of another kind. */
export function signatureHolds({ algorithm, hash, key, data, signature }: Signed): boolean {
  const [oidTlv, parameters] = partsOf(algorithm)
  const oid = oidOf(oidTlv)
  const scheme = schemes[oid]
  if (!scheme) throw new UnreadableTlv('unexpected', `the signature algorithm ${oid}`)
  const name = scheme.hash ?? hash
  try {
    if (scheme.kind === 'rsa-pss') return pssHolds(parameters, { key, data, signature })
    if (!name) throw new UnreadableTlv('unexpected', 'a signature without its digest')
    if (scheme.kind === 'rsa') {
      return verify(name, data, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
        || withoutNull(name, { key, data, signature })
    }
    const plain = scheme.kind === 'ecdsa-plain'
    return verify(name, data, { key, dsaEncoding: plain ? 'ieee-p1363' : 'der' }, signature)
  } catch (failure) {
    if (failure instanceof UnreadableTlv) throw failure
    return false
  }
}

type Parts = Pick<Signed, 'key' | 'data' | 'signature'>

function pssHolds(parameters: Tlv | undefined, { key, data, signature }: Parts): boolean {
  // RFC 4055 §3.1: what is absent is SHA-1 and a salt of twenty bytes.
  const given = parameters?.tag === 0x30 ? partsOf(parameters) : []
  const inner = (tag: number) => {
    const found = find(given, tag)
    return found && readTlv(found.value)
  }
  const [hashGiven, maskGiven, saltGiven] = [inner(0xa0), inner(0xa1), inner(0xa2)]
  const hash = hashGiven ? hashOf(hashGiven) : 'sha1'
  const mask = maskGiven ? partsOf(maskGiven)[1] : undefined
  if ((mask ? hashOf(mask) : 'sha1') !== hash) {
    throw new UnreadableTlv('unexpected', 'a mask by another digest')
  }
  return verify(hash, data, {
    key, padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: saltGiven ? integerOf(saltGiven) : 20,
  }, signature)
}

const digestInfo: Record<string, string> = {
  sha1: '2b0e03021a', sha224: '608648016503040204', sha256: '608648016503040201',
  sha384: '608648016503040202', sha512: '608648016503040203',
}

/**
 * A PKCS #1 signature whose DigestInfo leaves out the NULL of its algorithm, as the signer of
 * ICAO's own master list of 2023 wrote it: RFC 8017 §9.2, note 1, lets verifiers accept both.
 */
function withoutNull(hash: string, { key, data, signature }: Parts): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false
  const opened = publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature)
  const oid = Buffer.from(digestInfo[hash]!, 'hex')
  const value = digest(hash, data)
  const algorithm = Buffer.concat([Buffer.of(0x30, oid.length + 2, 0x06, oid.length), oid])
  const info = Buffer.concat([algorithm, Buffer.of(0x04, value.length), value])
  const end = Buffer.concat([Buffer.of(0x30, info.length), info])
  const padding = opened.length - end.length - 3
  if (padding < 8) return false
  return opened.equals(Buffer.concat([
    Buffer.of(0x00, 0x01), Buffer.alloc(padding, 0xff), Buffer.of(0x00), end,
  ]))
}
