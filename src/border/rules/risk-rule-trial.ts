// Runs a risk rule on past crossings, as it would have been asked then, and records what it found.

import { sql } from 'kysely'
import { z } from 'zod'
import type { Known } from '../../kernel/known.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal, refuse } from '../../kernel/refusal.ts'
import { addDays } from '../../lib/dates/days.ts'
import { crossings } from '../crossings/register.ts'
import type { CrossingRow } from '../crossings/pairing.ts'
import { factsOfCrossing } from './facts-of-crossing.ts'
import { holds } from './holds.ts'
import { RiskRuleTried } from './risk-rule-tried.ts'
import { riskRules } from './risk-rules.ts'
import { withoutProtected, type Trial } from './terms.ts'

/** A run looks at so many crossings at most, the newest; a busy post's month. */
const mostCrossings = 20_000
const rowsAtOnce = 500

export const RiskRuleTrial = query('risk-rule-trial', {
  about: 'Runs a risk rule on the crossings of past days, and shows of whom it would have asked.',
  seenBy: ['alert-owner', 'supervisor'],
  asks: { rule: z.uuid(), days: z.number().int().min(1).max(366) },
  method: 'POST',
  async answer(known, { rule, days }) {
    const row = await known.find(riskRules, { rule })
    if (!row) return refuse('rule-unknown')
    const until = known.dayAt(known.at)
    const trial = await triedOn(known, row.all, { from: addDays(until, -days), until })
    const no = await known.record([
      { kind: RiskRuleTried, said: { rule, version: row.version, trial } },
    ])
    return isRefusal(no) ? no : { trial }
  },
})

/** Asks a rule of the newest crossings of a span of days, each as the post knew of it then. */
export async function triedOn(
  known: Known, all: Parameters<typeof holds>[0],
  { from, until, most = mostCrossings }: { from: string; until: string; most?: number },
): Promise<Trial> {
  const rest = withoutProtected(all)
  const earlier = new Map<string, CrossingRow[]>()
  const nations = new Map<string, { crossings: number; would: number }>()
  const trial = { crossings: 0, would: 0, withoutProtected: 0 }
  for await (const row of pastCrossings(known, from, most)) {
    const before = earlier.get(row.traveller) ?? []
    const facts = factsOfCrossing({
      person: row.person, document: row.document, direction: row.direction,
      conveyance: row.conveyance, group: row.group, earlier: before,
      day: known.dayAt(row.at),
    })
    earlier.set(row.traveller, [row, ...before].slice(0, 30))
    const would = holds(all, facts)
    const nation = nations.get(row.nationality) ?? { crossings: 0, would: 0 }
    nations.set(row.nationality, {
      crossings: nation.crossings + 1, would: nation.would + Number(would),
    })
    trial.crossings += 1
    trial.would += Number(would)
    trial.withoutProtected += Number(holds(rest, facts))
  }
  const byNationality = [...nations].map(([nationality, counts]) => ({ nationality, ...counts }))
    .sort((a, b) => b.would - a.would || b.crossings - a.crossings).slice(0, 300)
  return { from, until, ...trial, byNationality }
}

/** The newest crossings since a day, the oldest of them first: each is seen with those before. */
async function* pastCrossings(
  known: Known, from: string, most: number,
): AsyncGenerator<CrossingRow> {
  const [first] = await known.rows(crossings, (q) => q.where('at', '>=', from)
    .orderBy('at', 'desc').orderBy('crossing', 'desc').limit(1).offset(most - 1))
  let count = 0
  let since = sql<boolean>`${placed} >= (${first?.at ?? from}, ${first?.crossing ?? ''})`
  while (count < most) {
    const rows = await known.rows(crossings, (q) => q.where(since)
      .orderBy('at', 'asc').orderBy('crossing', 'asc').limit(Math.min(rowsAtOnce, most - count)))
    yield* rows
    count += rows.length
    if (rows.length < rowsAtOnce) return
    const { at, crossing } = rows.at(-1)!
    since = sql<boolean>`${placed} > (${at}, ${crossing})`
  }
}

const placed = sql`(${sql.ref('at')}, ${sql.ref('crossing')})`
