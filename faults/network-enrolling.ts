// The posts of the network under test, and how a hub takes them in before anything fails.

import { strict as assert } from 'node:assert'
import { createServer, type AddressInfo } from 'node:net'
import { ask } from '../src/kernel/ask.ts'
import { nodeItself, type Attestation } from '../src/kernel/attestation.ts'
import { openNode, type Node, type NodeOptions } from '../src/kernel/node.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { EnrolNode } from '../src/country/network/enrol-node.ts'
import { fingerprintOf } from '../src/country/network/fingerprint.ts'
import { standings } from '../src/country/network/standing.ts'
import { enrollingFor } from '../src/nodes/enrol-command.ts'
import type { Line } from './proxy.ts'

/** A post, and the line on which it reaches the hub. */
export interface Post { name: string; options: NodeOptions; line: Line; index: number }

/** Enrols a post at the hub under the address of its line. */
export async function enrolled(hub: Node, hubOptions: NodeOptions, { options, line }: Post) {
  const post = await openNode(options)
  try {
    const atHub = enrollingFor(hub, hubOptions, () => [`https://127.0.0.1:${line.port}`])
    const atPost = enrollingFor(post, options)
    hub.offer('enrolling', atHub)
    const request = atPost.ask()
    const by: Attestation = {
      officer: 'nasir.abokor', roles: ['administrator'], post: 'centre', signIn: 'one',
      signedInMsAgo: 0, second: {
        officer: 'sahra.jibril', roles: ['administrator'], signIn: 'two', at: hub.time.wall(),
      },
    }
    const answer = await ask(hub, EnrolNode, {
      request: request.toString(), fingerprint: fingerprintOf(request),
      realms: ['public', 'border', 'watch'],
    }, by)
    assert.ok('answer' in answer, JSON.stringify(answer))
    const all = await standings(hub.known(nodeItself('centre')))
    const admission = await atHub.admit(all.get(post.journal.options.origin)!.node)
    const taken = await atPost.takeIn(admission, atHub.ownFingerprint())
    assert.ok(!isRefusal(taken), JSON.stringify(taken))
  } finally {
    await post.close()
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
