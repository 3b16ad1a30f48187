// How the posts of a simulated country speak with its hub: by the same mirror and bundles as any.

import { cosignatureVerifier } from '../../kernel/journal/cosignature.ts'
import { verifier } from '../../kernel/journal/note.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { exchangeKeys } from '../../kernel/sync/key-routes.ts'
import { Following, NotTaken, type Believed } from '../../kernel/sync/following.ts'
import type { Link } from '../../kernel/sync/link.ts'
import { Mirroring } from '../../kernel/sync/mirroring.ts'
import type { Reader } from '../../kernel/known.ts'
import { mirrorCosigner } from '../../country/network/enrolling.ts'
import { NodeEnrolled } from '../../country/network/node-enrolled.ts'
import { nodes } from '../../country/network/register.ts'
import { officerAt } from './acts.ts'

/** The realms that posts of the simulated country hold. */
const held = ['public', 'border', 'watch'] as const
const decidesWho: ReadonlySet<string> = new Set(['node-enrolled', 'node-revoked', 'node-retired'])

/** One post's part in the conversation, as long as one start of its node lasts. */
export class Voice {
  readonly #node: Node
  readonly #link: Link
  readonly #hub: { origin: string; hpke: Buffer; realms: typeof held }
  readonly #mirroring: Mirroring
  readonly #following: Following
  #keysSent = ''

  private constructor(node: Node, link: Link, hub: Node, following: Following) {
    const { identity, vkey, hpke, mirrorKey } = hub.keys
    const { vkey: mirrorLine } = mirrorCosigner(identity.origin, mirrorKey)
    const witness = { name: identity.origin, publicKey: verifier(vkey).publicKey }
    this.#node = node
    this.#link = link
    this.#hub = { origin: identity.origin, hpke: hpke.publicKey, realms: held }
    this.#following = following
    this.#mirroring = new Mirroring({
      node, link,
      mirror: {
        name: identity.origin, mirrors: [cosignatureVerifier(mirrorLine)],
        witnesses: [cosignatureVerifier(witness)],
      },
    })
  }

  static async open(node: Node, link: Link, hub: Node): Promise<Voice> {
    const { identity: { origin }, vkey } = hub.keys
    const following = await Following.open({
      node, link, hub: { origin, vkey }, believed, decidesWho,
    })
    return new Voice(node, link, hub, following)
  }

  /** Brings everything up and takes down what there is; throws LinkDown where it could not. */
  async speak(): Promise<void> {
    await this.#exchange()
    await this.#mirroring.bringUp()
    try {
      while ((await this.#following.once()).more);
    } catch (failure) {
      // An answer that was under way for long, or of a hub that lost something, is not believed.
      if (!(failure instanceof NotTaken)) throw failure
    }
    if (this.#following.state.shut) await this.#exchange()
  }

  async #exchange(): Promise<void> {
    const own = () => JSON.stringify(this.#node.keys.keyring.give(held))
    const { shut } = this.#following.state
    if (this.#keysSent === own() && !shut) return
    if (!await exchangeKeys({ node: this.#node, link: this.#link, hub: this.#hub })) return
    this.#keysSent = own()
    if (shut) await this.#following.keysCame()
  }
}

/** Two officers say at the hub that a node is of the network; false where they are refused. */
export async function enrol(hub: Node, node: Node): Promise<boolean> {
  const { identity, vkey, hpke } = node.keys
  const { origin, kind, post, device, predecessor } = identity
  const answer = await hub.record(NodeEnrolled, {
    origin, kind, post, device, vkey, hpke: hpke.publicKey.toString('base64'),
    // Nothing in the world of a simulation carries certificates: any bytes stand for one.
    certificate: Buffer.from(origin).toString('base64'), realms: [...held],
    challenge: '0'.repeat(32), ...(predecessor && { predecessor }),
  }, officerAt('hub', 'administrator'))
  if (isInvalid(answer)) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
  return Array.isArray(answer)
}

async function believed(origin: string, known: Reader): Promise<Believed | undefined> {
  const node = await known.find(nodes, { origin })
  return node && { vkey: node.vkey, ...(node.revokedAt !== undefined && { revoked: true }) }
}
