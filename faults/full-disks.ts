// T3d: disks of many sizes run full while a post records.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Filled } from './full-disk.ts'
import { smallDisk } from './tmpfs.ts'

const smallest = 3 * 1024 * 1024
const step = 256 * 1024 + 4096
/** What somebody deletes in the end; more than the node wants free before it records on. */
const ballast = 3 * 1024 * 1024

export interface FullDisks {
  sizes: number
  made: string
  recorded: number
  refused: number
  slowestAnswerMs: number
  closed: number
  recordedAfter: number
  violations: string[]
}

/** Fills so many disks, each a little larger than the one before. */
export function fillDisks(sizes: number, spread: number, { imitate = false } = {}): FullDisks {
  const all: FullDisks = {
    sizes, made: '', recorded: 0, refused: 0, slowestAnswerMs: 0, closed: 0, recordedAfter: 0,
    violations: [],
  }
  const program = join(import.meta.dirname, 'full-disk.ts')
  for (let size = 0; size < sizes; size++) {
    const bytes = smallest + size * spread * step
    using disk = smallDisk(bytes + ballast, { imitate })
    const run = spawnSync(process.execPath, [program, disk.folder, `${ballast}`],
      { env: disk.env, encoding: 'utf8' })
    const wrong = (words: string) => all.violations.push(`a disk of ${bytes} bytes: ${words}`)
    all.made = disk.made
    if (run.status !== 0) {
      wrong(run.stderr)
      continue
    }
    const filled = JSON.parse(run.stdout) as Filled
    filled.violations.forEach(wrong)
    if (filled.notOpened) wrong(`not opened: ${filled.notOpened}`)
    if (filled.refused === 0) wrong('it never ran full')
    all.recorded += filled.recorded
    all.refused += filled.refused
    all.closed += filled.closed
    all.recordedAfter += filled.recordedAfter
    all.slowestAnswerMs = Math.max(all.slowestAnswerMs, filled.answeredMs)
  }
  return all
}
