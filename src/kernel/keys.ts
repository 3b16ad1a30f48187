// The key folder of a node: its name, its device key, the store's key and the realms' keys.

import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Realm } from './event.ts'
import type { Given } from './given.ts'
import type { Opening } from './journal/leaf.ts'
import { verifier } from './journal/note.ts'
import { deviceKeyOf } from './own-journal.ts'
import { heldByPost, RealmKeyring } from './realms/keyring.ts'
import { CannotOpen } from './cannot-open.ts'

/** Who a node is; `origin` names this incarnation and never another. */
export interface Identity {
  country: string
  kind: 'post' | 'hub' | 'office'
  post: string
  device: string
  origin: string
  /** The journal that this node kept before a loss, as far as its mark knew it. */
  predecessor: Opening['predecessor']
}

export type Founding = Omit<Identity, 'origin' | 'predecessor'>

export interface NodeKeys {
  identity: Identity
  deviceKey: KeyObject
  vkey: string
  storeKey: Buffer
  markKey: Buffer
  keyring: RealmKeyring
  hpke: HpkeKeys
  /** A mirror's own: it says that all leaves of a checkpoint are durable here. */
  mirrorKey: KeyObject
}

/** Raw X25519 keys: what is sealed to this node alone opens with them. */
export interface HpkeKeys { publicKey: Buffer; privateKey: Buffer }

const IdentityFile = z.strictObject({
  country: z.string(), kind: z.enum(['post', 'hub', 'office']), post: z.string(),
  device: z.string().min(1), origin: z.string(),
  predecessor: z.strictObject({ origin: z.string(), size: z.int(), root: z.string() }).nullable(),
})

const files = {
  identity: 'node.json', device: 'device.pem', store: 'store.key', realms: 'realms.json',
}

/** Whether the making of a key folder was ended: the identity is written last. */
export function keysComplete({ disk }: Given, folder: string): boolean {
  return disk.exists(`${folder}/${files.identity}`)
}

/** Makes the keys of a new node: an incarnation, a device key, a store key, the realms it holds. */
export function makeKeys(
  given: Given, folder: string, founding: Founding, sealedTo: Partial<Record<Realm, string>> = {},
): NodeKeys {
  const { disk, luck } = given
  disk.makeFolder(folder)
  disk.replace(
    `${folder}/${files.store}`, Buffer.from(`${luck.bytes(32).toString('hex')}\n`), 0o600,
  )
  RealmKeyring.make(disk, luck, `${folder}/${files.realms}`, heldByPost, sealedTo)
  newIncarnation(given, folder, founding)
  return readKeys(given, folder)
}

/** Gives a node a new origin and device key; what it kept before stays as another journal. */
export function newIncarnation(
  { disk, luck }: Given, folder: string, founding: Founding,
  predecessor: Opening['predecessor'] = null,
): void {
  const { country, kind, post, device } = founding
  const origin = `safar.${country}/${kind}/${post}/${luck.bytes(16).toString('hex')}`
  const pem = ed25519Key(luck.bytes(32)).export({ type: 'pkcs8', format: 'pem' })
  disk.replace(`${folder}/${files.device}`, Buffer.from(pem), 0o600)
  const identity: Identity = { country, kind, post, device, origin, predecessor }
  disk.replace(
    `${folder}/${files.identity}`, Buffer.from(`${JSON.stringify(identity, null, 2)}\n`), 0o600,
  )
}

/** The Ed25519 key of a seed of 32 bytes (RFC 8410 §7), so that luck is the handed-in one. */
export function ed25519Key(seed: Buffer): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/** Reads the keys of a node; throws CannotOpen naming the file that is missing or damaged. */
export function readKeys({ disk, luck }: Given, folder: string): NodeKeys {
  const need = <T>(file: string, read: (bytes: Buffer, path: string) => T) => {
    const path = `${folder}/${file}`
    const bytes = disk.read(path)
    if (!bytes || bytes.length === 0) throw new CannotOpen('key-missing', path)
    try {
      return read(bytes, path)
    } catch (failure) {
      throw new CannotOpen('key-damaged', path, failure)
    }
  }
  const identity = need(files.identity, identityOf)
  const { privateKey, publicKey } = need(files.device, deviceKeyOf)
  const storeKey = need(files.store, storeKeyOf)
  const keyring = need(files.realms, (_, path) => RealmKeyring.read(disk, luck, path)!)
  return {
    identity,
    deviceKey: privateKey,
    vkey: verifier({ name: `${identity.origin}/${identity.device}`, publicKey }).vkey,
    storeKey,
    markKey: Buffer.from(hkdfSync('sha256', storeKey, '', 'safar mark', 32)),
    keyring,
    hpke: hpkeOf(privateKey),
    mirrorKey: ed25519Key(derived(privateKey, 'safar mirror')),
  }
}

/** The origin repeats country, kind and post, so that a change of one of them shows. */
function identityOf(bytes: Buffer): Identity {
  const identity: Identity = IdentityFile.parse(JSON.parse(bytes.toString('utf8')))
  const { country, kind, post, origin } = identity
  const named = `safar.${country}/${kind}/${post}/`
  if (!origin.startsWith(named) || !/^[0-9a-f]{32}$/.test(origin.slice(named.length))) {
    throw new Error(`${origin} is not the origin of ${named}`)
  }
  return identity
}

/** PKCS #8 and SPKI are fixed bytes before a raw X25519 key (RFC 8410 §7). */
function hpkeOf(deviceKey: KeyObject): HpkeKeys {
  const privateKey = derived(deviceKey, 'safar hpke')
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), privateKey])
  const key = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
  return { privateKey, publicKey: key.export({ format: 'der', type: 'spki' }).subarray(-32) }
}

/**
 * Other keys of a node come out of its device key (HKDF, RFC 5869): a new incarnation has new ones,
 * and no file more can be lost or be another node's.
 */
function derived(deviceKey: KeyObject, use: string): Buffer {
  const secret = deviceKey.export({ type: 'pkcs8', format: 'der' }).subarray(-32)
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32))
}

function storeKeyOf(bytes: Buffer): Buffer {
  const hex = bytes.toString('latin1').trim()
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error('not 32 bytes in hexadecimal')
  return Buffer.from(hex, 'hex')
}
