// How old the word of the hub may be: the limits in one place, and where it stands just now.

import type { Asking } from '../../kernel/query.ts'

const hour = 3_600_000
const day = 24 * hour

/** Beyond these, in milliseconds (PROMISES A.3, A7); a country changes them here. */
export const bundleLimits = {
  /** What comes down is called old. */
  amberMs: day,
  /** It is called very old, and every person is looked at closer. */
  redMs: 7 * day,
  /** A second officer looks at each person. */
  overMs: 30 * day,
  /** The roster lets in only whom a supervisor at the post confirms. */
  rosterMs: 30 * day,
  /** A clock that differs by more than this from the hub's, or from elapsed time, is not sure. */
  clockMs: 2 * 60_000,
} as const

export const bundleAges = ['fresh', 'amber', 'red', 'over'] as const
export type BundleAge = (typeof bundleAges)[number]

/**
 * Where the hub's word stands: `own`, at a hub or where there is none above; `never`, where there
 * is one that was never heard; `heard`, with when it stood so (ISO), how long ago that is, and
 * whether this node's clock can say so.
 */
export type BundleStanding =
  | { is: 'own' }
  | { is: 'never' }
  | { is: 'heard'; at: string; ageMs: number; age: BundleAge; unsure: boolean; splitView: boolean }

/** What a node offers under the name `bundle`. */
export type BundleNow = () => BundleStanding

/** Where the hub's word stands at this node just now. */
export function bundleOf(known: Pick<Asking, 'offered'>): BundleStanding {
  // A node that follows nobody offers none: what it knows is its own word.
  return known.offered<BundleNow>('bundle')?.() ?? { is: 'own' }
}

/** How old something is called. */
export function ageOf(ageMs: number): BundleAge {
  const { amberMs, redMs, overMs } = bundleLimits
  return ageMs > overMs ? 'over' : ageMs > redMs ? 'red' : ageMs > amberMs ? 'amber' : 'fresh'
}

/** Whether the roster is too old to let officers in on its word alone (PROMISES A7). */
export function rosterIsOld(standing: BundleStanding): boolean {
  return standing.is === 'heard' && standing.ageMs > bundleLimits.rosterMs
}
