// T3d, on a small disk: fills it by recording, closes the shift, frees space, records on.
// Run: node full-disk.ts <folder> <bytes of ballast>

import { rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../src/kernel/given.ts'
import { CannotOpen } from '../src/kernel/cannot-open.ts'
import type { Node } from '../src/kernel/node.ts'
import { isRefusal, type Refusal } from '../src/kernel/refusal.ts'
import { unsound } from '../src/kernel/sound.ts'
import { realGiven } from '../src/nodes/given.ts'
import { kept, missingAt, officer, openPost, recordOne, type Acked } from './post-at-work.ts'
import { remarksOf, ScaleClosed } from './post-capability.ts'

export interface Filled {
  recorded: number
  refused: number
  /** Milliseconds from the call that found the disk full to the refusal with a paper serial. */
  answeredMs: number
  /** Shifts closed while the disk was full. */
  closed: number
  recordedAfter: number
  violations: string[]
  notOpened?: string
}

const mostFacts = 4000
const refusalsTried = 5
const shiftsClosed = 3

function checkRefusal(node: Node, answer: Refusal, wrong: (words: string) => void): void {
  const { fault, paperSerial } = answer.detail ?? {}
  if (answer.reason !== 'cannot-record' || fault !== 'disk-full' || !paperSerial) {
    wrong(`refused as ${JSON.stringify(answer)}`)
  }
  if (node.health.state.recording || node.health.state.fault !== 'disk-full') {
    wrong(`the state says ${JSON.stringify(node.health.state)}`)
  }
}

async function fill(
  folder: string, filled: Filled, acked: Acked[], wrong: (words: string) => void,
) {
  const node = await openPost(folder)
  for (let fact = 0; fact < mostFacts && filled.refused < refusalsTried; fact++) {
    const start = performance.now()
    const answer = await recordOne(node, fact)
    if (!isRefusal(answer)) {
      acked.push(answer)
      continue
    }
    if (filled.refused++ === 0) filled.answeredMs = performance.now() - start
    checkRefusal(node, answer, wrong)
  }
  filled.recorded = acked.length
  for (let shift = 0; shift < shiftsClosed; shift++) {
    const id = newId(realGiven)
    const answer = await node.record(ScaleClosed, { shift: id, remarks: remarksOf(id) }, officer)
    if (Array.isArray(answer)) filled.closed++
    else wrong(`the shift is not closed: ${JSON.stringify(answer)}`)
    await node.checkpoint()
  }
  rmSync(join(folder, 'ballast'))
  for (let fact = 0; fact < 20; fact++) {
    const answer = await recordOne(node, fact)
    if (isRefusal(answer)) wrong(`space was freed, and yet ${JSON.stringify(answer)}`)
    else acked.push(answer)
  }
  filled.recordedAfter = acked.length - filled.recorded
  if (!node.health.state.recording) wrong('space was freed, and it still says it cannot record')
  for (const words of await unsound(node)) wrong(words)
  if ((await missingAt(node, acked)).length > 0) wrong('facts are gone while it runs')
  await node.close()
}

if (import.meta.main) {
  const [folder = '', ballast = '0'] = process.argv.slice(2)
  const filled: Filled = {
    recorded: 0, refused: 0, answeredMs: 0, closed: 0, recordedAfter: 0, violations: [],
  }
  const wrong = (words: string) => void filled.violations.push(words)
  const acked: Acked[] = []
  writeFileSync(join(folder, 'ballast'), Buffer.alloc(Number(ballast), 1))
  try {
    await fill(folder, filled, acked, wrong)
    const found = await kept(folder, acked)
    if (found.missing > 0) wrong(`${found.missing} facts are gone`)
    found.wrong.forEach(wrong)
  } catch (failure) {
    if (!(failure instanceof CannotOpen)) throw failure
    filled.notOpened = failure.reason
  }
  writeSync(1, JSON.stringify(filled))
}
