// How fast a hub takes what four posts recorded (verify, store, fold) on PostgreSQL, beside plain
// batched inserts of the same rows into the same server: in one run, turn by turn.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Attestation } from '../src/kernel/attestation.ts'
import { leavesOf } from '../src/kernel/leaves.ts'
import { makeKeys } from '../src/kernel/keys.ts'
import { openNode, type Node } from '../src/kernel/node.ts'
import { isInvalid } from '../src/kernel/record.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { insertMany, rowsOf, type ManyRows } from '../src/kernel/store/many.ts'
import { openMemory } from '../src/kernel/store/memory.ts'
import { openPostgres } from '../src/kernel/store/postgres.ts'
import { kernelTables, registerTables } from '../src/kernel/store/schema.ts'
import type { Store } from '../src/kernel/store/store.ts'
import type { ForeignLeaf } from '../src/kernel/sync/take.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { crossings } from '../src/border/crossings/register.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { realGiven } from '../src/nodes/given.ts'
import { postgresServer } from '../src/nodes/postgres-on-trial.ts'
import { manyCrossings } from '../src/simulation/many.ts'
import { keep, median } from './results.ts'

const count = Number(process.env['SAFAR_BENCH_COUNT'] ?? 100_000)
const posts = 4
const packageLeaves = 256
/** So many packages go through the hub, then the same rows through plain inserts, and so on. */
const packagesATurn = 16
/** Packages that are on their way at once: one for each post. */
const atOnce = posts

const officer: Attestation = {
  officer: 'amina.warsame', roles: ['primary-officer'], post: 'GLD', signIn: 'a', signedInMsAgo: 0,
}
const today = new Date(realGiven.clock.now()).toISOString().slice(0, 10)
const folder = mkdtempSync(join(tmpdir(), 'safar-bench-'))
const server = await postgresServer({
  syncs: true, settings: ['shared_buffers=512MB', 'max_wal_size=4GB', 'wal_compression=on'],
})

/** Keys of a node of the one service: all hold the same realms. */
function keysFolder(name: string, kind: 'post' | 'hub'): string {
  const made = join(folder, `keys-${name}`)
  makeKeys(realGiven, made, { country: 'bench', kind, post: name, device: 'desk-1' })
  const first = join(folder, 'keys-P0')
  if (made !== first) copyFileSync(join(first, 'realms.json'), join(made, 'realms.json'))
  return made
}

/** What a post recorded, package by package, as it goes up. */
async function recorded(
  post: number,
): Promise<{ packages: ForeignLeaf[][]; key: [string, string] }> {
  const disk = openMemory()
  const node = await openNode({
    folder: join(folder, `post-${post}`), given: realGiven, capabilities,
    keysFolder: keysFolder(`P${post}`, 'post'), store: () => disk.open(),
  })
  const facts = [...manyCrossings({ count: count / posts, seed: 11 + post, today })]
    .map(({ said }) => ({ kind: CrossingRecorded, said: { ...said } }))
  for (const some of inPackages(facts)) {
    const answer = await node.recordAll(some, officer)
    if (isInvalid(answer) || isRefusal(answer)) throw new Error(JSON.stringify(answer))
  }
  const { origin } = node.journal.options
  const keys = Map.groupBy(
    await node.store.reading.all('select subject, realm, quarter, wrapped from subject_key'),
    ({ subject }) => subject as string)
  const leaves: ForeignLeaf[] = []
  for await (const { bytes, content, subject } of leavesOf(node.store.reading, origin)) {
    leaves.push({ bytes, content, keys: (keys.get(subject) ?? []) as never })
  }
  const key: [string, string] = [origin, node.keys.vkey]
  await node.close()
  return { packages: inPackages(leaves), key }
}

function inPackages<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / packageLeaves) }, (_, index) =>
    all.slice(index * packageLeaves, (index + 1) * packageLeaves))
}

const leafRows: ManyRows = {
  table: 'leaf', columns: [
    ['origin', 'text'], ['number', 'bigint'], ['at', 'text'], ['tick', 'bigint'],
    ['event', 'text'], ['subject', 'text'], ['bytes', 'bytea'], ['content', 'bytea'],
  ],
}
const keyRows: ManyRows = {
  table: 'subject_key', columns: [
    ['subject', 'text'], ['realm', 'text'], ['quarter', 'text'], ['wrapped', 'bytea'],
    ['maker', 'text'],
  ],
}

async function plainStore(): Promise<Store> {
  const store = await openPostgres({ url: await server.database(), given: realGiven })
  const made = [...kernelTables('postgres'), ...registerTables(crossings, 'postgres')]
  for (const sql of made) await store.script(sql)
  return store
}

/** The rows that packages left at the hub, as lists in the order of their columns. */
async function rowsLeft(node: Node, packages: readonly ForeignLeaf[][]) {
  const tables = [leafRows, keyRows, rowsOf(crossings)] as const
  const left: { into: ManyRows; rows: unknown[][] }[][] = []
  for (const leaves of packages) {
    const subjects = leaves.map(({ bytes }) => /"subject":"([^"]+)"/.exec(bytes.toString())![1])
    left.push(await Promise.all(tables.map(async (into) => {
      const of = into.table === 'crossings' ? 'of_subject' : 'subject'
      const columns = into.columns.map(([name]) => `"${name}"`).join(', ')
      const rows = await node.store.reading.lists(
        `select ${columns} from "${into.table}" where "${of}" = any(?)`, [subjects])
      return { into, rows }
    })))
  }
  return left
}

const made = await Promise.all(Array.from({ length: posts }, (_, post) => post)
  .reduce<Promise<Awaited<ReturnType<typeof recorded>>>[]>((all, post) =>
    [...all, (all.at(-1) ?? Promise.resolve()).then(() => recorded(post))], []))
const keys = new Map(made.map(({ key }) => key))
const all = made[0]!.packages.flatMap((_, index) =>
  made.map(({ packages }) => packages[index] ?? [])).filter((each) => each.length > 0)

const url = await server.database()
const hub = await openNode({
  folder: join(folder, 'hub'), given: realGiven, capabilities, apart: true,
  keysFolder: keysFolder('HUB', 'hub'), store: () => openPostgres({ url, given: realGiven }),
})
const plain = await plainStore()
/** One turn: leaves a second by the clock, and CPU time for a leaf, of node and server apart. */
interface Turn { leaves: number; rate: number; nodeMs: number; serverMs: number }
const turns: { hub: Turn; plain: Turn }[] = []

async function timed(leaves: number, work: () => Promise<void>): Promise<Turn> {
  const [began, cpu, before] = [performance.now(), process.cpuUsage(), server.cpuMs()]
  await work()
  const used = process.cpuUsage(cpu)
  const seconds = (performance.now() - began) / 1000
  return {
    leaves, rate: leaves / seconds, nodeMs: (used.user + used.system) / 1000,
    serverMs: server.cpuMs() - before,
  }
}

for (let from = 0; from < all.length; from += packagesATurn) {
  const packages = all.slice(from, from + packagesATurn)
  const leaves = packages.flat().length
  const took = await timed(leaves, async () => {
    const waiting = packages.values()
    await Promise.all(Array.from({ length: atOnce }, async () => {
      for (const some of waiting) {
        const taken = await hub.take(some, keys)
        if (taken.some((each) => !('taken' in each) || each.unopened)) throw new Error('not taken')
      }
    }))
  })
  const rows = await rowsLeft(hub, packages)
  const inserted = await timed(leaves, async () => {
    for (const some of rows) {
      await plain.writing(async (statements) => {
        for (const { into, rows: each } of some) {
          await insertMany({ statements, dialect: 'postgres' }, into, each)
        }
      })
    }
  })
  turns.push({ hub: took, plain: inserted })
}
/** CPU time for a leaf over all turns, milliseconds. */
const cpuOf = (of: 'hub' | 'plain', where: 'nodeMs' | 'serverMs') =>
  turns.reduce((sum, turn) => sum + turn[of][where], 0) /
  turns.reduce((sum, turn) => sum + turn[of].leaves, 0)
const total = all.flat().length
const held = await hub.known({ ...officer, post: 'HUB' }).count(crossings)
if (held !== count) throw new Error(`${held} of ${count} crossings are at the hub`)
const sizes = await hub.store.reading.all(`select relname as name,
  pg_total_relation_size(oid) as bytes from pg_class
  where relkind = 'r' and relnamespace = current_schema()::regnamespace`)
const bytesOf = (...names: string[]) => sizes.filter(({ name }) =>
  names.length === 0 || names.includes((name as string).replace(/_\d+$/, '')))
  .reduce((sum, { bytes }) => sum + (bytes as number), 0) / total
keep('ingesting', [
  { what: 'leaves from four posts', value: total, unit: 'leaves' },
  {
    what: 'taken: verified, stored, folded', value: median(turns.map(({ hub: { rate } }) => rate)),
    unit: 'leaves/s', goal: '≥ 3000',
  },
  {
    what: 'the last tenth of them', unit: 'leaves/s', goal: '≥ 3000',
    value: median(turns.slice(-Math.ceil(turns.length / 10)).map(({ hub: { rate } }) => rate)),
  },
  {
    what: 'plain batched inserts of the same rows', unit: 'leaves/s',
    value: median(turns.map(({ plain: { rate } }) => rate)),
  },
  {
    what: 'taken beside plain inserts', unit: '%', goal: '≥ 40',
    value: 100 * median(turns.map((turn) => turn.hub.rate / turn.plain.rate)),
  },
  { what: 'CPU for a leaf: the hub', value: cpuOf('hub', 'nodeMs'), unit: 'ms' },
  { what: 'CPU for a leaf: its server', value: cpuOf('hub', 'serverMs'), unit: 'ms' },
  { what: 'CPU for a plain row: the program', value: cpuOf('plain', 'nodeMs'), unit: 'ms' },
  { what: 'CPU for a plain row: its server', value: cpuOf('plain', 'serverMs'), unit: 'ms' },
  {
    what: 'leaves that two processors take with nothing else to do', unit: 'leaves/s',
    value: 2000 / (cpuOf('hub', 'nodeMs') + cpuOf('hub', 'serverMs')), goal: '≥ 3000',
  },
  { what: 'on disk for a leaf, all tables and indexes', value: bytesOf(), unit: 'bytes' },
  {
    what: 'of which leaves, tiles and keys', unit: 'bytes',
    value: bytesOf('leaf', 'tile', 'subject_key'),
  },
  { what: 'of which the register of crossings', value: bytesOf('crossings'), unit: 'bytes' },
])
await hub.close()
await plain.close()
await server.stop()
rmSync(folder, { recursive: true, force: true })
