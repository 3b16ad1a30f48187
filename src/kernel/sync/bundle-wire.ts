// A bundle as it goes over a link: lines of JSON, compressed; first its head, then leaf by leaf.

import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { HASH_BYTES, leafHash } from '../journal/tree.ts'
import type { WrappedKey } from '../realms/content.ts'

/** Leaves in one answer: what a 64 kbit/s line carries within a minute or two. */
export const mostInBundle = 512
/** An answer ends after the leaf with which it has grown to this size. */
export const mostBundleBytes = 1024 * 1024
/** No answer opens to more than this: one leaf and its content are at most a few megabytes. */
const mostOpened = 32 * 1024 * 1024

/** One entry of the bundle log: the leaf of a journal, by its number and its hash. */
export interface Reference { origin: string; number: number; hash: Buffer }

/** A reference with what it refers to; without where the one who asks wrote that leaf. */
export interface BundledLeaf extends Reference {
  leaf?: { bytes: Buffer; content: Buffer | null; keys: readonly WrappedKey[] }
}

export interface Bundle {
  /** Entries from this size of the log on. */
  from: number
  /** The signed and cosigned head of the log. */
  checkpoint: Buffer
  /** That the log up to where these entries end is the beginning of the one that was signed. */
  proof: readonly Buffer[]
  entries: readonly BundledLeaf[]
}

/** The bytes that the tree of the bundle log has a leaf of: three lines. */
export function referenceBytes({ origin, number, hash }: Reference): Buffer {
  return Buffer.from(`${origin}\n${number}\n${hash.toString('base64')}\n`)
}

/** The hash of a reference in the tree of the bundle log (RFC 6962 §2.1). */
export function referenceHash(reference: Reference): Buffer {
  return leafHash(referenceBytes(reference))
}

/** A bundle that cannot be read; `message` says where. */
export class UnreadableBundle extends Error {}

/** Writes a bundle: one line of JSON for its head, one for each entry, compressed (RFC 8878). */
export function writeBundle({ from, checkpoint, proof, entries }: Bundle): Buffer {
  const lines = [
    JSON.stringify({
      from, checkpoint: checkpoint.toString('utf8'), proof: proof.map(base64),
    }),
    ...entries.map(({ origin, number, hash, leaf }) => JSON.stringify({
      origin, number, hash: base64(hash),
      ...(leaf && {
        leaf: leaf.bytes.toString('utf8'),
        ...(leaf.content && { content: base64(leaf.content) }),
        ...(leaf.keys.length > 0 && { keys: leaf.keys.map(({ realm, quarter, wrapped }) =>
          ({ realm, quarter, wrapped: base64(wrapped) })) }),
      }),
    })),
  ]
  return zstdCompressSync(Buffer.from(`${lines.join('\n')}\n`), {
    params: { [constants.ZSTD_c_compressionLevel]: 9 },
  })
}

/** Reads a bundle; throws UnreadableBundle for anything that is not one. */
export function readBundle(compressed: Uint8Array): Bundle {
  const [first, ...others] = linesOf(compressed)
  if (others.length > mostInBundle) throw new UnreadableBundle('too many leaves')
  const head = readLine(Head, first, 0)
  return {
    from: head.from, checkpoint: Buffer.from(head.checkpoint), proof: head.proof.map(fromBase64),
    entries: others.map((line, index) => entryOf(readLine(Entry, line, index + 1))),
  }
}

const Base64 = z.base64()
const Hash = Base64.length(44).refine((text) => fromBase64(text).length === HASH_BYTES)
const Head = z.strictObject({
  from: z.int().min(0), checkpoint: z.string().max(100_000), proof: z.array(Hash).max(64),
})
const Entry = z.strictObject({
  origin: z.string().min(1).max(200), number: z.int().min(0), hash: Hash,
  leaf: z.string().max(65_535).optional(), content: Base64.optional(),
  keys: z.array(z.strictObject({
    realm: z.string().max(40), quarter: z.string().max(10), wrapped: Base64.max(400),
  })).max(64).optional(),
})

function entryOf({ origin, number, hash, leaf, content, keys }: z.infer<typeof Entry>) {
  return {
    origin, number, hash: fromBase64(hash),
    ...(leaf !== undefined && { leaf: {
      bytes: Buffer.from(leaf), content: content === undefined ? null : fromBase64(content),
      keys: (keys ?? []).map(({ realm, quarter, wrapped }) =>
        ({ realm, quarter, wrapped: fromBase64(wrapped) })),
    } }),
  }
}

function linesOf(compressed: Uint8Array): string[] {
  let text: string
  try {
    text = zstdDecompressSync(compressed, { maxOutputLength: mostOpened }).toString('utf8')
  } catch (failure) {
    throw new UnreadableBundle('not compressed as it must be, or too large', { cause: failure })
  }
  if (!text.endsWith('\n')) throw new UnreadableBundle('cut off')
  return text.slice(0, -1).split('\n')
}

function readLine<T>(shape: z.ZodType<T>, line: string | undefined, number: number): T {
  try {
    return shape.parse(JSON.parse(line ?? ''))
  } catch (failure) {
    throw new UnreadableBundle(`line ${number} is not as it must be`, { cause: failure })
  }
}

const base64 = (bytes: Buffer) => bytes.toString('base64')
const fromBase64 = (text: string) => Buffer.from(text, 'base64')
