// Where a leaf is and why it waits: at this post, on its way, or signed for by the hub.

import { z } from 'zod'
import { isHubs } from '../../kernel/origin.ts'
import { query, type Asking } from '../../kernel/query.ts'
import { cosignatures } from './register.ts'
import { everyRole } from './terms.ts'

/** What a node offers under the name `link`, as far as this asks. */
interface LinkOffered {
  now(): { hub?: string; linked: boolean; since: string; why?: string; waiting: number }
  where(number: number): Promise<'recorded' | 'mirrored' | 'contents-up' | undefined>
}

/**
 * `here`: recorded at this place, which has no hub above it; `waits`: recorded here, the hub has
 * not signed for it (`why`: `no-link` with its reason, or `in-line`); `leaf-up`: the hub signed for
 * the leaf, what it says is still on the way; `at-hub`; `from-elsewhere`: it came down here.
 */
export interface Whereabouts {
  is: 'here' | 'waits' | 'leaf-up' | 'at-hub' | 'from-elsewhere'
  why?: 'no-link' | 'in-line'
  /** The link's own word for why it is down. */
  linkWhy?: string
  /** Since when there is no link. */
  since?: string
  /** Leaves that wait with it, this one too. */
  waiting?: number
  /** When the hub had it at the latest, as it signed (ISO). */
  at?: string
}

export const LeafWhere = query('leaf-where', {
  about: 'Where a leaf of this post is on its way to the hub, and why it waits.',
  seenBy: everyRole,
  asks: { origin: z.string().max(200), number: z.coerce.number().int().min(0) },
  method: 'GET',
  async answer(known, { origin, number }): Promise<Whereabouts> {
    if (origin !== known.origin) return { is: isHubs(known.origin) ? 'at-hub' : 'from-elsewhere' }
    const link = known.offered<LinkOffered>('link')
    const now = link?.now()
    if (!link || !now?.hub) return { is: 'here' }
    const where = await link.where(number)
    if (where === 'contents-up' || where === 'mirrored') {
      const at = await signedAt(known, origin, number)
      return { is: where === 'mirrored' ? 'leaf-up' : 'at-hub', ...(at && { at }) }
    }
    return {
      is: 'waits', why: now.linked ? 'in-line' : 'no-link', waiting: now.waiting,
      ...(!now.linked && { since: now.since, ...(now.why && { linkWhy: now.why }) }),
    }
  },
})

/** The first time that the hub signed a head with this leaf below it. */
async function signedAt(
  known: Asking, journal: string, number: number,
): Promise<string | undefined> {
  const [first] = await known.rows(cosignatures, (q) => q.where('journal', '=', journal)
    .where('size', '>', number).orderBy('size', 'asc').limit(1))
  return first && new Date(first.seconds * 1000).toISOString()
}
