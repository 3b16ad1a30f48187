// Sealing: what was said goes under its subject's key, or to a realm that only others can open.

import {
  createCipheriv, createDecipheriv, createHash, createHmac, createSecretKey,
} from 'node:crypto'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { canonical } from '../../lib/canonical.ts'
import type { Luck } from '../given.ts'
import { sealedDigest } from '../journal/leaf.ts'
import type { Realm } from '../event.ts'

/** First byte of sealed content: how the rest is to be opened. */
const underSubjectKey = 1
const toRealm = 2

/** Content of these realms is padded to size classes, so that its length tells nothing. */
const paddedRealms: ReadonlySet<string> = new Set(['watch', 'protection', 'integrity', 'health'])
const sizeClasses = [4, 16, 64, 256, 1024].map((kib) => kib * 1024)

/** An X25519 public key (RFC 9180 §7.1, Nenc). */
const encapsulatedBytes = 32
export const nonceBytes = 12
const tagBytes = 16
export const saltBytes = 16

/**
 * What a leaf says of its content: a salted digest of what was said, and one of the sealed bytes.
 */
export interface Sealed { content: Buffer; said: string; sealed: string }

/**
 * What was said, ready to be sealed: salt, canonical JSON, and padding where the realm asks for it.
 * The salt is of `saltOf`, or of `randomSalt` where no key seals it.
 */
export function plainContent(
  said: unknown, realm: Realm, salt: (text: Buffer) => Buffer,
): { plain: Buffer; digest: string } {
  const text = Buffer.from(canonical(said), 'utf8')
  const salted = Buffer.concat([salt(text), text])
  const digest = createHash('sha256').update(salted).digest('base64url')
  if (!paddedRealms.has(realm)) return { plain: salted, digest }
  // JSON ends at its last brace: trailing spaces are the padding.
  const size = sizeClasses.find((bytes) => bytes >= salted.length) ?? salted.length
  return { plain: Buffer.concat([salted, Buffer.alloc(size - salted.length, 0x20)]), digest }
}

/** Sixteen bytes that nobody can guess. */
export function randomSalt(luck: Luck): Buffer {
  return luck.bytes(saltBytes)
}

/**
 * The salt of what is said in a leaf, under the key of its subject: whoever lacks the key can no
 * more guess it than a random one, and it need not travel where the key does. No two leaves have
 * one salt, and where a number is used again, since its leaf never became durable, no two texts.
 */
export function saltOf(
  key: Buffer, text: Buffer, { origin, number, bound }: SaltedIn,
): Buffer {
  const hmac = createHmac('sha256', key).update(`safar salt\n${bound}\n${origin}\n${number}\n`)
  return hmac.update(text).digest().subarray(0, saltBytes)
}

/** The leaf in which something is said, and what its content is bound to. */
export interface SaltedIn { origin: string; number: number; bound: string }

/** Seals plain content under a subject's key: AES-256-GCM, bound to subject, event and realm. */
export function sealUnder(
  key: Buffer, plain: Buffer, digest: string, bound: string,
): Sealed {
  const content = sealedAs(key, { plain, nonce: nonceOf(key, plain, bound) }, bound)
  return { content, said: digest, sealed: sealedDigest(content) }
}

/** What was sealed, with all that makes the same sealed bytes of it again. */
export interface Opened {
  /** The salt, and what was said in canonical JSON. */
  plain: Buffer
  nonce: Buffer
}

/** The very bytes that were sealed, from what was opened. */
export function sealedAs(key: Buffer, { plain, nonce }: Opened, bound: string): Buffer {
  return Buffer.concat([Buffer.of(underSubjectKey), encrypt(key, plain, bound, nonce)])
}

/** Opens content as it was sealed, salt and padding included; throws as `openUnder` does. */
export function openedAs(key: Buffer, content: Buffer, bound: string): Opened {
  if (content[0] !== underSubjectKey) throw new Error('this content is not under a subject key')
  const plain = decrypt(key, content.subarray(1), bound)
  return { plain, nonce: content.subarray(1, 1 + nonceBytes) }
}

/**
 * The nonce of a content: it follows from the key and the salt, sixteen random bytes, and so is as
 * seldom the same as a random one, and need not travel where both do. A reader takes whatever nonce
 * stands before the sealed bytes.
 */
export function nonceOf(key: Buffer, plain: Buffer, bound: string): Buffer {
  const hmac = createHmac('sha256', createSecretKey(key)).update(`safar nonce\n${bound}\n`)
  return hmac.update(plain.subarray(0, saltBytes)).digest().subarray(0, nonceBytes)
}

/** Seals plain content to a realm's X25519 public key: HPKE base mode (RFC 9180 §5.1.1). */
export async function sealTo(
  publicKey: Buffer, plain: Buffer, digest: string, bound: string, realm: Realm,
): Promise<Sealed> {
  const sealed = await sealToKey(publicKey, plain, { info: infoOf(realm), bound })
  const content = Buffer.concat([Buffer.of(toRealm), sealed])
  return { content, said: digest, sealed: sealedDigest(content) }
}

/** Opens content under a subject's key; throws where a byte or the binding differs. */
export function openUnder(key: Buffer, content: Buffer, bound: string): unknown {
  return saidIn(openedAs(key, content, bound).plain)
}

/** Opens content that was sealed to a realm, with the realm's private key. */
export async function openTo(
  privateKey: Buffer, content: Buffer, bound: string, realm: Realm,
): Promise<unknown> {
  if (content[0] !== toRealm) throw new Error('this content is not sealed to a realm')
  return saidIn(await openToKey(privateKey, content.subarray(1), { info: infoOf(realm), bound }))
}

/** What sealed bytes are for, and what they are bound to. */
export interface SealedFor { info: string; bound: string }

/** Seals bytes to an X25519 public key: the encapsulated key, then what AES-256-GCM made. */
export async function sealToKey(
  publicKey: Buffer, plain: Buffer, { info, bound }: SealedFor,
): Promise<Buffer> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(exact(publicKey))
  const sender = await suite.createSenderContext({
    recipientPublicKey, info: exact(Buffer.from(info)),
  })
  const sealed = await sender.seal(exact(plain), exact(Buffer.from(bound)))
  return Buffer.concat([Buffer.from(sender.enc), Buffer.from(sealed)])
}

/** Opens bytes sealed to a key; throws where a byte, the use or the binding differs. */
export async function openToKey(
  privateKey: Buffer, sealed: Buffer, { info, bound }: SealedFor,
): Promise<Buffer> {
  const recipient = await suite.createRecipientContext({
    recipientKey: await suite.kem.deserializePrivateKey(exact(privateKey)),
    enc: exact(sealed.subarray(0, encapsulatedBytes)), info: exact(Buffer.from(info)),
  })
  const opened = await recipient.open(
    exact(sealed.subarray(encapsulatedBytes)), exact(Buffer.from(bound)),
  )
  return Buffer.from(opened)
}

/** A new pair of keys for a realm that others seal to, as raw bytes. */
export async function newRealmPair(): Promise<{ publicKey: Buffer; privateKey: Buffer }> {
  const pair = await suite.kem.generateKeyPair()
  return {
    publicKey: Buffer.from(await suite.kem.serializePublicKey(pair.publicKey)),
    privateKey: Buffer.from(await suite.kem.serializePrivateKey(pair.privateKey)),
  }
}

/** Wraps a subject's key with the realm's key of a quarter; the nonce follows from both. */
export function wrapKey(
  realmKey: Buffer, subjectKey: Buffer, bound: string,
  nonce = wrapNonce(realmKey, subjectKey, bound),
): Buffer {
  return encrypt(realmKey, subjectKey, bound, nonce)
}

/** The nonce that wraps a subject's key: of thirty-two random bytes and the realm's key. */
export function wrapNonce(realmKey: Buffer, subjectKey: Buffer, bound: string): Buffer {
  const hmac = createHmac('sha256', createSecretKey(realmKey)).update(`safar wrap\n${bound}\n`)
  return hmac.update(subjectKey).digest().subarray(0, nonceBytes)
}

/** What a subject's key is bound to where it is wrapped. */
export function keyBinding(subject: string, realm: string, quarter: string): string {
  return `safar/key/${realm}/${quarter}/${subject}`
}

/** Whether contents of a realm are padded, so that their length tells nothing. */
export function isPadded(realm: string): boolean {
  return paddedRealms.has(realm)
}

/** Unwraps a subject's key; throws where the realm's key or the binding is another. */
export function unwrapKey(realmKey: Buffer, wrapped: Buffer, bound: string): Buffer {
  return decrypt(realmKey, wrapped, bound)
}

/** What content is bound to, so that it cannot be moved to another subject or event. */
export function binding(subject: string, event: string, realm: string): string {
  return `safar/${realm}/${event}/${subject}`
}

const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm(),
})

function infoOf(realm: Realm): string {
  return `safar/${realm}/v1`
}

function encrypt(key: Buffer, plain: Buffer, bound: string, nonce: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce)
    .setAAD(Buffer.from(bound))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decrypt(key: Buffer, sealed: Buffer, bound: string): Buffer {
  if (sealed.length < nonceBytes + tagBytes) throw new Error('sealed content is too short')
  // Of a key as bytes Node finds out by two exceptions that it is none of its objects: that takes
  // three times as long as opening does.
  const decipher = createDecipheriv(
    'aes-256-gcm', createSecretKey(key), sealed.subarray(0, nonceBytes))
    .setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()])
}

function saidIn(plain: Buffer): unknown {
  return JSON.parse(plain.subarray(saltBytes).toString('utf8'))
}

/** WebCrypto wants a buffer that holds these bytes and no others. */
function exact(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}

/** What a key opens; nothing where it is not the key. */
export function orNothing<T>(opened: () => T): T | undefined {
  try {
    return opened()
  } catch {
    return undefined
  }
}
