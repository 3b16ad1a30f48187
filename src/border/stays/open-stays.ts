// Who is in the country: entries that no exit has ended, as far as this node knows.

import type { Reader } from '../../kernel/known.ts'
import type { RowOf } from '../../kernel/register.ts'
import { crossings } from '../crossings/register.ts'

export type OpenStay = Pick<
  RowOf<typeof crossings>,
  'crossing' | 'origin' | 'traveller' | 'person' | 'document' | 'conveyance'
>

/** Of an entry as much as is compared. */
const columns = ['crossing', 'origin', 'traveller', 'person', 'document', 'conveyance'] as const

/** Stays that are open, in the order of their entries' ids, from after one of them. */
export async function openStays(
  known: Reader, { after, limit }: { after: string; limit: number },
): Promise<OpenStay[]> {
  return known.rows(crossings, (q) => q.clearSelect().select(columns)
    .where('crossing', '>', after).where('direction', '=', 'entry')
    .where('decision', '=', 'admitted')
    .where(({ not, exists, selectFrom, ref }) => not(exists(selectFrom('crossings as later')
      .select('later.crossing').where('later.traveller', '=', ref('crossings.traveller'))
      .where('later.direction', '=', 'exit').where('later.decision', '=', 'admitted')
      .where('later.at', '>=', ref('crossings.at')))))
    .orderBy('crossing', 'asc').limit(limit) as unknown as typeof q)
}
