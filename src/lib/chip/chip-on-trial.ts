// A passport office for tests: it issues certificates, signs chips, master lists and revocations.

import {
  createHash, generateKeyPairSync, privateEncrypt, constants, sign, type KeyObject,
} from 'node:crypto'

/** One value in DER. */
export function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const value = Buffer.concat(parts)
  const tagBytes = tag > 0xff ? Buffer.of(tag >> 8, tag & 0xff) : Buffer.of(tag)
  if (value.length < 0x80) return Buffer.concat([tagBytes, Buffer.of(value.length), value])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(value.length)
  const short = length.subarray(length.findIndex((byte) => byte !== 0))
  return Buffer.concat([tagBytes, Buffer.of(0x80 | short.length), short, value])
}

/** An object identifier in DER. */
export function oid(dotted: string): Buffer {
  const [a, b, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]]
  const arcs = [a * 40 + b, ...rest].flatMap((arc) => {
    const bytes = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      bytes.unshift(0x80 | (left & 0x7f))
    }
    return bytes
  })
  return der(0x06, Buffer.from(arcs))
}

const number = (value: number) => der(0x02, Buffer.of(...(value < 128 ? [value]
  : [(value >> 8) & 0x7f, value & 0xff])))
const time = (day: string) => der(0x18, Buffer.from(`${day.replaceAll('-', '')}000000Z`))
const sha256 = der(0x30, oid('2.16.840.1.101.3.4.2.1'), der(0x05))

/** Ways of signing that a trial office knows. */
export type Way = 'ecdsa' | 'rsa' | 'rsa-without-null' | 'rsa-pss' | 'brainpool'

const algorithms: Record<Way, Buffer> = {
  ecdsa: der(0x30, oid('1.2.840.10045.4.3.2')), brainpool: der(0x30, oid('1.2.840.10045.4.3.2')),
  rsa: der(0x30, oid('1.2.840.113549.1.1.11'), der(0x05)),
  'rsa-without-null': der(0x30, oid('1.2.840.113549.1.1.11'), der(0x05)),
  'rsa-pss': der(0x30, oid('1.2.840.113549.1.1.10'), der(0x30,
    der(0xa0, sha256), der(0xa1, der(0x30, oid('1.2.840.113549.1.1.8'), sha256)),
    der(0xa2, number(32)))),
}

/** Somebody with a key and, once issued, a certificate. */
export interface Office {
  way: Way
  key: KeyObject
  keyInfo: Buffer
  keyId: Buffer
  name: Buffer
  serial: number
  certificate: Buffer
}

export interface IssuedAs {
  country: string
  called: string
  way?: Way
  by?: Office
  from?: string
  until?: string
  serial?: number
  documentTypes?: string[]
}

/** Issues a certificate: of oneself, or by another office. */
export function office(as: IssuedAs): Office {
  const { country, called, way = 'ecdsa', from = '2020-01-01', until = '2035-01-01' } = as
  const { privateKey, publicKey } = keyPair(way)
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' }) as Buffer
  const keyId = createHash('sha1').update(keyInfo).digest()
  const attribute = (type: string, text: string) =>
    der(0x31, der(0x30, oid(type), der(0x13, Buffer.from(text))))
  const name = der(0x30, attribute('2.5.4.6', country), attribute('2.5.4.3', called))
  const own: Office = {
    way, key: privateKey, keyInfo, keyId, name, serial: as.serial ?? 7,
    certificate: Buffer.alloc(0),
  }
  const by = as.by ?? own
  const extension = (type: string, value: Buffer) => der(0x30, oid(type), der(0x04, value))
  const body = der(0x30, der(0xa0, number(2)), number(own.serial), algorithms[by.way], by.name,
    der(0x30, time(from), time(until)), name, keyInfo, der(0xa3, der(0x30,
      extension('2.5.29.14', der(0x04, keyId)),
      extension('2.5.29.35', der(0x30, der(0x80, by.keyId))),
      ...(as.by ? [] : [extension('2.5.29.19', der(0x30, der(0x01, Buffer.of(0xff))))]),
      ...(as.documentTypes ? [extension('2.23.136.1.1.6.2', der(0x30, number(0), der(0x31,
        ...as.documentTypes.map((type) => der(0x13, Buffer.from(type))))))] : []))))
  own.certificate = der(0x30, body, algorithms[by.way], bits(signedBy(by, body)))
  return own
}

/** Something signed in CMS, with its signer's certificate beside it. */
export function signedContent(
  kind: string, content: Buffer, by: Office, signedAt?: string,
): Buffer {
  const attribute = (type: string, value: Buffer) => der(0x30, oid(type), der(0x31, value))
  const attributes = Buffer.concat([
    attribute('1.2.840.113549.1.9.3', oid(kind)),
    ...(signedAt ? [attribute('1.2.840.113549.1.9.5', time(signedAt))] : []),
    attribute('1.2.840.113549.1.9.4',
      der(0x04, createHash('sha256').update(content).digest())),
  ])
  const signer = der(0x30, number(1), der(0x30, issuerOf(by), number(by.serial)), sha256,
    der(0xa0, attributes), algorithms[by.way], der(0x04, signedBy(by, der(0x31, attributes))))
  return der(0x30, oid('1.2.840.113549.1.7.2'), der(0xa0, der(0x30, number(3), der(0x31, sha256),
    der(0x30, oid(kind), der(0xa0, der(0x04, content))), der(0xa0, by.certificate),
    der(0x31, signer))))
}

/** EF.SOD over data groups. */
export function securityObject(
  groups: Record<number, Buffer>, by: Office, signedAt?: string,
): Buffer {
  const digests = Object.entries(groups).map(([group, bytes]) =>
    der(0x30, number(Number(group)), der(0x04, createHash('sha256').update(bytes).digest())))
  const content = der(0x30, number(0), sha256, der(0x30, ...digests))
  return der(0x77, signedContent('2.23.136.1.1.1', content, by, signedAt))
}

/** A master list of some issuers. */
export function masterList(issuers: readonly Office[], by: Office): Buffer {
  const list = der(0x30, number(0), der(0x31, ...issuers.map(({ certificate }) => certificate)))
  return signedContent('2.23.136.1.1.2', list, by)
}

/** A list of revoked serials, signed by their issuer. */
export function revocations(serials: readonly number[], by: Office, day = '2026-01-01'): Buffer {
  const body = der(0x30, number(1), algorithms[by.way], by.name, time(day), time('2027-01-01'),
    der(0x30, ...serials.map((serial) => der(0x30, number(serial), time(day)))))
  return der(0x30, body, algorithms[by.way], bits(signedBy(by, body)))
}

/** DG1 with a zone, EF.COM with a list of groups. */
export const zoneGroup = (zone: string) => der(0x61, der(0x5f1f, Buffer.from(zone)))
export const commonFile = (tags: readonly number[]) =>
  der(0x60, der(0x5f01, Buffer.from('0107')), der(0x5c, Buffer.from(tags)))

function issuerOf({ certificate }: Office): Buffer {
  // The name stands fourth: after version, serial and algorithm.
  let at = 4 + 4
  for (let part = 0; part < 3; part++) at += 2 + lengthAt(certificate, at)
  return certificate.subarray(at, at + 2 + lengthAt(certificate, at))
}

const lengthAt = (bytes: Buffer, at: number) => bytes[at + 1]!

const bits = (bytes: Buffer) => der(0x03, Buffer.of(0), bytes)

function keyPair(way: Way) {
  if (way === 'ecdsa') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (way === 'brainpool') {
    return generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1', paramEncoding: 'explicit' })
  }
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
}

function signedBy({ way, key }: Office, data: Buffer): Buffer {
  if (way === 'rsa-pss') {
    return sign('sha256', data, {
      key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32,
    })
  }
  if (way !== 'rsa-without-null') return sign('sha256', data, key)
  const info = der(0x30, der(0x30, oid('2.16.840.1.101.3.4.2.1')),
    der(0x04, createHash('sha256').update(data).digest()))
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, info)
}
