// INTERPOL: what is asked of it about who stands at the counter, and what it answers.

import { capability } from '../../kernel/capability.ts'
import { InterpolAnswer } from './interpol-answer.ts'
import { InterpolAnswered } from './interpol-answered.ts'
import { InterpolAsked } from './interpol-asked.ts'
import { interpolQuestions } from './questions.ts'

export default capability('interpol', {
  facts: [InterpolAsked, InterpolAnswered],
  registers: [interpolQuestions],
  queries: [InterpolAnswer],
})
