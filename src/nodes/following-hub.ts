// Following a hub, and getting back from it what was lost: whom a node believes, in one place.

import { nodeItself } from '../kernel/attestation.ts'
import type { Reader } from '../kernel/known.ts'
import type { Node } from '../kernel/node.ts'
import { refuse, type Refusal } from '../kernel/refusal.ts'
import type { RowOf } from '../kernel/register.ts'
import { Following, type Believed } from '../kernel/sync/following.ts'
import { exchangeKeys } from '../kernel/sync/key-routes.ts'
import type { Link } from '../kernel/sync/link.ts'
import { recover, type Recovered } from '../kernel/sync/recovering.ts'
import { NodeEnrolled } from '../country/network/node-enrolled.ts'
import { NodeRetired } from '../country/network/node-retired.ts'
import { NodeRevoked } from '../country/network/node-revoked.ts'
import { nodes, type hubs } from '../country/network/register.ts'

const decidesWho: ReadonlySet<string> = new Set(
  [NodeEnrolled, NodeRetired, NodeRevoked].map(({ name }) => name),
)

/**
 * Brings back what the incarnation before this one had said: keys first, then who is believed,
 * then its journal. Throws LinkDown where the hub does not answer.
 */
export async function recoverOver(
  node: Node, hub: RowOf<typeof hubs>, link: Link,
): Promise<Recovered | Refusal> {
  const { hub: origin, hpke, realms } = hub
  await exchangeKeys({
    node, link, hub: { origin, hpke: Buffer.from(hpke, 'base64'), realms },
  })
  const following = await followingOf(node, hub, link)
  while ((await following.once(0)).more);
  const known = node.known(nodeItself(node.keys.identity.post))
  const own = await known.find(nodes, { origin: node.journal.options.origin })
  const before = own?.predecessor && await known.find(nodes, { origin: own.predecessor.origin })
  return before ? recover({ node, link, before }) : refuse('nothing-to-recover')
}

/** Follows a hub, believing what hubs said of the network so far. */
export function followingOf(
  node: Node, hub: RowOf<typeof hubs>, link: Link, status?: () => Promise<string>,
): Promise<Following> {
  return Following.open({
    node, link, hub: { origin: hub.hub, vkey: hub.vkey }, believed, decidesWho,
    ...(status && { status }),
  })
}

/** The key of a journal, out of what hubs said of the network so far. */
async function believed(origin: string, known: Reader): Promise<Believed | undefined> {
  const node = await known.find(nodes, { origin })
  return node && { vkey: node.vkey, ...(node.revokedAt !== undefined && { revoked: true }) }
}
