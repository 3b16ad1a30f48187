// Who is in the network, as a hub's door needs it: by origin and by certificate, renewed at once.

import { nodeItself } from '../kernel/attestation.ts'
import type { Node } from '../kernel/node.ts'
import { pinOf } from '../kernel/sync/pinned.ts'
import type { KeyHolder } from '../kernel/sync/key-routes.ts'
import { NodeEnrolled } from '../country/network/node-enrolled.ts'
import { NodeRetired } from '../country/network/node-retired.ts'
import { NodeRevoked } from '../country/network/node-revoked.ts'
import { nodes } from '../country/network/register.ts'
import { standings, type NodeRow, type Standing } from '../country/network/standing.ts'
import type { KnownPeer } from './sync-server.ts'

const changes: ReadonlySet<string> = new Set(
  [NodeEnrolled, NodeRetired, NodeRevoked].map(({ name }) => name),
)

/** The members of a hub's network; owns what it last read of the register. */
export class Members {
  readonly #node: Node
  #all: ReadonlyMap<string, { node: NodeRow; standing: Standing }> = new Map()
  #peers: ReadonlyMap<string, KnownPeer> = new Map()
  #told = () => {}
  #off: () => void
  #reading: Promise<void> = Promise.resolve()

  private constructor(node: Node) {
    this.#node = node
    this.#off = node.onRecorded((leaves) => {
      if (leaves.some(({ event }) => changes.has(event))) void this.#renew()
    })
  }

  /** Reads the register, and again whenever it changes. */
  static async open(node: Node): Promise<Members> {
    const members = new Members(node)
    await members.#renew()
    return members
  }

  /** Told after each change. */
  onChange(told: () => void): void {
    this.#told = told
  }

  /** The pinned key of a journal, for those who take it. */
  keyOf = async (origin: string): Promise<string | 'revoked' | undefined> => {
    const found = this.#all.get(origin)
    if (!found) return undefined
    return found.standing === 'enrolled' ? found.node.vkey : 'revoked'
  }

  /** To whom keys may be given. */
  holderOf = async (origin: string): Promise<KeyHolder | undefined> => {
    const found = this.#all.get(origin)
    if (found?.standing !== 'enrolled') return undefined
    return { hpke: Buffer.from(found.node.hpke, 'base64'), realms: found.node.realms }
  }

  /** A member, however it stands. */
  find(origin: string): { node: NodeRow; standing: Standing } | undefined {
    return this.#all.get(origin)
  }

  /** Who is known by which certificate. */
  peers = (): ReadonlyMap<string, KnownPeer> => this.#peers

  /** The pinned key of every journal that was ever enrolled here. */
  vkeys(): Map<string, string> {
    return new Map([...this.#all].map(([origin, { node }]) => [origin, node.vkey]))
  }

  /** Reads the register anew: whether it may be used has changed. */
  async renew(): Promise<void> {
    await this.#renew()
  }

  /** Nothing is read any more. */
  stop(): void {
    this.#off()
  }

  /** One reading after another: the last one has what was recorded last. */
  #renew(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read())
    return this.#reading
  }

  async #read(): Promise<void> {
    const known = this.#node.known(nodeItself(this.#node.keys.identity.post))
    // A register that is not what its leaves add up to decides nothing (J9): nobody is let in.
    this.#all = known.trusted(nodes) ? await standings(known) : new Map()
    this.#peers = new Map([...this.#all.values()].map(({ node, standing }) => [
      pinOf(Buffer.from(node.certificate, 'base64')),
      { origin: node.origin, ...(standing !== 'enrolled' && { refused: standing }) },
    ]))
    this.#told()
  }
}
