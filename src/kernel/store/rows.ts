// Rows of registers: how they go into a table and come back, in one place.

import {
  ColumnNode, OperationNodeTransformer, RawNode, ReferenceNode, type KyselyPlugin,
  type OperationNode, type OrderByItemNode, type PluginTransformQueryArgs,
  type PluginTransformResultArgs, type QueryId,
} from 'kysely'
import { tryCanonical, type CanonicalRefusal } from '../../lib/canonical.ts'
import type { AnyRegister, RowOf } from '../register.ts'
import type { FindOptions, Reader, Rows, Where } from '../known.ts'
import { builderOf, compiled, type Builder, type Compiled } from './sql.ts'
import { keyColumns, subjectColumn } from './dividing.ts'
import { optionalOf } from './schema.ts'
import type { Statements, Store, StoredRow } from './store.ts'

type Dialect = Store['dialect']
/** A row as registers speak of it; `undefined` and absent are the same, null does not occur. */
export type Row = Record<string, unknown>

/** The most rows that one reading of a register answers with, unless it says less. */
export const mostRows = 1000

/**
 * The values of a row in the order of its register's columns, as the database keeps them; JSON in
 * its one spelling, so that a row folded anew is the same to the byte.
 */
export function storedValues(register: AnyRegister, row: Row): unknown[] {
  return register.shape.map((column) => {
    const value = row[column.name]
    if (value === undefined || value === null) return null
    if (column.kind === 'json') return keptText(value)
    if (column.kind === 'boolean') return value ? 1 : 0
    return value
  })
}

const spelled = new WeakMap<object, string | CanonicalRefusal>()

/**
 * The one spelling of what goes into a column as JSON, or why it has none. Each value is asked
 * twice, whether it fits and as it is written, and nobody changes it between the two.
 */
export function spellingOf(value: unknown): string | CanonicalRefusal {
  if (typeof value !== 'object' || value === null) return tryCanonical(value)
  let text = spelled.get(value)
  if (text === undefined) spelled.set(value, (text = tryCanonical(value)))
  return text
}

function keptText(value: unknown): string {
  const text = spellingOf(value)
  if (typeof text === 'string') return text
  throw new TypeError(`no canonical form: ${text.refused} at ${text.at || '/'}`)
}

/** The same values out of a row as the database gives it: what it keeps is its one spelling. */
export function valuesOf(shape: readonly { name: string }[], stored: StoredRow): unknown[] {
  return shape.map(({ name }) => stored[name] ?? null)
}

/** A row as registers speak of it: null turned to absent, JSON read, booleans true or false. */
export function rowOf(register: AnyRegister, stored: StoredRow): Row {
  const row: Row = {}
  for (const column of register.shape) {
    const value = stored[column.name]
    if (value === null || value === undefined) continue
    if (column.kind === 'json') row[column.name] = JSON.parse(value as string)
    else if (column.kind === 'boolean') row[column.name] = Number(value) === 1
    else row[column.name] = value
  }
  return row
}

/** The statements that write one register, built once. */
export interface RowStatements {
  put: string
  drop: string
  dropSubject: string
  one: string
  ofSubject: string
}

const written = {
  sqlite: new WeakMap<AnyRegister, RowStatements>(),
  postgres: new WeakMap<AnyRegister, RowStatements>(),
}

/**
 * The statements of one register in a dialect: put (insert or replace), drop, and reading one row.
 */
export function rowStatements(register: AnyRegister, dialect: Dialect): RowStatements {
  let found = written[dialect].get(register)
  if (!found) written[dialect].set(register, (found = buildRowStatements(register, dialect)))
  return found
}

function buildRowStatements(register: AnyRegister, dialect: Dialect): RowStatements {
  const db = builderOf(dialect)
  const columns = [...register.shape.map((column) => column.name), subjectColumn]
  const values = Object.fromEntries(columns.map((column) => [column, '']))
  const key = keyColumns(register, dialect)
  const put = db.insertInto(register.name).values(values).onConflict((conflict) =>
    conflict.columns(key as never).doUpdateSet((given) => Object.fromEntries(columns
      .filter((column) => !key.includes(column))
      .map((column) => [column, given.ref(`excluded.${column}`)]))))
  return {
    put: compiled(put).sql,
    drop: compiled(db.deleteFrom(register.name).where(register.key, '=', '')).sql,
    dropSubject: compiled(db.deleteFrom(register.name).where(subjectColumn, '=', '')).sql,
    one: compiled(db.selectFrom(register.name).selectAll().where(register.key, '=', '')).sql,
    ofSubject: compiled(db.selectFrom(register.name).selectAll().where(subjectColumn, '=', '')).sql,
  }
}

const readings = new Map<string, Compiled>()

/** Sorts nothing before something in PostgreSQL too, as SQLite does. */
class NothingFirst extends OperationNodeTransformer implements KyselyPlugin {
  readonly #optional: ReadonlySet<string>

  constructor(register: AnyRegister) {
    super()
    this.#optional = optionalOf(register)
  }

  transformQuery({ node }: PluginTransformQueryArgs) {
    return this.transformNode(node)
  }

  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }

  protected override transformOrderByItem(node: OrderByItemNode, queryId?: QueryId) {
    const item = super.transformOrderByItem(node, queryId)
    const column = columnOf(node.orderBy)
    if (item.nulls || !column || !this.#optional.has(column)) return item
    const { direction } = node
    const descends = direction && RawNode.is(direction) && direction.sqlFragments[0] === 'desc'
    return { ...item, nulls: descends ? 'last' as const : 'first' as const }
  }
}

function columnOf(node: OperationNode): string | undefined {
  if (ReferenceNode.is(node)) return columnOf(node.column)
  return ColumnNode.is(node) ? node.column.name : undefined
}

const nothingFirst = new WeakMap<AnyRegister, NothingFirst>()

/** The builder by which a register is read. */
function readerBuilder(dialect: Dialect, register: AnyRegister): Builder {
  if (dialect === 'sqlite') return builderOf(dialect)
  let plugin = nothingFirst.get(register)
  if (!plugin) nothingFirst.set(register, (plugin = new NothingFirst(register)))
  return builderOf(dialect).withPlugin(plugin)
}

/** The statement that reads rows whose columns equal given ones, built once. */
function readingOf(
  register: AnyRegister, dialect: Dialect, columns: readonly string[], order?: string,
): Compiled {
  const name = [dialect, register.name, columns, order ?? ''].join('|')
  let reading = readings.get(name)
  if (reading) return reading
  let query = readerBuilder(dialect, register).selectFrom(register.name).selectAll()
  for (const column of columns) query = query.where(column, '=', '')
  if (order) {
    const [column, direction] = order.split(' ') as [string, 'asc' | 'desc']
    query = query.orderBy(column, direction)
    // Rows that are alike in it come in one order, whichever database it is.
    if (column !== register.key) query = query.orderBy(register.key, direction)
  }
  readings.set(name, (reading = compiled(query.limit(1))))
  return reading
}

/** Reads registers through statements of a dialect. */
export function readerOf(statements: Statements, dialect: Dialect): Reader {
  async function all<R extends AnyRegister>(
    register: R, where: Where<R>, options: FindOptions<R> = {},
  ) {
    const columns = Object.keys(where).filter((column) => where[column] !== undefined)
    const limit = Math.min(options.limit ?? mostRows, mostRows)
    const reading = readingOf(register, dialect, columns, options.order)
    const kinds = new Map(register.shape.map((column) => [column.name, column.kind]))
    const values = columns.map((column) => {
      const value = where[column] as unknown
      return kinds.get(column) === 'boolean' ? (value ? 1 : 0) : value
    })
    const rows = await statements.all(reading.sql, [...values, limit])
    return rows.map((row) => rowOf(register, row) as RowOf<R>)
  }
  async function find<R extends AnyRegister>(register: R, where: Where<R>) {
    return (await all(register, where, { limit: 1 }))[0]
  }
  return {
    all,
    find,
    async get(register, where) {
      const row = await find(register, where)
      if (!row) throw new Error(`no row of ${register.name} answers what must be there`)
      return row
    },
    async rows(register, build) {
      const start = readerBuilder(dialect, register).selectFrom(register.name).selectAll()
        .limit(mostRows)
      const { sql, parameters } = compiled(build(start as unknown as Rows<typeof register>))
      return (
        await statements.all(sql, bindable(parameters))
      ).map((row) => rowOf(register, row) as never)
    },
    every: (register, build) => everyRow({ statements, dialect }, register, build),
    async count(register, build) {
      const start = builderOf(dialect).selectFrom(register.name)
      const built = build ? build(start as unknown as Rows<typeof register>) : start
      const counting = (built as typeof start).select((e) => e.fn.countAll().as('rows'))
      const { sql, parameters } = compiled(counting)
      return Number((await statements.all(sql, bindable(parameters)))[0]?.['rows'] ?? 0)
    },
  }
}

/** All rows that answer a query, a page after another in the order of the register's key. */
async function everyRow<R extends AnyRegister>(
  { statements, dialect }: { statements: Statements; dialect: Dialect }, register: R,
  build?: (q: Rows<R>) => Rows<R>,
): Promise<RowOf<R>[]> {
  const first = builderOf(dialect).selectFrom(register.name).selectAll()
    .orderBy(register.key, 'asc').limit(mostRows)
  const built = (build?.(first as unknown as Rows<R>) ?? first) as typeof first
  const all: RowOf<R>[] = []
  for (let page = built; ;) {
    const { sql, parameters } = compiled(page)
    const rows = await statements.all(sql, bindable(parameters))
    for (const row of rows) all.push(rowOf(register, row) as RowOf<R>)
    if (rows.length < mostRows) return all
    page = built.where(register.key, '>', rows.at(-1)![register.key])
  }
}

/** SQLite keeps booleans as numbers; a query builder may be given either. */
function bindable(parameters: readonly unknown[]): unknown[] {
  return parameters.map((value) => (typeof value === 'boolean' ? (value ? 1 : 0) : value))
}
