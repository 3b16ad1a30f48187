// Tagged values as chips and certificates hold them (ITU-T X.690), read in place and with limits.

/** Bytes that are not as BER has them; `code` says how, for the officer's reason. */
export class UnreadableTlv extends Error {
  readonly code: 'truncated' | 'bad-length' | 'bad-tag' | 'too-deep' | 'too-many' | 'unexpected'
  constructor(code: UnreadableTlv['code'], what: string) {
    super(`${code}: ${what}`)
    this.code = code
  }
}

/** One tagged value; `whole` and `value` are views into the bytes that were read. */
export interface Tlv {
  /** The tag as its bytes stand: 0x30, 0x5f1f. */
  tag: number
  value: Buffer
  whole: Buffer
  constructed: boolean
}

/** Nothing in a passport or a certificate is nested deeper. */
const deepest = 32
/** The largest master lists hold a thousand certificates. */
const mostParts = 20_000

/**
 * The value at the beginning of some bytes; what follows it is left alone. A length that goes
 * beyond the bytes, or is written in more than four bytes, throws UnreadableTlv.
 */
export function readTlv(bytes: Uint8Array, at = 0, depth = 0): Tlv {
  const buffer = asBuffer(bytes)
  const { tag, next, constructed } = tagAt(buffer, at)
  const first = byteAt(buffer, next)
  if (first === 0x80) return indefinite(buffer, { at, tag, constructed, from: next + 1, depth })
  let length = first
  let from = next + 1
  if (first > 0x80) {
    const count = first & 0x7f
    if (count > 4) throw new UnreadableTlv('bad-length', `a length of ${count} bytes`)
    if (from + count > buffer.length) throw new UnreadableTlv('truncated', 'within a length')
    length = buffer.readUIntBE(from, count)
    from += count
  }
  if (from + length > buffer.length) {
    throw new UnreadableTlv('truncated', `${length} bytes are said, ${buffer.length - from} follow`)
  }
  return {
    tag, constructed, value: buffer.subarray(from, from + length),
    whole: buffer.subarray(at, from + length),
  }
}

/** The parts of a constructed value, in order; at most so many as anything real has. */
export function partsOf(tlv: Pick<Tlv, 'value'>): Tlv[] {
  const parts: Tlv[] = []
  for (let at = 0; at < tlv.value.length;) {
    if (parts.length >= mostParts) throw new UnreadableTlv('too-many', 'parts of one value')
    const part = readTlv(tlv.value, at)
    parts.push(part)
    at += part.whole.length
  }
  return parts
}

/** The whole of some bytes as one value of a tag; throws UnreadableTlv where they are another. */
export function readAs(bytes: Uint8Array, tag: number, what: string): Tlv {
  return as(readTlv(bytes), tag, what)
}

/** A value that must be there and have a tag. */
export function as(tlv: Tlv | undefined, tag: number, what: string): Tlv {
  if (tlv?.tag === tag) return tlv
  const found = tlv ? `tag ${tlv.tag.toString(16)}` : 'nothing'
  throw new UnreadableTlv('unexpected', `${found} where ${what} should be`)
}

/** The first part with a tag, if any. */
export function find(parts: readonly Tlv[], tag: number): Tlv | undefined {
  return parts.find((part) => part.tag === tag)
}

/** The bytes of an octet string, also where BER has cut it into pieces (X.690 §8.7.3). */
export function octets(tlv: Tlv): Buffer {
  if (!tlv.constructed) return tlv.value
  return Buffer.concat(partsOf(tlv).map((part) => as(part, 0x04, 'a piece of octets').value))
}

/** An object identifier in its dotted form (X.690 §8.19). */
export function oidOf(tlv: Tlv | undefined): string {
  const { value } = as(tlv, 0x06, 'an object identifier')
  if (value.length === 0 || value.length > 64) throw new UnreadableTlv('bad-length', 'of an OID')
  const arcs: number[] = []
  let arc = 0
  for (const byte of value) {
    if (arc > 2 ** 45) throw new UnreadableTlv('bad-length', 'an arc of an OID')
    arc = arc * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    if (arcs.length === 0) {
      const top = Math.min(2, Math.floor(arc / 40))
      arcs.push(top, arc - top * 40)
    } else arcs.push(arc)
    arc = 0
  }
  return arcs.join('.')
}

/** A small whole number; throws UnreadableTlv beyond six bytes. */
export function integerOf(tlv: Tlv | undefined): number {
  const { value } = as(tlv, 0x02, 'a number')
  if (value.length === 0 || value.length > 6) throw new UnreadableTlv('bad-length', 'of a number')
  return value.readIntBE(0, value.length)
}

/** UTCTime or GeneralizedTime (X.690 §11.7, §11.8) in milliseconds since 1970. */
export function timeOf(tlv: Tlv | undefined): number {
  const text = tlv?.value.toString('latin1') ?? ''
  const short = /^(\d\d)(\d{4})(\d{4})(\d\d)?Z$/.exec(text)
  const long = /^(\d{4})(\d{4})(\d{4})(\d\d)?(?:\.\d+)?Z$/.exec(text)
  const match = tlv?.tag === 0x17 ? short : tlv?.tag === 0x18 ? long : null
  if (!match) throw new UnreadableTlv('unexpected', 'something else where a time should be')
  const [, years, days, clock, seconds = '00'] = match as unknown as string[]
  // RFC 5280 §4.1.2.5.1: years of two digits from 50 on are of the last century.
  const year = years!.length === 4 ? years! : Number(years) < 50 ? `20${years}` : `19${years}`
  const ms = Date.parse(`${year}-${days!.slice(0, 2)}-${days!.slice(2)}T${clock!.slice(0, 2)}:` +
    `${clock!.slice(2)}:${seconds}Z`)
  if (Number.isNaN(ms)) throw new UnreadableTlv('unexpected', `the time ${text}`)
  return ms
}

/** The bytes of a bit string whose bits fill them. */
export function bitsOf(tlv: Tlv | undefined): Buffer {
  const { value } = as(tlv, 0x03, 'a bit string')
  if (value.length === 0 || value[0] !== 0) throw new UnreadableTlv('unexpected', 'odd bits')
  return value.subarray(1)
}

function tagAt(buffer: Buffer, at: number) {
  let tag = byteAt(buffer, at)
  const constructed = (tag & 0x20) !== 0
  let next = at + 1
  if ((tag & 0x1f) === 0x1f) {
    for (let more = true; more; next += 1) {
      if (next - at > 3) throw new UnreadableTlv('bad-tag', 'longer than three bytes')
      const byte = byteAt(buffer, next)
      tag = tag * 256 + byte
      more = (byte & 0x80) !== 0
    }
  }
  return { tag, next, constructed }
}

/** A length that is found by its end (X.690 §8.1.3.6), as some signers write the outer values. */
function indefinite(
  buffer: Buffer,
  { at, tag, constructed, from, depth }:
    { at: number; tag: number; constructed: boolean; from: number; depth: number },
): Tlv {
  if (!constructed) throw new UnreadableTlv('bad-length', 'a simple value without one')
  if (depth > deepest) throw new UnreadableTlv('too-deep', 'values inside values')
  let end = from
  for (let count = 0; ; count++) {
    if (count > mostParts) throw new UnreadableTlv('too-many', 'parts of one value')
    if (byteAt(buffer, end) === 0 && byteAt(buffer, end + 1) === 0) break
    end += readTlv(buffer, end, depth + 1).whole.length
  }
  return {
    tag, constructed, value: buffer.subarray(from, end), whole: buffer.subarray(at, end + 2),
  }
}

function byteAt(buffer: Buffer, at: number): number {
  const byte = buffer[at]
  if (byte === undefined) throw new UnreadableTlv('truncated', 'nothing follows')
  return byte
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
