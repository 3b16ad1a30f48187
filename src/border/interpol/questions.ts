// The register of questions to INTERPOL: whom it was asked about, and what became of it.

import { z } from 'zod'
import { register } from '../../kernel/register.ts'
import { readingPersons } from '../travellers/person-looked-up.ts'
import { AskedAbout, Records } from './terms.ts'

export const interpolQuestions = register('interpol-questions', {
  about: 'What was asked of INTERPOL, and what it answered; unanswered ones are asked again.',
  key: 'question',
  columns: {
    question: z.uuid(),
    lookUp: z.uuid(),
    at: z.string(),
    by: z.string(),
    post: z.string(),
    /** Whose question it is: no other node asks it again. */
    origin: z.string(),
    about: AskedAbout,
    answeredAt: z.string().optional(),
    records: Records.optional(),
    /** Hits upon the person, raised by this answer or waiting for a verdict already. */
    hits: z.array(z.uuid()).optional(),
    /** The answer came after the person was admitted. */
    late: z.boolean().optional(),
  },
  indexes: [['origin', 'answeredAt', 'at'], ['lookUp'], ['at']],
  seenBy: ['supervisor'],
  filters: ['post'],
  order: 'at desc',
  readingIs: readingPersons,
})
