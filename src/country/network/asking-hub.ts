// Asking the hub that admitted a node: whom it believes, how it goes up, follows, and gets keys.

import { cosignatureVerifier } from '../../kernel/journal/cosignature.ts'
import { verifier } from '../../kernel/journal/note.ts'
import type { Reader } from '../../kernel/known.ts'
import type { Node } from '../../kernel/node.ts'
import type { RowOf } from '../../kernel/register.ts'
import { Following, type Believed } from '../../kernel/sync/following.ts'
import { exchangeKeys } from '../../kernel/sync/key-routes.ts'
import type { Link } from '../../kernel/sync/link.ts'
import { Mirroring } from '../../kernel/sync/mirroring.ts'
import { NodeEnrolled } from './node-enrolled.ts'
import { NodeRetired } from './node-retired.ts'
import { NodeRevoked } from './node-revoked.ts'
import { nodes, type hubs } from './register.ts'

/** What a node took in of its hub: its name, its keys, and the realms that it admitted to. */
export type AskedHub = Pick<
  RowOf<typeof hubs>, 'hub' | 'vkey' | 'cosigner' | 'hpke' | 'realms'
>

/** Facts that change who is in the network. */
export const decidesWho: ReadonlySet<string> = new Set(
  [NodeEnrolled, NodeRetired, NodeRevoked].map(({ name }) => name),
)

/** Brings a journal up to the hub, believing the hub's mirror and its witness. */
export function mirroringTo({ hub, vkey, cosigner }: AskedHub, node: Node, link: Link): Mirroring {
  const { publicKey } = verifier(vkey)
  return new Mirroring({
    node, link,
    mirror: {
      name: hub, mirrors: [cosignatureVerifier(cosigner)],
      witnesses: [cosignatureVerifier({ name: hub, publicKey })],
    },
  })
}

/** Follows the hub, believing what hubs said of the network so far. */
export function followingOf(
  node: Node, { hub: origin, vkey }: AskedHub, link: Link, status?: () => Promise<string>,
): Promise<Following> {
  return Following.open({
    node, link, hub: { origin, vkey }, believed, decidesWho, ...(status && { status }),
  })
}

/** Hands up the keys of a node and takes in the hub's; false where the hub exchanges none. */
export function exchangeWith(
  { hub: origin, hpke, realms }: AskedHub, node: Node, link: Link,
): Promise<boolean> {
  return exchangeKeys({ node, link, hub: { origin, hpke: Buffer.from(hpke, 'base64'), realms } })
}

/** Keys towards one hub; remembers which of its own keys the node has handed up. */
export class KeysWithHub {
  readonly #hub: AskedHub
  readonly #node: Node
  readonly #link: Link
  readonly #following: Following
  #sent = ''

  constructor(hub: AskedHub, node: Node, link: Link, following: Following) {
    this.#hub = hub
    this.#node = node
    this.#link = link
    this.#following = following
  }

  /**
   * Exchanges keys where this node has others than it handed up, or where leaves came down shut:
   * those of another quarter, or of a node that had been alone. Throws LinkDown.
   */
  async keepUp(): Promise<void> {
    const own = () => JSON.stringify(this.#node.keys.keyring.give(this.#hub.realms))
    const shut = this.#following.state.shut ?? false
    if (this.#sent === own() && !shut) return
    if (!await exchangeWith(this.#hub, this.#node, this.#link)) return
    this.#sent = own()
    if (shut) await this.#following.keysCame()
  }
}

/** The key of a journal, out of what hubs said of the network so far. */
async function believed(origin: string, known: Reader): Promise<Believed | undefined> {
  const node = await known.find(nodes, { origin })
  return node && { vkey: node.vkey, ...(node.revokedAt !== undefined && { revoked: true }) }
}
