// How long a post takes from its process's start to `ready`, with 100,000 leaves in its journal.

import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runtimeEnvironment, runtimeFlags } from '../bin/runtime.js'
import { postOf } from './post-of-a-million.ts'
import { keep, median } from './results.ts'

const runs = 7
const folder = process.env['SAFAR_BENCH_DATA'] ?? '/tmp/safar-bench'
const path = await postOf(folder, { alerts: 1000, crossings: 99_000 })
const program = join(dirname(fileURLToPath(import.meta.url)), 'bench-post.ts')

async function startMs(): Promise<number> {
  const from = performance.now()
  const child = spawn(process.execPath, [...runtimeFlags, program, path], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...runtimeEnvironment },
  })
  const ms = await new Promise<number>((ready, failed) => {
    child.stdout.on('data', (piece: Buffer) => {
      if (piece.includes('ready')) ready(performance.now() - from)
    })
    child.once('exit', (code) => failed(new Error(`the post ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  await new Promise<void>((gone) => {
    child.once('exit', () => gone())
    child.kill('SIGTERM')
  })
  return ms
}

const times: number[] = []
for (let run = 0; run < runs; run++) times.push(await startMs())
const what = 'start to ready with 100,000 leaves'
keep('starting', [
  { what: `${what}, median`, value: median(times) / 1000, unit: 's', goal: '≤ 3' },
  { what: `${what}, fastest`, value: Math.min(...times) / 1000, unit: 's' },
  { what: `${what}, slowest`, value: Math.max(...times) / 1000, unit: 's' },
])
