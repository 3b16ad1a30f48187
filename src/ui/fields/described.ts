// What a form can know of a field from its declaration: its field type, its limits, its codes.

import type { z } from 'zod'
import { unwrapped } from '../../kernel/register.ts'

/** Marks that a declaration sets with zod's `.meta({ widget, words, when })`. */
export interface Marks {
  /** The field type that draws it, where the zod type alone does not tell. */
  widget?: string
  /** Prefix of the words of its codes (`sex` for `sex.M`). */
  words?: string
  /** Which way two digits of a year are read. */
  when?: 'past' | 'future'
}

/** A field as forms see it; no field type knows the name of a field. */
export interface Described extends Marks {
  widget: string
  optional: boolean
  codes?: readonly string[]
  /** The fields of a group. */
  fields?: Readonly<Record<string, z.ZodType>>
  /** What a list is a list of. */
  element?: z.ZodType
  atLeast?: number
  atMost?: number
}

interface Definition {
  type: string
  format?: string
  entries?: Record<string, string>
  values?: unknown[]
  element?: z.ZodType
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  in?: z.ZodType
  checks?: readonly { _zod: { def: Check } }[]
}

interface Check { check: string; minimum?: number; maximum?: number; value?: number }

/** Describes a field from its zod type, through whatever wraps it. */
export function described(type: z.ZodType): Described {
  const { inner, optional } = unwrapped(type)
  const definition = inner.def as unknown as Definition
  return {
    widget: widgetOf(definition),
    optional,
    ...(definition.entries ? { codes: Object.values(definition.entries) } : {}),
    ...(definition.type === 'literal' ? { codes: (definition.values ?? []).map(String) } : {}),
    ...(definition.shape ? { fields: definition.shape } : {}),
    ...(definition.element ? { element: definition.element } : {}),
    ...limitsOf(definition),
    ...marksOf(type),
  }
}

// Lengths of texts and lists, and the ends of numbers, as zod 4 keeps them among its checks.
function limitsOf({ checks = [] }: Definition): { atLeast?: number; atMost?: number } {
  const limits: { atLeast?: number; atMost?: number } = {}
  for (const { _zod: { def } } of checks) {
    if (def.check === 'max_length') limits.atMost = def.maximum!
    else if (def.check === 'min_length') limits.atLeast = def.minimum!
    else if (def.check === 'less_than') limits.atMost = def.value!
    else if (def.check === 'greater_than') limits.atLeast = def.value!
  }
  return limits
}

// A mark may stand on the type or on what wraps it; the outermost has the last word.
function marksOf(type: z.ZodType): Marks {
  const { innerType, in: input } = type.def as unknown as Definition
  const wrapped = innerType ?? input
  return { ...(wrapped ? marksOf(wrapped) : {}), ...(type.meta?.() as Marks | undefined) }
}

const longTextFrom = 200

function widgetOf({ type, format }: Definition): string {
  switch (type) {
    case 'string':
      return format === 'uuid' || format === 'guid' ? 'hidden' : format === 'date' ? 'day' : 'text'
    case 'enum': case 'literal': return 'code'
    case 'number': case 'int': return 'number'
    case 'boolean': return 'yes-no'
    case 'array': return 'list'
    case 'object': return 'group'
    default: return 'text'
  }
}

/** Whether a text asks for more than a line. */
export function isLong({ widget, atMost }: Described): boolean {
  return widget === 'long-text' || (atMost ?? 0) > longTextFrom
}
