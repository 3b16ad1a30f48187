// The words of discrepancies: what kinds there are, and what a person can find out about one.

import { z } from 'zod'
import { oneOf } from '../../ui/fields/terms.ts'

export const discrepancyKinds = [
  'two-exits', 'exit-without-entry', 'entered-twice', 'corrected-differently', 'merged-twice',
  'settled-differently',
] as const
export const DiscrepancyKind = oneOf(discrepancyKinds, 'discrepancyKind')
export type DiscrepancyKind = z.infer<typeof DiscrepancyKind>

/** What was found out: one of the facts stands, all do, one was never recorded, or nobody knows. */
export const findingsOut = ['one-stands', 'both-stand', 'never-recorded', 'cannot-say'] as const
export const FoundOut = oneOf(findingsOut, 'foundOut')

/** Facts of one discrepancy; a crossing that twenty posts contest is looked at by telephone. */
export const mostFacts = 20
/** A crossing's id, or that of what was said of it: `crossing/origin/number`. */
export const FactId = z.string().min(1).max(300)
