// The sheet of a group: who was listed, who came, what was decided, and who is missing.

import { z } from 'zod'
import { compareNames } from '../../lib/names/compare-names.ts'
import { readName } from '../../lib/names/read-name.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { nameAlike, type CrossingRow } from '../crossings/pairing.ts'
import { crossings } from '../crossings/register.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { documentKey, namesOf } from '../travellers/terms.ts'
import { groups } from './register.ts'
import { mostInGroup, type Listed } from './terms.ts'

export const GroupSheet = query('group-sheet', {
  about: 'A group with its members as they were decided, and who is missing from either list.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor', 'inspector'],
  asks: { group: z.uuid() },
  method: 'GET',
  async answer(known, { group }) {
    const row = await known.find(groups, { group })
    if (!row) return refuse('group-unknown')
    const came = await known.all(crossings, { group }, { order: 'at asc', limit: mostInGroup })
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'group-sheet', asked: { group },
      results: came.map(({ crossing }) => crossing),
    })
    if (isRefusal(no)) return no
    const { missing, unlisted } = compared(row.listed ?? [], came)
    return {
      group: row, knownAt: known.at,
      members: came.map(memberOf),
      decided: {
        admitted: 0, refused: 0, referred: 0, deferred: 0,
        ...tally(came.map(({ decision }) => decision)),
      },
      expected: row.expected, presented: came.length,
      missing: row.listed ? missing : [], unlisted: row.listed ? unlisted : [],
      missingCount: Math.max(0, row.expected - came.length),
    }
  },
})

function memberOf(row: CrossingRow) {
  const { crossing, at, number, officer, decision, groupRole, person, document } = row
  return {
    crossing, at, number, officer, decision, role: groupRole ?? 'member',
    name: namesOf(person)[0] ?? '', nationality: person.nationality,
    ...(document.number && { documentNumber: document.number }),
  }
}

/** Matches a list with who came: by document number, else by name; each person once. */
function compared(listed: readonly Listed[], came: readonly CrossingRow[]) {
  const left = new Set(came)
  const missing = listed.filter((one) => {
    const found = [...left].find((row) => isListed(row, one))
    if (found) left.delete(found)
    return found === undefined
  })
  const unlisted = [...left].map(({ crossing, person }) =>
    ({ crossing, name: namesOf(person)[0] ?? '' }))
  return { missing, unlisted }
}

function isListed(row: CrossingRow, one: Listed): boolean {
  if (one.documentNumber && row.documentNumber) {
    return documentKey(one.documentNumber) === row.documentNumber
  }
  return namesOf(row.person).some((name) =>
    compareNames(readName(name), readName(one.name)).score >= nameAlike)
}

function tally(decisions: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const decision of decisions) counts[decision] = (counts[decision] ?? 0) + 1
  return counts
}
