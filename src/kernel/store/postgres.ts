// The hub's store: PostgreSQL, with one writer at a time whose every commit is durable.

import pg from 'pg'
import { CannotOpen } from '../cannot-open.ts'
import type { Given } from '../given.ts'
import { isCut, named, placeholders, valuesAsSqlite } from './postgres-speech.ts'
import {
  StoreFailure, type Seen, type Statements, type Store, type StoredRow, type Tables,
} from './store.ts'

export interface PostgresOptions {
  /** postgres://person@host/database, or by a socket: postgres:///database?host=/run/… */
  url: string
  given: Pick<Given, 'clock' | 'timers' | 'luck'>
  /** Connections that only read. */
  readers?: number
  /** A reading that takes longer than this is given up. */
  statementTimeoutMs?: number
  /** How long a server that restarts is waited for. */
  patienceMs?: number
  /** Divides tables over many servers: the database must have the extension. */
  citus?: boolean
  /** Accepts a server that does not sync: for tests that are not about durability. */
  withoutSync?: boolean
}

/** The oldest server on which this was proved. */
const oldestServer = 150_000
/** Whoever holds this lock is the one writer of the database, whatever machine it runs on. */
const writerLock = 0x5afa2

/** Opens the store; throws StoreFailure or CannotOpen where the server is not as it must be. */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const store = new PostgresStore(options)
  try {
    await store.begin()
    return store
  } catch (failure) {
    await store.close()
    throw named(failure)
  }
}

/** Reads one state of a database beside the program that writes it. */
export async function snapshotOf<T>(
  options: PostgresOptions, work: (seen: Seen) => Promise<T>,
): Promise<T> {
  const store = new PostgresStore(options)
  try {
    return await store.snapshot(work)
  } catch (failure) {
    throw named(failure)
  } finally {
    await store.close()
  }
}

class PostgresStore implements Store {
  readonly dialect = 'postgres'
  readonly tables: Tables
  readonly reading: Statements
  readonly #options: Required<PostgresOptions>
  readonly #pool: pg.Pool
  /** The connection that writes; owned by `#alone`, and replaced where it was cut. */
  #writer: pg.Client | undefined
  #last: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(options: PostgresOptions) {
    this.#options = {
      readers: 4, statementTimeoutMs: 30_000, patienceMs: 10_000, withoutSync: false,
      citus: false, ...options,
    }
    this.tables = this.#options.citus ? 'citus' : 'postgres'
    this.#pool = new pg.Pool({
      ...this.#connection(`-c default_transaction_read_only=on -c jit=off -c statement_timeout=${
        this.#options.statementTimeoutMs}`),
      max: this.#options.readers, idleTimeoutMillis: 0,
    })
    // A connection that breaks while nobody uses it is replaced at the next reading.
    this.#pool.on('error', () => {})
    this.reading = statementsOf((query) => this.#patiently(() => this.#pool.query(query)))
  }

  async begin(): Promise<void> {
    await this.#alone(async () => {
      const writer = await this.#connected()
      if (this.#options.citus) await mustHaveCitus(writer)
      await writer.query(tokenTable)
    })
  }

  async writing<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      const { writer, token } = await this.#patiently(() => this.#begun())
      let done: T
      try {
        done = await work(statementsOf((query) => writer.query(query).catch(failed)))
      } catch (failure) {
        // A rollback that fails must not hide why: the connection is dropped, which rolls back too.
        await writer.query('rollback').catch(() => this.#drop(writer))
        throw failure
      }
      // If we stop before this line: nothing of the work is there. After it: all of it is.
      await this.#commit(writer, token)
      return done
    })
  }

  async script(sql: string): Promise<void> {
    await this.#alone(async () => {
      const writer = await this.#connected()
      await writer.query(sql).catch((failure: unknown) => {
        if (isCut(failure)) this.#drop(writer)
        failed(failure)
      })
      statementsAfter += 1
    })
  }

  async complaints(of?: 'tables'): Promise<string[]> {
    return this.#alone(async () => complaintsOf(await this.#connected(), of))
  }

  async snapshot<T>(work: (seen: Seen) => Promise<T>): Promise<T> {
    const client = new pg.Client(this.#connection('-c statement_timeout=0'))
    client.on('error', () => {})
    await client.connect()
    try {
      await client.query('begin isolation level repeatable read, read only')
      return await work({
        dialect: 'postgres',
        reading: statementsOf((query) => client.query(query).catch(failed)),
        // An index is held to its table as both are now: a check within the snapshot may refuse.
        async complaints() {
          await client.query('commit')
          return complaintsOf(client)
        },
      })
    } finally {
      await client.end().catch(() => {})
    }
  }

  async reindex(): Promise<void> {
    const tables = await this.reading.all(ownTables)
    for (const { name } of tables) await this.script(`reindex table "${String(name)}"`)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#last
    await Promise.allSettled([this.#pool.end(), this.#writer?.end()])
  }

  /** One after another: the database has one writer. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }

  /**
   * Commits. Where the connection is cut before the answer, what the transaction left is looked
   * for before anything else is done. (Its number would not do: after a crash the server may give
   * the same one again.)
   */
  async #commit(writer: pg.Client, token: string): Promise<void> {
    try {
      await writer.query('commit')
    } catch (failure) {
      this.#drop(writer)
      if (!isCut(failure)) throw named(failure)
      const left = await this.#tokenLeft()
      if (left === token) return
      // Where nobody can say, only a start that reads the journal anew may go on.
      throw new StoreFailure(left === undefined ? 'disk-failing' : 'busy', failure)
    }
  }

  async #tokenLeft(): Promise<string | undefined> {
    try {
      const { rows } = await (await this.#connected()).query(readToken)
      return (rows[0]?.token ?? '') as string
    } catch {
      return undefined
    }
  }

  /** Begins a transaction that leaves a token of its own, by which its outcome is seen later. */
  async #begun(): Promise<{ writer: pg.Client; token: string }> {
    const writer = await this.#connected()
    const token = this.#options.given.luck.bytes(16).toString('hex')
    try {
      await writer.query(`begin; ${writeToken(token)}`)
      return { writer, token }
    } catch (failure) {
      this.#drop(writer)
      throw failure
    }
  }

  #drop(writer: pg.Client): void {
    if (this.#writer === writer) this.#writer = undefined
    void writer.end().catch(() => {})
  }

  /** The writer's connection; a new one where it was cut, once the server is there again. */
  async #connected(): Promise<pg.Client> {
    if (this.#closed) throw new StoreFailure('busy', 'the store is closed')
    return (this.#writer ??= await this.#patiently(() => this.#connect()))
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#connection(
      // What the writer asks names rows by their keys, in tables of many parts: a plan costs as
      // much as what it plans, so each is made once, and not from how small a table was then.
      '-c synchronous_commit=on -c plan_cache_mode=force_generic_plan -c enable_seqscan=off' +
        ' -c jit=off'))
    client.on('error', () => this.#drop(client))
    await client.connect()
    try {
      await mustBeSet(client, this.#options.withoutSync)
      // The session before may have been cut a moment ago, and the server not know it yet.
      const { rows } = await client.query('select pg_try_advisory_lock($1) as held', [writerLock])
      if (rows[0].held !== 1) throw new StoreFailure('busy', 'another program writes here')
      return client
    } catch (failure) {
      await client.end().catch(() => {})
      throw failure
    }
  }

  /** Tries again while the server restarts; what is tried must change nothing. */
  async #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    const { given: { clock, timers }, patienceMs } = this.#options
    const began = clock.elapsed()
    for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 500)) {
      try {
        return await attempt()
      } catch (failure) {
        const again = isCut(failure) || failure instanceof StoreFailure
        if (!again || this.#closed || clock.elapsed() - began > patienceMs) throw named(failure)
        await new Promise<void>((over) => { timers.after(waitMs, over) })
      }
    }
  }

  #connection(options: string): pg.ClientConfig {
    return {
      connectionString: this.#options.url, options, types: valuesAsSqlite, keepAlive: true,
      connectionTimeoutMillis: 5000, application_name: 'safar',
    }
  }
}

const tokenTable = 'create table if not exists last_writing' +
  ' (one boolean primary key check (one), token text not null)'
const readToken = 'select token from last_writing'
const writeToken = (hex: string) => `insert into last_writing (one, token) values (true, '${hex}')
  on conflict (one) do update set token = excluded.token`

/** After a change of tables a statement is prepared anew: its columns may be others. */
let statementsAfter = 0
const names = new Map<string, string>()

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (!name) names.set(sql, (name = `s${names.size}`))
  return `${name}_${statementsAfter}`
}

type Ask = (query: pg.QueryConfig & { rowMode?: 'array' }) => Promise<pg.QueryResult>

function statementsOf(ask: Ask): Statements {
  const asked = (sql: string, values: readonly unknown[] = []) => {
    const text = placeholders(sql)
    return { name: nameOf(text), text, values: [...values] }
  }
  return {
    async all(sql, parameters) {
      return (await ask(asked(sql, parameters))).rows as StoredRow[]
    },
    async lists(sql, parameters) {
      const { rows } = await ask({ ...asked(sql, parameters), rowMode: 'array' })
      return rows as unknown[][]
    },
    async run(sql, parameters) {
      await ask(asked(sql, parameters))
    },
  }
}

function failed(failure: unknown): never {
  throw named(failure)
}

/** What durability and equal answers stand on, read back; a server set otherwise is left. */
async function mustBeSet(client: pg.Client, withoutSync: boolean): Promise<void> {
  const { rows: [row] } = await client.query(readSettings)
  const found = row as Record<string, unknown>
  const wanted: [setting: string, is: (value: unknown) => boolean, must: string][] = [
    ['server_version_num', (value) => Number(value) >= oldestServer, '15 or newer'],
    ['server_encoding', (value) => value === 'UTF8', 'UTF8'],
    ['client_encoding', (value) => value === 'UTF8', 'UTF8'],
    ['synchronous_commit', (value) => value === 'on', 'on'],
    ['fsync', (value) => value === 'on' || withoutSync, 'on'],
    ['full_page_writes', (value) => value === 'on' || withoutSync, 'on'],
    ['standard_conforming_strings', (value) => value === 'on', 'on'],
  ]
  const wrong = wanted.find(([setting, is]) => !is(found[setting]))
  if (!wrong) return
  const [setting, , must] = wrong
  throw new CannotOpen('database-unfit', `${setting} is ${String(found[setting])}, not ${must}`)
}

/** Refuses a database in which the extension is not. */
async function mustHaveCitus(client: pg.Client): Promise<void> {
  const { rows: [row] } = await client.query(
    `select extversion from pg_extension where extname = 'citus'`)
  if (!row) throw new CannotOpen('citus-missing', 'the extension citus is not in this database')
}

const readSettings = `select ${[
  'server_version_num', 'server_encoding', 'client_encoding', 'synchronous_commit', 'fsync',
  'full_page_writes', 'standard_conforming_strings',
].map((setting) => `current_setting('${setting}') as ${setting}`).join(', ')}`

const ownTables = `select relname as name from pg_class
  where relkind = 'r' and relnamespace = current_schema()::regnamespace
  order by relname`

const ownIndexes = `select c.relname as name, i.indisvalid as valid, i.indisready as ready,
    c.oid::bigint as id, pg_relation_size(c.oid) as bytes, c.relkind as kind
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where c.relnamespace = current_schema()::regnamespace order by c.relname`

/** An index beyond this is checked in the audit's rounds and not at start. */
const smallIndexBytes = 64 * 1024 * 1024

/** Tables that lost their key, and whatever stands between a statement and a table. */
const strangeTables = `select c.relname as name, 'has no key' as what from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
      and not exists (select 1 from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')
  union all select c.relname, 'has the trigger ' || t.tgname from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and c.relnamespace = current_schema()::regnamespace
  union all select c.relname, 'has the rule ' || r.rulename from pg_rewrite r
    join pg_class c on c.oid = r.ev_class
    where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
  union all select c.relname, 'has row security' from pg_class c
    where c.relrowsecurity and c.relnamespace = current_schema()::regnamespace
  union all select c.relname, 'is a view' from pg_class c
    where c.relkind in ('v', 'm', 'f') and c.relnamespace = current_schema()::regnamespace
  union all select c.relname, 'is not kept through a crash' from pg_class c
    where c.relpersistence <> 'p' and c.relkind = 'r'
      and c.relnamespace = current_schema()::regnamespace`

/** What the server says of its indexes; each row against its index where amcheck is installed. */
async function complaintsOf(client: pg.Client, of?: 'tables'): Promise<string[]> {
  const { rows: tables } = await client.query(strangeTables)
  const { rows: indexes } = await client.query(ownIndexes)
  const { rows: extension } = await client.query(
    `select 1 from pg_proc where proname = 'bt_index_check'
      and has_function_privilege(oid, 'execute')`)
  const wrong = (tables as Record<string, unknown>[]).map(({ name, what }) =>
    `the table ${String(name)} ${String(what)}`)
  for (const { name, valid, ready, id, bytes, kind } of indexes as Record<string, unknown>[]) {
    if (valid !== 1 || ready !== 1) wrong.push(`the index ${String(name)} is not in use`)
    else if (!of && extension.length > 0 && kind === 'i' && (bytes as number) < smallIndexBytes) {
      await client.query('select bt_index_check($1::oid::regclass, true)', [id])
        .catch((failure: Error) => wrong.push(`the index ${String(name)}: ${failure.message}`))
    }
  }
  return wrong
}
