// A hub: screens and API as a post has them, and a door of its own for the nodes of its network.

import type { Node, NodeOptions } from '../kernel/node.ts'
import { couriersOf } from '../country/network/couriers.ts'
import { certificateOf } from './certificate.ts'
import { openHubDoor, type HubDoor } from './hub-door.ts'
import { startPost, type PostOptions, type RunningPost } from './post.ts'
import { serveSync, type SyncServer } from './sync-server.ts'

export interface HubOptions extends Omit<PostOptions, 'addresses'> {
  /** Where the door for other nodes listens. */
  syncPort: number
  syncHost?: string
  /** https://NAME:PORT as other nodes reach it; this machine's own address unless told. */
  addresses?: readonly string[]
}

export interface RunningHub extends RunningPost {
  syncPort: number
  door: HubDoor
}

/** Starts a hub; resolves when people and nodes are answered. Throws CannotOpen. */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  let open: { server: SyncServer; door: HubDoor } | undefined
  let syncPort = options.syncPort
  const { beside, addresses, ...rest } = options
  const running = await startPost({
    ...rest,
    audited: true,
    addresses: () => addresses ?? [`https://127.0.0.1:${syncPort}`],
    beside: async (node) => {
      const stop = await beside(node)
      open = await openDoor(node, options, syncPort)
      syncPort = open.server.port
      const { server, door } = open
      return async () => {
        await server.close()
        await door.stop()
        await stop()
      }
    },
  })
  return {
    get node() { return running.node },
    url: running.url, syncPort,
    get door() { return open!.door },
    stop: () => running.stop(),
  }
}

async function openDoor(node: Node, options: HubOptions, port: number) {
  const { given, folder, keysFolder = `${folder}/keys` }: NodeOptions = options
  const door = await openHubDoor(node)
  node.offer('couriers', couriersOf({
    node, door: door.door,
  }))
  const server = await serveSync({
    door: door.door, peers: door.members.peers, port,
    certificate: certificateOf(given, keysFolder, node.journal.options.origin),
    ...(options.syncHost && { host: options.syncHost }),
    letGo: () => door.bundles.letGo(),
  })
  door.members.onChange(() => server.renew())
  return { server, door }
}
