// Contents on the wire: opened between nodes that hold the realm, sealed as they are otherwise.

import { createHash } from 'node:crypto'
import type { Realm } from '../event.ts'
import type { LeafBody } from '../journal/leaf.ts'
import { readLeaf, sealedDigest } from '../journal/leaf.ts'
import type { Node } from '../node.ts'
import type { WrappedKey } from '../realms/content.ts'
import {
  binding, isPadded, keyBinding, nonceOf, sealedAs, unwrapKey, wrapKey, wrapNonce,
} from '../realms/sealing.ts'
import type { Statements } from '../store/store.ts'
import { UnreadableBody, type Reader } from './entries.ts'
import { squeezable, Squeezer, Stretcher } from './squeezing.ts'
import type { ForeignLeaf } from './take.ts'

/** As many leaves as one package, so that a cut costs one package of contents at most. */
export const mostContents = 256
/** A content in a journal file has at most 4 MiB, and so has one on the way. */
const mostContentBytes = 4 * 1024 * 1024

/** A leaf as it lies in the store, whose content is to go up. */
export interface LeafWithContent { bytes: Buffer; content: Buffer | null }

/** How a content travels: not here; sealed as it is; opened, with its nonce or with one that
 *  follows from key and salt. */
const kinds = { none: '-', sealed: 's', opened: 'o', withNonce: 'n' } as const

/** Names a realm's key of a quarter without telling anything of it. */
export function keyIdOf({ realm, quarter }: Omit<WrappedKey, 'wrapped'>, key: Buffer): string {
  const named = `safar realm key\n${realm}\n${quarter}\n`
  return createHash('sha256').update(named).update(key).digest('hex').slice(0, 8)
}

/** The keys that a node holds, as it tells them to one that brings contents: `realm quarter id`. */
export function heldKeys({ content: { keyring } }: Node): string[] {
  return keyring.quarters().flatMap(([realm, quarter]) => keyring.all(realm, quarter)
    .map((key) => `${realm} ${quarter} ${keyIdOf({ realm, quarter }, key)}`))
}

/**
 * The contents of leaves that follow one another, for a node that holds the keys `held`. Where
 * `sealedOnly`, they travel as sealed bytes with all their keys.
 */
export async function packContents(
  node: Node, leaves: readonly LeafWithContent[],
  { held, sealedOnly }: { held: ReadonlySet<string>; sealedOnly?: boolean },
): Promise<Buffer> {
  const squeezer = new Squeezer()
  for (const { bytes, content } of leaves) {
    const { body } = readLeaf(bytes)
    const packing = { node, body, squeezer, held }
    if (!content) squeezer.line(kinds.none, Date.parse(body.at))
    else if (sealedOnly || !await packOpened(packing, content)) await packSealed(packing, content)
  }
  return squeezer.end()
}

interface Packing { node: Node; body: LeafBody; squeezer: Squeezer; held: ReadonlySet<string> }

async function packSealed({ node, body, squeezer }: Packing, content: Buffer): Promise<void> {
  const { reading } = node.store
  const keys = await node.content.wrappedBy(undefined, body, reading)
  squeezer.line(`${kinds.sealed}${keys.map(({ quarter }) => quarter).join()}`, Date.parse(body.at))
  squeezer.bytes(uint32(content.length), content)
  for (const { wrapped } of keys) squeezer.bytes(Buffer.of(wrapped.length), wrapped)
}

/** Packs an opened content with the keys that its journal made for it; tells whether it could. */
async function packOpened(
  { node, body, squeezer, held }: Packing, content: Buffer,
): Promise<boolean> {
  if (isPadded(body.realm) || !node.content.holds(body.realm as Realm)) return false
  const opened = await node.content.openAs(body, content, node.store.reading)
  if (!opened) return false
  const keys = await keysOf(node, body)
  // Whoever does not hold a key that wraps this one could not make the sealed bytes again.
  if (!keys.some(({ key, name }) => key.equals(opened.key) && held.has(name))) return false
  const text = opened.plain.toString('utf8', 16)
  if (!squeezable(text) || !Buffer.from(text).equals(opened.plain.subarray(16))) return false
  const sent = await isFirst(node, body) ? keys.filter(({ own }) => own) : []
  if (sent.some(({ name }) => !held.has(name))) return false
  const follows = nonceOf(opened.key, opened.plain, boundOf(body)).equals(opened.nonce)
  const names = sent.map(({ name }) => name.slice(body.realm.length + 1)).join()
  squeezer.line(`${follows ? kinds.opened : kinds.withNonce}${names}|${text}`, Date.parse(body.at))
  squeezer.bytes(opened.plain.subarray(0, 16), ...(follows ? [] : [opened.nonce]))
  for (const { key, nonce, followsToo } of sent) {
    squeezer.bytes(key, Buffer.of(followsToo ? 0 : 1), ...(followsToo ? [] : [nonce]))
  }
  return true
}

interface SubjectKey { name: string; key: Buffer; nonce: Buffer; followsToo: boolean; own: boolean }

/** The keys of a leaf's subject that open here; `own` are those that its journal made. */
async function keysOf(
  { content, store: { reading } }: Node, { origin, subject, realm }: LeafBody,
): Promise<SubjectKey[]> {
  const own = await content.wrappedBy(origin, { subject, realm }, reading)
  const all = await content.wrappedBy(undefined, { subject, realm }, reading)
  return all.flatMap((wrapped) => {
    const realmKeys = content.keyring.all(realm as Realm, wrapped.quarter)
    const found = unwrapped(realmKeys, wrapped, subject)
    const isOwn = own.some((each) => each.wrapped.equals(wrapped.wrapped))
    return found ? [{ ...found, own: isOwn }] : []
  })
}

/** Whether a leaf is its subject's first in its journal: the one that brings the keys. */
async function isFirst(
  { store: { reading } }: Node, { origin, number, subject }: LeafBody,
): Promise<boolean> {
  const [row] = await reading.all(firstOfSubject, [origin, subject])
  return Number(row?.['number']) === number
}

const firstOfSubject = 'select min(number) as number from leaf where origin = ? and subject = ?'

function unwrapped(
  realmKeys: readonly Buffer[], { realm, quarter, wrapped }: WrappedKey, subject: string,
): Omit<SubjectKey, 'own'> | undefined {
  const bound = keyBinding(subject, realm, quarter)
  for (const realmKey of realmKeys) {
    try {
      const key = unwrapKey(realmKey, wrapped, bound)
      const nonce = wrapped.subarray(0, 12)
      return {
        name: `${realm} ${quarter} ${keyIdOf({ realm, quarter }, realmKey)}`, key, nonce,
        followsToo: wrapNonce(realmKey, key, bound).equals(nonce),
      }
    } catch {
      continue
    }
  }
  return undefined
}

/** Why a content was not taken; its leaf stays bare. */
export type ContentRefused = 'content-not-as-sealed' | 'key-not-here' | 'leaf-not-here'

export interface Unpacked {
  taken: ForeignLeaf[]
  refused: { number: number; why: ContentRefused }[]
}

/**
 * Makes contents again as they were sealed, for leaves that are here; `leaves` are those from the
 * first number on, undefined where what is here is no leaf. Throws UnreadableBody.
 */
export async function unpackContents(
  node: Node, body: Buffer, first: number, leaves: readonly (Buffer | undefined)[],
): Promise<Unpacked> {
  const stretcher = new Stretcher(body)
  const unpacked: Unpacked = { taken: [], refused: [] }
  const fresh: FreshKeys = new Map()
  for (const [index, bytes] of leaves.entries()) {
    const leaf = bytes && readLeaf(bytes).body
    const found = await unpackOne({ node, stretcher, fresh, leaf })
    if (found === undefined) continue
    if (typeof found === 'string') unpacked.refused.push({ number: first + index, why: found })
    else unpacked.taken.push({ bytes: bytes!, ...found })
  }
  stretcher.end()
  return unpacked
}

/** Keys that came in this body, by subject and realm. */
type FreshKeys = Map<string, Buffer[]>

interface Unpacking {
  node: Node; stretcher: Stretcher; fresh: FreshKeys; leaf: LeafBody | undefined
}

async function unpackOne(
  unpacking: Unpacking,
): Promise<Omit<ForeignLeaf, 'bytes'> | ContentRefused | undefined> {
  const { stretcher, leaf } = unpacking
  const line = stretcher.line(Date.parse(leaf?.at ?? ''))
  const rest = line.slice(1)
  switch (line[0]) {
    case kinds.none: return undefined
    case kinds.sealed: return unpackSealed(stretcher.raw, rest, leaf)
    case kinds.opened: case kinds.withNonce:
      return unpackOpened(unpacking, rest, line[0] === kinds.withNonce)
  }
  throw new UnreadableBody('body', 'a content of an unknown kind')
}

function unpackSealed(raw: Reader, quarters: string, leaf: LeafBody | undefined) {
  const content = raw.bytes(raw.number(4), mostContentBytes)
  const keys = listOf(quarters).map((quarter) => {
    if (!/^\d{4}Q[1-4]$/.test(quarter)) throw new UnreadableBody('body', 'not a quarter')
    return { realm: leaf?.realm ?? '', quarter, wrapped: raw.bytes(raw.number(1), 255) }
  })
  if (!leaf) return 'leaf-not-here'
  return sealedDigest(content) === leaf.sealed ? { content, keys } : 'content-not-as-sealed'
}

async function unpackOpened(
  { node, stretcher: { raw }, fresh, leaf }: Unpacking, rest: string, withNonce: boolean,
) {
  const bar = rest.indexOf('|')
  if (bar < 0) throw new UnreadableBody('body', 'a content without its bar')
  const plain = Buffer.concat([raw.bytes(16, 16), Buffer.from(rest.slice(bar + 1))])
  const nonce = withNonce ? raw.bytes(12, 12) : undefined
  const sent = listOf(rest.slice(0, bar)).map((name) => ({
    name, key: raw.bytes(32, 32), nonce: raw.number(1) === 1 ? raw.bytes(12, 12) : undefined,
  }))
  if (!leaf) return 'leaf-not-here'
  const keys = sent.map((each) => wrappedAgain(node, leaf, each))
  const place = `${leaf.realm} ${leaf.subject}`
  fresh.set(place, [...sent.map(({ key }) => key), ...fresh.get(place) ?? []])
  const { reading } = node.store
  const own = fresh.get(place)!
  for (const key of [...own, ...await node.content.keysOf(leaf.subject, leaf.realm, reading)]) {
    const bound = boundOf(leaf)
    const content = sealedAs(key, { plain, nonce: nonce ?? nonceOf(key, plain, bound) }, bound)
    if (sealedDigest(content) !== leaf.sealed) continue
    return keys.includes(undefined) ? 'key-not-here' : { content, keys: keys as WrappedKey[] }
  }
  return 'key-not-here'
}

function wrappedAgain(
  { content: { keyring } }: Node, { realm, subject }: LeafBody,
  { name, key, nonce }: { name: string; key: Buffer; nonce: Buffer | undefined },
): WrappedKey | undefined {
  const [, quarter = '', id = ''] = /^(\d{4}Q[1-4]) ([0-9a-f]{8})$/.exec(name) ?? []
  if (id === '') throw new UnreadableBody('body', 'not the name of a key')
  const realmKey = keyring.all(realm as Realm, quarter)
    .find((each) => keyIdOf({ realm, quarter }, each) === id)
  const bound = keyBinding(subject, realm, quarter)
  return realmKey && {
    realm, quarter,
    wrapped: wrapKey(realmKey, key, bound, nonce ?? wrapNonce(realmKey, key, bound)),
  }
}

const readRange = 'select number, bytes, content from leaf' +
  ' where origin = ? and number >= ? and number < ? order by number'

/** The leaves of a journal between two numbers; undefined where what is here is no leaf. */
export async function leavesBetween(
  statements: Statements, origin: string, { from, to }: { from: number; to: number },
): Promise<(LeafWithContent | undefined)[]> {
  const rows = await statements.all(readRange, [origin, from, to])
  const found = new Map(rows.map((row) => [Number(row['number']), row]))
  return Array.from({ length: to - from }, (_, index) => {
    const row = found.get(from + index)
    return row && { bytes: row['bytes'] as Buffer, content: row['content'] as Buffer | null }
  })
}

const boundOf = ({ subject, event, realm }: LeafBody) => binding(subject, event, realm)
const listOf = (text: string): string[] => (text === '' ? [] : text.split(','))

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
