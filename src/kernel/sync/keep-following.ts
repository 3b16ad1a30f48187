// Following without end: round after round while the link answers, and again when it does.

import type { Timers } from '../given.ts'
import { diskFaultOf } from '../store/store.ts'
import { NotTaken, type Following } from './following.ts'
import { LinkDown } from './link.ts'

/** What is new comes at once; where nothing is, the question is put again after this long. */
export const askedForMs = 20_000
/** Between two rounds, so that what is said in one second comes together. */
export const breathMs = 500
/** After a failure: at first, and doubled up to, so many milliseconds. */
const firstAgainMs = 1_000
const lastAgainMs = 30_000

/** Begins to follow; `stop` takes nothing more, `wake` ends a pause after a failure. */
export function keepFollowing(
  following: Following, timers: Timers, told: (failure?: Error) => void = () => {},
): { stop(): Promise<void>; wake(): void } {
  let stopped = false
  let off = () => {}
  let againMs = firstAgainMs
  let paused = false

  const turn = async (): Promise<void> => {
    let nextMs = breathMs
    paused = false
    try {
      const { more } = await following.once(askedForMs)
      againMs = firstAgainMs
      if (more) nextMs = 0
      told()
    } catch (failure) {
      if (!expected(failure)) throw failure
      nextMs = againMs
      againMs = Math.min(lastAgainMs, againMs * 2)
      paused = true
      told(failure)
    }
    if (!stopped) off = timers.after(nextMs, () => void turn())
  }
  void turn()
  return {
    wake() {
      if (!paused || stopped) return
      off()
      againMs = firstAgainMs
      void turn()
    },
    async stop() {
      stopped = true
      off()
      await following.stop()
    },
  }
}

/** A link that is down, an answer not to be believed, or a disk that health tells of already. */
function expected(failure: unknown): failure is Error {
  return failure instanceof LinkDown || failure instanceof NotTaken
    || diskFaultOf(failure) !== undefined
}
