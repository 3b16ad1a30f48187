// How the large tables of a hub are divided: into partitions of one server, or by Citus over many.

import type { AnyRegister } from '../register.ts'
import type { Store, Tables } from './store.ts'

/** Which subject's leaves made a row: what a late leaf forgets and folds again. */
export const subjectColumn = 'of_subject'

/**
 * So many partitions has a divided table. All are looked into where a question does not name by
 * what it is divided: few enough for that, and each still holds but the eighth part of a country.
 */
export const partitions = 8

/** Tables of the kernel that are partitioned, by the column that tells a row's part. */
const partitioned: Readonly<Record<string, string>> = { leaf: 'origin', subject_key: 'subject' }

/**
 * What Citus distributes by, and with which table each lies together: a journal's leaves with all
 * that is kept of them, a subject's keys with its rows. What is not named stays on the coordinator.
 */
const distributed: Readonly<Record<string, { by: string; beside: string | null }>> = {
  leaf: { by: 'origin', beside: null },
  tile: { by: 'origin', beside: 'leaf' },
  checkpoint: { by: 'origin', beside: 'leaf' },
  witnessed: { by: 'origin', beside: 'leaf' },
  mirrored: { by: 'origin', beside: 'leaf' },
  quarantined: { by: 'origin', beside: 'leaf' },
  cosigned: { by: 'origin', beside: 'leaf' },
  brought_up: { by: 'origin', beside: 'leaf' },
  unfolded: { by: 'origin', beside: 'leaf' },
  subject_key: { by: 'subject', beside: null },
  attachment: { by: 'digest', beside: null },
  attachment_piece: { by: 'digest', beside: 'attachment' },
}

/** Tables of the kernel that one machine keeps alone: one log, and what a node says of itself. */
export const undistributed = ['bundle_entry', 'kept', 'last_writing'] as const

/** What is said at the end of a table that is divided into partitions; nothing of others. */
export function partitionedBy(table: string, tables: Tables): string | undefined {
  return tables === 'postgres' ? partitioned[table] : undefined
}

/** The statement that makes a table, with those that divide it: one script. */
export function withParts(
  made: string, table: string, tables: Tables, register?: AnyRegister,
): string {
  if (tables === 'sqlite') return made
  if (tables === 'citus') return [made, ...distribution(table, register)].join(';\n')
  const divided = register ? register.large : partitioned[table] !== undefined
  if (!divided) return made
  const parts = Array.from({ length: partitions }, (_, part) =>
    `create table if not exists "${table}_${part}" partition of "${table}"` +
    ` for values with (modulus ${partitions}, remainder ${part})`)
  return [made, ...parts].join(';\n')
}

/** What tells Citus of a table, where it was not told before. */
function distribution(table: string, register: AnyRegister | undefined): string[] {
  if (register && !register.large) return [once(table, `create_reference_table('"${table}"')`)]
  const where = register ? { by: subjectColumn, beside: 'subject_key' } : distributed[table]
  if (!where) return []
  return [once(table, `create_distributed_table('"${table}"', '${where.by}',` +
    ` colocate_with => '${where.beside ?? 'none'}')`)]
}

function once(table: string, told: string): string {
  return `select ${told} where not exists` +
    ` (select from pg_dist_partition where logicalrelid = '"${table}"'::regclass)`
}

/** The columns that name a row: the register's key, and beside it what the table is divided by. */
export function keyColumns(
  register: Pick<AnyRegister, 'key' | 'large'>, tables: Tables,
): readonly string[] {
  return register.large && tables !== 'sqlite' ? [register.key, subjectColumn] : [register.key]
}

const readKind = 'select relkind as kind from pg_class' +
  ' where relname = ? and relnamespace = current_schema()::regnamespace'

/**
 * Brings the leaves of a database that an older release made, or one that was divided otherwise,
 * into tables as they are now, each in one transaction; registers are folded anew. `made` makes
 * all tables. If we stop within: the table is as it was, and the next start begins it again.
 */
export async function divideAnew(store: Store, made: readonly string[]): Promise<void> {
  const tables = tablesOf(store)
  if (tables === 'sqlite') return
  for (const table of Object.keys(partitioned)) {
    const [row] = await store.reading.all(readKind, [table])
    const kind = row?.['kind']
    if (kind === undefined || (kind === 'p') === (tables === 'postgres')) continue
    const ofTable = made.filter((sql) => sql.includes(` "${table}" (`))
    await store.script([
      `alter table "${table}" rename to "${table}_whole"`,
      `alter table "${table}_whole" drop constraint "${table}_key"`,
      `drop index if exists "${table}_by_subject"`,
      ...ofTable, `insert into "${table}" select * from "${table}_whole"`,
      `drop table "${table}_whole"`,
    ].join(';\n'))
  }
}

/** How the tables of a store are divided. */
export function tablesOf(store: Pick<Store, 'dialect' | 'tables'>): Tables {
  return store.tables ?? store.dialect
}
