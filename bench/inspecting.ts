// How long an inspection takes over HTTP at a post with 100,000 alerts and 1,000,000 crossings,
// how much memory the post holds, and how long it takes to start.

import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runtimeEnvironment, runtimeFlags } from '../bin/runtime.js'
import { oneOfMany } from '../src/simulation/many.ts'
import { postOf, seed, today } from './post-of-a-million.ts'
import { keep, median, quantile } from './results.ts'

const folder = process.env['SAFAR_BENCH_DATA'] ?? '/tmp/safar-bench'
const crossings = Number(process.env['CROSSINGS'] ?? 1_000_000)
const alerts = Number(process.env['ALERTS'] ?? 100_000)
const inspections = 2000

const path = await postOf(folder, { alerts, crossings })
const from = performance.now()
const post = await started(path)
const startMs = performance.now() - from
try {
  const times = await inspected(post)
  const { rss, peak } = memoryOf(post.child)
  const size = `${alerts} alerts and ${crossings} crossings`
  keep(`inspecting-${crossings}`, [
    { what: `inspect over HTTP p50, ${size}`, value: median(times), unit: 'ms' },
    { what: 'inspect over HTTP p99', value: quantile(times, 0.99), unit: 'ms', goal: '≤ 20' },
    { what: 'inspect over HTTP, slowest of all', value: Math.max(...times), unit: 'ms' },
    { what: 'resident memory after them', value: rss, unit: 'MB', goal: '≤ 250' },
    { what: 'resident memory, highest', value: peak, unit: 'MB' },
    { what: 'start to ready', value: startMs / 1000, unit: 's' },
  ])
} finally {
  post.child.kill('SIGTERM')
}

interface Started { child: ChildProcess; url: string; code: string }

async function started(data: string): Promise<Started> {
  const program = join(dirname(fileURLToPath(import.meta.url)), 'bench-post.ts')
  const child = spawn(process.execPath, [...runtimeFlags, program, data], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...runtimeEnvironment },
  })
  return new Promise((ready, failed) => {
    let text = ''
    child.stdout!.on('data', (piece: Buffer) => {
      text += piece.toString()
      const found = /ready (\S+) (\S+)\n/.exec(text)
      if (found) ready({ child, url: found[1]!, code: found[2]! })
    })
    child.once('exit', (code) => failed(new Error(`the post ended with ${code}`)))
  })
}

/** Inspects travellers of whom four in five were here before; each answer is read whole. */
async function inspected({ url, code }: Started): Promise<number[]> {
  const post = async (route: string, body: object, session?: string) => {
    const response = await fetch(`${url}/api/${route}`, {
      method: 'POST', body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json', ...(session && { authorization: `Bearer ${session}` })
      },
    })
    return { status: response.status, said: await response.json() as Record<string, string> }
  }
  const { said } = await post('sign-in', { officer: 'amina.warsame', code })
  const people = crossings / 4
  const times: number[] = []
  for (let i = 0; i < inspections + 200; i++) {
    const place = Math.floor(((i * 7919) % 10_007) / 10_007 * people * 1.25)
    const { document } = oneOfMany(place, { seed, today })
    if (!document.mrz) continue
    const mrz = document.mrz.join('\n')
    const began = performance.now()
    const answer = await post('inspect', { mrz, direction: 'entry' }, said['session'])
    if (i >= 200) times.push(performance.now() - began)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.said))
  }
  return times
}

function memoryOf(child: ChildProcess): { rss: number; peak: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  return { rss: of('VmRSS'), peak: of('VmHWM') }
}
