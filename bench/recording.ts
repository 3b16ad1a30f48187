// How fast crossings become durable, beside the same driver that inserts the same bytes in single
// durable transactions: in one run, turn by turn, so that a noisy machine is noisy for both. First
// on this disk, then in memory on which every sync takes 1 ms, and 5 ms (SAFAR_SYNC_MS names one).

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Attestation } from '../src/kernel/attestation.ts'
import { shimmed } from '../faults/shim.ts'
import { newId, type Disk } from '../src/kernel/given.ts'
import { openNode } from '../src/kernel/node.ts'
import { isInvalid } from '../src/kernel/record.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { registerTables, kernelTables } from '../src/kernel/store/schema.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { crossings } from '../src/border/crossings/register.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { realGiven } from '../src/nodes/given.ts'
import { manyCrossings } from '../src/simulation/many.ts'
import { keep, median } from './results.ts'

/** Syncs that take so long, simulated by the shim of the fault tests; 0: those of this disk. */
const syncMs = Number(process.env['SAFAR_SYNC_MS'] ?? 0)
const rounds = syncMs ? 6 : 12
const each = syncMs ? 100 : 300
const officer: Attestation = {
  officer: 'amina.warsame', roles: ['primary-officer'], post: 'GLD', signIn: 'a', signedInMsAgo: 0,
}
const today = new Date(realGiven.clock.now()).toISOString().slice(0, 10)
const folder = process.env['SAFAR_BENCH_FOLDER'] ?? mkdtempSync(join(tmpdir(), 'safar-bench-'))
const given = manyCrossings({ count: rounds * each * 6 + 1000, seed: 11, today })
const next = () => ({ ...given.next().value!.said, crossing: newId(realGiven) })

/** What the mark's own syncs took, of one crossing after another. */
const marks = { ms: 0, count: 0 }
const disk: Disk = {
  ...realGiven.disk,
  open(path) {
    const file = realGiven.disk.open(path)
    return {
      ...file,
      overwrite(offset, bytes) {
        const from = performance.now()
        file.overwrite(offset, bytes)
        marks.ms += performance.now() - from
        marks.count += 1
      },
    }
  },
}

const node = await openNode({
  folder, given: { ...realGiven, disk }, capabilities,
  founding: { country: 'bench', kind: 'post', post: 'GLD', device: 'desk-1' },
})

async function record(): Promise<void> {
  const answer = await node.record(CrossingRecorded, next(), officer)
  if (isInvalid(answer) || isRefusal(answer)) throw new Error(JSON.stringify(answer))
}

/** Rows that recording leaves behind, to be inserted again as they are by the driver alone. */
for (let i = 0; i < 50; i++) await record()
const plain = driver(join(folder, 'plain.db'))
const stored = {
  leaf: await node.store.reading.all(
    'select * from leaf where event = ? limit 50', ['crossing-recorded']),
  key: await node.store.reading.all('select * from subject_key limit 50'),
  row: await node.store.reading.all('select * from crossings limit 50'),
}
let inserted = 0

/** The same leaf, key and row, under new ids, in one durable transaction. */
function insert(): void {
  const turn = inserted++ % 50
  const id = newId(realGiven)
  plain.begin.run()
  plain.insert('leaf', { ...stored.leaf[turn]!, number: inserted, subject: id })
  plain.insert('subject_key', { ...stored.key[turn]!, subject: id })
  plain.insert('crossings', { ...stored.row[turn]!, crossing: id, of_subject: id })
  plain.commit.run()
}

const rate = async (run: () => Promise<void>) => {
  const from = performance.now()
  await run()
  return each / (performance.now() - from) * 1000
}
const lanes = (count: number) => async () => {
  let left = each
  await Promise.all(Array.from({ length: count }, async () => {
    while (left-- > 0) await record()
  }))
}
const rates: Record<'driver' | 'one' | 'four' | 'eight' | 'sixteen', number[]> = {
  driver: [], one: [], four: [], eight: [], sixteen: [],
}
const markMs: number[] = []
for (let round = 0; round < rounds; round++) {
  rates.driver.push(await rate(async () => { for (let i = 0; i < each; i++) insert() }))
  Object.assign(marks, { ms: 0, count: 0 })
  rates.one.push(await rate(lanes(1)))
  markMs.push(marks.ms / marks.count)
  rates.four.push(await rate(lanes(4)))
  rates.eight.push(await rate(lanes(8)))
  rates.sixteen.push(await rate(lanes(16)))
}
await node.close()
plain.close()
rmSync(folder, { recursive: true, force: true })

const base = median(rates.driver)
const share = (of: number[]) => median(of.map((value, round) => value / rates.driver[round]! * 100))
keep(syncMs ? `recording-${syncMs}ms` : 'recording', [
  { what: 'driver alone: leaf, key and row, one transaction each', value: base, unit: '/s' },
  { what: 'recorded, 1 officer after another', value: median(rates.one), unit: '/s' },
  { what: 'recorded, 4 lanes at once', value: median(rates.four), unit: '/s' },
  { what: 'recorded, 8 lanes at once', value: median(rates.eight), unit: '/s' },
  { what: 'recorded, 16 lanes at once', value: median(rates.sixteen), unit: '/s' },
  { what: 'of one crossing after another: the whole', value: 1000 / median(rates.one), unit: 'ms' },
  { what: 'of it the sync of the mark', value: median(markMs), unit: 'ms' },
  {
    what: 'share of the driver, 1 officer', value: share(rates.one), unit: '%', goal: '≥ 70',
  },
  { what: 'share of the driver, 4 lanes', value: share(rates.four), unit: '%', goal: '≥ 70' },
  { what: 'share of the driver, 8 lanes', value: share(rates.eight), unit: '%', goal: '≥ 70' },
  { what: 'share of the driver, 16 lanes', value: share(rates.sixteen), unit: '%', goal: '≥ 70' },
])

if (!syncMs) for (const ms of [1, 5]) simulated(ms)

/** The same in a process of its own, on a disk in memory whose every sync takes so long. */
function simulated(ms: number): void {
  const place = mkdtempSync('/dev/shm/safar-bench-')
  try {
    const env = {
      ...shimmed({ folder: place, syncDelayUs: ms * 1000 }), SAFAR_SYNC_MS: String(ms),
      SAFAR_BENCH_FOLDER: place,
    }
    const done = spawnSync(process.execPath, [import.meta.filename], { env, stdio: 'inherit' })
    if (done.status !== 0) throw new Error(`syncs of ${ms} ms could not be simulated`)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function driver(path: string) {
  const database = new Database(path)
  database.pragma('cipher = \'aegis\'')
  database.pragma(`key = 'raw:${realGiven.luck.bytes(32).toString('hex')}'`)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  const tables = [...kernelTables('sqlite'), ...registerTables(crossings, 'sqlite')]
  for (const sql of tables) database.exec(sql)
  const statements = new Map<string, ReturnType<typeof database.prepare<unknown[]>>>()
  return {
    begin: database.prepare('BEGIN IMMEDIATE'), commit: database.prepare('COMMIT'),
    insert(table: string, row: Record<string, unknown>) {
      const columns = Object.keys(row)
      let statement = statements.get(table)
      if (!statement) {
        const names = columns.map((each) => `"${each}"`).join(', ')
        const marks = columns.map(() => '?').join(', ')
        statement = database.prepare<unknown[]>(
          `insert into "${table}" (${names}) values (${marks})`)
        statements.set(table, statement)
      }
      statement.run(...Object.values(row))
    },
    close: () => database.close(),
  }
}
