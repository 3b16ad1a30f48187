// Many rows by one statement, in either dialect: where a statement is a journey to a server, the
// number of journeys is what a batch costs.

import type { AnyRegister } from '../register.ts'
import { keyColumns, subjectColumn } from './dividing.ts'
import type { Statements, Store, StoredRow } from './store.ts'

type Dialect = Store['dialect']
export type ManyType = 'text' | 'bigint' | 'double precision' | 'bytea'

/** Where many rows go: columns with their types, and what is done where a row is there already. */
export interface ManyRows {
  table: string
  columns: readonly (readonly [name: string, type: ManyType])[]
  /** Columns that name a row; the others are replaced. `nothing` leaves the row as it is. */
  conflict?: 'nothing' | readonly string[] | Record<Dialect, readonly string[]>
}

const mostAtOnce = 1000
const quoted = (name: string) => `"${name}"`
const written = new WeakMap<ManyRows, Record<Dialect, string>>()

/** Inserts rows, each a list of values in the order of the columns. */
export async function insertMany(
  { statements, dialect }: { statements: Statements; dialect: Dialect }, into: ManyRows,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const sql = statementFor(into)[dialect]
  if (dialect === 'sqlite') {
    for (const row of rows) await statements.run(sql, row)
    return
  }
  for (let from = 0; from < rows.length; from += mostAtOnce) {
    const some = rows.slice(from, from + mostAtOnce)
    await statements.run(sql, into.columns.map((_, place) => some.map((row) => row[place] ?? null)))
  }
}

function statementFor(into: ManyRows): Record<Dialect, string> {
  let sql = written.get(into)
  if (sql) return sql
  const names = into.columns.map(([name]) => name)
  const head = `insert into ${quoted(into.table)} (${names.map(quoted).join(', ')})`
  const arrays = into.columns.map(([, type]) => `?::${type}[]`).join(', ')
  sql = {
    sqlite: `${head} values (${names.map(() => '?').join(', ')})` +
      onConflict(into, names, 'sqlite'),
    postgres: `${head} select * from unnest(${arrays})` + onConflict(into, names, 'postgres'),
  }
  written.set(into, sql)
  return sql
}

function onConflict(
  { conflict }: ManyRows, names: readonly string[], dialect: Dialect,
): string {
  if (!conflict) return ''
  if (conflict === 'nothing') return ' on conflict do nothing'
  const key = Array.isArray(conflict) ? conflict
    : (conflict as Record<Dialect, readonly string[]>)[dialect]
  const set = names.filter((name) => !key.includes(name))
    .map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  return ` on conflict (${key.map(quoted).join(', ')}) do update set ${set}`
}

/** Rows in which a column has one of some values, and others are as said before. */
export async function rowsAmong(
  { statements, dialect }: { statements: Statements; dialect: Dialect },
  select: string, { column, type }: { column: string; type: 'text' | 'bigint' },
  { values, before = [] }: { values: readonly unknown[]; before?: readonly unknown[] },
): Promise<StoredRow[]> {
  if (values.length === 0) return []
  return statements.all(`${select} ${among(dialect, column, type)}`,
    [...before, listOf(dialect, values)])
}

/** Deletes the rows in which a column has one of some values, and others are as said before. */
export async function deleteAmong(
  { statements, dialect }: { statements: Statements; dialect: Dialect },
  remove: string, { column, type }: { column: string; type: 'text' | 'bigint' },
  { values, before = [] }: { values: readonly unknown[]; before?: readonly unknown[] },
): Promise<void> {
  if (values.length === 0) return
  await statements.run(`${remove} ${among(dialect, column, type)}`,
    [...before, listOf(dialect, values)])
}

function among(dialect: Dialect, column: string, type: 'text' | 'bigint'): string {
  return dialect === 'sqlite' ? `${quoted(column)} in (select value from json_each(?))`
    : `${quoted(column)} = any(?::${type}[])`
}

function listOf(dialect: Dialect, values: readonly unknown[]): unknown {
  return dialect === 'sqlite' ? JSON.stringify(values) : values
}

const ofRegister = new WeakMap<AnyRegister, ManyRows>()

/** Where the rows of a register go; a row with the same key is replaced. */
export function rowsOf(register: AnyRegister): ManyRows {
  let rows = ofRegister.get(register)
  if (rows) return rows
  const types = { integer: 'bigint', boolean: 'bigint', real: 'double precision' } as const
  rows = {
    table: register.name,
    conflict: { sqlite: [register.key], postgres: keyColumns(register, 'postgres') },
    columns: [
      ...register.shape.map(({ name, kind }): [string, ManyType] =>
        [name, kind === 'text' || kind === 'json' ? 'text' : types[kind]]),
      [subjectColumn, 'text'],
    ],
  }
  ofRegister.set(register, rows)
  return rows
}
