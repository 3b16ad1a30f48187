// An alert that is still open about a person, so that nobody admits past it.

import type { Known } from '../../kernel/known.ts'

/** The first hit that is neither decided nor merely informs, of this look-up or this person. */
export async function openHitFor(
  _known: Known, _lookUp: string | undefined, _keys: readonly string[],
): Promise<{ hit: string; action: string; list: string } | undefined> {
  return undefined
}
