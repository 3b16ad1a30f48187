// T3c, run under the shim: founds a post and records, once for each call on the disk that fails.
// Run: node failing-calls.ts <folder> <control file> <facts> <plan as JSON>

import { mkdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CannotOpen } from '../src/kernel/cannot-open.ts'
import type { Node } from '../src/kernel/node.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { kept, openPost, recordOne, type Acked } from './post-at-work.ts'
import { setFaults, type Fault } from './shim.ts'

/** One kind of failure, tried at each `step`th of so many calls. */
export interface Failing extends Omit<Fault, 'call' | 'file'> {
  calls: number
  step: number
}

export interface Failures {
  trials: number
  /** Runs that ended with all recorded: the call was harmless, or its failure was made good. */
  unharmed: number
  /** Runs in which the post could not be opened and said why. */
  notOpened: number
  /** Runs in which it opened, and refused with the fault and a paper serial. */
  refused: number
  violations: string[]
}

/** Tries one failure at one call; adds what came of it. */
async function attempt(
  { folder, control, facts }: { folder: string; control: string; facts: number }, fault: Fault,
  sum: Failures,
) {
  const { at, call, gives, lasts, butDone } = fault
  const name = [at, call, gives, lasts, butDone && 'but done'].join(' ')
  const wrong = (words: string) => void sum.violations.push(`${name}: ${words}`)
  const acked: Acked[] = []
  mkdirSync(folder)
  setFaults(control, [fault])
  sum.trials++
  try {
    const node = await openPost(folder)
    const refused = await recordAll(node, facts, acked, wrong)
    await node.close()
    sum[refused > 0 ? 'refused' : 'unharmed']++
  } catch (failure) {
    if (failure instanceof CannotOpen) sum.notOpened++
    else wrong(`not an answer but ${(failure as Error).stack}`)
  }
  setFaults(control, [])
  try {
    const found = await kept(folder, acked)
    if (found.missing > 0) wrong(`${found.missing} of ${acked.length} acknowledged facts are gone`)
    if (found.fault) wrong(`opens with ${found.fault}`)
    if (found.rebuilt > 0) wrong('registers had to be rebuilt')
    found.wrong.forEach(wrong)
  } catch (failure) {
    wrong(`the healed disk is not opened: ${(failure as Error).message}`)
  }
  rmSync(folder, { recursive: true, force: true })
}

/** Records on, whatever is answered; a disk that failed must not be trusted again (D5). */
async function recordAll(
  node: Node, facts: number, acked: Acked[], wrong: (words: string) => void,
): Promise<number> {
  let refused = 0
  let failing = false
  for (let turn = 0; turn < facts; turn++) {
    const answer = await recordOne(node, turn)
    if (turn === facts >> 1) await node.checkpoint()
    if (!isRefusal(answer)) {
      if (failing) wrong('it went on after a failed disk')
      acked.push(answer)
      continue
    }
    refused++
    const { fault } = node.health.state
    failing ||= fault === 'disk-failing'
    if (answer.reason !== 'cannot-record' || !answer.detail?.['paperSerial'] || !fault) {
      wrong(`refused without fault or serial: ${JSON.stringify(answer)}`)
    }
  }
  return refused
}

if (import.meta.main) {
  const [folder = '', control = '', facts = '', plan = ''] = process.argv.slice(2)
  const settings = { folder: join(folder, 'post'), control, facts: Number(facts) }
  const sum: Failures = { trials: 0, unharmed: 0, notOpened: 0, refused: 0, violations: [] }
  for (const { calls, step, ...fault } of JSON.parse(plan) as Failing[]) {
    for (let call = 1; call <= calls; call += step) {
      await attempt(settings, { ...fault, call }, sum)
    }
  }
  writeSync(1, JSON.stringify(sum))
}
