// The tables of a node: leaves and what proves them, and one table for each register.

import { createHash } from 'node:crypto'
import { sql, type ColumnDataType, type RawBuilder } from 'kysely'
import type { Contents } from '../capability.ts'
import type { AnyRegister, Column } from '../register.ts'
import { keyColumns, partitionedBy, subjectColumn, withParts } from './dividing.ts'
import { builderOf, type Builder } from './sql.ts'
import type { Tables } from './store.ts'

type Dialect = 'sqlite' | 'postgres'

const dialectOf = (tables: Tables): Dialect => (tables === 'sqlite' ? 'sqlite' : 'postgres')

/** Statements that make the kernel's own tables, each with its parts. */
export function kernelTables(tables: Tables): string[] {
  const dialect = dialectOf(tables)
  const db = builderOf(dialect)
  const bytes = dialect === 'sqlite' ? 'blob' : 'bytea'
  const text = textIn(dialect)
  const table = (name: string) => db.schema.createTable(name).ifNotExists()
  return [
    table('leaf')
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('number', 'bigint', (c) => c.notNull())
      .addColumn('at', text, (c) => c.notNull())
      .addColumn('tick', 'bigint', (c) => c.notNull())
      .addColumn('event', text, (c) => c.notNull())
      .addColumn('subject', text, (c) => c.notNull())
      .addColumn('bytes', bytes, (c) => c.notNull())
      .addColumn('content', bytes)
      .addPrimaryKeyConstraint('leaf_key', ['origin', 'number']),
    index(db, 'leaf', ['subject']),
    table('tile')
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('level', 'bigint', (c) => c.notNull())
      .addColumn('number', 'bigint', (c) => c.notNull())
      .addColumn('hashes', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('tile_key', ['origin', 'level', 'number']),
    table('subject_key')
      .addColumn('subject', text, (c) => c.notNull())
      .addColumn('realm', text, (c) => c.notNull())
      .addColumn('quarter', text, (c) => c.notNull())
      .addColumn('wrapped', bytes, (c) => c.notNull())
      .addColumn('maker', text, (c) => c.notNull())
      // Two nodes may each have made a key for a subject before they heard of each other.
      .addPrimaryKeyConstraint('subject_key_key', ['subject', 'realm', 'wrapped']),
    table('checkpoint')
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('note', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('checkpoint_key', ['origin', 'size']),
    // What the hub sends down, in its order: which leaf of which journal.
    table('bundle_entry')
      .addColumn('number', 'bigint', (c) => c.primaryKey())
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('leaf', 'bigint', (c) => c.notNull())
      .addColumn('hash', bytes, (c) => c.notNull()),
    ...syncTables(dialect),
    unfoldedTable(dialect),
    table('kept')
      .addColumn('name', text, (c) => c.primaryKey())
      .addColumn('value', bytes, (c) => c.notNull()),
  ].map((built) => divided(built.compile().sql, tables))
}

/** A statement that makes a table, with what divides it; any other as it is. */
function divided(made: string, tables: Tables): string {
  const [, table] = /^create table if not exists "(\w+)"/.exec(made) ?? []
  if (table === undefined) return made
  const by = partitionedBy(table, tables)
  return withParts(by ? `${made} partition by hash ("${by}")` : made, table, tables)
}

/** What a node keeps of other journals, of what others signed of its own, and brings up. */
function syncTables(dialect: Dialect) {
  const db = builderOf(dialect)
  const bytes = dialect === 'sqlite' ? 'blob' : 'bytea'
  const text = textIn(dialect)
  const table = (name: string) => db.schema.createTable(name).ifNotExists()
  return [
    // The latest checkpoint of a journal that was found to go on from the one before.
    table('witnessed')
      .addColumn('origin', text, (c) => c.primaryKey())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('root', bytes, (c) => c.notNull())
      .addColumn('note', bytes, (c) => c.notNull()),
    // How far a journal is mirrored: up to a checkpoint, and leaf by leaf beyond it.
    table('mirrored')
      .addColumn('origin', text, (c) => c.primaryKey())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('next', 'bigint', (c) => c.notNull())
      .addColumn('note', bytes),
    // What a tree covers and is no leaf of its journal; it is kept, and nothing reads it.
    table('quarantined')
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('number', 'bigint', (c) => c.notNull())
      .addColumn('bytes', bytes, (c) => c.notNull())
      .addColumn('reason', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('quarantined_key', ['origin', 'number']),
    // What others signed under checkpoints of this node's journals.
    table('cosigned')
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('cosigner', text, (c) => c.notNull())
      .addColumn('seconds', 'bigint', (c) => c.notNull())
      .addColumn('line', text, (c) => c.notNull())
      .addPrimaryKeyConstraint('cosigned_key', ['origin', 'size', 'cosigner']),
    // How far this node's journal has been brought to each mirror.
    table('brought_up')
      .addColumn('mirror', text, (c) => c.notNull())
      .addColumn('origin', text, (c) => c.notNull())
      .addColumn('size', 'bigint', (c) => c.notNull())
      .addColumn('contents', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('brought_up_key', ['mirror', 'origin']),
    // Sealed bytes too large for a leaf, by their SHA-256; `leaves` is how long the journal was.
    table('attachment')
      .addColumn('digest', text, (c) => c.primaryKey())
      .addColumn('bytes', 'bigint', (c) => c.notNull())
      .addColumn('leaves', 'bigint', (c) => c.notNull())
      .addColumn('whole', 'bigint', (c) => c.notNull()),
    table('attachment_piece')
      .addColumn('digest', text, (c) => c.notNull())
      .addColumn('number', 'bigint', (c) => c.notNull())
      .addColumn('bytes', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('attachment_piece_key', ['digest', 'number']),
  ]
}

/** Leaves that are kept and whose content is in no register, and why; they wait there. */
function unfoldedTable(dialect: Dialect) {
  const text = textIn(dialect)
  return builderOf(dialect).schema.createTable('unfolded').ifNotExists()
    .addColumn('origin', text, (c) => c.notNull())
    .addColumn('number', 'bigint', (c) => c.notNull())
    .addColumn('event', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('unfolded_key', ['origin', 'number'])
}

/** Statements that make one register's table with its parts, and its indexes. */
export function registerTables(register: AnyRegister, tables: Tables): string[] {
  const dialect = dialectOf(tables)
  const db = builderOf(dialect)
  const key = keyColumns(register, tables)
  let table = db.schema.createTable(register.name).ifNotExists()
  for (const column of register.shape) {
    table = table.addColumn(column.name, typeOf(column, dialect), (c) =>
      column.name === register.key && key.length === 1 ? c.primaryKey()
        : column.optional ? c : c.notNull())
  }
  table = table.addColumn(subjectColumn, textIn(dialect), (c) => c.notNull())
  if (key.length > 1) table = table.addPrimaryKeyConstraint(`${register.name}_key`, key as never)
  const indexes = [[subjectColumn], ...(register.indexes ?? [])]
  const ownSubject = register.indexes?.some(([first]) => first === subjectColumn)
  // PostgreSQL takes null for the greatest unless told, SQLite for the least; see rows.ts.
  const nullsFirst = dialect === 'sqlite' ? new Set<string>() : optionalOf(register)
  const made = table.compile().sql
  const whole = register.large && tables === 'postgres'
    ? `${made} partition by hash ("${subjectColumn}")` : made
  return [
    withParts(whole, register.name, tables, register),
    ...indexes.slice(ownSubject ? 1 : 0)
      .map((columns) => index(db, register.name, columns, nullsFirst).compile().sql),
  ]
}

/** The columns of a register in which a row may have nothing. */
export function optionalOf(register: AnyRegister): ReadonlySet<string> {
  return new Set(register.shape.filter(({ optional }) => optional).map(({ name }) => name))
}

/**
 * A fingerprint of all registers' tables and of what folds into them: when it changes, registers
 * are rebuilt from leaves. A leaf whose event an older release did not know is folded then.
 */
export function shapeOf(
  { registers, events }: Pick<Contents, 'registers' | 'events'>, tables: Tables,
): Buffer {
  const hash = createHash('sha256')
  for (const register of registers.values()) {
    for (const made of registerTables(register, tables)) hash.update(made).update('\n')
  }
  for (const { name, version, changes } of events.values()) {
    hash.update(`${name} ${version} ${String(changes)}\n`)
  }
  return hash.digest()
}

function index(
  db: Builder, table: string, columns: readonly string[],
  nullsFirst: ReadonlySet<string> = new Set(),
) {
  let made = db.schema.createIndex(`${table}_by_${columns.join('_')}`).ifNotExists().on(table)
  for (const column of columns) {
    made = nullsFirst.has(column) ? made.expression(sql`${sql.ref(column)} nulls first`)
      : made.column(column)
  }
  return made
}

function typeOf(column: Column, dialect: Dialect): ColumnDataType | RawBuilder<unknown> {
  if (column.kind === 'integer' || column.kind === 'boolean') return 'bigint'
  return column.kind === 'real' ? 'double precision' : textIn(dialect)
}

/** Text whose order is that of its bytes in either dialect, whatever language the server speaks. */
function textIn(dialect: Dialect): ColumnDataType | RawBuilder<unknown> {
  return dialect === 'sqlite' ? 'text' : sql`text collate "C"`
}
