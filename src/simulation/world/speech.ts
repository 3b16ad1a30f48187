// How the posts of a simulated country speak with its hub: by the same mirror and bundles as any.

import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { NotTaken, type Following } from '../../kernel/sync/following.ts'
import type { Link } from '../../kernel/sync/link.ts'
import type { Mirroring } from '../../kernel/sync/mirroring.ts'
import {
  followingOf, KeysWithHub, mirroringTo, type AskedHub,
} from '../../country/network/asking-hub.ts'
import { mirrorCosigner } from '../../country/network/enrolling.ts'
import { NodeEnrolled } from '../../country/network/node-enrolled.ts'
import { officerAt } from './acts.ts'

/** The realms that posts of the simulated country hold. */
const held: AskedHub['realms'] = ['public', 'border', 'watch']

/** One post's part in the conversation, as long as one start of its node lasts. */
export class Voice {
  readonly #keys: KeysWithHub
  readonly #mirroring: Mirroring
  readonly #following: Following

  private constructor(hub: AskedHub, node: Node, link: Link, following: Following) {
    this.#following = following
    this.#keys = new KeysWithHub(hub, node, link, following)
    this.#mirroring = mirroringTo(hub, node, link)
  }

  static async open(node: Node, link: Link, of: Node): Promise<Voice> {
    const { identity: { origin }, vkey, hpke, mirrorKey } = of.keys
    const hub: AskedHub = {
      hub: origin, vkey, cosigner: mirrorCosigner(origin, mirrorKey).vkey,
      hpke: hpke.publicKey.toString('base64'), realms: held,
    }
    return new Voice(hub, node, link, await followingOf(node, hub, link))
  }

  /** Brings everything up and takes down what there is; throws LinkDown where it could not. */
  async speak(): Promise<void> {
    await this.#keys.keepUp()
    await this.#mirroring.bringUp()
    try {
      while ((await this.#following.once()).more);
    } catch (failure) {
      // An answer that was under way for long, or of a hub that lost something, is not believed.
      if (!(failure instanceof NotTaken)) throw failure
    }
    if (this.#following.state.shut) await this.#keys.keepUp()
  }
}

/** Two officers say at the hub that a node is of the network; false where they are refused. */
export async function enrol(hub: Node, node: Node): Promise<boolean> {
  const { identity, vkey, hpke } = node.keys
  const { origin, kind, post, device, predecessor } = identity
  const answer = await hub.record(NodeEnrolled, {
    origin, kind, post, device, vkey, hpke: hpke.publicKey.toString('base64'),
    // Nothing in the world of a simulation carries certificates: any bytes stand for one.
    certificate: Buffer.from(origin).toString('base64'), realms: held,
    challenge: '0'.repeat(32), ...(predecessor && { predecessor }),
  }, officerAt('hub', 'administrator'))
  if (isInvalid(answer)) throw new Error(`not enrolled: ${JSON.stringify(answer)}`)
  return Array.isArray(answer)
}
