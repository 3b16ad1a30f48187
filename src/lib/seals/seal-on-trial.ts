// An office for tests that seals documents in each of the four ways.

import { encode, Tag } from 'cbor2'
import { createHash, sign } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { toBase32 } from '../base32.ts'
import { canonicalBytes } from '../canonical.ts'
import type { Office } from '../chip/chip-on-trial.ts'
import { writeC40 } from './c40.ts'

/** Bytes of a day: the number MMDDYYYY. */
export function dayBytes(day: string): Buffer {
  const [year, month, date] = day.split('-')
  const bytes = Buffer.alloc(3)
  bytes.writeUIntBE(Number(`${month}${date}${year}`), 0, 3)
  return bytes
}

/** One feature: its tag, its length, its value. */
export function feature(tag: number, value: Buffer): Buffer {
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length]
  return Buffer.concat([Buffer.of(tag, ...length), value])
}

const plain = ({ key }: Office, data: Buffer) =>
  sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })

export interface Sealed { country: string; signer: string; by: Office; signedOn?: string }

/** A visible digital seal, version 4. */
export function vds(
  { country, signer, by, signedOn = '2026-05-01' }: Sealed, reference: string, features: Buffer[],
): Buffer {
  const serial = by.serial.toString(16).padStart(2, '0').toUpperCase()
  const data = Buffer.concat([
    Buffer.of(0xdc, 0x03), writeC40(country.padEnd(3)),
    writeC40(`${signer}${serial.length.toString(16).padStart(2, '0').toUpperCase()}`),
    writeC40(serial), dayBytes(signedOn), dayBytes(signedOn), Buffer.from(reference, 'hex'),
    ...features,
  ])
  return Buffer.concat([data, feature(0xff, plain(by, data))])
}

/** The text of ICAO's Datastructure for Barcode, signed and squeezed. */
export function idb(
  { country, by, signedOn = '2026-05-01' }: Sealed, messages: Buffer[],
): string {
  const end = createHash('sha1').update(by.certificate).digest().subarray(-5)
  const data = Buffer.concat([writeC40(country.padEnd(3)), Buffer.of(1), end, Buffer.of(0),
    dayBytes(signedOn), feature(0x61, Buffer.concat(messages))])
  const whole = deflateSync(Buffer.concat([data, feature(0x7f, plain(by, data))]))
  return `RDB1D${toBase32(whole)}`
}

/** A seal in JSON with its signer's certificate inside. */
export function vdsNc(country: string, by: Office, kind: string, msg: object): string {
  const data = { hdr: { is: country, t: kind, v: 1 }, msg }
  return JSON.stringify({
    data, sig: {
      alg: 'ES256', cer: by.certificate.toString('base64url'),
      sigvl: plain(by, Buffer.from(canonicalBytes(data))).toString('base64url'),
    },
  })
}

/** An EU certificate. */
export function euDcc(
  country: string, by: Office, health: object, { until = '2027-01-01' } = {},
): string {
  const seconds = (day: string) => Date.parse(day) / 1000
  const head = encode(new Map<number, unknown>([
    [1, -7],
    [4, Uint8Array.from(createHash('sha256').update(by.certificate).digest().subarray(0, 8))],
  ]))
  const content = encode(new Map<number, unknown>([
    [1, country], [6, seconds('2026-05-01')], [4, seconds(until)],
    [-260, new Map([[1, health]])],
  ]))
  const data = Buffer.from(encode(['Signature1', head, new Uint8Array(), content]))
  const message = encode(new Tag(18, [
    head, new Map(), content, new Uint8Array(plain(by, data)),
  ]))
  return `HC1:${base45(deflateSync(message))}`
}

function base45(bytes: Buffer): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const two = at + 1 < bytes.length
    const value = two ? bytes.readUInt16BE(at) : bytes[at]!
    const [c, b, a] = [Math.floor(value / 2025), Math.floor(value / 45) % 45, value % 45]
    text += alphabet[a]! + alphabet[b]! + (two ? alphabet[c]! : '')
  }
  return text
}
