// T3b: the power is cut at any point of a post's work, its founding included, and it starts again.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { CannotOpen } from '../src/kernel/cannot-open.ts'
import { cutPower, unseenChange } from './crash-images.ts'
import { ackedIn, kept, openPost, recordOne } from './post-at-work.ts'
import { newRoom } from './room.ts'
import { shimmed } from './shim.ts'
import { readTrace } from './trace.ts'

export interface Cuts {
  images: number
  acked: number
  operations: number
  /** Images in which something acknowledged is gone. */
  losing: number
  /** Of those, the ones that the mark found: the post opened and would not record. */
  lossesFound: number
  /** Folders that could not be opened, with an answer why. */
  notOpened: number
  /** Images whose store was, byte for byte, as it was left: the others were read whole. */
  asLeft: number
  /** Losses that passed in silence, folders that cannot be opened, states that are not sound. */
  violations: string[]
  milliseconds: number
}

export interface CutSettings {
  images: number
  seed: number
  facts: number
  lanes?: number
  synchronous?: 'FULL' | 'NORMAL'
}

/** Records under the shim and opens the folder that each of so many power cuts leaves. */
export async function cutPosts(settings: CutSettings): Promise<Cuts> {
  const { images, seed, facts, lanes = 2, synchronous = 'FULL' } = settings
  using room = newRoom()
  const folder = room.folder()
  const file = join(room.path, 'trace')
  const program = join(import.meta.dirname, 'post-under-test.ts')
  const args = [program, folder, `${lanes}`, `${facts}`, 'trace', synchronous]
  const run = spawnSync(process.execPath, args, { env: shimmed({ folder, trace: file }) })
  if (run.status !== 0) throw new Error(`the post ended with ${run.status}: ${run.stderr}`)
  const trace = readTrace(file)
  const unseen = unseenChange(trace, folder)
  if (unseen) throw new Error(unseen)
  const cuts: Cuts = {
    images, acked: trace.acks.length, operations: trace.operations.length,
    losing: 0, lossesFound: 0, notOpened: 0, asLeft: 0, violations: [], milliseconds: 0,
  }
  const tally = await cutPower({ trace, images, seed }, async (cut) => {
    const wrong = (words: string) =>
      cuts.violations.push(`cut ${cut.number} at ${cut.at} (${cut.fate}): ${words}`)
    try {
      const found = await kept(cut.folder, cut.acked.map(ackedIn))
      if (found.asLeft) cuts.asLeft++
      if (found.missing > 0) {
        cuts.losing++
        if (found.fault === 'journal-behind-mark') return void cuts.lossesFound++
        return void wrong(`${found.missing} facts lost in silence`)
      }
      if (found.fault && synchronous === 'FULL') wrong(`opens with ${found.fault}`)
      if (found.rebuilt > 0) wrong('registers had to be rebuilt')
      if (!found.fault) found.wrong.forEach(wrong)
      if (cut.number % 10 === 0) await goesOn(cut.folder)
    } catch (failure) {
      if (synchronous === 'NORMAL' && failure instanceof CannotOpen) {
        cuts.notOpened++
      } else wrong(`${failure}`)
    }
  })
  return { ...cuts, milliseconds: tally.milliseconds }
}

/** After the start the post records again. */
async function goesOn(folder: string): Promise<void> {
  const node = await openPost(folder)
  const answer = await recordOne(node, 0)
  await node.close()
  if ('refused' in answer && !node.health.state.fault) throw new Error('it does not record')
}
