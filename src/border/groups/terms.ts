// The words of a group: what kind it is, who is listed, and what did not agree.

import { z } from 'zod'
import { oneOf } from '../../ui/fields/terms.ts'
import { Country, Line, longestName } from '../travellers/terms.ts'

export const groupKinds = ['family', 'household', 'bus', 'tour', 'crew', 'other'] as const
export const GroupKind = oneOf(groupKinds, 'groupKind')
/** The most people that come as one group; a larger wave is registered as households. */
export const mostInGroup = 500
export const Heads = z.int().min(0).max(mostInGroup)

/** A person on the list that the operator handed over. */
export const Listed = z.strictObject({
  name: Line(longestName).min(1),
  documentNumber: Line(40).optional(),
  nationality: Country.optional(),
})
export type Listed = z.infer<typeof Listed>

/** Somebody listed who did not come, or who came and was not listed. */
export const Mismatch = z.strictObject({
  what: oneOf(['listed-not-presented', 'presented-not-listed', 'other'], 'mismatch'),
  name: Line(longestName).optional(),
  note: Line(300).optional(),
})
