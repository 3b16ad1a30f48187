// Folding: what the leaves add up to, row by row, and a digest by which a changed row shows.

import { hash } from 'node:crypto'
import type { Change, AnyRegister } from './register.ts'
import type { Statements, Store } from './store/store.ts'
import { rowOf, rowStatements, storedValues, valuesOf, type Row } from './store/rows.ts'
import { subjectColumn } from './store/dividing.ts'

/** Where folded rows lie: a database, or memory when a fold is compared with another. */
export interface RowStore {
  one(register: AnyRegister, key: string): Promise<Row | undefined>
  put(register: AnyRegister, row: Row, subject: string): Promise<void>
  drop(register: AnyRegister, key: string): Promise<void>
  dropSubject(register: AnyRegister, subject: string): Promise<void>
}

/**
 * Applies the changes of one leaf. A patch or a drop of a row that is not there is nothing: the
 * leaf that made it may still be on its way, and then this subject is folded again.
 */
export async function applyChanges(
  rows: RowStore, changes: readonly Change[], subject: string,
): Promise<void> {
  for (const change of changes) {
    if (change.does === 'put') await rows.put(change.register, change.row, subject)
    else if (change.does === 'drop') await rows.drop(change.register, change.key)
    else {
      const row = await rows.one(change.register, change.key)
      if (row) await rows.put(change.register, { ...row, ...change.row }, subject)
    }
  }
}

/**
 * A digest of all rows of all registers that does not depend on their order: rows are hashed with
 * SHA-512 and added lane by lane, so one row more or less costs one hash (as LtHash does it).
 */
export class FoldDigest {
  readonly lanes: Uint32Array

  constructor(saved?: Uint8Array) {
    this.lanes = new Uint32Array(16)
    if (saved) new Uint8Array(this.lanes.buffer).set(saved.subarray(0, 64))
  }

  add(register: { name: string }, values: readonly unknown[], subject: string): void {
    const row = laneHash(register, values, subject)
    for (let lane = 0; lane < 16; lane++) this.lanes[lane]! += row[lane]!
  }

  remove(register: { name: string }, values: readonly unknown[], subject: string): void {
    const row = laneHash(register, values, subject)
    for (let lane = 0; lane < 16; lane++) this.lanes[lane]! -= row[lane]!
  }

  /** Adds all that another digest holds. */
  join(other: FoldDigest): void {
    for (let lane = 0; lane < 16; lane++) this.lanes[lane]! += other.lanes[lane]!
  }

  bytes(): Buffer {
    return Buffer.from(this.lanes.buffer.slice(0))
  }
}

/** The digest of all that several digests hold. */
export function sumOf(digests: ReadonlyMap<string, FoldDigest>): FoldDigest {
  const sum = new FoldDigest()
  for (const each of digests.values()) sum.join(each)
  return sum
}

/** Keeps the digest of the registers in the same transaction as their rows. */
export const keepDigest = 'insert into kept (name, value) values (\'registers\', ?)' +
  ' on conflict (name) do update set value = excluded.value'

function laneHash(
  register: { name: string }, values: readonly unknown[], subject: string,
): Uint32Array {
  const digest = hash('sha512', `${register.name}\n${subject}\n${JSON.stringify(values)}`, 'buffer')
  return new Uint32Array(digest.buffer.slice(digest.byteOffset, digest.byteOffset + 64))
}

/** Rows in the store's tables; keeps the digest of what they hold. */
export function storedRows(
  statements: Statements, dialect: Store['dialect'], registers: Iterable<AnyRegister>,
  digest: FoldDigest,
): RowStore & { dropAllOf(subject: string): Promise<void> } {
  async function stored(register: AnyRegister, key: string) {
    const [row] = await statements.all(rowStatements(register, dialect).one, [key])
    return row
  }
  const forget = (register: AnyRegister, row: Record<string, unknown>) =>
    digest.remove(register, valuesOf(register.shape, row), row[subjectColumn] as string)
  const store: RowStore = {
    async one(register, key) {
      const row = await stored(register, key)
      return row && rowOf(register, row)
    },
    async put(register, row, subject) {
      const values = storedValues(register, row)
      const old = await stored(register, row[register.key] as string)
      if (old) forget(register, old)
      // What another subject made may lie in another part of the table.
      const moves = old && old[subjectColumn] !== subject
      if (moves) await statements.run(rowStatements(register, dialect).drop, [old[register.key]])
      digest.add(register, values, subject)
      await statements.run(rowStatements(register, dialect).put, [...values, subject])
    },
    async drop(register, key) {
      const old = await stored(register, key)
      if (!old) return
      forget(register, old)
      await statements.run(rowStatements(register, dialect).drop, [key])
    },
    async dropSubject(register, subject) {
      const { ofSubject, dropSubject } = rowStatements(register, dialect)
      for (const row of await statements.all(ofSubject, [subject])) forget(register, row)
      await statements.run(dropSubject, [subject])
    },
  }
  return {
    ...store,
    async dropAllOf(subject) {
      for (const register of registers) await store.dropSubject(register, subject)
    },
  }
}

/** Rows in memory: a fresh fold, to be compared with what the store holds. */
export class FreshRows implements RowStore {
  /** Register name → key → row with its subject; this object owns them. */
  readonly tables = new Map<string, Map<string, { row: Row; subject: string }>>()
  readonly only: ReadonlySet<string> | undefined

  /** Keeps only the named registers, or all. */
  constructor(only?: Iterable<string>) {
    this.only = only && new Set(only)
  }

  table(register: AnyRegister) {
    let table = this.tables.get(register.name)
    if (!table) this.tables.set(register.name, (table = new Map()))
    return table
  }

  async one(register: AnyRegister, key: string) {
    return this.table(register).get(key)?.row
  }

  async put(register: AnyRegister, row: Row, subject: string) {
    if (this.only && !this.only.has(register.name)) return
    this.table(register).set(row[register.key] as string, { row, subject })
  }

  async drop(register: AnyRegister, key: string) {
    this.table(register).delete(key)
  }

  async dropSubject(register: AnyRegister, subject: string) {
    for (const [key, held] of this.table(register)) {
      if (held.subject === subject) this.table(register).delete(key)
    }
  }
}
