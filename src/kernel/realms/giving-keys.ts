// Giving the keys of realms to another node: sealed to its own key, for the realms it may hold.

import { canonical } from '../../lib/canonical.ts'
import type { Realm } from '../event.ts'
import { GivenKeysShape, type GivenKeys, type RealmKeyring } from './keyring.ts'
import { openToKey, sealToKey } from './sealing.ts'

/** Keys of 40 quarters of a thousand posts, each alone at once: more cannot be meant. */
export const mostGivenBytes = 8 * 1024 * 1024

/** From which node to which, by origin: what one node was given opens for no other. */
export interface GivenFromTo { from: string; to: string }

/** Seals the keys of some realms to a node's HPKE key (RFC 9180, base mode). */
export async function sealKeys(
  keyring: RealmKeyring, realms: readonly Realm[], publicKey: Buffer, way: GivenFromTo,
): Promise<Buffer> {
  return sealToKey(publicKey, Buffer.from(canonical(keyring.give(realms))), {
    info: givingInfo, bound: boundTo(way),
  })
}

/**
 * Opens keys that another node sealed to this one, of these realms only; undefined where they are
 * sealed to another, from another, damaged or not of the shape.
 */
export async function openKeys(
  sealed: Buffer, realms: readonly Realm[], privateKey: Buffer, way: GivenFromTo,
): Promise<GivenKeys | undefined> {
  if (sealed.length > mostGivenBytes) return undefined
  try {
    const plain = await openToKey(privateKey, sealed, { info: givingInfo, bound: boundTo(way) })
    const keys: GivenKeys = GivenKeysShape.parse(JSON.parse(plain.toString('utf8')))
    return Object.fromEntries(realms.flatMap((realm) => {
      const quarters = keys[realm]
      return quarters ? [[realm, quarters]] : []
    }))
  } catch {
    return undefined
  }
}

const givingInfo = 'safar/realm-keys/v1'

function boundTo({ from, to }: GivenFromTo): string {
  return `${from} ${to}`
}
