// SQL, built once by one query builder for both dialects and kept: the hot path only binds.

import {
  DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler,
  SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable,
} from 'kysely'

// The builder knows any table; registers give the rows their types where they are read.
// oxlint-disable-next-line no-explicit-any
export type Builder = Kysely<any>

/** A statement and, where it was built with values, its parameters. */
export interface Compiled { sql: string; parameters: readonly unknown[] }

const builders: Record<'sqlite' | 'postgres', Builder> = {
  sqlite: new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
}

/** The builder of a dialect; it never runs anything. */
export function builderOf(dialect: 'sqlite' | 'postgres'): Builder {
  return builders[dialect]
}

/** The text of a built query and the values that it was built with. */
export function compiled(query: Compilable): Compiled {
  const { sql, parameters } = query.compile()
  return { sql, parameters }
}
