// A hub on PostgreSQL and its posts as real processes, on lines that fail, killed at any moment.

import { strict as assert } from 'node:assert'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openNode, type NodeOptions } from '../src/kernel/node.ts'
import { unsound } from '../src/kernel/sound.ts'
import { openPostgres } from '../src/kernel/store/postgres.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { realGiven } from '../src/nodes/given.ts'
import { postgresServer } from '../src/nodes/postgres-on-trial.ts'
import { luck } from './luck.ts'
import { enrolled, freePort, type Post } from './network-enrolling.ts'
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
  /** A part of it: where all of it stays, and after how many seconds everything is killed. */
  part?: { room: string; seconds: number }
  tell?: (line: string) => void
}

export interface DrillTally {
  posts: number; crossings: number; seconds: number; parts: number
  kills: number; hubKills: number; connections: number; lost: number; cuts: number
  leavesAtHub: number; violations: string[]
}

/** What is kept between two parts of a drill. */
interface Kept {
  tally: Omit<DrillTally, 'violations' | 'leavesAtHub'>
  parts: number
  recorded: Record<string, number>
  ports: number[]
}

/** Runs the drill; what must hold and does not is in `violations`; nothing where a part ends. */
export async function drill(settings: DrillSettings): Promise<DrillTally | undefined> {
  const { part } = settings
  const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  const room = part?.room ?? mkdtempSync(join(place, 'safar-drill-'))
  const kept = join(room, 'server')
  mkdirSync(kept, { recursive: true })
  const server = settings.postgres
    ? await postgresServer({ syncs: true, ...(part && { kept }) }) : undefined
  const url = await server?.database()
  const scene = new Scene(settings, room, { syncPort: await freePort(), ...(url && { url }) })
  let over = false
  try {
    await scene.prepare()
    if (!await scene.run()) return undefined
    const violations = await scene.violations()
    over = true
    return { ...scene.tally(), violations }
  } finally {
    await scene.end()
    await server?.stop()
    if (over || !part) rmSync(room, { recursive: true, force: true })
  }
}

/** The processes and lines of one drill; owns them all. */
class Scene {
  readonly #settings: DrillSettings
  readonly #room: string
  readonly #at: { syncPort: number; url?: string }
  readonly #began = performance.now()
  readonly #before: Kept | undefined
  #posts: Post[] = []
  #hub: Child | undefined
  #children = new Map<string, Child>()
  #recorded = new Map<string, number>()
  #kills = 0
  #hubKills = 0
  #leaves = 0

  constructor(settings: DrillSettings, room: string, at: { syncPort: number; url?: string }) {
    this.#settings = settings
    this.#room = room
    this.#at = at
    const path = this.#keptPath
    this.#before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as Kept : undefined
    this.#recorded = new Map(Object.entries(this.#before?.recorded ?? {}))
  }

  get #keptPath(): string {
    return join(this.#room, 'parts.json')
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
    const parts = this.#before?.parts ?? 0
    for (let index = 0; index < posts; index++) {
      const name = `post-${index + 1}`
      const port = this.#before?.ports[index]
      const line = await badLine({
        seed: seed + index + 1_000 * parts, to: () => this.#at.syncPort, lostPercent: 30,
        delayMs: 30, ...(port !== undefined && { port }),
      })
      this.#posts.push({ name, options: this.#options('post', name), line, index })
    }
    if (this.#before) return
    const hub = await openNode(this.#options('hub', 'centre'))
    try {
      for (const post of this.#posts) await enrolled(hub, this.#options('hub', 'centre'), post)
    } finally {
      await hub.close()
    }
    this.#keep()
  }

  /** Lets everybody work while lines fail and processes die; true when all has arrived. */
  async run(): Promise<boolean> {
    const { seed, faultEveryMs, leastFaults, crossings: all, posts, tell = () => {} } =
      this.#settings
    await this.#startHub()
    for (const post of this.#posts) this.#start(post)
    const each = Math.ceil(all / posts)
    const done = () => this.#posts.every(({ name }) => this.#recorded.get(name) === each)
    let told = performance.now()
    const faults = 1_000_000 * (1 + (this.#before?.parts ?? 0))
    for (let turn = 0; turn < leastFaults || !done(); turn++) {
      const own = luck(seed, faults + turn)
      await wait(own.below(2 * faultEveryMs))
      if (this.#overTime) return false
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
    return this.#arrived(each)
  }

  get #overTime(): boolean {
    const { part } = this.#settings
    return part !== undefined && performance.now() - this.#began > part.seconds * 1000
  }

  /** Until nothing waits anywhere, and every post has followed all that the others said. */
  async #arrived(each: number): Promise<boolean> {
    const { tell = () => {} } = this.#settings
    const wanted = each * this.#posts.length
    for (let tries = 0; ; tries++) {
      const standing = this.#posts.map(({ name }) => this.#children.get(name)!.standing)
      if (standing.every(([waiting, size]) => waiting === 0 && size >= wanted)) return true
      if (this.#overTime) return false
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

  tally(): DrillTally & { violations: never[] } {
    return { ...this.#summed(), leavesAtHub: this.#leaves, violations: [] }
  }

  /** All parts so far, this one too. */
  #summed(): Kept['tally'] {
    const { posts, crossings } = this.#settings
    const before = this.#before?.tally
    const lines = this.#posts.map(({ line }) => line.counts)
    const sum = (of: (counts: Line['counts']) => number) =>
      lines.reduce((total, counts) => total + of(counts), 0)
    return {
      posts, crossings, parts: (this.#before?.parts ?? 0) + 1,
      seconds: (performance.now() - this.#began) / 1000 + (before?.seconds ?? 0),
      kills: this.#kills + (before?.kills ?? 0), hubKills: this.#hubKills + (before?.hubKills ?? 0),
      connections: sum(({ came }) => came) + (before?.connections ?? 0),
      lost: sum(({ lost }) => lost) + (before?.lost ?? 0),
      cuts: sum(({ cut }) => cut) + (before?.cuts ?? 0),
    }
  }

  #keep(): void {
    if (!this.#settings.part) return
    const tally = this.#summed()
    const kept: Kept = {
      tally, parts: tally.parts, recorded: Object.fromEntries(this.#recorded),
      ports: this.#posts.map(({ line }) => line.port),
    }
    writeFileSync(this.#keptPath, JSON.stringify(kept))
  }

  /** Everything is killed as it stands, and what was told as recorded is kept for the next part. */
  async end(): Promise<void> {
    await this.#hub?.kill()
    for (const child of this.#children.values()) await child.kill()
    this.#keep()
    for (const { line } of this.#posts) await line.close()
  }
}
