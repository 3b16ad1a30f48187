// The content-coding `safar-leaves`: a body of add-entries without what its reader can work out.

import {
  bodyText, fromDigest, keyName, readLeaf, sealedDigest, UnreadableLeaf, type LeafBody,
} from '../journal/leaf.ts'
import { signatureLine } from '../journal/note.ts'
import { leafHash } from '../journal/tree.ts'
import type { Node } from '../node.ts'
import {
  packContent, unpackContent, type BeforeContent, type FreshKeys, type MadeContent, type Packing,
} from './contents.ts'
import { decodeUpload, encodeUpload, UnreadableBody, type Package } from './entries.ts'
import { squeezable, Squeezer, Stretcher } from './squeezing.ts'

/** 32 packages of leaves of half a kilobyte are 4 MiB; one package of the longest is 17 MiB. */
const mostBytes = 32 * 1024 * 1024

/** What a journal's node lets go along with its leaves. */
export interface Along {
  contentOf(number: number): Buffer | null
  how: Packing
}

/** A body of add-entries in the coding `safar-leaves`, and whether all contents are in it. */
export interface CodedLeaves { coded: Buffer; whole: boolean }

/**
 * Codes a body of add-entries, with what the leaves seal where it may go along; undefined where the
 * body is not whole, or would not come back to the last byte.
 */
export async function codeLeaves(
  node: Node, body: Buffer, along?: Along,
): Promise<CodedLeaves | undefined> {
  try {
    const done = await code(node, body, along)
    return (await decodeLeaves(node, done.coded)).body.equals(body) ? done : undefined
  } catch (failure) {
    if (failure instanceof UnreadableBody || failure instanceof CannotMake) return undefined
    throw failure
  }
}

async function code(node: Node, body: Buffer, along?: Along): Promise<CodedLeaves> {
  const { upload, packages } = decodeUpload(body)
  const squeezer = new Squeezer()
  const head = encodeUpload(upload, [])
  const all = [...packages]
  squeezer.bytes(uint16(head.length), head, Buffer.of(all.length))
  const coding: Coding = { node, squeezer, before: new Before(), along, whole: Boolean(along) }
  for (const { leaves, proof, start } of all) {
    for (const [index, bytes] of leaves.entries()) await codeLeaf(bytes, start + index, coding)
    squeezer.bytes(Buffer.of(proof.length), ...proof)
  }
  return { coded: squeezer.end(), whole: coding.whole }
}

interface Coding {
  node: Node; squeezer: Squeezer; before: Before; along: Along | undefined; whole: boolean
}

/** A content travels opened under a key that is not here: it is to come sealed (HTTP 415). */
export class CannotMake extends Error {}

/** A body of add-entries, and the contents that came along by the numbers of their leaves. */
export interface DecodedLeaves { body: Buffer; contents: Map<number, MadeContent> }

/** The body of add-entries that was coded. Throws UnreadableBody and CannotMake. */
export async function decodeLeaves(node: Node, coded: Buffer): Promise<DecodedLeaves> {
  const stretcher = new Stretcher(coded)
  const { raw } = stretcher
  const { upload } = decodeUpload(raw.bytes(raw.number(2), 8_192))
  const contents: DecodedLeaves['contents'] = new Map()
  const decoding = { node, stretcher, before: new Before(), fresh: new Map(), contents }
  const packages: Package[] = []
  let bytes = 0
  for (let left = raw.number(1), at = upload.start; left > 0; left--) {
    const end = Math.min(upload.end, at - at % 256 + 256)
    if (at >= end) throw new UnreadableBody('body', 'more packages than the upload has')
    const leaves: Buffer[] = []
    for (let number = at; number < end; number++) {
      const leaf = await decodeLeaf(decoding, number)
      if ((bytes += leaf.length) > mostBytes) throw new UnreadableBody('body', 'too long')
      leaves.push(leaf)
    }
    const proof = Array.from({ length: raw.number(1) }, () => raw.bytes(32, 32))
    packages.push({ rounded: at - at % 256, start: at, end, leaves, proof })
    at = end
  }
  stretcher.end()
  return { body: encodeUpload(upload, packages), contents }
}

/** What both sides know when the next leaf comes: the one before, and the last of each event. */
class Before {
  leaf: LeafBody | undefined
  keyId: Buffer = Buffer.alloc(4)
  hash: string | undefined
  readonly events: string[] = []
  readonly ofEvent = new Map<string, LeafBody>()

  saw(bytes: Buffer, body?: LeafBody, keyId?: Buffer): void {
    this.hash = leafHash(bytes).toString('base64url')
    if (!body || !keyId) return
    if (!this.ofEvent.has(body.event)) this.events.push(body.event)
    this.ofEvent.set(body.event, body)
    this.leaf = body
    this.keyId = keyId
  }
}

type Fields = Record<string, unknown>
/** Written as lines and bytes of their own; what is left of a leaf are its other fields. */
const apart = ['safar', 'number', 'at', 'monotonicMs', 'previous', 'said', 'sealed']
/** In what is left: the key's ID where it is another, and fields that are no more there. */
const [otherKey, noMore] = ['#', '~']

async function codeLeaf(bytes: Buffer, number: number, coding: Coding): Promise<void> {
  const { squeezer, before, node, along } = coding
  const parts = partsOf(bytes)
  if (!parts) {
    squeezer.line('=', 0)
    squeezer.bytes(uint16(bytes.length), bytes)
    coding.whole = false
    return before.saw(bytes)
  }
  const { body, keyId, signature } = parts
  const atMs = Date.parse(body.at)
  const lastMs = before.leaf ? Date.parse(before.leaf.at) : 0
  const since = body.monotonicMs - (before.leaf?.monotonicMs ?? 0)
  const event = before.events.indexOf(body.event)
  squeezer.line([atMs - lastMs, since - (atMs - lastMs), event].join(), 0)
  const rest = restOf(body, before)
  if (!keyId.equals(before.keyId)) rest[otherKey!] = keyId.toString('hex')
  squeezer.line(Object.keys(rest).length === 0 ? '' : JSON.stringify(rest), atMs)
  squeezer.bytes(signature)
  const content = along?.contentOf(number) ?? null
  const packed = await packContent(node, { body, content },
    squeezer, along?.how ?? { held: new Set(), sealedOnly: true })
  if (packed === 'none' && content) coding.whole = false
  if (packed !== 'opened') squeezer.bytes(fromDigest(body.said)!)
  if (packed === 'none' && body.sealed) squeezer.bytes(fromDigest(body.sealed)!)
  before.saw(bytes, body, keyId)
}

/** The fields of a leaf that do not follow from those before it. */
function restOf(body: LeafBody, before: Before): Fields {
  const expected = expectedOf(body.event, before)
  const rest: Fields = {}
  for (const [name, value] of Object.entries(body)) {
    if (!apart.includes(name) && !same(value, expected[name])) rest[name] = value
  }
  const gone = Object.keys(expected).filter((name) => !(name in body))
  if (gone.length > 0) rest[noMore!] = gone
  if (body.number !== (before.leaf?.number ?? -1) + 1) rest['number'] = body.number
  if (body.sealed === null) rest['sealed'] = null
  if (body.previous !== (before.hash ?? null)) rest['previous'] = body.previous
  return rest
}

/** What a leaf is expected to say: what the last of its event said, and where it was written. */
function expectedOf(event: string, before: Before): Fields {
  const last = before.ofEvent.get(event)
  const expected = Object.fromEntries(Object.entries(last ?? before.leaf ?? {})
    .filter(([name]) => !apart.includes(name) && name !== 'opens'))
  if (!before.leaf) return expected
  const { origin, device, post, boot, clock } = before.leaf
  return { ...expected, origin, device, post, boot, clock }
}

interface Decoding {
  node: Node; stretcher: Stretcher; before: Before; fresh: FreshKeys
  contents: DecodedLeaves['contents']
}

async function decodeLeaf(decoding: Decoding, number: number): Promise<Buffer> {
  const { stretcher: { raw }, stretcher, before } = decoding
  const line = stretcher.line(0)
  if (line === '=') {
    const bytes = raw.bytes(raw.number(2), 65_535)
    before.saw(bytes)
    return bytes
  }
  const [atSince = 0, monotonicSince = 0, event = 0] = numbersIn(line)
  const atMs = (before.leaf ? Date.parse(before.leaf.at) : 0) + atSince
  if (!(Math.abs(atMs) <= 8.64e15)) throw new UnreadableBody('body', 'not a time')
  const { [otherKey!]: key, [noMore!]: gone, ...rest } = fieldsIn(stretcher.line(atMs))
  const named = typeof rest['event'] === 'string' ? rest['event'] : before.events[event]
  if (named === undefined) throw new UnreadableBody('body', 'an event that was not before')
  const fields: Fields = {
    ...expectedOf(named, before), safar: 1, number: (before.leaf?.number ?? -1) + 1,
    at: new Date(atMs).toISOString(), event: named,
    monotonicMs: (before.leaf?.monotonicMs ?? 0) + atSince + monotonicSince,
    previous: before.hash ?? null, ...rest,
  }
  const signature = raw.bytes(64, 64)
  Object.assign(fields, await digestsOf(decoding, fields, number))
  for (const name of Array.isArray(gone) ? gone : []) delete fields[String(name)]
  const keyId = typeof key === 'string' ? Buffer.from(key, 'hex') : before.keyId
  const body = fields as unknown as LeafBody
  const bytes = written(body, keyId, signature)
  before.saw(bytes, body, keyId)
  return bytes
}

/** The digests of what is said and sealed: as they stand here, or of the content that came. */
async function digestsOf(
  { node, stretcher, fresh, contents }: Decoding, fields: Fields, number: number,
): Promise<Pick<LeafBody, 'said' | 'sealed'>> {
  const { raw } = stretcher
  const made = await unpackContent(node, beforeContent(fields), stretcher, fresh)
  if (typeof made === 'string') throw new CannotMake(made)
  const said = made?.said ?? raw.bytes(32, 32).toString('base64url')
  if (made) contents.set(number, made)
  if (made) return { said, sealed: sealedDigest(made.content) }
  const none = fields['sealed'] === null
  return { said, sealed: none ? null : raw.bytes(32, 32).toString('base64url') }
}

/** What a content is bound to and salted with, out of fields that may be anything. */
function beforeContent(fields: Fields): BeforeContent {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '')
  return {
    origin: text('origin'), subject: text('subject'), event: text('event'), realm: text('realm'),
    at: text('at'), number: Number(fields['number']),
  }
}

/** A leaf taken apart, where it is one that can be put together again from its parts. */
function partsOf(bytes: Buffer): { body: LeafBody; keyId: Buffer; signature: Buffer } | undefined {
  const leaf = readOrNot(bytes)
  const [line, ...more] = leaf?.signatures ?? []
  if (!leaf || !line || more.length > 0 || line.signature.length !== 64) return undefined
  const { body } = leaf
  if (otherKey! in body || noMore! in body || line.name !== keyName(body)) return undefined
  if (!squeezable(JSON.stringify(body))) return undefined
  if (!written(body, line.keyId, line.signature).equals(bytes)) return undefined
  return { body, keyId: line.keyId, signature: line.signature }
}

function readOrNot(bytes: Buffer) {
  try {
    return readLeaf(bytes)
  } catch (failure) {
    if (failure instanceof UnreadableLeaf) return undefined
    throw failure
  }
}

function written(body: LeafBody, keyId: Buffer, signature: Buffer): Buffer {
  try {
    return Buffer.from(`${bodyText(body)}\n\n${signatureLine(keyName(body), keyId, signature)}`)
  } catch (failure) {
    if (failure instanceof UnreadableLeaf) throw new UnreadableBody('body', failure.message)
    throw failure
  }
}

function numbersIn(line: string): number[] {
  if (!/^-?\d{1,16},-?\d{1,16},-?\d{1,5}$/.test(line)) {
    throw new UnreadableBody('body', 'no numbers')
  }
  return line.split(',').map(Number)
}

function fieldsIn(line: string): Fields {
  if (line === '') return {}
  try {
    const fields: unknown = JSON.parse(line)
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) {
      return fields as Fields
    }
  } catch {
    // Said below.
  }
  throw new UnreadableBody('body', 'not the fields of a leaf')
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function uint16(value: number): Buffer {
  return Buffer.of(value >> 8, value & 0xff)
}
