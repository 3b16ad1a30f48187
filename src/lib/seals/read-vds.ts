// Visible digital seals in bytes (ICAO 9303-13), as visas and emergency travel documents bear them.

import { UnreadableTlv } from '../chip/tlv.ts'
import { readC40 } from './c40.ts'
import { fieldsOf, vdsKinds } from './seal-kinds.ts'
import { dayOf, featuresIn, mostSealBytes } from './seal-values.ts'
import type { Seal, SealSignature } from './seal.ts'

const magic = 0xdc
const signatureTag = 0xff

/** Whether bytes begin as a seal's header does. */
export function isVds(bytes: Uint8Array): boolean {
  return bytes[0] === magic
}

/** Reads a seal of version 3 or 4; throws UnreadableTlv. */
export function readVds(bytes: Buffer): Seal {
  if (bytes.length > mostSealBytes) throw new UnreadableTlv('too-many', 'bytes')
  const header = new Header(bytes)
  if (header.take(1)[0] !== magic) throw new UnreadableTlv('unexpected', 'no seal')
  const version = header.take(1)[0]!
  if (version !== 2 && version !== 3) {
    throw new UnreadableTlv('unexpected', `a seal of version byte ${version}`)
  }
  const country = readC40(header.take(2)).trimEnd()
  const signer = signerOf(header, version)
  const [issuedOn, signedOn] = [dayOf(header.take(3)), dayOf(header.take(3))]
  const reference = header.take(2).toString('hex')
  const { kind, features: named } = vdsKinds[reference]
    ?? { kind: `other-${reference}`, features: {} }
  const features = featuresIn(bytes, header.at)
  const last = features.at(-1)
  if (last?.tag !== signatureTag) throw new UnreadableTlv('truncated', 'no signature')
  return {
    standard: 'vds', kind, country, issuedOn, signedOn,
    fields: fieldsOf(features.slice(0, -1), named),
    signed: {
      scheme: 'ecdsa', hash: hashFor(last.value), data: bytes.subarray(0, last.at),
      signature: last.value, by: { how: 'name-and-serial', ...signer },
    },
  }
}

/** The digest that goes with a curve, which shows in the length of r and s (9303-13 §2.4). */
function hashFor(signature: Buffer): SealSignature['hash'] {
  return signature.length <= 56 ? 'sha224' : signature.length <= 64 ? 'sha256'
    : signature.length <= 96 ? 'sha384' : 'sha512'
}

/** Four letters for the signer; then five of a serial, or two of its length and the serial. */
function signerOf(header: Header, version: number): { name: string; serial: string } {
  if (version === 2) {
    const text = readC40(header.take(6))
    return { name: text.slice(0, 4), serial: serialOf(text.slice(4)) }
  }
  const text = readC40(header.take(4))
  const [name, written] = [text.slice(0, 4), text.slice(4)]
  // BSI TR-03171 writes this one length in tens, and this one office no length at all.
  const length = parseInt(written, name === 'DEZV' ? 10 : 16)
  if (name === 'DEME' || name === 'DES1') {
    return { name, serial: serialOf(written + readC40(header.take(2))) }
  }
  if (!(length > 0 && length <= 64)) throw new UnreadableTlv('bad-length', 'of a reference')
  return { name, serial: serialOf(readC40(header.take(Math.ceil(length / 3) * 2))) }
}

function serialOf(written: string): string {
  return written.trim().replace(/^0+(?=.)/, '')
}

/** Bytes that are taken one after another. */
class Header {
  readonly #bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  take(count: number): Buffer {
    const taken = this.#bytes.subarray(this.at, this.at + count)
    if (taken.length < count) throw new UnreadableTlv('truncated', 'within the header')
    this.at += count
    return taken
  }
}
