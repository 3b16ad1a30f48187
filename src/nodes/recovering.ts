// Getting back from a hub what an incarnation before this one had said.

import { nodeItself } from '../kernel/attestation.ts'
import type { Node } from '../kernel/node.ts'
import { refuse, type Refusal } from '../kernel/refusal.ts'
import type { RowOf } from '../kernel/register.ts'
import type { Link } from '../kernel/sync/link.ts'
import { recover, type Recovered } from '../kernel/sync/recovering.ts'
import { exchangeWith, followingOf } from '../country/network/asking-hub.ts'
import { nodes, type hubs } from '../country/network/register.ts'

/**
 * Brings back what the incarnation before this one had said: keys first, then who is believed,
 * then its journal. Throws LinkDown where the hub does not answer.
 */
export async function recoverOver(
  node: Node, hub: RowOf<typeof hubs>, link: Link,
): Promise<Recovered | Refusal> {
  await exchangeWith(hub, node, link)
  const following = await followingOf(node, hub, link)
  while ((await following.once(0)).more);
  const known = node.known(nodeItself(node.keys.identity.post))
  const own = await known.find(nodes, { origin: node.journal.options.origin })
  const before = own?.predecessor && await known.find(nodes, { origin: own.predecessor.origin })
  return before ? recover({ node, link, before }) : refuse('nothing-to-recover')
}
