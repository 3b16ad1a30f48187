// What does not fit together, found anew whenever it is asked: nothing overwrites anything.

import { z } from 'zod'
import type { Reader } from '../../kernel/known.ts'
import { query } from '../../kernel/query.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { addDays } from '../../lib/dates/days.ts'
import { lookedUp } from '../travellers/person-looked-up.ts'
import { correctedDifferently } from './corrected-differently.ts'
import type { Contradiction, Sought } from './contradiction.ts'
import { enteredTwice, exitsWithoutEntry, twoExits } from './crossings-that-contradict.ts'
import type { SettlementRow } from './settling.ts'
import { openOf, settledDifferently } from './settling.ts'
import { DiscrepancyKind } from './terms.ts'

/** How far back crossings and corrections are compared, unless told. */
export const usualDaysBack = 30
/** So many of each kind are found at once; the newest first. */
const mostOfAKind = 50

/** A discrepancy with what was made of it; `open` while nobody settled these very facts. */
export interface Discrepancy extends Contradiction {
  open: boolean
  settled: SettlementRow[]
}

export const Discrepancies = query('discrepancies', {
  about: 'Facts that cannot both be so, said at posts that had not heard of each other.',
  seenBy: ['secondary-officer', 'supervisor', 'inspector'],
  asks: {
    kind: DiscrepancyKind.optional(),
    /** One of them: of this crossing. */
    about: z.uuid().optional(),
    /** Only where one of the facts was said at this post. */
    post: z.string().max(64).optional(),
    since: z.iso.date().optional(),
    /** Settled ones, too. */
    settled: z.boolean().optional(),
  },
  method: 'POST',
  async answer(known, { kind, about, post, since, settled = false }) {
    const of = {
      since: since ?? addDays(known.at.slice(0, 10), -usualDaysBack), limit: mostOfAKind,
      ...(about && { about }),
    }
    const found: Contradiction[] = []
    for (const each of finders) {
      if (!kind || each.kinds.includes(kind)) found.push(...await each.find(known, of))
    }
    const all = []
    for (const each of found) {
      if (kind && each.kind !== kind) continue
      if (post && !each.facts.some((fact) => fact.post === post)) continue
      const judged = await openOf(known, each)
      if (settled || judged.open) all.push(judged)
    }
    all.sort((a, b) => (newest(a) < newest(b) ? 1 : -1))
    const no = await lookedUp(known, {
      purpose: 'ledger', query: 'discrepancies', asked: { ...of, kind: kind ?? 'all' },
      results: all.map((each) => each.about),
    })
    if (isRefusal(no)) return no
    return { discrepancies: all, since: of.since, knownAt: known.at }
  },
})

const finders: readonly {
  kinds: readonly DiscrepancyKind[]
  find: (known: Reader, of: Sought) => Promise<Contradiction[]>
}[] = [
  { kinds: ['two-exits'], find: twoExits },
  { kinds: ['exit-without-entry'], find: exitsWithoutEntry },
  { kinds: ['entered-twice'], find: enteredTwice },
  { kinds: ['corrected-differently', 'merged-twice'], find: correctedDifferently },
  { kinds: ['settled-differently'], find: settledDifferently },
]

function newest({ facts }: Contradiction): string {
  return facts.reduce((latest, { at }) => (at > latest ? at : latest), '')
}
