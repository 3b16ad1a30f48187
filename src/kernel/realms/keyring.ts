// The realm keys that a node holds, and the public keys of the realms it can only write to.

import { z } from 'zod'
import type { Disk, Luck } from '../given.ts'
import { realms, type Realm } from '../event.ts'

/** Secret keys of one realm by quarter; the first of a quarter is the one that seals. */
export type QuarterKeys = Record<string, readonly string[]>

/** What a node has of one realm: secrets of each quarter, or only where to seal to. */
export type RealmKeys =
  | { held: QuarterKeys }
  | { sealedTo: string }

export type Keyring = Partial<Record<Realm, RealmKeys>>

/** Keys of realms that go from one node to another. */
export type GivenKeys = Partial<Record<Realm, QuarterKeys>>

/** A country of a thousand posts, each alone at once in one quarter, has this many. */
const mostOfQuarter = 4096
const Key = z.base64().length(44)
  .refine((text) => Buffer.from(text, 'base64').length === 32)
const Quarters = z.record(
  z.string().regex(/^\d{4}Q[1-4]$/), z.array(Key).min(1).max(mostOfQuarter).readonly(),
)
// Key folders of the first releases have one key a quarter, as a text.
const Held = z.record(z.string(), z.union([z.string().transform((one) => [one]), z.unknown()]))
  .pipe(Quarters)
const KeyringFile = z.partialRecord(z.enum(realms), z.union([
  z.strictObject({ held: Held }), z.strictObject({ sealedTo: Key }),
]))

/** The shape of keys that came from another node. */
export const GivenKeysShape = z.partialRecord(z.enum(realms), Quarters)

/** The realms a post holds the content of from the first day (DESIGN §4). */
export const heldByPost: readonly Realm[] = ['public', 'border', 'watch']

/** The quarter that a time falls in, which its realm key is named after: 2026Q4. */
export function quarterOf(at: string): string {
  return `${at.slice(0, 4)}Q${Math.floor((Number(at.slice(5, 7)) - 1) / 3) + 1}`
}

/** The quarter of a time and the four that follow: keys are made a year ahead. */
export function quartersAhead(at: string): string[] {
  const first = Number(at.slice(0, 4)) * 4 + Math.floor((Number(at.slice(5, 7)) - 1) / 3)
  return [0, 1, 2, 3, 4].map((more) => {
    const year = String(Math.floor((first + more) / 4)).padStart(4, '0')
    return `${year}Q${((first + more) % 4) + 1}`
  })
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

  /** The key of a held realm that seals in a quarter, or nothing. */
  find(realm: Realm, quarter: string): Buffer | undefined {
    return this.all(realm, quarter)[0]
  }

  /** All keys of a held realm in a quarter; none: then its content stays shut. */
  all(realm: Realm, quarter: string): Buffer[] {
    const keys = this.#keyring[realm]
    const found = keys && 'held' in keys ? keys.held[quarter] : undefined
    return (found ?? []).map((key) => Buffer.from(key, 'base64'))
  }

  /** The realms and quarters of which keys are held. */
  quarters(): [Realm, string][] {
    return (Object.entries(this.#keyring) as [Realm, RealmKeys][]).flatMap(([realm, keys]) =>
      'held' in keys ? Object.keys(keys.held).map((quarter) => [realm, quarter] as [Realm, string])
        : [])
  }

  /** The key to seal with in a quarter, made where it is the quarter's first. */
  toSeal(realm: Realm, quarter: string): { key: Buffer } | { sealedTo: Buffer } {
    const keys = this.#keyring[realm]
    if (!keys) throw new Error(`this node has no key of the realm ${realm}`)
    if ('sealedTo' in keys) return { sealedTo: Buffer.from(keys.sealedTo, 'base64') }
    // The key is durable before anything is sealed with it; if we stop here, it is not used.
    this.makeAhead([quarter])
    return { key: this.find(realm, quarter)! }
  }

  /** Makes the keys of these quarters in every realm held here, where there are none yet. */
  makeAhead(quarters: readonly string[]): void {
    const next: Keyring = { ...this.#keyring }
    let made = false
    for (const [realm, keys] of Object.entries(this.#keyring) as [Realm, RealmKeys][]) {
      if (!('held' in keys)) continue
      const missing = quarters.filter((quarter) => keys.held[quarter] === undefined)
      if (missing.length === 0) continue
      made = true
      const fresh = missing.map(
        (quarter) => [quarter, [this.#luck.bytes(32).toString('base64')]] as const
      )
      next[realm] = { held: { ...keys.held, ...Object.fromEntries(fresh) } }
    }
    if (made) this.#save(next)
  }

  /** What is held of some realms, for a node that may hold them too. */
  give(asked: readonly Realm[]): GivenKeys {
    const given: GivenKeys = {}
    for (const realm of asked) {
      const keys = this.#keyring[realm]
      if (keys && 'held' in keys) given[realm] = keys.held
    }
    return given
  }

  /**
   * Takes keys that another node gave. `seals` tells whose keys seal from here on: those of the
   * service do, those that a post made while it was alone only open. Nothing is ever taken away.
   */
  takeIn(given: GivenKeys, seals: 'given' | 'own'): void {
    const next: Keyring = { ...this.#keyring }
    let changed = false
    for (const [realm, quarters] of Object.entries(given) as [Realm, QuarterKeys][]) {
      const own = this.#keyring[realm]
      const held: Record<string, readonly string[]> = own && 'held' in own ? { ...own.held } : {}
      for (const [quarter, keys] of Object.entries(quarters)) {
        const before = held[quarter] ?? []
        const all = seals === 'given' ? [...keys, ...before] : [...before, ...keys]
        const after = [...new Set(all)]
        if (after.length > mostOfQuarter) throw new Error(`too many keys of ${realm} ${quarter}`)
        if (after.join() === before.join()) continue
        held[quarter] = after
        changed = true
      }
      next[realm] = { held }
    }
    if (changed) this.#save(next)
  }

  #save(keyring: Keyring): void {
    this.#disk.replace(this.#path, Buffer.from(`${JSON.stringify(keyring, null, 2)}\n`), 0o600)
    this.#keyring = keyring
  }
}
