// The post of a measurement, in a process of its own: prints when it is ready, and a sign-in.

import { beside } from '../src/nodes/beside.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { newCode } from '../src/nodes/founding.ts'
import { realGiven } from '../src/nodes/given.ts'
import { startPost } from '../src/nodes/post.ts'

const running = await startPost({
  folder: process.argv[2]!, given: realGiven, capabilities, beside, port: 0, version: 'bench',
})
const code = await newCode(running.node, 'amina.warsame', 1)
process.stdout.write(`ready ${running.url} ${code}\n`)
process.once('SIGTERM', () => void running.stop())
