// Hears what INTERPOL answers, beside the rest of an inspection.

import { askQuery } from '../../ui/asking.ts'
import type { InterpolAnswer } from '../interpol/interpol-answer.ts'
import type { InspectAnswer, InspectedQuestion } from './inspect-answer.ts'
import { withHeard, type Heard } from './interpol-heard.ts'

/** Waits for the answer at most as long as the node does; says how an inspection stands then. */
export async function heardOf(
  { question }: InspectedQuestion,
): Promise<(answer: InspectAnswer) => InspectAnswer> {
  const asked = await askQuery<typeof InterpolAnswer>(
    { name: 'interpol-answer', method: 'POST' }, { question })
  const heard: Heard = 'done' in asked ? asked.done
    : { is: 'not-checked', why: 'no-link-asked-again' }
  return (answer) => withHeard(answer, heard)
}
