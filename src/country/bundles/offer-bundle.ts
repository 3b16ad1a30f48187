// The age of the hub's word at this node, by its own clocks, offered to whoever asks.

import type { Node } from '../../kernel/node.ts'
import type { Followed } from '../../kernel/sync/following.ts'
import { ageOf, bundleLimits, type BundleNow, type BundleStanding } from './terms.ts'

/** Offers `bundle` at a node that follows a hub. */
export function offerBundle(node: Node, following: { readonly state: Followed }): void {
  const now: BundleNow = () => standingOf(following.state, clocksOf(node))
  node.offer('bundle', now)
}

/** What a node's clocks say just now. */
export function clocksOf({ given: { clock }, time }: Pick<Node, 'given' | 'time'>): Clocks {
  return { wallMs: clock.now(), elapsedMs: clock.elapsed(), quality: time.quality() }
}

interface Clocks { wallMs: number; elapsedMs: number; quality: 'good' | 'unsure' }

/**
 * The older of what both clocks say: the wall clock since the hub's own time, and the clock that is
 * never set since the answer came. Where they differ, or the hub's time is yet to come, it is not
 * sure.
 */
export function standingOf(
  { checkpoint, heard, splitView }: Followed, { wallMs, elapsedMs, quality }: Clocks,
): BundleStanding {
  if (!checkpoint) return { is: 'never' }
  const byWall = wallMs - Date.parse(checkpoint.at)
  const byElapsed = heard ? elapsedMs - heard.elapsed : 0
  const differs = heard !== undefined && Math.abs(byWall - byElapsed) > bundleLimits.clockMs
  const ageMs = Math.max(0, byWall, byElapsed)
  return {
    is: 'heard', at: checkpoint.at, ageMs, age: ageOf(ageMs),
    unsure: quality === 'unsure' || differs || byWall < -bundleLimits.clockMs,
    splitView: splitView !== undefined,
  }
}
