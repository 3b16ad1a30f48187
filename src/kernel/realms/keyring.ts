// The realm keys that a node holds, and the public keys of the realms it can only write to.

import { z } from 'zod'
import type { Disk, Luck } from '../given.ts'
import { realms, type Realm } from '../event.ts'

/** What a node has of one realm: a secret for each quarter, or only where to seal to. */
export type RealmKeys =
  | { held: Record<string, string> }
  | { sealedTo: string }

export type Keyring = Partial<Record<Realm, RealmKeys>>

const Key = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32)
const KeyringFile = z.partialRecord(z.enum(realms), z.union([
  z.strictObject({ held: z.record(z.string().regex(/^\d{4}Q[1-4]$/), Key) }),
  z.strictObject({ sealedTo: Key }),
]))

/** The realms a post holds the content of from the first day (DESIGN §4). */
export const heldByPost: readonly Realm[] = ['public', 'border', 'watch']

/** The quarter that a time falls in, which its realm key is named after: 2026Q4. */
export function quarterOf(at: string): string {
  return `${at.slice(0, 4)}Q${Math.floor((Number(at.slice(5, 7)) - 1) / 3) + 1}`
}

/** Keys of realms in a file beside the store; a new quarter gets its key before its first use. */
export class RealmKeyring {
  readonly #disk: Disk
  readonly #luck: Luck
  readonly #path: string
  #keyring: Keyring

  constructor(disk: Disk, luck: Luck, path: string, keyring: Keyring) {
    this.#disk = disk
    this.#luck = luck
    this.#path = path
    this.#keyring = keyring
  }

  /**
   * Reads the keyring of a node; undefined where the file is missing, throws where it is damaged.
   */
  static read(disk: Disk, luck: Luck, path: string): RealmKeyring | undefined {
    const bytes = disk.read(path)
    if (!bytes) return undefined
    return new RealmKeyring(disk, luck, path, KeyringFile.parse(JSON.parse(bytes.toString('utf8'))))
  }

  /** Makes a keyring that holds some realms and can only write to others. */
  static make(
    disk: Disk, luck: Luck, path: string, held: readonly Realm[], sealedTo: Partial<Record<Realm,
    string>>,
  ): RealmKeyring {
    const keyring: Keyring = {}
    for (const realm of realms) {
      if (held.includes(realm)) keyring[realm] = { held: {} }
      else if (sealedTo[realm]) keyring[realm] = { sealedTo: sealedTo[realm] }
    }
    const made = new RealmKeyring(disk, luck, path, keyring)
    made.#save(keyring)
    return made
  }

  /** Whether this node can open what is sealed in a realm. */
  holds(realm: Realm): boolean {
    const keys = this.#keyring[realm]
    return keys !== undefined && 'held' in keys
  }

  /** The 32 secret bytes of a held realm in a quarter, or nothing: then its content stays shut. */
  find(realm: Realm, quarter: string): Buffer | undefined {
    const keys = this.#keyring[realm]
    const found = keys && 'held' in keys ? keys.held[quarter] : undefined
    return found === undefined ? undefined : Buffer.from(found, 'base64')
  }

  /** The same where it must be there: something was sealed with it. */
  toOpen(realm: Realm, quarter: string): { key: Buffer } {
    const key = this.find(realm, quarter)
    if (!key) throw new Error(`no key of the realm ${realm} in ${quarter}`)
    return { key }
  }

  /** The key to seal with in a quarter, made where it is the quarter's first. */
  toSeal(realm: Realm, quarter: string): { key: Buffer } | { sealedTo: Buffer } {
    const keys = this.#keyring[realm]
    if (!keys) throw new Error(`this node has no key of the realm ${realm}`)
    if ('sealedTo' in keys) return { sealedTo: Buffer.from(keys.sealedTo, 'base64') }
    if (keys.held[quarter] === undefined) {
      const held = { ...keys.held, [quarter]: this.#luck.bytes(32).toString('base64') }
      // The key is durable before anything is sealed with it; if we stop here, it is not used.
      this.#save({ ...this.#keyring, [realm]: { held } })
    }
    return this.toOpen(realm, quarter)
  }

  #save(keyring: Keyring): void {
    this.#disk.replace(this.#path, Buffer.from(`${JSON.stringify(keyring, null, 2)}\n`), 0o600)
    this.#keyring = keyring
  }
}
