// An alert that is still open about a person, so that nobody admits past it.

import type { Known } from '../../kernel/known.ts'
import type { Person, TravelDocument } from '../travellers/terms.ts'
import { barringHits } from '../watchlist/hits.ts'
import { personKeysOf } from '../watchlist/person-keys.ts'
import { screened } from './terms.ts'

/**
 * The first hit that keeps this person from being admitted: one of the look-up, or one that is
 * still undecided about the same person. Hits that only inform do not.
 */
export async function openHitFor(
  known: Known,
  who: { person: Person; document: TravelDocument; lookUp?: string | undefined },
): Promise<{ hit: string; action: string; list: string; contact: string } | undefined> {
  const [first] = await barringHits(known, {
    personKeys: personKeysOf(screened(who)),
    ...(who.lookUp !== undefined && { lookUp: who.lookUp }),
  })
  return first && {
    hit: first.hit, action: first.action, list: first.listName, contact: first.contact,
  }
}
