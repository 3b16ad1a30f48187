// INTERPOL answered a question: nothing, or records that may be the person's or the document's.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { interpolQuestions } from './questions.ts'
import { Records } from './terms.ts'

export const InterpolAnswered = event('interpol-answered', {
  about: 'INTERPOL answered what it was asked about a person and a document.',
  subject: 'question',
  fields: {
    question: z.uuid(), records: Records,
    hits: z.array(z.uuid()).max(20), late: z.boolean().optional(),
  },
  recordedBy: ['node'],
  withinQueries: true,
  travels: 'watch',
  tellsOf: ['interpol-questions'],
  async lawful({ question }, known) {
    const asked = await known.find(interpolQuestions, { question })
    if (!asked) return refuse('question-unknown')
    if (asked.answeredAt) return refuse('question-answered', { at: asked.answeredAt })
  },
  changes: ({ question, ...said }, leaf) =>
    [interpolQuestions.patch(question, { ...said, answeredAt: leaf.at })],
})
