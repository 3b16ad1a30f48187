// INTERPOL is asked about a person and a document; durable before the question leaves the node.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { interpolQuestions } from './questions.ts'
import { AskedAbout } from './terms.ts'

export const InterpolAsked = event('interpol-asked', {
  about: 'INTERPOL is asked about a person and a document: an answer may come now, or later.',
  subject: 'question',
  fields: { question: z.uuid(), lookUp: z.uuid(), about: AskedAbout },
  recordedBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  withinQueries: true,
  travels: 'border',
  once: true,
  tellsOf: ['interpol-questions'],
  changes: (said, leaf) => [interpolQuestions.put({
    ...said, at: leaf.at, by: leaf.by, post: leaf.post, origin: leaf.origin,
  })],
})
