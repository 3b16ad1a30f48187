// Examining a store at start: what the database finds wrong, and what the rows of registers add to.

import { existsSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { FoldDigest } from '../fold.ts'
import type { AnyRegister } from '../register.ts'
import { subjectColumn } from './schema.ts'
import { builderOf, compiled } from './sql.ts'
import type { SqliteOptions } from './sqlite.ts'
import type { Store, StoredRow } from './store.ts'

/** A store larger than this is checked in a thread of its own, while its leaves are read. */
const apartFromBytes = 64 * 1024 * 1024
// Few enough to be forgotten before V8 takes them for lasting: at 500 a post held 80 MB more.
const rowsAtOnce = 64

/**
 * What the database itself finds wrong with pages and indexes; empty when nothing. A large store is
 * checked beside the caller's own work: it takes as long as reading all leaves.
 */
export async function complaintsBeside(store: Store, options: SqliteOptions): Promise<string[]> {
  const large = existsSync(options.path) && statSync(options.path).size > apartFromBytes
  if (!large) return store.complaints()
  const worker = new Worker(new URL('./checking-apart.ts', import.meta.url), {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64 },
  })
  try {
    return await new Promise<string[]>((found, failed) => {
      worker.once('message', (told: string[] | undefined) =>
        told ? found(told) : failed(new Error('it could not be checked apart')))
      worker.once('error', failed)
    })
  } catch {
    // Whatever kept the thread from answering is found, and named, by checking here.
    return store.complaints()
  } finally {
    await worker.terminate()
  }
}

/** The digest of the rows of each register as they lie in its table. */
export async function digestsOf(
  store: Pick<Store, 'dialect' | 'reading'>, registers: readonly AnyRegister[],
): Promise<Map<string, FoldDigest>> {
  const digests = new Map<string, FoldDigest>()
  for (const register of registers) digests.set(register.name, await digestOf(store, register))
  return digests
}

async function digestOf(
  { dialect, reading }: Pick<Store, 'dialect' | 'reading'>, register: AnyRegister,
): Promise<FoldDigest> {
  const digest = new FoldDigest()
  const columns = register.shape.map((column: { name: string }) => column.name)
  const keyAt = columns.indexOf(register.key)
  const { sql } = compiled(builderOf(dialect).selectFrom(register.name)
    .select([...columns, subjectColumn])
    .where(register.key, '>', '').orderBy(register.key, 'asc').limit(rowsAtOnce))
  for (let after = ''; ;) {
    const rows = await reading.lists(sql, [after, rowsAtOnce])
    for (const row of rows) {
      const subject = row.pop() as string
      digest.add(register, row, subject)
    }
    if (rows.length < rowsAtOnce) return digest
    after = rows.at(-1)![keyAt] as string
  }
}

/** All rows of a register in the order of their keys, some hundreds at a time. */
export async function* rowsByKey(
  store: Pick<Store, 'dialect' | 'reading'>, register: AnyRegister,
): AsyncGenerator<StoredRow> {
  const db = builderOf(store.dialect)
  const { sql } = compiled(db.selectFrom(register.name).selectAll()
    .where(register.key, '>', '').orderBy(register.key, 'asc').limit(rowsAtOnce))
  for (let after = ''; ;) {
    const rows = await store.reading.all(sql, [after, rowsAtOnce])
    yield* rows
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)![register.key] as string
  }
}
