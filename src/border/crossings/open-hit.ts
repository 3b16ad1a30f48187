// An alert that is still open about a person, so that nobody admits past it.

import type { Known } from '../../kernel/known.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { namesOf, type Person, type TravelDocument } from '../travellers/terms.ts'
import { barringHits } from '../watchlist/hits.ts'
import { personKeysOf } from '../watchlist/person-keys.ts'
import type { Conveyance } from './terms.ts'

/** A person with document and vehicle as they are compared with the alerts. */
export function screened(who: {
  person: Person; document: TravelDocument; conveyance?: Conveyance | undefined
}): ScreenedPerson {
  const { person, document, conveyance } = who
  const unnamed = ['XXX', 'UTO'].includes(person.nationality)
  return {
    names: namesOf(person), sex: person.sex,
    birthDate: { value: person.birthDate.value ?? '', precision: person.birthDate.precision },
    ...(!unnamed && { nationalities: [person.nationality] }),
    ...(document.number && {
      documents: [{ number: document.number, ...(document.issuer && { issuer: document.issuer }) }],
    }),
    ...(conveyance?.plate && {
      vehicle: {
        plate: conveyance.plate, ...(conveyance.country && { country: conveyance.country }),
      },
    }),
  }
}

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
