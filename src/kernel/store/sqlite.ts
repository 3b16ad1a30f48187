// The embedded store: SQLite with an authenticated cipher, write-ahead log and full syncing.

import Database from 'better-sqlite3-multiple-ciphers'
import type { StoredValue } from './entries.ts'
import {
  StoreFailure, type Pages, type Statements, type Store, type StoreFault,
} from './store.ts'
import { Tally, type LogStanding } from './tally.ts'

/** Ciphers with authentication only: `aes*cbc` lets a flipped byte pass in silence. */
export const ciphers = ['aegis', 'chacha20', 'sqlcipher'] as const
export type Cipher = (typeof ciphers)[number]

export interface SqliteOptions {
  path: string
  cipher: Cipher
  /** 32 random bytes; raw, so that no passphrase derivation stands between power and start. */
  key: Buffer
  /** Opens for reading only, for a verifier beside a running node. */
  readOnly?: boolean
  /** Memory for pages, in KiB, for each of the two connections. */
  cacheKib?: number
  /** Weakens syncing so that a test can show that it would be caught; never set by a node. */
  synchronous?: 'FULL' | 'NORMAL'
  /** 32 secret bytes: a tally of the file is kept (tally.ts), and its log copied when that says. */
  tallyKey?: Buffer
}

type Connection = InstanceType<typeof Database>

/** Opens the store; throws StoreFailure `damaged` where the key or the file is wrong. */
export function openSqlite(options: SqliteOptions): Store {
  const writer = options.readOnly ? undefined : connect(options, false)
  const reader = connectReader(options, writer)
  const read = statementsOf(reader)
  const write = writer && statementsOf(writer)
  const begin = writer?.prepare('BEGIN IMMEDIATE')
  const commit = writer?.prepare('COMMIT')
  const rollback = writer?.prepare('ROLLBACK')
  const tally = writer && tallyOf(writer, reader, options)
  return {
    dialect: 'sqlite',
    ...(tally && { tally }),
    reading: read,
    async writing(work) {
      if (!writer || !write) throw new StoreFailure('read-only', 'opened for reading')
      attempt(() => begin!.run())
      try {
        const done = await work(write)
        // If we stop before this line: nothing of the work is there. After it: all of it is.
        attempt(() => commit!.run())
        return done
      } catch (failure) {
        // A rollback that fails too must not hide why: the node stops, and start rolls back.
        if (writer.inTransaction) attempt(() => rollback!.run(), failure)
        throw failure
      }
    },
    async script(sql) {
      attempt(() => (writer ?? reader).exec(sql))
    },
    async reindex() {
      attempt(() => (writer ?? reader).exec('reindex'))
    },
    async complaints() {
      return complaintsOf(reader)
    },
    pages: pagesOf(reader),
    close() {
      reader.close()
      writer?.close()
      tally?.close()
    },
  }
}

/** Reads the whole file; where it cannot be read the connections are let go. */
function tallyOf(
  writer: Connection, reader: Connection, { path, tallyKey }: SqliteOptions,
): Tally | undefined {
  if (!tallyKey) return undefined
  const checkpoint = (mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE') => {
    const statement = writer.prepare<[], { log: number; checkpointed: number }>(
      `pragma wal_checkpoint(${mode})`)
    return (): LogStanding => {
      const { log, checkpointed } = attempt(() => statement.get())!
      return { frames: log, copied: checkpointed }
    }
  }
  try {
    const [copy, copyAndEmpty] = [checkpoint('PASSIVE'), checkpoint('TRUNCATE')]
    const version = writer.prepare<[], number>('pragma data_version').pluck()
    return new Tally({
      path, pageBytes: writer.pragma('page_size', { simple: true }) as number,
      log: checkpoint('NOOP'), copy: (empty) => empty ? copyAndEmpty() : copy(),
      version: () => attempt(() => version.get())!,
    }, tallyKey)
  } catch (failure) {
    reader.close()
    writer.close()
    throw failure
  }
}

function connectReader(options: SqliteOptions, writer: Connection | undefined): Connection {
  try {
    return connect(options, true)
  } catch (failure) {
    writer?.close()
    throw failure
  }
}

function connect(options: SqliteOptions, reading: boolean): Connection {
  return attempt(() => {
    const connection = new Database(options.path, { readonly: reading, timeout: 5000 })
    try {
      const hex = options.key.toString('hex')
      connection.pragma(`cipher = '${options.cipher}'`)
      connection.pragma(options.cipher === 'sqlcipher' ? `key = "x'${hex}'"` : `key = 'raw:${hex}'`)
      setPragmas(connection, options, reading)
      return connection
    } catch (failure) {
      connection.close()
      throw failure
    }
  })
}

/**
 * Sets what durability and secrecy stand on, and reads each back: a setting that did not take is a
 * defect.
 */
function setPragmas(connection: Connection, options: SqliteOptions, reading: boolean): void {
  const wanted: [pragma: string, set: string, read: unknown][] = [
    ['synchronous', options.synchronous ?? 'FULL', options.synchronous === 'NORMAL' ? 1 : 2],
    ['temp_store', 'MEMORY', 2],
    ['cell_size_check', 'ON', 1],
    ['trusted_schema', 'OFF', 0],
    ['foreign_keys', 'ON', 1],
    ['cache_size', `-${options.cacheKib ?? 8_192}`, -(options.cacheKib ?? 8_192)],
  ]
  if (!reading) {
    wanted.unshift(['journal_mode', 'WAL', 'wal'])
    const autoCheckpoint = options.tallyKey ? 0 : 1000
    wanted.push(['secure_delete', 'ON', 1],
      ['wal_autocheckpoint', String(autoCheckpoint), autoCheckpoint])
  }
  for (const [pragma, set, read] of wanted) {
    connection.pragma(`${pragma} = ${set}`)
    const found = connection.pragma(pragma, { simple: true })
    if (found !== read) {
      throw new Error(`pragma ${pragma} reads ${String(found)}, not ${String(read)}`)
    }
  }
  // The first read of a page proves the key.
  connection.prepare('SELECT count(*) FROM sqlite_schema').get()
}

/** What SQLite itself finds wrong with pages and indexes; empty when nothing. */
export function complaintsOf(
  connection: Connection, check: 'integrity_check' | 'quick_check' = 'integrity_check',
): string[] {
  const rows = attempt(() => connection.pragma(`${check}(20)`)) as Record<string, string>[]
  return rows.map((row) => row[check]!).filter((line) => line !== 'ok')
}

const tablesThere = "select name from sqlite_schema where type = 'table'" +
  " and name not like 'sqlite_%' order by name"

function pagesOf(connection: Connection): Pages {
  // Owned by `entriesOf`, which is not entered twice.
  let shown: (entry: readonly StoredValue[]) => void = () => {}
  // Called from within the reading of an index: two fifths of what it costs to fetch the rows.
  connection.aggregate('show_entry', {
    varargs: true, start: null,
    step: (_: unknown, ...entry: unknown[]) => shown(entry as StoredValue[]),
  })
  return {
    complaints: () => complaintsOf(connection, 'quick_check'),
    tables: () => attempt(() => connection.prepare(tablesThere).pluck().all()) as string[],
    indexesOf: (table) => attempt(() => {
      const list = connection.pragma(`index_list("${table}")`) as { name: string; unique: number }[]
      return list.map(({ name, unique }) => {
        const columns = connection.pragma(`index_info("${name}")`) as { name: string }[]
        return { name, table, columns: columns.map((each) => each.name), unique: unique === 1 }
      })
    }),
    entriesOf({ name, table, columns }, visit) {
      const values = [...columns, 'rowid'].map((column) => `"${column}"`).join(', ')
      shown = visit
      attempt(() => connection.prepare(
        `select show_entry(${values}) from "${table}" indexed by "${name}"`).get())
    },
  }
}

/** The statements of one connection, each prepared once. */
export function statementsOf(connection: Connection): Statements {
  const prepared = new Map<string, Database.Statement<unknown[]>>()
  const statement = (sql: string) => {
    let found = prepared.get(sql)
    if (!found) prepared.set(sql, (found = connection.prepare<unknown[]>(sql)))
    return found
  }
  return {
    async all(sql, parameters = []) {
      return attempt(() => statement(sql).all(...parameters)) as Record<string, unknown>[]
    },
    async lists(sql, parameters = []) {
      return attempt(() => {
        const lists = statement(`${sql} `)
        return lists.raw(true).all(...parameters)
      }) as unknown[][]
    },
    async run(sql, parameters = []) {
      attempt(() => statement(sql).run(...parameters))
    },
  }
}

/** Runs a call into SQLite, and gives its failures the names that a node acts upon. */
export function attempt<T>(call: () => T, before?: unknown): T {
  try {
    return call()
  } catch (failure) {
    const fault = faultOf((failure as { code?: string }).code ?? '')
    throw before ?? (fault ? new StoreFailure(fault, failure) : failure)
  }
}

function faultOf(code: string): StoreFault | undefined {
  if (code === 'SQLITE_FULL') return 'disk-full'
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) return 'read-only'
  if (code.startsWith('SQLITE_IOERR')) return 'disk-failing'
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged'
  if (code.startsWith('SQLITE_BUSY')) return 'busy'
  return undefined
}
