// Examining a store at start: what the database finds wrong, and what the rows of registers add to.

import { existsSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { FoldDigest } from '../fold.ts'
import type { AnyRegister } from '../register.ts'
import { valuesOf } from './rows.ts'
import { subjectColumn } from './schema.ts'
import { builderOf, compiled } from './sql.ts'
import type { SqliteOptions } from './sqlite.ts'
import type { Store, StoredRow } from './store.ts'

/** As much of a register as is needed to read its rows. */
export interface RowShape { name: string; key: string; shape: readonly { name: string }[] }

export interface Examined {
  /** What the database itself finds wrong; then nothing is read through its indexes. */
  complaints: string[]
  /** The digest of each register's rows, 64 bytes. */
  digests: Map<string, Uint8Array>
}

/** A store larger than this is examined in a thread of its own, while its leaves are read. */
const apartFromBytes = 64 * 1024 * 1024
const rowsAtOnce = 500

/** Examines a store that is open here. */
export async function examine(
  store: Pick<Store, 'dialect' | 'reading' | 'complaints'>, registers: readonly RowShape[],
): Promise<Examined> {
  const complaints = await store.complaints()
  const digests = new Map<string, Uint8Array>()
  for (const register of complaints.length > 0 ? [] : registers) {
    const digest = new FoldDigest()
    for await (const row of rowsByKey(store, register)) {
      digest.add(register, valuesOf(register.shape, row), row[subjectColumn] as string)
    }
    digests.set(register.name, digest.bytes())
  }
  return { complaints, digests }
}

/** Examines an embedded store: beside the caller's work where it is large enough to be worth it. */
export async function examineBeside(
  store: Store, options: SqliteOptions, registers: readonly AnyRegister[],
): Promise<Examined> {
  const shapes = registers.map(({ name, key, shape }): RowShape =>
    ({ name, key, shape: shape.map((column: { name: string }) => ({ name: column.name })) }))
  const large = existsSync(options.path) && statSync(options.path).size > apartFromBytes
  if (!large) return examine(store, shapes)
  const worker = new Worker(new URL('./examining-apart.ts', import.meta.url), {
    workerData: { options, shapes },
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 256 },
  })
  try {
    return await new Promise<Examined>((found, failed) => {
      worker.once('message', (examined: Examined | { failure: string }) => {
        if ('failure' in examined) failed(new Error(examined.failure))
        else found(examined)
      })
      worker.once('error', failed)
    })
  } catch {
    // Whatever kept the thread from answering is found, and named, by examining here.
    return examine(store, shapes)
  } finally {
    await worker.terminate()
  }
}

/** All rows of a register in the order of their keys, some hundreds at a time. */
export async function* rowsByKey(
  store: Pick<Store, 'dialect' | 'reading'>, register: RowShape,
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
