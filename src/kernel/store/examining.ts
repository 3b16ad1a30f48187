// Examining a store at start: whether pages, tables and indexes fit, and what rows add up to.

import { existsSync, statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { FoldDigest } from '../fold.ts'
import type { AnyRegister, Column } from '../register.ts'
import { compareEntries, EntrySum, HashedValues, type Seed, type StoredValue } from './entries.ts'
import { keyColumns, subjectColumn } from './dividing.ts'
import type { SqliteOptions } from './sqlite.ts'
import { StoreFailure, type Index, type Pages, type Store, type StoredRow } from './store.ts'

/** A store larger than this is examined in a thread of its own, while its leaves are read. */
const apartFromBytes = 64 * 1024 * 1024
// Few enough to be forgotten before V8 takes them for lasting: at 500 a post held 80 MB more.
const rowsAtOnce = 64

/** As much of a register as its rows' digest needs. */
export interface Examined {
  name: string
  key: string
  shape: readonly { name: string }[]
  large?: boolean
}

/** What was found of tables and indexes: what does not fit, and the digest of each register. */
export interface Findings { complaints: string[]; digests: Map<string, FoldDigest> }

/** What the thread is given, and what it tells. */
export interface Apart { options: SqliteOptions; registers: readonly Examined[]; seed: Seed }
export interface Told { complaints: string[]; digests: [name: string, bytes: Uint8Array][] }

/**
 * Examines the tables of registers; of a large store beside the caller's own work, as reading rows
 * takes as long as reading leaves. Pages and the other tables are the caller's (`examinedHere`).
 */
export async function examinedBeside(
  store: Store, options: SqliteOptions | undefined, registers: readonly AnyRegister[], seed: Seed,
): Promise<Findings> {
  const large = options && existsSync(options.path) &&
    statSync(options.path).size > apartFromBytes
  if (!large) return examinedRegisters(store, registers, seed)
  const plain = registers.map(({ name, key, shape }) =>
    ({ name, key, shape: shape.map((column: Column) => ({ name: column.name })) }))
  const worker = new Worker(new URL('./examining-apart.ts', import.meta.url), {
    workerData: { options, registers: plain, seed } satisfies Apart,
    resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 64 },
  })
  try {
    const { complaints, digests } = await new Promise<Told>((found, failed) => {
      worker.once('message', (told: Told | undefined) =>
        told ? found(told) : failed(new Error('it could not be examined apart')))
      worker.once('error', failed)
    })
    return {
      complaints,
      digests: new Map(digests.map(([name, bytes]) => [name, new FoldDigest(bytes)])),
    }
  } catch {
    // Whatever kept the thread from answering is found, and named, by examining here.
    return examinedRegisters(store, registers, seed)
  } finally {
    await worker.terminate()
  }
}

/** What is wrong with pages, and with tables that are no register's and their indexes. */
export async function examinedHere(
  store: Pick<Store, 'reading' | 'complaints' | 'pages'>, registers: readonly Examined[],
  seed: Seed,
): Promise<string[]> {
  const { pages } = store
  if (!pages) return store.complaints()
  const named = new Set(registers.map(({ name }) => name))
  const findings: Findings = { complaints: pages.complaints(), digests: new Map() }
  for (const table of pages.tables()) {
    if (!named.has(table)) await examineTable({ ...store, pages }, { table, seed }, findings)
  }
  return findings.complaints
}

/** The digests of registers, and what is wrong with their tables and indexes. */
export async function examinedRegisters(
  store: Pick<Store, 'dialect' | 'reading' | 'pages'>, registers: readonly Examined[], seed: Seed,
): Promise<Findings> {
  const { pages } = store
  if (!pages) return { complaints: [], digests: await digestsOf(store, registers) }
  const findings: Findings = { complaints: [], digests: new Map() }
  for (const register of registers) {
    await examineTable({ ...store, pages }, { table: register.name, register, seed }, findings)
  }
  return findings
}

/**
 * Reads a table once in the order of its rows, and each of its indexes once in its own: an index
 * fits when it is in order and its entries add up to those that the rows must have. With pages that
 * fit each other this is what looking up every row in every index would find, without its seeks.
 */
async function examineTable(store: Embedded, asked: Asked, findings: Findings): Promise<void> {
  try {
    await readTable(store, asked, findings)
  } catch (failure) {
    // A table that cannot be read to its end is damaged; what is left of it is not used.
    if (!(failure instanceof StoreFailure && failure.fault === 'damaged')) throw failure
    findings.complaints.push(`the table ${asked.table} cannot be read`)
  }
}

type Embedded = Pick<Store, 'reading'> & { pages: Pages }
interface Asked { table: string; register?: Examined; seed: Seed }

async function readTable(
  { reading, pages }: Embedded, { table, register, seed }: Asked, { complaints, digests }: Findings,
): Promise<void> {
  const indexes = pages.indexesOf(table)
  const shape = register ? [...register.shape.map(({ name }) => name), subjectColumn] : []
  const columns = [...new Set([...shape, ...indexes.flatMap((index) => index.columns)]), 'rowid']
  const placesOf = (index: Index) =>
    [...index.columns, 'rowid'].map((column) => columns.indexOf(column))
  const sums = indexes.map((index) => new EntrySum(seed, placesOf(index)))
  const indexed = [...new Set(indexes.flatMap(placesOf))]
  const hashes = new HashedValues(seed, columns.length)
  const digest = new FoldDigest()
  for await (const row of rowsInPlace(reading, table, columns)) {
    hashes.hash(row, indexed)
    for (const sum of sums) sum.add(hashes)
    if (!register) continue
    row.length = shape.length
    const subject = row.pop() as string
    digest.add(register, row, subject)
  }
  if (register) digests.set(table, digest)
  for (const [at, index] of indexes.entries()) {
    if (!inOrderAddingUpTo(pages, index, sums[at]!, seed)) {
      complaints.push(`the index ${index.name} is not that of its table`)
    }
  }
}

/** The rows of a table as they lie; the last of the columns says where. */
async function* rowsInPlace(
  reading: Store['reading'], table: string, columns: readonly string[],
): AsyncGenerator<StoredValue[]> {
  const sql = `select ${columns.map((column) => `"${column}"`).join(', ')} from "${table}"` +
    ' not indexed where rowid > ? order by rowid limit ?'
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await reading.lists(sql, [after, rowsAtOnce]) as StoredValue[][]
    after = rows.at(-1)?.at(-1) as number
    yield* rows
    if (rows.length < rowsAtOnce) return
  }
}

function inOrderAddingUpTo(pages: Pages, index: Index, wanted: EntrySum, seed: Seed): boolean {
  const places = [...index.columns, 'rowid'].map((_, place) => place)
  const sum = new EntrySum(seed, places)
  const hashes = new HashedValues(seed, places.length)
  let before: readonly StoredValue[] | undefined
  let ordered = true
  pages.entriesOf(index, (entry) => {
    hashes.hash(entry, places)
    sum.add(hashes)
    if (before && ordered) {
      ordered = compareEntries(before, entry) < 0 &&
        !(index.unique && twice(before, entry, index.columns.length))
    }
    before = entry
  })
  return ordered && sum.equals(wanted)
}

/** Whether two entries that follow each other name the same thing; what is null names nothing. */
function twice(
  one: readonly StoredValue[], other: readonly StoredValue[], columns: number,
): boolean {
  return compareEntries(one, other, columns) === 0 && !one.slice(0, columns).includes(null)
}

/** The digest of the rows of each register of an embedded store, read as they lie. */
export async function digestsInPlace(
  reading: Store['reading'], registers: readonly Examined[],
): Promise<Map<string, FoldDigest>> {
  const digests = new Map<string, FoldDigest>()
  for (const register of registers) {
    const digest = new FoldDigest()
    digests.set(register.name, digest)
    const columns = [...register.shape.map(({ name }) => name), subjectColumn, 'rowid']
    for await (const row of rowsInPlace(reading, register.name, columns)) {
      row.pop()
      const subject = row.pop() as string
      digest.add(register, row, subject)
    }
  }
  return digests
}

/** The digest of the rows of each register, read in the order of their keys. */
export async function digestsOf(
  store: Pick<Store, 'dialect' | 'reading'>, registers: readonly Examined[],
): Promise<Map<string, FoldDigest>> {
  const digests = new Map<string, FoldDigest>()
  for (const register of registers) digests.set(register.name, await digestOf(store, register))
  return digests
}

async function digestOf(
  { dialect, reading }: Pick<Store, 'dialect' | 'reading'>, register: Examined,
): Promise<FoldDigest> {
  const digest = new FoldDigest()
  const { first, next, key, columns } = readings(register, dialect)
  const keyAt = key.map((column) => columns.indexOf(column))
  for (let rows = await reading.lists(first, [rowsAtOnce]); ;) {
    const after = keyAt.map((at) => rows.at(-1)?.[at])
    for (const row of rows) {
      const subject = row.pop() as string
      digest.add(register, row, subject)
    }
    if (rows.length < rowsAtOnce) return digest
    rows = await reading.lists(next, [...after, rowsAtOnce])
  }
}

/** All rows of a register in the order of their keys, some hundreds at a time. */
export async function* rowsByKey(
  { dialect, reading }: Pick<Store, 'dialect' | 'reading'>, register: AnyRegister,
): AsyncGenerator<StoredRow> {
  const { first, next, key } = readings(register, dialect)
  for (let rows = await reading.all(first, [rowsAtOnce]); ;) {
    yield* rows
    if (rows.length < rowsAtOnce) return
    rows = await reading.all(next, [...key.map((column) => rows.at(-1)![column]), rowsAtOnce])
  }
}

/**
 * The statements that read all rows of a register some at a time: the first, and those after a row.
 * No fact makes a row without a name, or two of one name; whoever wrote them by hand is not to hide
 * them by that.
 */
function readings(register: Examined, dialect: Store['dialect']) {
  const key = keyColumns(register, dialect)
  const columns = [...register.shape.map(({ name }) => name), subjectColumn]
  const named = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')
  const select = `select ${named(columns)} from "${register.name}"`
  const order = `order by ${named(key)} limit ?`
  return {
    key, columns, first: `${select} ${order}`,
    next: `${select} where (${named(key)}) > (${key.map(() => '?').join(', ')}) ${order}`,
  }
}
