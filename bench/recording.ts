// How fast crossings become durable, beside the same driver that inserts the same bytes in single
// durable transactions: in one run, turn by turn, so that a noisy machine is noisy for both.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import type { Attestation } from '../src/kernel/attestation.ts'
import { newId } from '../src/kernel/given.ts'
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

const rounds = 12
const each = 300
const officer: Attestation = {
  officer: 'amina.warsame', roles: ['primary-officer'], post: 'GLD', signIn: 'a', signedInMsAgo: 0,
}
const today = new Date(realGiven.clock.now()).toISOString().slice(0, 10)
const folder = mkdtempSync(join(tmpdir(), 'safar-bench-'))
const given = manyCrossings({ count: rounds * each * 6 + 1000, seed: 11, today })
const next = () => ({ ...given.next().value!.said, crossing: newId(realGiven) })

const node = await openNode({
  folder, given: realGiven, capabilities,
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
for (let round = 0; round < rounds; round++) {
  rates.driver.push(await rate(async () => { for (let i = 0; i < each; i++) insert() }))
  rates.one.push(await rate(lanes(1)))
  rates.four.push(await rate(lanes(4)))
  rates.eight.push(await rate(lanes(8)))
  rates.sixteen.push(await rate(lanes(16)))
}
await node.close()
plain.close()
rmSync(folder, { recursive: true })

const base = median(rates.driver)
const share = (of: number[]) => median(of.map((value, round) => value / rates.driver[round]! * 100))
keep('recording', [
  { what: 'driver alone: leaf, key and row, one transaction each', value: base, unit: '/s' },
  { what: 'recorded, 1 officer after another', value: median(rates.one), unit: '/s' },
  { what: 'recorded, 4 lanes at once', value: median(rates.four), unit: '/s' },
  { what: 'recorded, 8 lanes at once', value: median(rates.eight), unit: '/s' },
  { what: 'recorded, 16 lanes at once', value: median(rates.sixteen), unit: '/s' },
  { what: 'share of the driver, 1 officer', value: share(rates.one), unit: '%' },
  { what: 'share of the driver, 4 lanes', value: share(rates.four), unit: '%', goal: '≥ 70' },
  { what: 'share of the driver, 8 lanes', value: share(rates.eight), unit: '%', goal: '≥ 70' },
  { what: 'share of the driver, 16 lanes', value: share(rates.sixteen), unit: '%', goal: '≥ 70' },
])

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
