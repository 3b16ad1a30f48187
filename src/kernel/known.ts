// What a node knows while it decides or answers: its registers, the time, and who is asking.

import type { SelectQueryBuilder } from 'kysely'
import type { Role } from './event.ts'
import type { AnyRegister, RowOf } from './register.ts'

export interface FindOptions<R extends AnyRegister> {
  order?: `${keyof RowOf<R> & string} ${'asc' | 'desc'}`
  limit?: number
}

export type Where<R extends AnyRegister> = Partial<RowOf<R>>

// The shape of a register's row is enough for Kysely; joins are rare and name their own types.
export type Rows<R extends AnyRegister> = SelectQueryBuilder<
  Record<R['name'], RowOf<R>>, R['name'], RowOf<R>
>

/** Reads registers; every method answers what this node has folded so far. */
export interface Reader {
  /** The row whose columns equal these, or nothing. */
  find<R extends AnyRegister>(register: R, where: Where<R>): Promise<RowOf<R> | undefined>
  /** The row whose columns equal these; throws when there is none. */
  get<R extends AnyRegister>(register: R, where: Where<R>): Promise<RowOf<R>>
  /** All rows whose columns equal these, at most `limit` (1,000 unless told). */
  all<R extends AnyRegister>(
    register: R, where: Where<R>, options?: FindOptions<R>,
  ): Promise<RowOf<R>[]>
  /** Rows by a query built over the register; the builder selects all columns already. */
  rows<R extends AnyRegister>(register: R, build: (q: Rows<R>) => Rows<R>): Promise<RowOf<R>[]>
  /** Every row that answers such a query, by the register's key, however many there are. */
  every<R extends AnyRegister>(
    register: R, build?: (q: Rows<R>) => Rows<R>,
  ): Promise<RowOf<R>[]>
  /** How many rows answer a query built over the register. */
  count<R extends AnyRegister>(register: R, build?: (q: Rows<R>) => Rows<R>): Promise<number>
}

/** Reader, with the circumstances of asking. */
export interface Known extends Reader {
  /** The time of asking, fixed width ISO with milliseconds. */
  at: string
  /** The calendar day of an instant where this post is; `dayAt(at)` is today. */
  dayAt(at: string): string
  /** The officer who asks; `node` for the node itself. */
  by: string
  second?: string
  roles: readonly (Role | 'node')[]
  post: string
  origin: string
  /** Whether the deciding registers were found equal to a fresh fold (PROMISES J9). */
  trusted(register: AnyRegister): boolean
}
