// Looking somebody up who is not at the counter: with a case number, and not by the hundred.

import { refuse, type Refusal } from '../../kernel/refusal.ts'
import type { Known } from '../../kernel/known.ts'
import { before } from '../../lib/dates/instants.ts'
import { freeLookUpsAnHour, freeQueries } from './look-up-terms.ts'
import { lookUps } from './register.ts'

interface Asked {
  purpose: string
  reference?: string | undefined
  query?: string | undefined
  forLookUp?: string | undefined
  results?: string[] | undefined
}

/**
 * Refuses a free look-up without the number of a case (`purpose-needed`), and one beyond the
 * officer's hourly measure (`too-many-look-ups`); a file opened from an inspection is neither.
 */
export async function lookUpIsLawful(said: Asked, known: Known): Promise<Refusal | undefined> {
  if (!freeQueries.some((query) => query === said.query)) return undefined
  if (said.forLookUp !== undefined) return fromTheCounter(said.forLookUp, said.results, known)
  if ((said.reference ?? '').trim() === '' || said.purpose === 'inspection') {
    return refuse('purpose-needed')
  }
  const hourAgo = before(known.at, 60)
  const made = await known.count(lookUps, (q) => q.where('officer', '=', known.by)
    .where('query', 'in', [...freeQueries]).where('at', '>', hourAgo)
    .where('reference', 'is not', null as never))
  return made < freeLookUpsAnHour ? undefined
    : refuse('too-many-look-ups', { most: freeLookUpsAnHour })
}

/** A file may follow an inspection by the same officer, of that person, of the last half hour. */
async function fromTheCounter(
  lookUp: string, asked: readonly string[] = [], known: Known,
): Promise<Refusal | undefined> {
  const made = await known.find(lookUps, { lookUp })
  const fits = made?.officer === known.by && made.query === 'inspect'
    && made.at > before(known.at, 30) && asked.every((id) => made.results?.includes(id))
  return fits ? undefined : refuse('purpose-needed')
}
