// Reading a register over HTTP: filtered, paged by key, and recorded first where it holds persons.

import { sql } from 'kysely'
import type { Attestation } from '../attestation.ts'
import type { AnyRegister } from '../register.ts'
import { askingOf } from '../ask.ts'
import type { Node } from '../node.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import type { Row } from '../store/rows.ts'

/** The most rows of one page. */
export const mostOfPage = 500
const usualPage = 50

export interface Page { rows: Row[]; next?: string; knownAt: string }

/** One page of a register; `after` is the `next` of the page before. */
export async function readRegister(
  node: Node, register: AnyRegister, asked: Record<string, string | string[]>, by: Attestation,
): Promise<Page | Refusal> {
  const { limit: limitText, after, ...given } = asked
  const limit = Math.min(mostOfPage, Math.max(1, Math.trunc(Number(limitText)) || usualPage))
  const filters = filtersOf(register, given)
  if (isRefusal(filters)) return filters
  const nothing = Object.entries(filters).some(([name, value]) =>
    stored(register, name, value) === undefined)
  const [column, direction] = (
    register.order ?? `${register.key} asc`
  ).split(' ') as [string, 'asc' | 'desc']
  const cursor = after === undefined ? undefined : cursorOf(String(after), [
    kindOf(register, column), kindOf(register, register.key),
  ])
  if (after !== undefined && !cursor) return refuse('unknown-page')
  const known = askingOf(node, by)
  const rows = nothing ? [] : await known.rows(register, (q) => {
    let query = q
    for (const [name, value] of Object.entries(filters)) {
      query = query.where(name as never, '=', stored(register, name, value) as never)
    }
    if (cursor) {
      const compare = direction === 'asc' ? '>' : '<'
      query = query.where(sql<boolean>`(${sql.ref(column)}, ${sql.ref(register.key)})
        ${sql.raw(compare)} (${cursor[0]}, ${cursor[1]})`)
    }
    return query.orderBy(column as never, direction)
      .orderBy(register.key as never, direction).limit(limit)
  })
  if (register.readingIs) {
    const { event, said } = register.readingIs
    const no = await known.record([{
      kind: event,
      said: said({
        id: known.newId(), register: register.name, asked: filters,
        results: rows.map((row) => String(row[register.key])),
      }),
    }])
    if (isRefusal(no)) return no
  }
  const last = rows.at(-1)
  return {
    rows, knownAt: known.at,
    ...(rows.length === limit && last && { next: cursorText([last[column], last[register.key]]) }),
  }
}

/** The value of a column that a filter asks for; nothing where no row can have it. */
function stored(register: AnyRegister, name: string, value: string): string | number | undefined {
  const kind = register.shape.find((column) => column.name === name)?.kind
  if (kind === 'boolean') return value === 'true' ? 1 : 0
  const number = Number(value)
  if (kind === 'integer') return Number.isSafeInteger(number) ? number : undefined
  if (kind === 'real') return Number.isFinite(number) ? number : undefined
  return value.includes('\0') ? undefined : value
}

function cursorText(cursor: unknown[]): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function filtersOf(
  register: AnyRegister, given: Record<string, string | string[]>,
): Record<string, string> | Refusal {
  const filters: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    // A name that is given twice is a list, and no list equals a column.
    if (!register.filters?.includes(name) || typeof value !== 'string') {
      return refuse('unknown-filter', { filter: name })
    }
    filters[name] = value
  }
  return filters
}

function kindOf(register: AnyRegister, name: string): 'string' | 'number' {
  const kind = register.shape.find((column) => column.name === name)!.kind
  return kind === 'text' || kind === 'json' ? 'string' : 'number'
}

function cursorOf(text: string, kinds: readonly string[]): [unknown, unknown] | undefined {
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown
    const plain = (part: unknown, index: number) => typeof part === kinds[index] &&
      (typeof part === 'string' ? !part.includes('\0') : Number.isSafeInteger(part))
    return Array.isArray(cursor) && cursor.length === 2 && cursor.every(plain)
      ? [cursor[0], cursor[1]] : undefined
  } catch {
    return undefined
  }
}
