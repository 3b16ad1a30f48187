// What a chip's data groups say: the zone, the portrait, more of the person and of the document.

import { mrzLinesOf } from './mrz-lines.ts'
import { find, integerOf, oidOf, partsOf, readTlv, UnreadableTlv, type Tlv } from './tlv.ts'

/** The tag of each elementary file (ICAO 9303-10 §4.6 and §4.7), by which a file is known. */
const tags: Record<number, number | 'com' | 'sod'> = {
  0x60: 'com', 0x77: 'sod', 0x61: 1, 0x75: 2, 0x63: 3, 0x76: 4, 0x65: 5, 0x66: 6, 0x67: 7, 0x68: 8,
  0x69: 9, 0x6a: 10, 0x6b: 11, 0x6c: 12, 0x6d: 13, 0x6e: 14, 0x6f: 15, 0x70: 16,
}

/** Which file some bytes are: EF.COM, EF.SOD, the number of a data group, or none. */
export function fileOf(bytes: Uint8Array): number | 'com' | 'sod' | undefined {
  return bytes[0] === undefined ? undefined : tags[bytes[0]]
}

/** EF.COM: versions, and which data groups are said to be there; throws UnreadableTlv. */
export function readCommon(bytes: Uint8Array) {
  const parts = partsOf(readTlv(bytes))
  const text = (tag: number) => find(parts, tag)?.value.toString('latin1')
  return {
    ldsVersion: text(0x5f01), unicodeVersion: text(0x5f36),
    groups: [...(find(parts, 0x5c)?.value ?? [])].map((tag) => tags[tag])
      .filter((group): group is number => typeof group === 'number').sort((a, b) => a - b),
  }
}

/** DG1: the lines of the machine-readable zone; throws UnreadableTlv. */
export function readZone(bytes: Uint8Array): string[] {
  const zone = find(partsOf(readTlv(bytes)), 0x5f1f)
  const lines = zone && mrzLinesOf(zone.value.toString('latin1'))
  if (!lines) throw new UnreadableTlv('unexpected', 'no zone of a known length in DG1')
  return lines
}

/** A picture in a data group: what it is and its own bytes. */
export interface Picture { type: 'jpeg' | 'jpeg2000' | 'png'; bytes: Buffer }

/** DG2, DG5 or DG7: the pictures in it, at most ten; throws UnreadableTlv where there is none. */
export function readPictures(bytes: Uint8Array): Picture[] {
  const outer = readTlv(bytes)
  const found: Picture[] = []
  const stack: Tlv[] = [outer]
  for (let turns = 0; stack.length > 0 && found.length < 10; turns++) {
    if (turns > 1000) throw new UnreadableTlv('too-many', 'templates')
    const tlv = stack.pop()!
    if (holders.has(tlv.tag) || !tlv.constructed) {
      const picture = pictureIn(tlv.value)
      if (picture) found.push(picture)
    } else stack.push(...partsOf(tlv).reverse())
  }
  if (found.length === 0) throw new UnreadableTlv('unexpected', 'no picture of a known kind')
  return found
}

/** The biometric data blocks of ISO 19794 and 39794, and the displayed portrait and signature. */
const holders = new Set([0x5f2e, 0x7f2e, 0x5f40, 0x5f43])

/** A picture begins with its own signature, behind the record's header of at most a few hundred. */
function pictureIn(block: Buffer): Picture | undefined {
  const head = block.subarray(0, 1024)
  const starts = ([
    ['jpeg', Buffer.from('ffd8ff', 'hex')], ['jpeg2000', Buffer.from('0000000c6a502020', 'hex')],
    ['jpeg2000', Buffer.from('ff4fff51', 'hex')], ['png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ] as const).map(([type, start]) => ({ type, at: head.indexOf(start) }))
    .filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at)
  const [first] = starts
  return first && { type: first.type, bytes: block.subarray(first.at) }
}

/** How many fingers or irises DG3 or DG4 hold; throws UnreadableTlv. */
export function countTemplates(bytes: Uint8Array): number {
  const group = find(partsOf(readTlv(bytes)), 0x7f61)
  if (!group) throw new UnreadableTlv('unexpected', 'no biometric templates')
  return integerOf(find(partsOf(group), 0x02))
}

const personFields: Record<number, string> = {
  0x5f0e: 'name', 0x5f10: 'personalNumber', 0x5f2b: 'birthDate', 0x5f11: 'birthPlace',
  0x5f42: 'address', 0x5f12: 'phone', 0x5f13: 'profession', 0x5f14: 'title', 0x5f15: 'summary',
  0x5f17: 'otherDocuments', 0x5f18: 'custody',
}
const documentFields: Record<number, string> = {
  0x5f19: 'issuedBy', 0x5f26: 'issued', 0x5f1b: 'endorsements', 0x5f1c: 'taxAndExit',
  0x5f55: 'personalisedAt', 0x5f56: 'personalisedBy',
}
/** More text than this in one field is no field of a document. */
const mostText = 4096

/** DG11 or DG12: further fields of the person or the document, in UTF-8; throws UnreadableTlv. */
export function readDetails(bytes: Uint8Array): Record<string, string> {
  const outer = readTlv(bytes)
  const names = outer.tag === 0x6b ? personFields : documentFields
  const details: Record<string, string> = {}
  for (const part of partsOf(outer)) {
    if (part.tag === 0xa0) {
      // Other names or persons stand in a group of their own, after their count.
      const texts = partsOf(part).filter(({ tag }) => tag !== 0x02).map(textOf)
      details[outer.tag === 0x6b ? 'otherNames' : 'otherPersons'] = texts.join('; ')
    } else if (names[part.tag]) details[names[part.tag]!] = textOf(part)
  }
  return details
}

/** Dates and times stand as digits, or packed two to a byte (9303-10 §4.7.11, §4.7.12). */
function textOf({ value, tag }: Tlv): string {
  const packed = value.length === { [0x5f2b]: 4, [0x5f26]: 4, [0x5f55]: 7 }[tag]
  return packed ? value.toString('hex') : value.subarray(0, mostText).toString('utf8')
}

/** DG14 or EF.CardAccess: the protocols that a chip offers, as dotted identifiers. */
export function readProtocols(bytes: Uint8Array): string[] {
  const outer = readTlv(bytes)
  const set = outer.tag === 0x6e ? readTlv(outer.value) : outer
  return [...new Set(partsOf(set).map((info) => oidOf(partsOf(info)[0])))]
}

/** DG15: the key with which a chip shows that it is no copy, in DER; throws UnreadableTlv. */
export function readChipKey(bytes: Uint8Array): Buffer {
  return readTlv(readTlv(bytes).value).whole
}
