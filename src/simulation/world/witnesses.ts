// The witnesses of a simulated country: two offices of others that sign for every journal's heads.

import { cosigner, cosignatureVerifier } from '../../kernel/journal/cosignature.ts'
import { JournalTree } from '../../kernel/journal-tree.ts'
import { ed25519Key } from '../../kernel/keys.ts'
import type { Node } from '../../kernel/node.ts'
import { diskFaultOf } from '../../kernel/store/store.ts'
import { doorOf } from '../../kernel/sync/door.ts'
import { LinkDown, type Door, type Link } from '../../kernel/sync/link.ts'
import { Witness } from '../../kernel/sync/witness.ts'
import { Witnessing } from '../../kernel/sync/witnessing.ts'

/** How many there are; an auditor may ask for both. */
export const witnessPlaces = ['witness-1', 'witness-2'] as const

/** What the witnesses know: the key of each journal that was ever shown to them by its node. */
export class Witnesses {
  readonly #keys = new Map<string, string>()
  readonly #doors = new Map<string, Node>()
  /** Journals that were shown to have two histories, and where that was seen. */
  readonly evidence = new Map<string, string>()

  /** A journal is told to the witnesses when its node is founded. */
  know(node: Node): void {
    this.#keys.set(node.keys.identity.origin, node.keys.vkey)
  }

  /** The door of a witness whose node runs. */
  door(place: string, node: Node): Door {
    this.#doors.set(place, node)
    return doorOf(this.#witness(place, node).routes)
  }

  /** A node asks one witness; that it is away is no matter. */
  async ask(place: string, node: Node, link: Link): Promise<void> {
    const by = this.#doors.get(place)
    if (!by) return
    const { vkey } = signerOf(place, by)
    try {
      await new Witnessing(node, [cosignatureVerifier(vkey)]).ask(link)
    } catch (failure) {
      if (!(failure instanceof LinkDown || diskFaultOf(failure))) throw failure
    }
  }

  /** Heads that a witness signed for and that are none of the journals as the hub has them. */
  async contradicted(hub: Node, except: ReadonlySet<string>): Promise<string[]> {
    const wrong: string[] = []
    for (const [place, node] of this.#doors) {
      for (const origin of this.#keys.keys()) {
        if (except.has(origin)) continue
        const head = await this.#witness(place, node).latest(origin, node.store.reading)
        const tree = new JournalTree(hub.store.reading, origin)
        const fits = head.size === 0 || (await tree.root(head.size)).equals(head.root)
        if (!fits) wrong.push(`${place} signed for ${head.size} other leaves of ${origin}`)
      }
    }
    return wrong
  }

  #witness(place: string, node: Node): Witness {
    return new Witness({
      node, keyOf: async (origin) => this.#keys.get(origin), cosigners: [signerOf(place, node)],
      twoHistories: async ({ origin }) => { this.evidence.set(origin, place) },
    })
  }
}

function signerOf(place: string, { keys }: Node) {
  return cosigner(`${place}.example/witness`, ed25519Key(keys.markKey))
}
