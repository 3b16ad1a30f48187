// Making a look-up durable before its answer leaves the node (PROMISES A2).

import type { Asking } from '../../kernel/query.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Said } from '../../kernel/event.ts'
import { PersonLookedUp } from './person-looked-up.ts'

/** At most so many ids are written into one look-up; a query shows no more rows than this. */
export const mostResults = 1000

/** Records that the asker looks these persons up; durable when it returns. */
export async function lookedUp(
  known: Asking, said: Omit<Said<typeof PersonLookedUp>, 'lookUp'>,
): Promise<Refusal | undefined> {
  return known.record([{ kind: PersonLookedUp, said: { lookUp: known.newId(), ...said } }])
}
