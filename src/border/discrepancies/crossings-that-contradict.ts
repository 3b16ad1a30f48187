// Crossings that do not fit together: two exits, an exit without an entry, an entry inside.

import { sql } from 'kysely'
import type { Reader, Rows } from '../../kernel/known.ts'
import { crossings } from '../crossings/register.ts'
import { crossingBeside, nameOf, ownCountries } from './contradiction.ts'
import type { Contradiction, Sought } from './contradiction.ts'

type Crossings = Rows<typeof crossings>

/** Two admitted exits of one entry: one person cannot leave twice. */
export async function twoExits(
  known: Reader, { since, limit, about }: Sought,
): Promise<Contradiction[]> {
  const exits = await known.rows(crossings, (q) => {
    const paired = q.where('direction', '=', 'exit').where('decision', '=', 'admitted')
      .where('pairedWith', 'is not', null as never)
    const of = about ? paired.where('pairedWith', '=', about) : paired.where('at', '>=', since)
    return of.where(sql<boolean>`exists (select 1 from "crossings" as "other"
        where "other"."pairedWith" = "crossings"."pairedWith" and "other"."decision" = 'admitted'
        and "other"."direction" = 'exit' and "other"."crossing" <> "crossings"."crossing")`)
      .orderBy('at', 'desc').limit(limit)
  })
  const found: Contradiction[] = []
  for (const entry of new Set(exits.map(({ pairedWith }) => pairedWith!))) {
    // All of them, also those before the day from which on they are looked for.
    const facts = await known.all(
      crossings, { pairedWith: entry, direction: 'exit', decision: 'admitted' },
      { order: 'at asc', limit })
    found.push({
      kind: 'two-exits', about: entry, name: nameOf(facts[0]!), facts: facts.map(crossingBeside),
    })
  }
  return found
}

/** A foreigner who left, and no post recorded how they came in. */
export async function exitsWithoutEntry(
  known: Reader, { since, limit, about }: Sought,
): Promise<Contradiction[]> {
  const own = await ownCountries(known)
  const exits = await known.rows(crossings, (q) => foreign(q, own)
    .where('pairedWith', 'is', null as never).where('direction', '=', 'exit')
    .where('decision', '=', 'admitted')
    .where(about ? 'crossing' : 'at', about ? '=' : '>=', about ?? since)
    .orderBy('at', 'desc').limit(limit))
  return exits.map((exit) => ({
    kind: 'exit-without-entry', about: exit.crossing, name: nameOf(exit),
    facts: [crossingBeside(exit)],
  }))
}

/** A foreigner who was admitted again while the stay before was still open. */
export async function enteredTwice(
  known: Reader, { since, limit, about }: Sought,
): Promise<Contradiction[]> {
  const own = await ownCountries(known)
  const entries = await known.rows(crossings, (q) => foreign(q, own)
    .where('direction', '=', 'entry').where('decision', '=', 'admitted')
    .where(about ? 'crossing' : 'at', about ? '=' : '>=', about ?? since)
    .where(sql<boolean>`(select "earlier"."direction" from "crossings" as "earlier"
      where "earlier"."traveller" = "crossings"."traveller" and "earlier"."decision" = 'admitted'
      and "earlier"."direction" <> 'transit' and "earlier"."at" < "crossings"."at"
      order by "earlier"."at" desc limit 1) = 'entry'`)
    .orderBy('at', 'desc').limit(limit))
  const found: Contradiction[] = []
  for (const entry of entries) {
    const [before] = await known.rows(crossings, (q) => q
      .where('traveller', '=', entry.traveller).where('decision', '=', 'admitted')
      .where('direction', '=', 'entry').where('at', '<', entry.at).orderBy('at', 'desc').limit(1))
    // An exit that was paired with it by hand ends it, whatever its time.
    const ended = before && await known.find(crossings, { pairedWith: before.crossing })
    if (!before || ended) continue
    found.push({
      kind: 'entered-twice', about: entry.crossing, name: nameOf(entry),
      facts: [crossingBeside(before), crossingBeside(entry)],
    })
  }
  return found
}

function foreign(q: Crossings, own: readonly string[]): Crossings {
  return own.length === 0 ? q : q.where('nationality', 'not in', [...own])
}
