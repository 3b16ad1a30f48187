// A search for somebody who is not at the counter: with a purpose, a case number, and a measure.

import { sql } from 'kysely'
import { z } from 'zod'
import { compareNames } from '../../lib/names/compare-names.ts'
import { foldName } from '../../lib/names/fold-name.ts'
import { readName } from '../../lib/names/read-name.ts'
import { skeletons } from '../../lib/names/skeleton.ts'
import { query, type Asking } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import type { CrossingRow } from '../crossings/pairing.ts'
import { crossings } from '../crossings/register.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { LookUpPurpose } from '../travellers/look-up-terms.ts'
import { Country, documentKey, Line, longestName, namesOf } from '../travellers/terms.ts'

/** So many crossings are compared, and so many people shown. */
const mostCompared = 500
const mostFound = 20
/** Names less alike than this are not shown. */
const alikeEnough = 0.1

const asks = {
  names: z.union([Line(longestName), z.array(Line(longestName)).max(6)]).optional(),
  /** As far as it is known: a year, a month, a day. */
  birthDate: z.string().regex(/^\d{4}(-\d\d){0,2}$/).optional(),
  nationality: Country.optional(),
  documentNumber: Line(40).optional(),
  purpose: LookUpPurpose.optional(),
  reference: Line(80).optional(),
}
type Asked = z.infer<z.ZodObject<typeof asks>>

/** Somebody who may be the one that is looked for. */
export interface FoundTraveller {
  traveller: string
  names: string[]
  birthDate: { value?: string | undefined; precision: string }
  nationality: string
  documents: string[]
  score: number
  /** Crossings among those compared, and the last of them. */
  crossings: number
  last: { crossing: string; at: string; post: string; direction: string; decision: string }
}

export const FindTravellers = query('find-travellers', {
  about: 'Travellers by name, birth date, nationality or document; needs a purpose and a case.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks,
  method: 'POST',
  async answer(known, asked) {
    const { purpose = 'search', reference } = asked
    const names = [asked.names ?? []].flat().filter((name) => name.trim() !== '')
    if (names.length === 0 && !asked.documentNumber) return refuse('name-or-number-needed')
    const found = people(await matching(known, asked, names), names)
    const no = await lookedUp(known, {
      purpose, query: 'find-travellers', asked: { ...asked, names } as never,
      ...(reference && { reference }), results: found.map(({ traveller }) => traveller),
    })
    return isRefusal(no) ? no : { found, knownAt: known.at }
  },
})

async function matching(
  known: Asking, asked: Asked, names: readonly string[],
): Promise<CrossingRow[]> {
  if (asked.documentNumber) {
    const documentNumber = documentKey(asked.documentNumber)
    return documentNumber === '' ? []
      : known.all(crossings, { documentNumber }, { order: 'at desc', limit: mostCompared })
  }
  const words = names.flatMap(foldName).filter((word) => word.length > 1)
    .sort((a, b) => b.length - a.length).slice(0, 3)
  const all = await named(known, asked, words)
  // Nobody has all the words: one that nobody misheard is enough to begin with.
  return all.length > 0 || words.length < 2 ? all : named(known, asked, words.slice(0, 1))
}

async function named(
  known: Asking, asked: Asked, words: readonly string[],
): Promise<CrossingRow[]> {
  if (words.length === 0) return []
  return known.rows(crossings, (q) => {
    let rows = q
    for (const word of words) {
      const bones = sql.join(skeletons(word))
      rows = rows.where(
        sql<boolean>`("name1" in (${bones}) or "name2" in (${bones}) or "name3" in (${bones}))`)
    }
    if (asked.nationality) rows = rows.where('nationality', '=', asked.nationality)
    if (asked.birthDate) rows = rows.where('birthYear', '=', asked.birthDate.slice(0, 4))
    return rows.limit(mostCompared)
  })
}

/** Crossings as people, the likeliest first. */
function people(rows: readonly CrossingRow[], names: readonly string[]): FoundTraveller[] {
  const byTraveller = Map.groupBy(rows, (row) => row.traveller)
  return [...byTraveller].map(([traveller, own]) => {
    const newest = own.reduce((a, b) => (a.at > b.at ? a : b))
    const { crossing, at, post, direction, decision, person } = newest
    return {
      traveller, names: namesOf(person), birthDate: person.birthDate,
      nationality: person.nationality, crossings: own.length,
      documents: [...new Set(own.flatMap((row) => row.document.number ?? []))].slice(0, 5),
      score: names.length === 0 ? 1 : Math.max(...own.map((row) => likeness(row, names))),
      last: { crossing, at, post, direction, decision },
    }
  }).filter(({ score }) => score >= alikeEnough)
    .sort((a, b) => b.score - a.score || (a.last.at < b.last.at ? 1 : -1)).slice(0, mostFound)
}

function likeness(row: CrossingRow, names: readonly string[]): number {
  const theirs = namesOf(row.person).map((name) => readName(name))
  return Math.max(0, ...names.flatMap((name) =>
    theirs.map((other) => compareNames(readName(name), other).score)))
}
