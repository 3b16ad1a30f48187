// What a node asks of the place where its leaves and registers lie, whichever database it is.

import type { StoredValue } from './entries.ts'
import type { Tally } from './tally.ts'

/** A row as the database gives it: text, numbers, bytes or null. */
export type StoredRow = Record<string, unknown>

/** Runs statements; a parameter is text, an integer, a real, bytes or null. */
export interface Statements {
  all(sql: string, parameters?: readonly unknown[]): Promise<StoredRow[]>
  /** The same rows as lists of values in the order of the columns that are named. */
  lists(sql: string, parameters?: readonly unknown[]): Promise<unknown[][]>
  run(sql: string, parameters?: readonly unknown[]): Promise<void>
}

/** Why the store could not keep what it was given. */
export type StoreFault = 'disk-full' | 'read-only' | 'disk-failing' | 'damaged' | 'busy'

/** Thrown where the disk or the database said no; the transaction was rolled back. */
export class StoreFailure extends Error {
  readonly fault: StoreFault
  constructor(fault: StoreFault, cause: unknown) {
    super(`the store failed: ${fault}`, { cause })
    this.fault = fault
  }
}

/** Which fault a failed call on a store or a file is, where it is the disk's and not a defect. */
export function diskFaultOf(failure: unknown): StoreFault | undefined {
  if (failure instanceof StoreFailure) return failure.fault
  const { code, errno } = (failure ?? {}) as { code?: string; errno?: number }
  switch (code) {
    case 'ENOSPC': case 'EDQUOT': return 'disk-full'
    case 'EROFS': case 'EACCES': case 'EPERM': return 'read-only'
    case 'EIO': case 'ENODEV': case 'ENXIO': case 'ESTALE': return 'disk-failing'
    // What libuv has no name for: a quota that is used up (EDQUOT), or something worse.
    case 'UNKNOWN': return errno === -122 ? 'disk-full' : 'disk-failing'
    default: return undefined
  }
}

/** An index of a table, as the store's own schema has it. */
export interface Index {
  name: string
  table: string
  columns: readonly string[]
  unique: boolean
}

/** What a store that keeps its own pages lets be looked at beneath its tables. */
export interface Pages {
  /**
   * What is wrong with pages alone: their order, chains and use. That an index holds what its table
   * holds is not looked at.
   */
  complaints(): string[]
  tables(): string[]
  indexesOf(table: string): Index[]
  /** Shows each entry of an index in its order: the values of its columns, then the row's place. */
  entriesOf(index: Index, visit: (entry: readonly StoredValue[]) => void): void
}

/** One state of a store, as far as an audit reads it. */
export type Seen = Pick<Store, 'dialect' | 'reading' | 'complaints'>

/** How tables are made: as one each, in partitions of PostgreSQL, or over machines by Citus. */
export type Tables = 'sqlite' | 'postgres' | 'citus'

export interface Store {
  dialect: 'sqlite' | 'postgres'
  /** Where it is another way than the dialect's own. */
  tables?: Tables
  /** Reads what is committed. */
  reading: Statements
  /** Runs work in one transaction that is durable when the promise resolves; one at a time. */
  writing<T>(work: (statements: Statements) => Promise<T>): Promise<T>
  /** Where the database has it: reads one state of it while others go on writing. */
  snapshot?<T>(work: (seen: Seen) => Promise<T>): Promise<T>
  /** Runs several statements of a script outside a transaction, at start only. */
  script(sql: string): Promise<void>
  /** Makes every index anew from its table; a failure leaves them as they were. */
  reindex(): Promise<void>
  /** What the database itself finds wrong, of tables alone or of all; empty when nothing. */
  complaints(of?: 'tables'): Promise<string[]>
  /** Only where the pages are this program's to examine. */
  pages?: Pages
  /** Only where the file is this program's: whether it is as it was left. */
  tally?: Tally
  close(): void | Promise<void>
}
