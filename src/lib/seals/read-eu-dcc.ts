// The EU digital COVID certificate, which many States issue still: base45, zlib, CBOR, COSE.

import { decode, encode, Tag } from 'cbor2'
import { UnreadableTlv } from '../chip/tlv.ts'
import { flat } from './read-vds-nc.ts'
import { mostSealBytes, unsqueezed } from './seal-values.ts'
import type { Seal, SealSignature } from './seal.ts'

const begin = 'HC1:'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
/** COSE algorithms of the EU's specification, volume 1 §3.3.2: ES256, PS256. */
const schemes: Record<number, Pick<SealSignature, 'scheme' | 'hash'>> = {
  [-7]: { scheme: 'ecdsa', hash: 'sha256' }, [-37]: { scheme: 'rsa-pss', hash: 'sha256' },
}
/** Claims (RFC 8392 §3.1) and the one that holds the certificate. */
const claim = { issuer: 1, expires: 4, issuedAt: 6, health: -260 }
const header = { algorithm: 1, keyId: 4 }
const kinds: Record<string, string> = {
  v: 'proof-of-vaccination', t: 'proof-of-testing', r: 'proof-of-recovery',
}

/** Whether a text is such a certificate. */
export function isEuDcc(text: string): boolean {
  return text.startsWith(begin)
}

/** Reads such a certificate; throws UnreadableTlv. */
export function readEuDcc(text: string): Seal {
  if (text.length > mostSealBytes) throw new UnreadableTlv('too-many', 'letters')
  const message = cbor(unsqueezed(base45(text.slice(begin.length)), 4 * mostSealBytes))
  const parts = message instanceof Tag ? message.contents : message
  if (!Array.isArray(parts) || parts.length !== 4) {
    throw new UnreadableTlv('unexpected', 'not signed by one')
  }
  const [protectedPart, open, content, signature] = parts as unknown[]
  const headers = [cbor(bytesOf(protectedPart)), open]
  const scheme = schemes[Number(inMaps(headers, header.algorithm))]
  if (!scheme) throw new UnreadableTlv('unexpected', 'the signature algorithm')
  const claims = cbor(bytesOf(content))
  const health = inMaps([inMaps([claims], claim.health)], 1)
  const kind = Object.keys(kinds).find((key) => inMaps([health], key) !== undefined)
  return {
    standard: 'eu-dcc', kind: (kind && kinds[kind]) ?? 'other-certificate',
    country: String(inMaps([claims], claim.issuer)), fields: flat(health),
    signedOn: dayOfSeconds(inMaps([claims], claim.issuedAt)),
    until: dayOfSeconds(inMaps([claims], claim.expires)),
    signed: {
      ...scheme, signature: bytesOf(signature),
      // RFC 9052 §4.4: what was signed, with nothing beside it.
      data: Buffer.from(encode(['Signature1', protectedPart, new Uint8Array(), content])),
      by: {
        how: 'sha256-begin',
        begin: bytesOf(inMaps(headers, header.keyId)).toString('hex'),
      },
    },
  }
}

function cbor(bytes: Buffer): unknown {
  try {
    return decode(new Uint8Array(bytes), { rejectDuplicateKeys: true, preferMap: true })
  } catch {
    throw new UnreadableTlv('unexpected', 'not CBOR')
  }
}

/** The value of a key in the first of some maps that has it. */
function inMaps(maps: readonly unknown[], key: number | string): unknown {
  for (const map of maps) {
    const value = map instanceof Map ? (map as Map<unknown, unknown>).get(key) : undefined
    if (value !== undefined) return value
  }
  return undefined
}

function bytesOf(value: unknown): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value)
  throw new UnreadableTlv('unexpected', 'something else where bytes should be')
}

function dayOfSeconds(value: unknown): string {
  const at = new Date(Number(value) * 1000)
  if (Number.isNaN(at.getTime())) throw new UnreadableTlv('unexpected', 'a time')
  return at.toISOString().slice(0, 10)
}

/** RFC 9285 §4. */
function base45(text: string): Buffer {
  const values = [...text].map((letter) => alphabet.indexOf(letter))
  if (values.includes(-1)) throw new UnreadableTlv('unexpected', 'a letter of another alphabet')
  const bytes: number[] = []
  for (let at = 0; at < values.length; at += 3) {
    const [a, b, c] = values.slice(at, at + 3)
    if (b === undefined) throw new UnreadableTlv('truncated', 'one letter by itself')
    const value = a! + 45 * b + 2025 * (c ?? 0)
    if (value > (c === undefined ? 0xff : 0xffff)) {
      throw new UnreadableTlv('unexpected', 'letters that stand for no bytes')
    }
    bytes.push(...(c === undefined ? [value] : [value >> 8, value & 0xff]))
  }
  return Buffer.from(bytes)
}
