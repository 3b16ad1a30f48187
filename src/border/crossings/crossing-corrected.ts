// Something said of a crossing was wrong; what it should be is a new fact, the old stays readable.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { CrossingRecorded } from './crossing-recorded.ts'
import { correctionIsLawful } from './lawful.ts'
import { corrections, crossings } from './register.ts'
import { keysOfDocument, keysOfPerson, plateKey, statementOf } from './row.ts'
import * as terms from './terms.ts'

/** What may be corrected; a person or a document is said again whole, as it should read. */
export const Corrected = CrossingRecorded.said.omit({
  crossing: true, lookUp: true, pairedWith: true, pairing: true, steps: true,
}).partial()
export type Corrected = z.infer<typeof Corrected>

export const CrossingCorrected = event('crossing-corrected', {
  about: 'An officer corrected what was recorded of a crossing.',
  subject: 'crossing',
  fields: {
    crossing: z.uuid(),
    correction: z.uuid(),
    corrected: Corrected,
    why: terms.Note.min(1),
    /** Earlier corrections of this crossing that whoever says this knew of. */
    after: z.array(z.uuid()).max(50).optional(),
  },
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  travels: 'border',
  reaches: 'every-post',
  // A decision is turned round, or a person merged with another, by two (PROMISES A4).
  twoOfficers: ({ corrected }) =>
    corrected.decision !== undefined || corrected.traveller !== undefined,
  lawful: correctionIsLawful,
  changes: ({ crossing, corrected, why, correction, after }, leaf) => [
    crossings.patch(crossing, { ...corrected, ...derived(corrected), correctedAt: leaf.at }),
    corrections.put({
      ...statementOf(crossing, leaf), fact: 'crossing-corrected', correction, why, after,
      corrected: corrected as never,
    }),
  ],
})

function derived({ person, document, conveyance }: Corrected) {
  return {
    ...(person && keysOfPerson(person)), ...(document && keysOfDocument(document)),
    ...(conveyance && { plate: plateKey(conveyance) }),
  }
}
