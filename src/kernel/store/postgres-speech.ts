// How PostgreSQL is spoken to: placeholders, values in both directions, and the names of failures.

import { types } from 'pg'
import { StoreFailure, type StoreFault } from './store.ts'

const numbered = new Map<string, string>()

/** The kernel's `?` as PostgreSQL's `$1`, `$2`; text in quotes is left as it is. */
export function placeholders(sql: string): string {
  let found = numbered.get(sql)
  if (found === undefined) {
    let place = 0
    found = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g, (part) =>
      part === '?' ? `$${++place}` : part)
    numbered.set(sql, found)
  }
  return found
}

const asNumber = new Set<number>([types.builtins.INT8, types.builtins.NUMERIC])

/** Reads values as SQLite gives them: every number a number, and true is 1. */
export const valuesAsSqlite = {
  getTypeParser(type: number, format?: 'text' | 'binary') {
    if (format === 'binary') return types.getTypeParser(type, 'binary')
    if (asNumber.has(type)) return Number
    if (type === types.builtins.BOOL) return (text: string) => (text === 't' ? 1 : 0)
    return types.getTypeParser(type, 'text')
  },
} as typeof types

const faults: readonly [codes: RegExp, fault: StoreFault][] = [
  [/^53100$/, 'disk-full'],
  [/^(25006|42501)$/, 'read-only'],
  [/^58/, 'disk-failing'],
  [/^XX00[12]$/, 'damaged'],
  // Cut off, restarting, too many at once, waited too long: it may go better the next time.
  [/^(08|53|57|55P03|40)/, 'busy'],
]

/** The same failure under the name that a node acts upon; what is our defect stays as it is. */
export function named(failure: unknown): unknown {
  if (failure instanceof StoreFailure) return failure
  if (isCut(failure)) return new StoreFailure('busy', failure)
  const { code = '' } = (failure ?? {}) as { code?: string }
  const fault = faults.find(([codes]) => codes.test(code))?.[1]
  return fault ? new StoreFailure(fault, failure) : failure
}

/** Whether the connection is gone, so that what was asked of it has no answer. */
export function isCut(failure: unknown): boolean {
  const { code = '', message = '' } = (failure ?? {}) as { code?: string; message?: string }
  return /^(57P0[1-4]|08...|E(CONN|PIPE|NOTFOUND|HOST|NET|TIMEDOUT)\w*|ENOENT)$/.test(code)
    || /Connection terminated|not queryable|timeout e|Client was closed/.test(message)
}
