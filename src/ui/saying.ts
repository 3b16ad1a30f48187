// What a form holds while it is filled in: what is said so far, and what is wrong with it.

import type { z } from 'zod'
import { described } from './fields/described.ts'

export type Values = Record<string, unknown>

/** What is wrong with a field: a key of words under `wrong.` and its values. */
export interface Fault { key: string; values?: Record<string, string | number> }

/** The value at a place (`document.number`). */
export function at(values: Values, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (
    typeof part === 'object' && part !== null ? (part as Values)[name] : undefined
  ), values)
}

/** The values with one changed; `undefined` takes it away, and groups that it leaves empty. */
export function withAt(values: Values, path: string, value: unknown): Values {
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  const next = rest.length === 0
    ? value : withAt((values[name] ?? {}) as Values, rest.join('.'), value)
  const { [name]: _before, ...others } = values
  const empty = next === undefined
    || (rest.length > 0 && Object.keys(next as Values).length === 0)
  return empty ? others : { ...others, [name]: next }
}

/** What is wrong, by place, in words that say what to do. */
export function faultsOf(type: z.ZodType, values: Values): Record<string, Fault> {
  const read = type.safeParse(withGroups(type, values))
  const faults: Record<string, Fault> = {}
  for (const issue of read.error?.issues ?? []) {
    const path = issue.path.map(String).join('.')
    faults[path] ??= faultOf(issue, at(values, path) === undefined)
  }
  return faults
}

// A group of which nothing is said yet is asked question by question, not as a whole.
function withGroups(type: z.ZodType, values: Values): Values {
  const { fields } = described(type)
  const groups = Object.entries(fields ?? {}).map(([name, field]) => {
    const of = described(field)
    const untouched = of.optional && values[name] === undefined
    if (of.widget !== 'group' || untouched) return [name, values[name]]
    return [name, withGroups(field, (values[name] ?? {}) as Values)]
  }).filter(([, value]) => value !== undefined)
  return { ...values, ...Object.fromEntries(groups) as Values }
}

function faultOf(issue: z.core.$ZodIssue, missing: boolean): Fault {
  if (missing) return { key: 'wrong.missing' }
  switch (issue.code) {
    case 'too_big': return issue.origin === 'string' || issue.origin === 'array'
      ? { key: 'wrong.too-long', values: { most: Number(issue.maximum) } }
      : { key: 'wrong.too-large', values: { most: Number(issue.maximum) } }
    case 'too_small': return issue.origin === 'string' || issue.origin === 'array'
      ? { key: 'wrong.missing' }
      : { key: 'wrong.too-small', values: { least: Number(issue.minimum) } }
    case 'invalid_value': return { key: 'wrong.not-in-list' }
    case 'custom': return { key: `wrong.${issue.message}` }
    case 'invalid_format': return { key: `wrong.${issue.message}` }
    default: return { key: 'wrong.other' }
  }
}
