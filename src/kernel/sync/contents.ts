// Contents on the wire: opened between nodes that hold the realm, sealed as they are otherwise.

import { createHash } from 'node:crypto'
import type { Realm } from '../event.ts'
import type { LeafBody } from '../journal/leaf.ts'
import { readLeaf, saidDigest, sealedDigest } from '../journal/leaf.ts'
import type { Node } from '../node.ts'
import type { WrappedKey } from '../realms/content.ts'
import {
  binding, isPadded, keyBinding, nonceBytes, nonceOf, orNothing, saltBytes, saltOf, sealedAs,
  unwrapKey, wrapKey, wrapNonce,
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

/** How a content travels: not here; sealed as it is; opened, with its salt and nonce or with those
 *  that follow from the key and the leaf. */
const kinds = { none: '-', sealed: 's', opened: 'o', withSalt: 'n' } as const

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
  node: Node, leaves: readonly LeafWithContent[], how: Packing,
): Promise<Buffer> {
  const squeezer = new Squeezer()
  for (const { bytes, content } of leaves) {
    await packContent(node, { body: readLeaf(bytes).body, content }, squeezer, how)
  }
  return squeezer.end()
}

/** Which keys the other side holds, by `realm quarter id`, and whether it is to open anything. */
export interface Packing { held: ReadonlySet<string>; sealedOnly?: boolean }

interface BodyWithContent { body: LeafBody; content: Buffer | null }

/** Packs one content, or that there is none; what is digested of it follows only from 'opened'. */
export async function packContent(
  node: Node, { body, content }: BodyWithContent, squeezer: Squeezer, how: Packing,
): Promise<'none' | 'sealed' | 'opened'> {
  const atMs = Date.parse(body.at)
  if (!content) {
    squeezer.line(kinds.none, atMs)
    return 'none'
  }
  const opened = how.sealedOnly ? undefined : await openedFor(node, body, content, how.held)
  if (opened) {
    const { text, salted, key } = opened
    squeezer.line(`${salted ? kinds.withSalt : kinds.opened}${key?.name ?? ''}|${text}`, atMs)
    if (salted) squeezer.bytes(salted)
    if (key?.nonce) squeezer.bytes(key.key, Buffer.of(1), key.nonce)
    else if (key) squeezer.bytes(key.key, Buffer.of(0))
    return 'opened'
  }
  const keys = await node.content.wrappedBy(undefined, body, node.store.reading)
  squeezer.line(`${kinds.sealed}${keys.map(({ quarter }) => quarter).join()}`, atMs)
  squeezer.bytes(uint32(content.length), content)
  for (const { wrapped } of keys) squeezer.bytes(Buffer.of(wrapped.length), wrapped)
  return 'sealed'
}

/** The salt and the nonce where they do not follow; the key with its subject's first leaf. */
interface OpenedFor {
  text: string; salted?: Buffer; key?: { name: string; key: Buffer; nonce?: Buffer }
}

/** What is packed of a content that the other side can seal again to the same bytes. */
async function openedFor(
  node: Node, body: LeafBody, content: Buffer, held: ReadonlySet<string>,
): Promise<OpenedFor | undefined> {
  if (isPadded(body.realm) || !node.content.holds(body.realm as Realm)) return undefined
  const opened = await node.content.openAs(body, content, node.store.reading)
  const own = opened && await ownKey(node, body)
  // Whoever lacks the key that wraps this one could not make the sealed bytes again.
  if (!opened || !own?.key.equals(opened.key)) return undefined
  if (!held.has(`${body.realm} ${own.name}`)) return undefined
  const { plain, nonce } = opened
  const [salt, said] = [plain.subarray(0, saltBytes), plain.subarray(saltBytes)]
  const text = said.toString('utf8')
  if (!squeezable(text) || !Buffer.from(text).equals(said)) return undefined
  if (saidDigest(salt, said) !== body.said) return undefined
  const follows = salt.equals(saltOf(own.key, said, saltedIn(body)))
    && nonce.equals(nonceOf(own.key, plain, boundOf(body)))
  const first = await isFirst(node, body)
  return {
    text, ...(!follows && { salted: Buffer.concat([salt, nonce]) }), ...(first && { key: own }),
  }
}

/** The key that a leaf's journal made for its subject, if it is one only and opens here. */
async function ownKey(
  { content, store: { reading } }: Node, { origin, subject, realm }: BeforeContent,
): Promise<OpenedFor['key']> {
  const [wrapped, ...more] = await content.wrappedBy(origin, { subject, realm }, reading)
  if (!wrapped || more.length > 0) return undefined
  return unwrapped(content.keyring.all(realm as Realm, wrapped.quarter), wrapped, subject)
}

/**
 * Whether a leaf brings its subject's key: it is the first in its journal and realm, or the first
 * after so many of other realms that one key too many is sent.
 */
async function isFirst(
  { store: { reading } }: Node, { origin, number, subject, realm }: LeafBody,
): Promise<boolean> {
  const before = await reading.all(lastOfSubject, [origin, subject, number])
  return !before.some(({ bytes }) => readLeaf(bytes as Buffer).body.realm === realm)
}

const lastOfSubject = 'select bytes from leaf where origin = ? and subject = ? and number < ?' +
  ' order by number desc limit 4'

/** A subject's key, the name of what wraps it, and its nonce where that does not follow. */
function unwrapped(
  realmKeys: readonly Buffer[], { realm, quarter, wrapped }: WrappedKey, subject: string,
): OpenedFor['key'] {
  const bound = keyBinding(subject, realm, quarter)
  for (const realmKey of realmKeys) {
    const key = orNothing(() => unwrapKey(realmKey, wrapped, bound))
    if (!key) continue
    const nonce = wrapped.subarray(0, nonceBytes)
    const follows = wrapNonce(realmKey, key, bound).equals(nonce)
    const name = `${quarter} ${keyIdOf({ realm, quarter }, realmKey)}`
    return { name, key, ...(!follows && { nonce }) }
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
    const found = await unpackContent(node, leaf, stretcher, fresh)
    if (found === undefined) continue
    const why = typeof found === 'string' ? found
      : sealedDigest(found.content) === leaf!.sealed ? undefined : 'content-not-as-sealed'
    if (why) unpacked.refused.push({ number: first + index, why })
    else unpacked.taken.push({ bytes: bytes!, ...found as MadeContent })
  }
  stretcher.end()
  return unpacked
}

/** Keys that came in this body, by subject and realm. */
export type FreshKeys = Map<string, Buffer>

/** A content as it was sealed, the keys that came with it, and its digest where it was opened. */
export interface MadeContent { content: Buffer; keys: WrappedKey[]; said?: string }

/** What is known of a leaf when its content comes. */
export type BeforeContent = Pick<LeafBody,
  'origin' | 'number' | 'subject' | 'event' | 'realm' | 'at'>

/**
 * Makes the next content again as it was sealed; undefined where nothing is brought. That it is
 * what the leaf seals is for the caller to see. Throws UnreadableBody.
 */
export async function unpackContent(
  node: Node, leaf: BeforeContent | undefined, stretcher: Stretcher, fresh: FreshKeys,
): Promise<MadeContent | ContentRefused | undefined> {
  const line = stretcher.line(Date.parse(leaf?.at ?? ''))
  const rest = line.slice(1)
  switch (line[0]) {
    case kinds.none: return undefined
    case kinds.sealed: return unpackSealed(stretcher.raw, rest, leaf)
    case kinds.opened: case kinds.withSalt: {
      const came = readOpened(stretcher.raw, rest, line[0] === kinds.withSalt)
      return leaf ? sealedAgain(node, leaf, came, fresh) : 'leaf-not-here'
    }
  }
  throw new UnreadableBody('body', 'a content of an unknown kind')
}

function unpackSealed(raw: Reader, quarters: string, leaf: BeforeContent | undefined) {
  const content = raw.bytes(raw.number(4), mostContentBytes)
  const keys = listOf(quarters).map((quarter) => {
    if (!/^\d{4}Q[1-4]$/.test(quarter)) throw new UnreadableBody('body', 'not a quarter')
    return { realm: leaf?.realm ?? '', quarter, wrapped: raw.bytes(raw.number(1), 255) }
  })
  return leaf ? { content, keys } : 'leaf-not-here'
}

interface Came {
  text: Buffer; salt?: Buffer; nonce?: Buffer
  key?: { quarter: string; id: string; key: Buffer; nonce?: Buffer }
}

function readOpened(raw: Reader, rest: string, withSalt: boolean): Came {
  const bar = rest.indexOf('|')
  if (bar < 0) throw new UnreadableBody('body', 'a content without its bar')
  const text = Buffer.from(rest.slice(bar + 1))
  const came: Came = withSalt
    ? { text, salt: raw.bytes(saltBytes, saltBytes), nonce: raw.bytes(nonceBytes, nonceBytes) }
    : { text }
  if (bar === 0) return came
  const [, quarter = '', id = ''] = /^(\d{4}Q[1-4]) ([0-9a-f]{8})$/.exec(rest.slice(0, bar)) ?? []
  if (id === '') throw new UnreadableBody('body', 'not the name of a key')
  const key = raw.bytes(32, 32)
  const nonce = raw.number(1) === 1 ? raw.bytes(nonceBytes, nonceBytes) : undefined
  return { ...came, key: { quarter, id, key, ...(nonce && { nonce }) } }
}

async function sealedAgain(
  node: Node, leaf: BeforeContent, came: Came, fresh: FreshKeys,
): Promise<MadeContent | ContentRefused> {
  const place = `${leaf.realm} ${leaf.subject}`
  if (came.key) fresh.set(place, came.key.key)
  const key = fresh.get(place) ?? (await ownKey(node, leaf))?.key
  const keys = came.key ? [wrappedAgain(node, leaf, came.key)] : []
  if (!key || keys.includes(undefined)) return 'key-not-here'
  const salt = came.salt ?? saltOf(key, came.text, saltedIn(leaf))
  const plain = Buffer.concat([salt, came.text])
  const bound = boundOf(leaf)
  const content = sealedAs(key, { plain, nonce: came.nonce ?? nonceOf(key, plain, bound) }, bound)
  return { content, keys: keys as WrappedKey[], said: saidDigest(salt, came.text) }
}

function wrappedAgain(
  { content: { keyring } }: Node, { realm, subject }: BeforeContent,
  { quarter, id, key, nonce }: NonNullable<Came['key']>,
): WrappedKey | undefined {
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

const boundOf = ({ subject, event, realm }: BeforeContent) => binding(subject, event, realm)
const saltedIn = (leaf: BeforeContent) =>
  ({ origin: leaf.origin, number: leaf.number, bound: boundOf(leaf) })
const listOf = (text: string): string[] => (text === '' ? [] : text.split(','))

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
