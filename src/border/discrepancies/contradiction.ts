// A contradiction: two or more facts that cannot both be so, as they are shown beside each other.

import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { posts } from '../../country/posts/register.ts'
import { crossings } from '../crossings/register.ts'
import { namesOf } from '../travellers/terms.ts'
import type { DiscrepancyKind } from './terms.ts'

type CrossingRow = RowOf<typeof crossings>

/** One of the facts: a crossing, or what was said of one. */
export interface FactBeside {
  /** The crossing's id, or the statement's. */
  id: string
  crossing: string
  at: string
  post: string
  officer: string
  origin: string
  number: number
  direction?: CrossingRow['direction']
  document?: string
  /** The id of the correction, where the fact is one. */
  correction?: string
  /** What was said of the field, where a correction is. */
  value?: unknown
  why?: string
}

export interface Contradiction {
  kind: DiscrepancyKind
  about: string
  field?: string
  /** The person it is about. */
  name: string
  facts: FactBeside[]
}

/** What is looked through: since a day, of one crossing or all, at most so many. */
export interface Sought { since: string; limit: number; about?: string }

/** A crossing as one of the facts. */
export function crossingBeside(row: CrossingRow): FactBeside {
  return {
    id: row.crossing, crossing: row.crossing, at: row.at, post: row.post, officer: row.officer,
    origin: row.origin, number: row.number, direction: row.direction,
    ...(row.document.number !== undefined && { document: row.document.number }),
  }
}

/** The name by which a person is called on a list. */
export function nameOf(row: CrossingRow): string {
  return namesOf(row.person)[0] ?? row.documentNumber ?? ''
}

/** The countries of our own posts: their citizens come and go without a stay. */
export async function ownCountries(known: Reader): Promise<string[]> {
  const all = await known.all(posts, {}, { limit: 1000 })
  return [...new Set(all.map(({ country }) => country))]
}
