// The bodies of tlog-witness and tlog-mirror requests and answers, read with limits and written.

import { MAX_LEAF_BYTES, TILE_WIDTH } from '../journal/tiles.ts'
import { fromBase64, MAX_NOTE_BYTES, Unreadable } from '../journal/note.ts'
import { HASH_BYTES, validSize } from '../journal/tree.ts'

/** A body that is not of its published form: the answer is 400. */
export class UnreadableBody extends Unreadable<'body'> {}

/** tlog-mirror and tlog-witness: at most 63 hashes in a proof. */
export const mostHashes = 63
/** tlog-mirror: at most 32 packages in one request, which is what we take and what we send. */
export const mostPackages = 32
/** An origin inside a leaf has at most 200 characters of at most four bytes. */
const mostOriginBytes = 800
/** A ticket of ours is a checkpoint and a mac; a longer one is nobody's. */
const mostTicketBytes = 4_096

/** What comes before the packages of an upload (tlog-mirror, Request Body). */
export interface Upload { origin: string; start: number; end: number; ticket: Buffer }

/** Where a package of an upload stands; its proof is that of the subtree from `rounded` on. */
export interface Place { rounded: number; start: number; end: number }

/** The leaves of one package, and the proof of their subtree in the tree of the upload's end. */
export interface Package extends Place { leaves: Buffer[]; proof: Buffer[] }

/** Where a mirror stands with a journal (`text/x.tlog.mirror-info`). */
export interface MirrorInfo { size: number; next: number; ticket: Buffer }

/** The places of the packages of an upload, in order, each within one multiple of 256. */
export function* placesOf({ start, end }: Pick<Upload, 'start' | 'end'>): Generator<Place> {
  for (let at = start; at < end;) {
    const rounded = at - at % TILE_WIDTH
    const stop = Math.min(end, rounded + TILE_WIDTH)
    yield { rounded, start: at, end: stop }
    at = stop
  }
}

/** The body of add-entries: what is uploaded, and some packages of it from the first on. */
export function encodeUpload(upload: Upload, packages: readonly Package[]): Buffer {
  const origin = Buffer.from(upload.origin)
  return Buffer.concat([
    number(origin.length, 2), origin, number(upload.start, 8), number(upload.end, 8),
    number(upload.ticket.length, 2), upload.ticket, ...packages.flatMap(partsOf),
  ])
}

function partsOf({ leaves, proof }: Package): Buffer[] {
  return [
    ...leaves.flatMap((leaf) => [number(leaf.length, 2), leaf]), number(proof.length, 1), ...proof,
  ]
}

/**
 * Reads the body of add-entries from its beginning: the upload at once, each package only when it
 * is asked for. A body that ends within a package ends the packages; a proof of more than 63
 * hashes, or more than is announced, throws UnreadableBody.
 */
export function decodeUpload(body: Buffer): { upload: Upload; packages: Generator<Package> } {
  const reader = new Reader(body)
  const origin = reader.text(reader.number(2), mostOriginBytes)
  const [start, end] = [reader.size(), reader.size()]
  const ticket = reader.bytes(reader.number(2), mostTicketBytes)
  if (start > end) throw new UnreadableBody('body', 'the upload ends before it starts')
  const upload = { origin, start, end, ticket }
  return { upload, packages: packagesOf(reader, upload) }
}

function* packagesOf(reader: Reader, upload: Upload): Generator<Package> {
  let count = 0
  for (const place of placesOf(upload)) {
    if (reader.left === 0) return
    if (++count > mostPackages) throw new UnreadableBody('body', 'more than 32 packages')
    const found = packageAt(reader, place)
    if (!found) return
    yield found
  }
  if (reader.left > 0) throw new UnreadableBody('body', 'the body goes on after its packages')
}

/** The package that begins here; nothing where the body ends within it. */
function packageAt(reader: Reader, place: Place): Package | undefined {
  const leaves: Buffer[] = []
  for (let at = place.start; at < place.end; at++) {
    const length = reader.has(2) ? reader.number(2) : Infinity
    if (!reader.has(length)) return undefined
    leaves.push(reader.bytes(length, MAX_LEAF_BYTES))
  }
  const count = reader.has(1) ? reader.number(1) : Infinity
  if (count !== Infinity && count > mostHashes) {
    throw new UnreadableBody('body', 'a proof of more than 63 hashes')
  }
  if (!reader.has(count * HASH_BYTES)) return undefined
  const proof = Array.from({ length: count }, () => reader.bytes(HASH_BYTES, HASH_BYTES))
  return { ...place, leaves, proof }
}

/** Three lines: the size of a pending checkpoint, the next entry, a ticket in base64. */
export function encodeInfo({ size, next, ticket }: MirrorInfo): Buffer {
  return Buffer.from(`${size}\n${next}\n${ticket.toString('base64')}\n`)
}

/** Reads what a mirror says of where it stands. Throws UnreadableBody. */
export function decodeInfo(body: Buffer): MirrorInfo {
  const lines = linesOf(body, 3)
  const ticket = fromBase64(lines[2]!)
  if (!ticket || ticket.length > mostTicketBytes) throw new UnreadableBody('body', 'no ticket')
  return { size: decimal(lines[0]!), next: decimal(lines[1]!), ticket }
}

/** What add-checkpoint asks: the size known there, the proof from it, the signed checkpoint. */
export interface CheckpointAsked { old: number; proof: Buffer[]; checkpoint: Buffer }

/** The body of add-checkpoint (tlog-witness). */
export function encodeCheckpoint({ old, proof, checkpoint }: CheckpointAsked): Buffer {
  const lines = [`old ${old}`, ...proof.map((hash) => hash.toString('base64')), '', '']
  return Buffer.concat([Buffer.from(lines.join('\n')), checkpoint])
}

/** Reads the body of add-checkpoint; the checkpoint itself is not read. Throws UnreadableBody. */
export function decodeCheckpoint(body: Buffer): CheckpointAsked {
  if (body.length > MAX_NOTE_BYTES) throw new UnreadableBody('body', 'longer than a note may be')
  const blank = body.indexOf('\n\n')
  if (blank < 0) throw new UnreadableBody('body', 'no empty line before the checkpoint')
  const [first = '', ...lines] = body.toString('latin1', 0, blank).split('\n')
  if (!first.startsWith('old ')) throw new UnreadableBody('body', 'does not begin with an old size')
  if (lines.length > mostHashes) throw new UnreadableBody('body', 'a proof of more than 63 hashes')
  const proof = lines.map((line) => {
    const hash = fromBase64(line)
    if (hash?.length !== HASH_BYTES) throw new UnreadableBody('body', 'a line is not a hash')
    return hash
  })
  return { old: decimal(first.slice(4)), proof, checkpoint: body.subarray(blank + 2) }
}

/** One line: the size of the latest checkpoint that a witness knows (`text/x.tlog.size`). */
export function decodeSize(body: Buffer): number {
  return decimal(linesOf(body, 1)[0]!)
}

/** So many lines, each ended by a newline, and nothing after them. */
export function linesOf(body: Buffer, count: number): string[] {
  if (body.length > MAX_NOTE_BYTES) throw new UnreadableBody('body', 'too long')
  const lines = body.toString('latin1').split('\n')
  if (lines.length !== count + 1 || lines.at(-1) !== '') {
    throw new UnreadableBody('body', `not ${count} lines`)
  }
  return lines.slice(0, -1)
}

/** A size in decimal without leading zeros. Throws UnreadableBody. */
export function decimal(text: string): number {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text) || !validSize(Number(text))) {
    throw new UnreadableBody('body', 'not the size of a tree')
  }
  return Number(text)
}

function number(value: number, bytes: 1 | 2 | 8): Buffer {
  const written = Buffer.alloc(bytes)
  if (bytes === 8) written.writeBigUInt64BE(BigInt(value))
  else written.writeUIntBE(value, 0, bytes)
  return written
}

/** Reads numbers and bytes one after another; throws UnreadableBody where they end too early. */
export class Reader {
  readonly #from: Buffer
  #at = 0

  constructor(from: Buffer) {
    this.#from = from
  }

  get left(): number {
    return this.#from.length - this.#at
  }

  has(count: number): boolean {
    return count <= this.left
  }

  /** Bytes, which are not copied; never more than `most`. */
  bytes(count: number, most: number): Buffer {
    if (count > most || count > this.left) {
      throw new UnreadableBody('body', count > most ? 'too long' : 'the body ends too early')
    }
    this.#at += count
    return this.#from.subarray(this.#at - count, this.#at)
  }

  /** A whole number, big-endian. */
  number(count: 1 | 2 | 3 | 4): number {
    return this.bytes(count, count).readUIntBE(0, count)
  }

  /** The size of a tree in eight bytes. */
  size(): number {
    const size = Number(this.bytes(8, 8).readBigUInt64BE())
    if (!validSize(size)) throw new UnreadableBody('body', 'not the size of a tree')
    return size
  }

  /** A text in UTF-8 that is its own spelling. */
  text(count: number, most: number): string {
    const bytes = this.bytes(count, most)
    const text = bytes.toString('utf8')
    if (!Buffer.from(text).equals(bytes)) throw new UnreadableBody('body', 'not UTF-8')
    return text
  }
}
