// The paragraph that a refusal cites: the law in force that day, where it is the reason.

import type { InspectAnswer } from './inspect-answer.ts'

/**
 * The rule and paragraph of the law of stay, where the officer refuses for what it says: days used
 * up (F) or no visa or permit (C). Undefined where the refusal rests on something else.
 */
export function lawCited(
  { law, findings }: Pick<InspectAnswer, 'law' | 'findings'>, reasons: readonly string[],
): string | undefined {
  const stands = findings.some(({ reason, rule }) =>
    (reason === 'days-used-up' || reason === 'visa-needed') && reasons.includes(rule!))
  return law && stands ? `${law.rule} · ${law.law}`.slice(0, 200) : undefined
}
