// An expected *no*, with a reason out of the glossary; a defect throws instead.

/** A refusal: its reason is a key of words, its detail what a screen may show beside it. */
export interface Refusal {
  refused: true
  reason: string
  detail?: Record<string, unknown>
}

/** Says no for a reason, with what the person needs in order to go on. */
export function refuse(reason: string, detail?: Record<string, unknown>): Refusal {
  return detail ? { refused: true, reason, detail } : { refused: true, reason }
}

/** Tells a refusal from any other answer. */
export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === 'object' && answer !== null && (answer as Refusal).refused === true
}
