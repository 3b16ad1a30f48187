// The history of a crossing: what was said of it at first, and every correction, old beside new.

import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { corrections, crossings } from './register.ts'

/** One thing that was said about a crossing. */
export interface Statement {
  fact: 'crossing-recorded' | 'crossing-corrected' | 'crossing-paired'
  at: string
  officer: string
  second?: string
  post: string
  number: number
  origin: string
  why?: string
  /** The id of a correction. */
  correction?: string
  /** What was said, as it was said. */
  said: Record<string, unknown>
  /** Field by field what it was before and is after; empty for the first. */
  changed: { field: string; was?: unknown; now?: unknown }[]
}

export const CrossingHistory = query('crossing-history', {
  about: 'Every fact about a crossing: who said it, where and when, and what stood there before.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks: { crossing: z.uuid() },
  method: 'GET',
  async answer(known, { crossing }) {
    const row = await known.find(crossings, { crossing })
    if (!row) return refuse('crossing-unknown')
    const later = await known.all(corrections, { crossing }, { order: 'at asc' })
    later.sort((a, b) => (a.at === b.at ? a.number - b.number : a.at < b.at ? -1 : 1))
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'crossing-history', asked: { crossing }, results: [crossing],
    })
    if (isRefusal(no)) return no
    const { at, post, number, origin, officer } = row
    const first: Statement = {
      fact: 'crossing-recorded', at, officer, post, number, origin, said: row.asRecorded,
      changed: [],
    }
    let standing: Record<string, unknown> = row.asRecorded
    const statements = later.map(({ corrected, ...rest }) => {
      const { statement: _, crossing: __, after: ___, ...who } = rest
      const changed = differences(standing, corrected)
      standing = { ...standing, ...corrected }
      return { ...who, said: corrected, changed } satisfies Statement
    })
    return { crossing, statements: [first, ...statements], standing }
  },
})

/** Leaf by leaf what differs, named by its path: `document.number`. */
function differences(
  before: Record<string, unknown>, after: Record<string, unknown>, path = '',
): Statement['changed'] {
  return Object.keys(after).flatMap((field) => {
    const [was, now] = [before[field], after[field]]
    if (JSON.stringify(was) === JSON.stringify(now)) return []
    if (isObject(was) && isObject(now)) {
      const gone = Object.keys(was).filter((key) => !(key in now))
        .map((key) => ({ field: `${path}${field}.${key}`, was: was[key] }))
      return [...differences(was, now, `${path}${field}.`), ...gone]
    }
    return [{ field: `${path}${field}`, was, now }]
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
