// A register: a table that leaves add up to; it can be thrown away and rebuilt.

import { z } from 'zod'
import type { AnyEvent, Role } from './event.ts'

/** One change that a leaf makes to a register. */
export type Change =
  | { does: 'put'; register: AnyRegister; row: Record<string, unknown> }
  | { does: 'patch'; register: AnyRegister; key: string; row: Record<string, unknown> }
  | { does: 'drop'; register: AnyRegister; key: string }

/** How a column is kept: booleans as 0 or 1, objects and arrays as JSON text. */
export type ColumnKind = 'text' | 'integer' | 'real' | 'boolean' | 'json'
export interface Column { name: string; kind: ColumnKind; optional: boolean }

export interface RegisterDeclaration<C extends z.ZodRawShape> {
  about: string
  /** The column that names a row. */
  key: keyof C & string
  columns: C
  indexes?: readonly (readonly (keyof C & string)[])[]
  /** Roles that may read it over HTTP; empty: nobody but queries. */
  seenBy: readonly Role[]
  /** It grows with the people who cross: a hub's database divides it by subject. */
  large?: boolean
  /**
   * Its rows decide (lists, officers, roles): compared with a fresh fold at start (PROMISES J9).
   */
  decides?: boolean
  /** Columns that a reader may filter by equality. */
  filters?: readonly (keyof C & string)[]
  /** The order of reading: a column and a direction. */
  order?: `${keyof C & string} ${'asc' | 'desc'}`
  /**
   * The fact that is durable before rows leave the node (PROMISES A2); absent: no persons in it.
   */
  readingIs?: Reading
}

/** The look-up that reading a register of persons is. */
export interface Reading {
  event: AnyEvent
  said(reading: {
    id: string; register: string; asked: Record<string, unknown>; results: string[]
  }): Record<string, unknown>
}

/** A declared register. */
export interface Register<N extends string = string, C extends z.ZodRawShape = z.ZodRawShape>
  extends RegisterDeclaration<C> {
  kind: 'register'
  name: N
  row: z.ZodObject<C>
  shape: readonly Column[]
  put(row: z.infer<z.ZodObject<C>>): Change
  patch(key: string, row: Partial<z.infer<z.ZodObject<C>>>): Change
  drop(key: string): Change
}

// oxlint-disable-next-line no-explicit-any
export type AnyRegister = Register<string, any>
export type RowOf<R extends AnyRegister> = z.infer<R['row']>

/** Declares a register; the name is a plural noun of the field. */
export function register<const N extends string, C extends z.ZodRawShape>(
  name: N, declared: RegisterDeclaration<C>,
): Register<N, C> {
  const shape = Object.entries(declared.columns).map(([column, type]) => ({
    name: column, ...columnOf(type as z.ZodType),
  }))
  const made: Register<N, C> = {
    ...declared,
    kind: 'register',
    name,
    row: z.object(declared.columns),
    shape,
    put: (row) => ({ does: 'put', register: made as AnyRegister, row }),
    patch: (key, row) => ({ does: 'patch', register: made as AnyRegister, key, row }),
    drop: (key) => ({ does: 'drop', register: made as AnyRegister, key }),
  }
  return made
}

/** Sees through whatever wraps a field type, in this one place. */
export function unwrapped(type: z.ZodType): { inner: z.ZodType; optional: boolean } {
  let inner = type
  let optional = false
  for (;;) {
    const definition = inner.def as { type: string; innerType?: z.ZodType; in?: z.ZodType }
    if ([
      'optional', 'nullable', 'default', 'prefault', 'readonly', 'catch',
    ].includes(definition.type)) {
      optional ||= definition.type !== 'readonly'
      inner = definition.innerType!
    } else if (definition.type === 'pipe') {
      inner = definition.in!
    } else {
      return { inner, optional }
    }
  }
}

function columnOf(type: z.ZodType): { kind: ColumnKind; optional: boolean } {
  const { inner, optional } = unwrapped(type)
  const definition = inner.def as { type: string; values?: unknown[] }
  switch (definition.type) {
    case 'string': case 'enum': case 'literal': case 'template_literal':
      return { kind: 'text', optional }
    case 'int': return { kind: 'integer', optional }
    case 'number':
      return { kind: (inner as z.ZodNumber).isInt ? 'integer' : 'real', optional }
    case 'boolean': return { kind: 'boolean', optional }
    default: return { kind: 'json', optional }
  }
}
