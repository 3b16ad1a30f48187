// Somebody looked up a person; durable before anything about the person leaves the node.

import { z } from 'zod'
import { event, type Said } from '../../kernel/event.ts'
import type { Asking } from '../../kernel/query.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Reading } from '../../kernel/register.ts'
import { LookUpPurpose, ScreenedPerson } from './look-up-terms.ts'
import { lookUpIsLawful } from './look-up-lawful.ts'
import { lookUps } from './register.ts'
import { Country, Line } from './terms.ts'

export const PersonLookedUp = event('person-looked-up', {
  about: 'An officer looked up a person, and why (PROMISES A2).',
  subject: 'lookUp',
  fields: {
    lookUp: z.uuid(),
    purpose: LookUpPurpose,
    /** The number of the case that a free search is made for. */
    reference: Line(80).optional(),
    /** The register that was read, or the query that was asked. */
    register: Line(64).optional(),
    query: Line(64).optional(),
    /** The inspection that this look-up follows from. */
    forLookUp: z.uuid().optional(),
    asked: z.record(z.string().max(64), z.json()).optional(),
    /** Who stood at the counter, as they were compared with the alerts. */
    person: ScreenedPerson.optional(),
    document: z.strictObject({ number: Line(40), issuer: Country.optional() }).optional(),
    /** Ids of the rows that were shown: crossings, or travellers. */
    results: z.array(z.string().max(64)).max(1000).optional(),
  },
  recordedBy: [
    'primary-officer', 'secondary-officer', 'supervisor', 'alert-owner', 'inspector', 'node',
  ],
  withinQueries: true,
  travels: 'border',
  lawful: lookUpIsLawful,
  changes: (said, leaf) => [lookUps.put({
    ...said, at: leaf.at, number: leaf.number, origin: leaf.origin,
    officer: leaf.by, post: leaf.post,
  })],
})

/** What reading a register of persons is: a look-up with the ids of the rows that leave. */
export const readingPersons: Reading = {
  event: PersonLookedUp,
  said: ({ id, register, asked, results }) => ({
    lookUp: id, purpose: 'ledger', register, asked, results,
  }),
}

/** Records that the asker looks these persons up; durable when it returns (PROMISES A2). */
export async function lookedUp(
  known: Asking, said: Omit<Said<typeof PersonLookedUp>, 'lookUp'>,
): Promise<Refusal | undefined> {
  return known.record([{ kind: PersonLookedUp, said: { lookUp: known.newId(), ...said } }])
}
