// T3c: every call that a post makes on its disk fails once, or from then on.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Failing, Failures } from './failing-calls.ts'
import { newRoom } from './room.ts'
import { shimmed, type Fault } from './shim.ts'
import { callsOf, readTrace, type Trace } from './trace.ts'

type Kind = Pick<Fault, 'at' | 'gives' | 'lasts' | 'butDone'>

/** What is tried at each call of its class, even in the short choice. */
const everyCall: Kind[] = [{ at: 'write', gives: 'EIO' }, { at: 'sync', gives: 'EIO' }]

const others: Kind[] = [
  { at: 'write', gives: 'EIO', lasts: 'from then on' },
  { at: 'write', gives: 'EIO', butDone: true },
  { at: 'write', gives: 'ENOSPC' },
  { at: 'write', gives: 'ENOSPC', lasts: 'from then on' },
  { at: 'write', gives: 'EDQUOT' },
  { at: 'write', gives: 'EROFS', lasts: 'from then on' },
  { at: 'write', gives: 'short' },
  { at: 'sync', gives: 'EIO', lasts: 'from then on' },
  { at: 'sync', gives: 'EIO', butDone: true },
  { at: 'sync', gives: 'ENOSPC' },
  { at: 'open', gives: 'EIO' },
  { at: 'open', gives: 'EROFS', lasts: 'from then on' },
  { at: 'open', gives: 'ENOSPC' },
  { at: 'truncate', gives: 'EIO' },
  { at: 'truncate', gives: 'ENOSPC' },
  { at: 'unlink', gives: 'EIO' },
  { at: 'rename', gives: 'EIO' },
  { at: 'rename', gives: 'EIO', butDone: true },
  { at: 'any', gives: 'EIO', lasts: 'from then on' },
]

/** Fails calls of a run that founds a post and records facts; `step` thins the rarer kinds. */
export function failCalls(facts: number, step: number): Failures & { calls: number } {
  const trace = callsOfOneRun(facts)
  const plan = [...everyCall.map((kind) => planned(kind, trace, 1)),
    ...others.map((kind) => planned(kind, trace, step))]
  using room = newRoom()
  const folder = room.folder()
  const control = join(room.path, 'control')
  const program = join(import.meta.dirname, 'failing-calls.ts')
  const args = [program, folder, control, `${facts}`, JSON.stringify(plan)]
  const run = spawnSync(process.execPath, args,
    { env: shimmed({ folder, control }), encoding: 'utf8', maxBuffer: 1 << 28 })
  if (run.status !== 0) throw new Error(`it ended with ${run.status ?? run.signal}: ${run.stderr}`)
  return { ...JSON.parse(run.stdout) as Failures, calls: callsOf(trace, 'any').length }
}

function planned(kind: Kind, trace: Trace, step: number): Failing {
  return { ...kind, step, calls: callsOf(trace, kind.at).length }
}

function callsOfOneRun(facts: number): Trace {
  using room = newRoom()
  const folder = room.folder()
  const trace = join(room.path, 'trace')
  const program = join(import.meta.dirname, 'post-under-test.ts')
  const run = spawnSync(process.execPath, [program, folder, '1', `${facts}`, 'stdout'],
    { env: shimmed({ folder, trace }) })
  if (run.status !== 0) throw new Error(`the post ended with ${run.status}: ${run.stderr}`)
  return readTrace(trace)
}
