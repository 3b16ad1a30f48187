// Corrections of one crossing that say different things of one field, neither knowing the other.

import { sql } from 'kysely'
import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { corrections, crossings } from '../crossings/register.ts'
import type { Contradiction, FactBeside, Sought } from './contradiction.ts'
import { nameOf } from './contradiction.ts'

type Correction = RowOf<typeof corrections>

/** Found by crossing: those of which two journals said something since a day. */
export async function correctedDifferently(
  known: Reader, { since, limit, about }: Sought,
): Promise<Contradiction[]> {
  const rows = await known.rows(corrections, (q) => q
    .where(about ? 'crossing' : 'at', about ? '=' : '>=', about ?? since)
    .where(sql<boolean>`exists (select 1 from "corrections" as "other"
      where "other"."crossing" = "corrections"."crossing"
      and "other"."origin" <> "corrections"."origin")`)
    .orderBy('at', 'desc').limit(limit))
  const found: Contradiction[] = []
  for (const crossing of new Set(rows.map((row) => row.crossing))) {
    found.push(...await ofCrossing(known, crossing))
  }
  return found
}

async function ofCrossing(known: Reader, crossing: string): Promise<Contradiction[]> {
  const row = await known.find(crossings, { crossing })
  if (!row) return []
  const all = await known.all(corrections, { crossing }, { order: 'at asc' })
  // How an exit was paired follows from what it was paired with.
  const fields = new Set(all.flatMap(({ corrected }) => Object.keys(corrected)))
  fields.delete('pairing')
  return [...fields].flatMap((field): Contradiction[] => {
    const said = all.filter(({ corrected }) => field in corrected)
    const last = unanswered(said)
    if (!last.some((a) => last.some((b) => differs(a, b, field)))) return []
    return [{
      kind: field === 'traveller' ? 'merged-twice' : 'corrected-differently', about: crossing,
      field, name: nameOf(row), facts: last.map((each) => beside(each, field)),
    }]
  })
}

/** What no later correction of the field was said in knowledge of: each stands on its own. */
function unanswered(said: readonly Correction[]): Correction[] {
  return said.filter((each) => !said.some((later) => later !== each && knew(later, each)))
}

/** Whether whoever corrected knew an earlier correction: it was theirs, or they say so. */
function knew(later: Correction, earlier: Correction): boolean {
  if (later.origin === earlier.origin) return later.number > earlier.number
  return earlier.correction !== undefined && (later.after ?? []).includes(earlier.correction)
}

function differs(a: Correction, b: Correction, field: string): boolean {
  return JSON.stringify(a.corrected[field]) !== JSON.stringify(b.corrected[field])
}

function beside(each: Correction, field: string): FactBeside {
  return {
    id: each.statement, crossing: each.crossing, at: each.at, post: each.post,
    officer: each.officer, origin: each.origin, number: each.number, value: each.corrected[field],
    ...(each.why && { why: each.why }),
    ...(each.correction && { correction: each.correction }),
  }
}
