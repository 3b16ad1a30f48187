// Keys of realms over a link: a node hands up what it made alone, and gets what the service has.

import type { Realm } from '../event.ts'
import type { Node } from '../node.ts'
import { openKeys, sealKeys } from '../realms/giving-keys.ts'
import { plain, type SyncRoutes } from './door.ts'
import { LinkDown, type Link } from './link.ts'

const upPath = '/sync/own-keys'
const downPath = '/sync/given-keys'

/** A node that keys are given to: what is sealed to it, and the realms that it may hold. */
export interface KeyHolder { hpke: Buffer; realms: readonly Realm[] }

/** The routes of a hub; `holderOf` answers nothing for a node that is not in the network. */
export function keyRoutes(
  { node, holderOf }: { node: Node; holderOf(origin: string): Promise<KeyHolder | undefined> },
): SyncRoutes {
  const { keyring, hpke, identity } = node.keys
  return {
    [`POST ${upPath}`]: async ({ body }, { origin }) => {
      const holder = await holderOf(origin)
      if (!holder) return plain(403, 'no keys are taken of this node')
      const way = { from: origin, to: identity.origin }
      const keys = await openKeys(body, holder.realms, hpke.privateKey, way)
      if (!keys) return plain(400, 'these keys are not sealed to this hub')
      // What was sealed with them opens here from now on; what is sealed next has the hub's key.
      keyring.takeIn(keys, 'own')
      await node.openAgain()
      return plain(200, 'taken')
    },
    [`GET ${downPath}`]: async (_, { origin }) => {
      const holder = await holderOf(origin)
      if (!holder) return plain(403, 'no keys are given to this node')
      const way = { from: identity.origin, to: origin }
      const body = await sealKeys(keyring, holder.realms, holder.hpke, way)
      return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body }
    },
  }
}

/** The hub with which keys are exchanged, and the realms that it admitted this node to. */
export interface KeyGiver { origin: string; hpke: Buffer; realms: readonly Realm[] }

/**
 * Hands up the keys of this node and takes in the hub's, which seal from then on; false where the
 * hub exchanges none with this node. Throws LinkDown where it cannot be done now.
 */
export async function exchangeKeys(
  { node, link, hub }: { node: Node; link: Link; hub: KeyGiver },
): Promise<boolean> {
  const { keyring, hpke, identity } = node.keys
  const own = await sealKeys(keyring, hub.realms, hub.hpke,
    { from: identity.origin, to: hub.origin })
  const up = await link.ask({ method: 'POST', path: upPath, headers: {}, body: own })
  if (up.status === 403) return false
  if (up.status !== 200) throw new LinkDown(`keys are answered with ${up.status}`)
  const down = await link.ask({
    method: 'GET', path: downPath, headers: {}, body: Buffer.alloc(0),
  })
  const keys = down.status === 200 && await openKeys(
    down.body, hub.realms, hpke.privateKey, { from: hub.origin, to: identity.origin },
  )
  if (!keys) throw new LinkDown(`keys are answered with ${down.status}`)
  keyring.takeIn(keys, 'given')
  await node.openAgain()
  return true
}
