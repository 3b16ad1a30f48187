// A post: opens its folder, offers its services, and listens; goes on from disk when a disk failed.

import type { FastifyInstance } from 'fastify'
import { Sessions, strictPolicy, type AccessPolicy } from '../kernel/access/sessions.ts'
import type { Capability } from '../kernel/capability.ts'
import { openAttachments } from '../kernel/sync/attachments.ts'
import { leafHash } from '../kernel/journal/tree.ts'
import { writeReceipt } from '../kernel/journal/receipt.ts'
import { serve } from '../kernel/http/serve.ts'
import { openNode, type Node, type NodeOptions } from '../kernel/node.ts'
import { rosterOf } from '../country/officers/roster.ts'
import { posts } from '../country/posts/register.ts'
import { nodeItself } from '../kernel/attestation.ts'
import { enrollingFor } from './enrol-command.ts'
import { zoneHere } from './given.ts'
import { serveScreens } from './static-files.ts'
import { hintsFrom, readWords } from './words.ts'

export interface PostOptions extends Omit<NodeOptions, 'capabilities'> {
  capabilities: readonly Capability[]
  /** Starts what runs beside the node (screening, the watch-keeper); what it returns stops it. */
  beside: (node: Node) => Promise<() => Promise<void>>
  port: number
  host?: string
  secure?: boolean
  policy?: AccessPolicy
  version: string
  /** Told after each sign-in whose code was spent. */
  codeUsed?: (node: Node, officer: string) => void
  /** Prepares a node that was just opened (a demo country). */
  prepare?: (node: Node) => Promise<void>
  /** At a hub: where other nodes reach its door. */
  addresses?: () => readonly string[]
  /** What else every screen may know of this place: how it stands with the hub. */
  place?: (node: Node) => Promise<Record<string, unknown>>
}

export interface RunningPost {
  readonly node: Node
  url: string
  stop(): Promise<void>
}

/** How long a post waits before it tries to go on from a disk that failed. */
const againMs = 5_000

/** Starts a post; resolves when it answers. Throws CannotOpen with what to do. */
export async function startPost(options: PostOptions): Promise<RunningPost> {
  let running = await openAll(options)
  let stopped = false
  const port = Number(new URL(running.url).port)
  const watch = () => running.node.health.onChange(({ fault }) => {
    // What a failed sync left behind is not known (D5): close, and start again from the disk.
    if (fault === 'disk-failing' && !stopped) void goOn()
  })
  const goOn = async (): Promise<void> => {
    try {
      await running.stop()
      running = await openAll({ ...options, port })
      watch()
    } catch (failure) {
      process.stderr.write(`cannot go on from the disk yet: ${String(failure).split('\n')[0]}\n`)
      options.given.timers.after(againMs, () => void (stopped || goOn()))
    }
  }
  watch()
  return {
    get node() { return running.node },
    url: running.url,
    async stop() {
      stopped = true
      await running.stop()
    },
  }
}

async function openAll(options: PostOptions): Promise<RunningPost> {
  const node = await openNode({ zone: zoneHere, ...options })
  let server: FastifyInstance | undefined
  try {
    node.offer('journal-proof', { receipt: (number: number) => receiptOf(node, number) })
    node.offer('checkpoint', async () => (await node.checkpoint()).toString('utf8'))
    node.offer('enrolling', enrollingFor(node, options, options.addresses))
    await openAttachments(node)
    await options.prepare?.(node)
    const stopBeside = await options.beside(node)
    const roster = rosterOf(node, (officer) => options.codeUsed?.(node, officer))
    server = serve({
      node, version: options.version, hintOf: hintsFrom(readWords()),
      sessions: new Sessions(options.given, roster, options.policy ?? strictPolicy),
      ...(options.secure && { secure: true }),
      place: async () => ({ ...await placeOf(node), ...await options.place?.(node) }),
    })
    await serveScreens(server)
    const url = await server.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
    const listening = server
    return {
      node, url,
      async stop() {
        await stopBeside()
        await listening.close()
        await node.close()
      },
    }
  } catch (failure) {
    await server?.close()
    await node.close()
    throw failure
  }
}

/** What every screen says of this place: the post by code and names, and where it lies. */
async function placeOf(node: Node): Promise<Record<string, unknown>> {
  const { post: code, device, kind } = node.keys.identity
  const post = await node.known(nodeItself(code)).find(posts, { code })
  return {
    post: code, device, kind,
    ...(post && { postNames: post.name, country: post.country }),
    ...(
      post?.lat !== undefined && post.lon !== undefined &&
        { latitude: post.lat, longitude: post.lon }
    ),
  }
}

/** The proof that a leaf is in the journal, as it is printed on the traveller's slip. */
async function receiptOf(node: Node, number: number): Promise<string> {
  const { journal, store } = node
  const checkpoint = await node.checkpoint()
  // The proof is for the size that was signed, whatever was recorded meanwhile.
  const size = Number(checkpoint.toString('utf8').split('\n')[1])
  const [row] = await store.reading.all('select bytes from leaf where origin = ? and number = ?',
    [journal.options.origin, number])
  if (!row) throw new Error(`leaf ${number} is not of this journal`)
  return writeReceipt({
    leafHash: leafHash(row['bytes'] as Buffer), index: number, checkpoint,
    proof: await journal.proof(number, size, store.reading),
  })
}
