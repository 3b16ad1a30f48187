// How long a post takes from its process's start to `ready`, with 100,000 leaves in its journal.

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runtimeEnvironment, runtimeFlags } from '../bin/runtime.js'
import { postOf } from './post-of-a-million.ts'
import { keep, median } from './results.ts'

const runs = 7
const folder = process.env['SAFAR_BENCH_DATA'] ?? '/tmp/safar-bench'
const path = await postOf(folder, { alerts: 1000, crossings: 99_000 })
const program = join(dirname(fileURLToPath(import.meta.url)), 'bench-post.ts')

interface Start { ms: number; userMs: number }

async function started(): Promise<Start> {
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
  const userMs = userMsOf(child.pid!)
  child.removeAllListeners('exit')
  await new Promise<void>((gone) => {
    child.once('exit', () => gone())
    child.kill('SIGTERM')
  })
  return { ms, userMs }
}

/** What a process has taken of the processors for itself; clock ticks are hundredths (proc(5)). */
function userMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[11]) * 10
}

// One start beforehand: the first of a new release may read everything.
await started()
const starts: Start[] = []
for (let run = 0; run < runs; run++) starts.push(await started())
const times = starts.map(({ ms }) => ms)
const what = 'start to ready with 100,000 leaves'
keep('starting', [
  { what: `${what}, median`, value: median(times) / 1000, unit: 's', goal: '≤ 3' },
  { what: `${what}, fastest`, value: Math.min(...times) / 1000, unit: 's' },
  { what: `${what}, slowest`, value: Math.max(...times) / 1000, unit: 's' },
  {
    what: 'of it the processors\' time of the post itself, median', unit: 's',
    value: median(starts.map(({ userMs }) => userMs)) / 1000,
  },
])
