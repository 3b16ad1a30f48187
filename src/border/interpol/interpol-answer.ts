// What INTERPOL says of the person at the counter: asked beside the rest, waited for 1.5 seconds.

import { z } from 'zod'
import { query, type Asking } from '../../kernel/query.ts'
import { refuse } from '../../kernel/refusal.ts'
import { hitOfRow, hits } from '../watchlist/hits.ts'
import type { AskingInterpol } from './asking.ts'
import { interpolQuestions } from './questions.ts'

export const InterpolAnswer = query('interpol-answer', {
  about: 'What INTERPOL answered about the person at the counter: clear, a hit, or not checked.',
  seenBy: ['primary-officer', 'secondary-officer', 'supervisor'],
  asks: { question: z.uuid() },
  method: 'POST',
  async answer(known, { question }) {
    const asked = await known.find(interpolQuestions, { question })
    // Whom an officer asked about is theirs to hear of; the rest is in the register.
    if (!asked || asked.by !== known.by) return refuse('question-unknown')
    const row = asked.answeredAt ? asked : await heard(known, question)
    if (!row?.answeredAt) return { is: 'not-checked' as const, why: 'no-link-asked-again' as const }
    const found = await Promise.all((row.hits ?? []).map((hit) => known.get(hits, { hit })))
    const upon = found.map(hitOfRow)
    return upon.length > 0
      ? { is: 'hit' as const, at: row.answeredAt, alerts: upon }
      : { is: 'clear' as const, at: row.answeredAt }
  },
})

/** The question again, once it was answered or the counter's patience is over. */
async function heard(known: Asking, question: string) {
  // Where INTERPOL is not asked from here any more, the question waits until it is.
  await known.offered<AskingInterpol>('interpol')?.heard(question)
  return known.find(interpolQuestions, { question })
}
