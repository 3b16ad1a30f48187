// Which node raises the hit upon a person who is inside: all hold the stay, and one speaks.

import { nodes } from '../../country/network/register.ts'
import type { Reader } from '../../kernel/known.ts'
import { isHubs, placeOf, saidHereOrByHub } from '../../kernel/origin.ts'
import type { OpenStay } from './open-stays.ts'

/**
 * The place where the person came in raises it, whichever node keeps its journal by now, as soon as
 * the alert is there. The hub raises it for its own entries and for places that have no node any
 * more: revoked, retired, or never admitted. So one of them does, and always the same.
 */
export async function raisesFor(
  known: Reader, own: string,
): Promise<(stay: Pick<OpenStay, 'origin'>) => boolean> {
  if (!isHubs(own)) return ({ origin }) => saidHereOrByHub(origin, own) && !isHubs(origin)
  const admitted = await known.rows(nodes, (q) => q.where('kind', '<>', 'hub')
    .where('revokedAt', 'is', null as never).where('retiredAt', 'is', null as never))
  const speaking = new Set(admitted.map(({ origin }) => placeIn(origin)))
  return ({ origin }) => !speaking.has(placeIn(origin))
}

function placeIn(origin: string): string {
  const place = placeOf(origin)
  return place ? `${place.country}/${place.kind}/${place.post}` : origin
}
