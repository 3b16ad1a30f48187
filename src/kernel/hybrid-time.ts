// The time of leaves: never before a leaf already seen, whatever the wall clock does.

import type { Clock } from './given.ts'

/** A leaf's place in time: fixed-width ISO milliseconds, and a tick that orders within one. */
export interface LeafTime { at: string; tick: number }

/** A wall clock that differs by more than this from elapsed time has been set (PROMISES C3). */
export const jumpMs = 2000

/** The latest and earliest times that four digits of a year can hold. */
const earliestMs = Date.UTC(1000, 0, 1)
const latestMs = Date.UTC(9999, 11, 31)

/** Hybrid logical time of one node; this object owns the last time given or seen. */
export class HybridTime {
  readonly #clock: Clock
  #last: LeafTime
  /** Wall time minus elapsed time when last looked: its change is a jump. */
  #offsetMs: number

  constructor(clock: Clock, last: LeafTime = { at: isoMs(earliestMs), tick: 0 }) {
    this.#clock = clock
    this.#last = last
    this.#offsetMs = clock.now() - clock.elapsed()
  }

  /** The time of the next leaf: the wall clock's, or the last leaf's and one tick. */
  next(): LeafTime {
    const wall = isoMs(this.#clock.now())
    this.#last = wall > this.#last.at
      ? { at: wall, tick: 0 } : { at: this.#last.at, tick: this.#last.tick + 1 }
    return this.#last
  }

  /** A leaf from elsewhere was seen: what this node says next comes after it. */
  saw(time: LeafTime): void {
    if (comparedTimes(time, this.#last) > 0) this.#last = { at: time.at, tick: time.tick }
  }

  /** What the wall clock says now, for reading and display; not the time of a leaf. */
  wall(): string {
    return isoMs(this.#clock.now())
  }

  /** `unsure` while leaves carry a time later than the wall clock's. */
  quality(): 'good' | 'unsure' {
    return isoMs(this.#clock.now()) >= this.#last.at ? 'good' : 'unsure'
  }

  /** By how many milliseconds the wall clock was set since last asked; 0 within 2 s. */
  jumpedMs(): number {
    const offset = this.#clock.now() - this.#clock.elapsed()
    const jumped = offset - this.#offsetMs
    this.#offsetMs = offset
    return Math.abs(jumped) > jumpMs ? Math.round(jumped) : 0
  }
}

/** Fixed-width ISO time with milliseconds; times compared as text sort as times. */
export function isoMs(ms: number): string {
  return new Date(Math.min(latestMs, Math.max(earliestMs, ms))).toISOString()
}

/** Negative where the first time is before the second, positive where it is after. */
export function comparedTimes(a: LeafTime, b: LeafTime): number {
  return a.at === b.at ? a.tick - b.tick : a.at < b.at ? -1 : 1
}

/** The total order of leaves: time, then node, then number (DESIGN §2). */
export function comparedLeaves(
  a: LeafTime & { origin: string; number: number },
  b: LeafTime & { origin: string; number: number },
): number {
  return comparedTimes(a, b) ||
    (a.origin === b.origin ? a.number - b.number : a.origin < b.origin ? -1 : 1)
}
