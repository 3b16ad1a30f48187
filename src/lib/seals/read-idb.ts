// Seals that are text: ICAO's Datastructure for Barcode (RDB1, NDB1), base32 and at times squeezed.

import { fromBase32 } from '../base32.ts'
import { UnreadableTlv } from '../chip/tlv.ts'
import { readC40 } from './c40.ts'
import { fieldsOf, idbKinds, idbValues } from './seal-kinds.ts'
import { featuresIn, mostSealBytes, unsqueezed, valueOf } from './seal-values.ts'
import type { Seal, SealSignature } from './seal.ts'

const begin = /^[RN]DB1([A-D])([A-Z2-7]+)=*$/
const tags = { messages: 0x61, certificate: 0x7e, signature: 0x7f }
const hashes: Record<number, SealSignature['hash']> = { 1: 'sha256', 2: 'sha384', 3: 'sha512' }

/** Whether a text is of this structure. */
export function isIdb(text: string): boolean {
  return begin.test(text)
}

/** Reads such a text; throws UnreadableTlv. */
export function readIdb(text: string): Seal {
  const [, flag, letters] = begin.exec(text) ?? []
  if (!flag || !letters || letters.length > 2 * mostSealBytes) {
    throw new UnreadableTlv('unexpected', 'no such text')
  }
  const flags = flag.charCodeAt(0) - 0x41
  const [isSigned, isSqueezed] = [(flags & 1) !== 0, (flags & 2) !== 0]
  const packed = fromBase32(letters)
  const bytes = isSqueezed ? unsqueezed(packed, mostSealBytes) : packed
  const headerBytes = isSigned ? 12 : 2
  if (bytes.length < headerBytes) throw new UnreadableTlv('truncated', 'within the header')
  const parts = featuresIn(bytes, headerBytes)
  const messages = parts.find(({ tag }) => tag === tags.messages)
  if (!messages) throw new UnreadableTlv('unexpected', 'no messages')
  return {
    standard: 'idb', country: readC40(bytes.subarray(0, 2)).trimEnd(), ...saidIn(messages.value),
    ...(isSigned && { signedOn: valueOf('day-partly-known', bytes.subarray(8, 12)) }),
    signed: isSigned ? signatureIn(bytes, parts) : undefined,
  }
}

function signatureIn(
  bytes: Buffer, parts: ReturnType<typeof featuresIn>,
): SealSignature {
  const signature = parts.find(({ tag }) => tag === tags.signature)
  const enclosed = parts.find(({ tag }) => tag === tags.certificate)
  const hash = hashes[bytes[2]!]
  if (!signature) throw new UnreadableTlv('truncated', 'no signature')
  if (!hash) throw new UnreadableTlv('unexpected', `the signature algorithm ${bytes[2]}`)
  return {
    scheme: 'ecdsa', hash, data: bytes.subarray(0, (enclosed ?? signature).at),
    signature: signature.value,
    by: enclosed ? { how: 'enclosed', certificate: enclosed.value }
      : { how: 'sha1-end', end: bytes.subarray(3, 8).toString('hex') },
  }
}

/** One message of features gives the kind; single values stand beside each other. */
function saidIn(messages: Buffer): Pick<Seal, 'kind' | 'fields'> {
  let kind = 'document'
  const fields: Record<string, string> = {}
  for (const message of featuresIn(messages)) {
    const known = idbKinds[message.tag]
    if (known) {
      kind = known.kind
      Object.assign(fields, fieldsOf(featuresIn(message.value), known.features))
    } else Object.assign(fields, fieldsOf([message], idbValues))
  }
  return { kind, fields }
}
