// What may go wrong in one schedule: a random few of all faults, so that each meets each other.

import type { SeededLuck } from '../luck.ts'
import type { Weather } from './network.ts'

/** Every fault that a schedule may have; a new one is a line here and a case in `country.ts`. */
export const faults = [
  'cut', 'crash', 'crash-of-the-hub', 'disk-full', 'write-fails', 'write-fails-when-done',
  'clock-jumps', 'restored-backup', 'cloned', 'double-start', 'older-version', 'weeks-pass',
  'witness-away', 'mark-fails',
] as const
export type Fault = (typeof faults)[number]

/** One schedule: how many posts, how many acts, which faults how often, and how links behave. */
export interface Swarm {
  posts: number
  acts: number
  faults: readonly Fault[]
  /** The share of turns in which something goes wrong instead of somebody acting. */
  trouble: number
  weather: Weather
}

/** Draws a schedule: leaving faults out finds more than having all (swarm testing, Groce 2012). */
export function drawSwarm(luck: SeededLuck, { acts }: { acts: number }): Swarm {
  const share = luck.pick([0.1, 0.3, 0.6])
  const chosen = faults.filter(() => luck.chance(share))
  const rough = () => (luck.chance(0.5) ? luck.pick([0.02, 0.1, 0.3]) : 0)
  return {
    posts: luck.pick([3, 3, 3, 4, 4, 5, 6, 8, 12]),
    acts: Math.max(10, Math.round(acts * luck.pick([0.6, 1, 1, 1.4]))),
    faults: chosen,
    trouble: chosen.length > 0 ? luck.pick([0.05, 0.15, 0.3]) : 0,
    weather: {
      leastMs: 5, mostMs: luck.pick([50, 2_000, 20_000]), lost: rough(), unanswered: rough(),
      repeated: rough(),
    },
  }
}
