// A list is settled beside the counter: a few milliseconds at a time, between two screenings.

import type { Given } from '../../kernel/given.ts'
import type { AlertIndex } from './alert-index.ts'

/** The counter waits at most so long for a step of it. */
const mostMs = 2

/**
 * Looks whether a list needs settling, each time it is called; where it does, settling goes on by
 * itself until it is done. The second function calls it off.
 */
export function settledBeside(
  index: AlertIndex, { clock, timers }: Pick<Given, 'clock' | 'timers'>,
): { look(): void; stop(): void } {
  let off: (() => void) | undefined
  const goOn = (steps: Generator<void>) => {
    off = timers.after(1, () => {
      const until = clock.elapsed() + mostMs
      do {
        if (steps.next().done) {
          off = undefined
          return
        }
      } while (clock.elapsed() < until)
      goOn(steps)
    })
  }
  return {
    look() {
      if (!off && index.unsettled) goOn(index.settling())
    },
    stop() {
      off?.()
    },
  }
}
