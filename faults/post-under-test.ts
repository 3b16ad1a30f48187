// The post that is killed, cut off and starved: records in lanes, and says what it has recorded.
// Run: node post-under-test.ts <folder> <lanes> <facts> <stdout|trace> [NORMAL] [cache KiB]

import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { CannotOpen } from '../src/kernel/cannot-open.ts'
import type { Node } from '../src/kernel/node.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { ackOf, openPost, recordOne } from './post-at-work.ts'

const [folder = '', lanes = '1', facts = '0', to = 'stdout', syncing, cache = '512'] =
  process.argv.slice(2)

/** Every so many facts a checkpoint is signed, so that many fall into a short run. */
const checkpointEvery = 7

async function lane(node: Node, number: number, count: number, tell: (line: string) => void) {
  for (let fact = 0; fact < count; fact++) {
    const answer = await recordOne(node, fact, number)
    if (isRefusal(answer)) tell(`refused ${answer.reason} ${answer.detail?.['fault']}`)
    else tell(`ack ${ackOf(answer)}`)
    if (fact % checkpointEvery === 0) await node.checkpoint()
    await turn()
  }
}

try {
  writeSync(1, 'opening\n')
  const told = to === 'trace' ? openSync(join(folder, '.ack'), 'a') : 1
  const node = await openPost(folder, {
    cacheKib: Number(cache), ...(syncing === 'NORMAL' && { synchronous: 'NORMAL' as const }),
  })
  const tell = (line: string) => void writeSync(told, `${line}\n`)
  writeSync(1, `ready ${node.health.state.fault ?? ''}\n`)
  await Promise.all(Array.from({ length: Number(lanes) }, (_, number) =>
    lane(node, number, Number(facts), tell)))
  await node.close()
} catch (failure) {
  // What a person is told who cannot open the folder is an answer; anything else is a defect.
  if (!(failure instanceof CannotOpen)) throw failure
  writeSync(1, `cannot-open ${failure.reason}\n`)
  process.exitCode = 3
}
