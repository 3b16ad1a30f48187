// T3a: a post that is killed at any moment, its start included, keeps all it said it had recorded.

import { join } from 'node:path'
import { ackedIn, kept } from './post-at-work.ts'
import { killCycles, type KillTally } from './kill.ts'
import { newRoom } from './room.ts'

export interface Kills extends KillTally {
  violations: string[]
  leaves: number
  /** Starts that were looked at, and of them those on a store that was as it was left. */
  starts: number
  asLeft: number
}

/** Kills on one folder; then another is founded, for founding is to be hit too. */
const killsOfOneFolder = 10

/** Kills posts `cycles` times over and looks at all that they kept. */
export async function killPosts(cycles: number, seed: number): Promise<Kills> {
  using room = newRoom()
  const program = join(import.meta.dirname, 'post-under-test.ts')
  const violations: string[] = []
  const sum: KillTally = {
    cycles: 0, acked: 0, killedEarly: 0, endedItself: 0, millisecondsPerCycle: 0,
  }
  const start = performance.now()
  let [leaves, starts, asLeft] = [0, 0, 0]
  for (let round = 0; sum.cycles < cycles; round++) {
    const folder = room.folder()
    const count = Math.min(killsOfOneFolder, cycles - sum.cycles)
    const lanes = 1 + (round % 3)
    const command = [process.execPath, program, folder, `${lanes}`, '1000000', 'stdout']
    const settings = {
      command, cycles: count, seed: seed + round, countFrom: 'ready' as const,
      // Each moment counts from when it begins to open its folder; every other round aims at that.
      readyLine: 'opening', earliestMs: 1, latestMs: round % 2 === 0 ? 50 : 250,
    }
    const tally = await killCycles(settings, async (lines, cycle) => {
      const last = cycle === count - 1
      if (!last && cycle % 4 !== 0) return
      const found = await kept(folder, lines.map(ackedIn))
      leaves = Math.max(leaves, found.size)
      starts += 1
      if (found.asLeft) asLeft += 1
      const wrong = (words: string) =>
        void violations.push(`round ${round}, kill ${cycle}: ${words}`)
      if (found.missing > 0) wrong(`${found.missing} facts lost`)
      if (found.fault) wrong(`opens with ${found.fault}`)
      if (found.rebuilt > 0) wrong('registers were rebuilt')
      found.wrong.forEach(wrong)
    })
    sum.cycles += tally.cycles
    sum.acked += tally.acked
    sum.killedEarly += tally.killedEarly
    sum.endedItself += tally.endedItself
  }
  sum.millisecondsPerCycle = (performance.now() - start) / cycles
  return { ...sum, violations, leaves, starts, asLeft }
}
