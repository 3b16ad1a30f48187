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

async function triedOn(
  known: Known, all: Parameters<typeof holds>[0], { from, until }: { from: string; until: string },
): Promise<Trial> {
  const rest = withoutProtected(all)
  const earlier = new Map<string, CrossingRow[]>()
  const nations = new Map<string, { crossings: number; would: number }>()
  const trial = { crossings: 0, would: 0, withoutProtected: 0 }
  for await (const row of pastCrossings(known, from)) {
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

/** Crossings since a day, the oldest first, so that each is seen with those before it. */
async function* pastCrossings(known: Known, from: string): AsyncGenerator<CrossingRow> {
  for (let [at, last, count] = [from, '', 0]; count < mostCrossings;) {
    const place = sql`(${sql.ref('at')}, ${sql.ref('crossing')})`
    const after = sql<boolean>`${place} > (${at}, ${last})`
    const rows = await known.rows(crossings, (q) => q.where(after)
      .orderBy('at', 'asc').orderBy('crossing', 'asc').limit(rowsAtOnce))
    yield* rows
    count += rows.length
    if (rows.length < rowsAtOnce) return
    ;({ at, crossing: last } = rows.at(-1)!)
  }
}
