// A hub on PostgreSQL and its posts as real processes, on lines that fail, killed at any moment.

import { strict as assert } from 'node:assert'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ask } from '../src/kernel/ask.ts'
import { nodeItself, type Attestation } from '../src/kernel/attestation.ts'
import { openNode, type Node, type NodeOptions } from '../src/kernel/node.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { unsound } from '../src/kernel/sound.ts'
import { openPostgres } from '../src/kernel/store/postgres.ts'
import { EnrolNode } from '../src/country/network/enrol-node.ts'
import { fingerprintOf } from '../src/country/network/fingerprint.ts'
import { standings } from '../src/country/network/standing.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { enrollingFor } from '../src/nodes/enrol-command.ts'
import { realGiven } from '../src/nodes/given.ts'
import { postgresServer } from '../src/nodes/postgres-on-trial.ts'
import { luck } from './luck.ts'
import { Child, leavesDigest, rowsOf } from './network-process.ts'
import { badLine, type Line } from './proxy.ts'

export interface DrillSettings {
  posts: number
  crossings: number
  seed: number
  /** On PostgreSQL, or on the embedded store. */
  postgres: boolean
  /** Every node is checked whole at the end; else leaves and rows are counted and compared. */
  whole: boolean
  /** Faults come this often on the average. */
  faultEveryMs: number
  /** So many at least, also when all is recorded and still on its way. */
  leastFaults: number
  /** Crossings in one transaction of a post, and the pause after it. */
  atOnce?: number
  pauseMs?: number
  tell?: (line: string) => void
}

export interface DrillTally {
  posts: number; crossings: number; seconds: number; kills: number; hubKills: number
  connections: number; lost: number; cuts: number; leavesAtHub: number; violations: string[]
}

interface Post { name: string; options: NodeOptions; line: Line; index: number }

/** Runs the drill; what must hold and does not is in `violations`. */
export async function drill(settings: DrillSettings): Promise<DrillTally> {
  const room = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'safar-drill-'))
  const server = settings.postgres ? await postgresServer({ syncs: true }) : undefined
  const url = await server?.database()
  const began = performance.now()
  const syncPort = await freePort()
  const scene = new Scene(settings, room, { syncPort, ...(url && { url }) })
  try {
    await scene.prepare()
    await scene.run()
    const violations = await scene.violations()
    return { ...scene.tally(), seconds: (performance.now() - began) / 1000, violations }
  } finally {
    await scene.end()
    await server?.stop()
    rmSync(room, { recursive: true, force: true })
  }
}

/** The processes and lines of one drill; owns them all. */
class Scene {
  readonly #settings: DrillSettings
  readonly #room: string
  readonly #at: { syncPort: number; url?: string }
  #posts: Post[] = []
  #hub: Child | undefined
  #children = new Map<string, Child>()
  #kills = 0
  #hubKills = 0
  #leaves = 0

  constructor(settings: DrillSettings, room: string, at: { syncPort: number; url?: string }) {
    this.#settings = settings
    this.#room = room
    this.#at = at
  }

  #options(kind: 'hub' | 'post', post: string): NodeOptions {
    const { url } = this.#at
    return {
      folder: join(this.#room, post), given: realGiven, capabilities,
      founding: { country: 'test', kind, post, device: 'desk-1' },
      ...(kind === 'hub' && url && { store: () => openPostgres({ url, given: realGiven }) }),
    }
  }

  /** Founds all nodes and enrols the posts, before anything fails. */
  async prepare(): Promise<void> {
    const { posts, seed } = this.#settings
    const hub = await openNode(this.#options('hub', 'centre'))
    try {
      for (let index = 0; index < posts; index++) {
        const name = `post-${index + 1}`
        const line = await badLine({
          seed: seed + index, to: () => this.#at.syncPort, lostPercent: 30, delayMs: 30,
        })
        const post = { name, options: this.#options('post', name), line, index }
        this.#posts.push(post)
        await enrolled(hub, this.#options('hub', 'centre'), post)
      }
    } finally {
      await hub.close()
    }
  }

  /** Lets everybody work while lines fail and processes die; ends when all has arrived. */
  async run(): Promise<void> {
    const { seed, faultEveryMs, leastFaults, crossings: all, posts, tell = () => {} } =
      this.#settings
    await this.#startHub()
    for (const post of this.#posts) this.#start(post)
    const each = Math.ceil(all / posts)
    const done = () => this.#posts.every(({ name }) => this.#recorded.get(name) === each)
    let told = performance.now()
    for (let turn = 0; turn < leastFaults || !done(); turn++) {
      const own = luck(seed, 1_000_000 + turn)
      await wait(own.below(2 * faultEveryMs))
      const post = this.#posts[own.below(posts)]!
      const what = own.below(10)
      if (what < 6) post.line.cut()
      else if (what < 9) await this.#killPost(post)
      else await this.#killHub()
      if (performance.now() - told > 10_000) {
        tell([...this.#recorded].map(([name, count]) => `${name} ${count}`).join(', '))
        told = performance.now()
      }
    }
    for (const { line } of this.#posts) line.heal()
    await this.#arrived(each)
  }

  #recorded = new Map<string, number>()

  /** Until nothing waits anywhere, and every post has followed all that the others said. */
  async #arrived(each: number): Promise<void> {
    const { tell = () => {} } = this.#settings
    const wanted = each * this.#posts.length
    for (let tries = 0; ; tries++) {
      const standing = this.#posts.map(({ name }) => this.#children.get(name)!.standing)
      if (standing.every(([waiting, size]) => waiting === 0 && size >= wanted)) return
      assert.ok(tries < 36_000, `not all arrived: ${JSON.stringify(standing)}`)
      if (tries % 100 === 0) tell(JSON.stringify(standing))
      await wait(100)
    }
  }

  async #startHub(): Promise<void> {
    const { syncPort, url } = this.#at
    const args = ['hub', join(this.#room, 'centre'), String(syncPort)]
    this.#hub = new Child(args, { DATABASE_URL: url ?? '' })
    await this.#hub.ready
  }

  #start({ name, index }: Post): void {
    const { crossings: all, posts, seed } = this.#settings
    const count = Math.ceil(all / posts)
    const { atOnce = 25, pauseMs = 0 } = this.#settings
    const child = new Child(['post', join(this.#room, name), String(seed + 7_000 + index),
      String(count), String(this.#recorded.get(name) ?? 0)],
      { SAFAR_AT_ONCE: String(atOnce), SAFAR_PAUSE_MS: String(pauseMs) })
    child.onRecorded = (at) => this.#recorded.set(name, at)
    this.#children.set(name, child)
  }

  async #killPost(post: Post): Promise<void> {
    await this.#children.get(post.name)!.kill()
    this.#kills += 1
    this.#start(post)
  }

  async #killHub(): Promise<void> {
    await this.#hub!.kill()
    this.#hubKills += 1
    await this.#startHub()
  }

  /** Stops all processes and compares what every node has. */
  async violations(): Promise<string[]> {
    await this.#hub!.stop()
    for (const child of this.#children.values()) await child.stop()
    const { crossings: all, posts } = this.#settings
    const wanted = Math.ceil(all / posts) * posts
    const wrong: string[] = []
    const hub = await openNode(this.#options('hub', 'centre'))
    try {
      const atHub = await rowsOf(hub)
      if (atHub.count !== wanted) wrong.push(`${atHub.count} of ${wanted} crossings at the hub`)
      for (const { name, options } of this.#posts) {
        const post = await openNode(options)
        try {
          const { origin } = post.journal.options
          const [own, there] = [await leavesDigest(post, origin), await leavesDigest(hub, origin)]
          this.#leaves += there.count
          if (own.digest !== there.digest) {
            wrong.push(`${name}: ${own.count} leaves, and ${there.count} at the hub`)
          }
          const rows = await rowsOf(post)
          if (rows.digest !== atHub.digest) wrong.push(`${name}: another register of crossings`)
          if (this.#settings.whole) wrong.push(...await unsound(post))
        } finally {
          await post.close()
        }
      }
      if (this.#settings.whole) wrong.push(...await unsound(hub))
    } finally {
      await hub.close()
    }
    return wrong
  }

  tally() {
    const lines = this.#posts.map(({ line }) => line.counts)
    const sum = (of: (counts: Line['counts']) => number) =>
      lines.reduce((total, counts) => total + of(counts), 0)
    return {
      posts: this.#settings.posts, crossings: this.#settings.crossings, kills: this.#kills,
      hubKills: this.#hubKills, connections: sum(({ came }) => came), lost: sum(({ lost }) => lost),
      cuts: sum(({ cut }) => cut), leavesAtHub: this.#leaves,
    }
  }

  async end(): Promise<void> {
    await this.#hub?.kill()
    for (const child of this.#children.values()) await child.kill()
    for (const { line } of this.#posts) await line.close()
  }
}

async function enrolled(hub: Node, hubOptions: NodeOptions, { options, line }: Post) {
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

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
