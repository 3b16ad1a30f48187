// The key folder of a node: its name, its device key, the store's key and the realms' keys.

import { generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto'
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
}

const files = { identity: 'node.json', device: 'device.pem', store: 'store.key', realms: 'realms.json' }

/** Whether a key folder has been made at all. */
export function keysExist({ disk }: Given, folder: string): boolean {
  return Object.values(files).some((file) => disk.exists(`${folder}/${file}`))
}

/** Makes the keys of a new node: an incarnation, a device key, a store key, the realms it holds. */
export function makeKeys(
  given: Given, folder: string, founding: Founding, sealedTo: Partial<Record<Realm, string>> = {},
): NodeKeys {
  const { disk, luck } = given
  disk.makeFolder(folder)
  disk.replace(`${folder}/${files.store}`, Buffer.from(`${luck.bytes(32).toString('hex')}\n`), 0o600)
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
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  disk.replace(`${folder}/${files.device}`, Buffer.from(pem), 0o600)
  const identity: Identity = { country, kind, post, device, origin, predecessor }
  disk.replace(`${folder}/${files.identity}`, Buffer.from(`${JSON.stringify(identity, null, 2)}\n`), 0o600)
}

/** Reads the keys of a node; throws CannotOpen naming the file that is missing. */
export function readKeys({ disk, luck }: Given, folder: string): NodeKeys {
  const need = (file: string) => {
    const path = `${folder}/${file}`
    const bytes = disk.read(path)
    if (!bytes || bytes.length === 0) throw new CannotOpen('key-missing', path)
    return bytes
  }
  const identity = JSON.parse(need(files.identity).toString('utf8')) as Identity
  const { privateKey, publicKey } = deviceKeyOf(need(files.device))
  const storeKey = Buffer.from(need(files.store).toString('utf8').trim(), 'hex')
  if (storeKey.length !== 32) throw new CannotOpen('key-missing', `${folder}/${files.store}`)
  need(files.realms)
  return {
    identity,
    deviceKey: privateKey,
    vkey: verifier({ name: `${identity.origin}/${identity.device}`, publicKey }).vkey,
    storeKey,
    markKey: Buffer.from(hkdfSync('sha256', storeKey, '', 'safar mark', 32)),
    keyring: RealmKeyring.read(disk, luck, `${folder}/${files.realms}`)!,
  }
}
