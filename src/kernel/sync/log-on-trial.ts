// A journal in memory as a test writes it: honest, forked, or with entries that are no leaves.

import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { signCheckpoint } from '../journal/checkpoint.ts'
import { writeLeaf, type LeafBody } from '../journal/leaf.ts'
import { signer, type Signer } from '../journal/note.ts'
import { subtreeProof } from '../journal/subtree.ts'
import { consistencyProof, leafHash, nodeHash, rootAt, type HashAt } from '../journal/tree.ts'
import { placesOf, type Package } from './entries.ts'

/** A log in memory, written by a test: any entries, under a key of its own. */
export class Log {
  readonly origin: string
  readonly entries: Buffer[] = []
  readonly leafKey: Signer
  readonly key: Signer
  #previous: string | null = null

  constructor(
    origin = 'safar.test/post/dhobley/1',
    keys: { privateKey: KeyObject } = generateKeyPairSync('ed25519'),
  ) {
    this.origin = origin
    this.leafKey = signer(`${origin}/desk-1`, keys.privateKey)
    this.key = signer(origin, keys.privateKey)
  }

  /** Another log of the same key that begins with the same entries. */
  fork(size: number): Log {
    const other = Object.assign(new Log(this.origin), { leafKey: this.leafKey, key: this.key })
    other.entries.push(...this.entries.slice(0, size))
    other.#previous = size === 0 ? null : leafHash(other.entries.at(-1)!).toString('base64url')
    return other
  }

  leaf(more: Partial<LeafBody> = {}, by = this.leafKey): Buffer {
    const number = this.entries.length
    const body: LeafBody = {
      safar: 1, origin: this.origin, number, at: new Date(1.8e12 + number * 1000).toISOString(),
      tick: 0, event: number === 0 ? 'journal-opened' : 'boat-seen', version: 1, realm: 'border',
      subject: `s-${number}`, by: 'amina', device: 'desk-1', post: 'dhobley', boot: 'b',
      monotonicMs: number, clock: 'good', said: leafHash(Buffer.of(1)).toString('base64url'),
      sealed: null, previous: this.#previous,
      ...(number === 0 && { opens: { vkey: this.leafKey.vkey, predecessor: null } }), ...more,
    }
    return writeLeaf(body, by)
  }

  add(bytes = this.leaf()): this {
    this.entries.push(bytes)
    this.#previous = leafHash(bytes).toString('base64url')
    return this
  }

  grow(count: number): this {
    for (let each = 0; each < count; each++) this.add()
    return this
  }

  readonly hashAt: HashAt = (level, index) => level === 0 ? leafHash(this.entries[index]!)
    : nodeHash(this.hashAt(level - 1, 2 * index), this.hashAt(level - 1, 2 * index + 1))

  checkpoint(size = this.entries.length): Buffer {
    const root = rootAt(size, this.hashAt)
    return signCheckpoint({ origin: this.origin, size, root }, [this.key])
  }

  proof(from: number, to = this.entries.length): Buffer[] {
    return consistencyProof(from, to, this.hashAt)
  }

  packages(start: number, end: number): Package[] {
    return [...placesOf({ start, end })].map((place) => ({
      ...place, leaves: this.entries.slice(place.start, place.end),
      proof: subtreeProof({ start: place.rounded, end: place.end }, end, this.hashAt),
    }))
  }
}
