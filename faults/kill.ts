// Kills a program at random moments, starts it again, and asks whether it kept what it said it had.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { luck } from './luck.ts'

export interface KillSettings {
  /** The program, with its arguments; it prints `ack <text>` once <text> is saved. */
  command: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  cycles: number
  seed: number
  /** The kill comes at a random moment between these. */
  earliestMs?: number
  latestMs?: number
  /** Where the moments count from: `ready` needs `readyLine`. `start` if not given. */
  countFrom?: 'start' | 'ready'
  /** Part of the line that the program prints when it serves. */
  readyLine?: string
  /** Works with the program from outside once it is ready; what is saved it tells to `ack`. */
  drive?: (run: Run) => Promise<void>
}

export interface Run {
  cycle: number
  child: ChildProcess
  /** Says that something is saved, as the program's own `ack` lines do. */
  ack: (text: string) => void
  /** Aborted at the kill: a driver stops then, and its errors no longer matter. */
  signal: AbortSignal
}

export interface KillTally {
  cycles: number
  acked: number
  /** Cycles in which the program was killed before it was ready, or had ended by itself. */
  killedEarly: number
  endedItself: number
  millisecondsPerCycle: number
}

/**
 * Runs, kills (SIGKILL) and checks, `cycles` times over on the same data. `check` gets all that
 * was acknowledged since the first cycle, while no program runs. A program that ends with an error
 * of its own ends the test, with what it wrote to stderr.
 */
export async function killCycles(
  settings: KillSettings,
  check: (acked: readonly string[], cycle: number) => void | Promise<void>,
): Promise<KillTally> {
  const tally = { cycles: 0, acked: 0, killedEarly: 0, endedItself: 0, millisecondsPerCycle: 0 }
  const { seed, earliestMs = 1, latestMs = 250 } = settings
  const acked: string[] = []
  const start = performance.now()
  for (let cycle = 0; cycle < settings.cycles; cycle++) {
    const moment = earliestMs + luck(seed, cycle).below((latestMs - earliestMs) * 1000) / 1000
    const end = await runAndKill(settings, { cycle, moment, acked })
    if (end === 'killed early') tally.killedEarly++
    if (end === 'ended itself') tally.endedItself++
    try {
      await check(acked, cycle)
    } catch (cause) {
      const told = `kill ${cycle} (seed ${seed}, after ${moment.toFixed(1)} ms)`
      throw new Error(`${told}: ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
    tally.cycles++
  }
  tally.acked = acked.length
  tally.millisecondsPerCycle = (performance.now() - start) / settings.cycles
  return tally
}

interface Cycle {
  cycle: number
  moment: number
  acked: string[]
}

async function runAndKill(settings: KillSettings, { cycle, moment, acked }: Cycle) {
  const [program = '', ...rest] = settings.command
  const { env = process.env, cwd, readyLine } = settings
  const child = spawn(program, rest, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = new AbortController()
  const ready = Promise.withResolvers<'ready'>()
  let isReady = readyLine === undefined
  let stderr = ''
  child.stderr.on('data', (data) => (stderr = (stderr + data).slice(-4000)))
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const lines = createInterface({ input: child.stdout })
  const allRead = new Promise<void>((resolve) => lines.on('close', resolve))
  lines.on('line', (line) => {
    if (line.startsWith('ack ')) acked.push(line.slice(4))
    if (!isReady && line.includes(readyLine!)) {
      isReady = true
      ready.resolve('ready')
    }
  })
  if (isReady) ready.resolve('ready')
  const run = { cycle, child, ack: (text: string) => acked.push(text), signal: stop.signal }
  const driven = driveWhen(ready.promise, settings, run)
  const begun = settings.countFrom === 'ready' ? ready.promise : Promise.resolve()
  await Promise.race([begun.then(() => wait(moment)), ended, driven.failed])
  stop.abort()
  child.kill('SIGKILL')
  const code = await ended
  await allRead
  if (isReady) await driven.over
  if (code !== null && code !== 0) throw new Error(`the program ended with ${code}:\n${stderr}`)
  return code === 0 ? 'ended itself' : isReady ? 'killed' : 'killed early'
}

/** Starts the driver; its errors after the kill are the kill's doing, earlier ones are its own. */
function driveWhen(ready: Promise<unknown>, settings: KillSettings, run: Run) {
  const failed = Promise.withResolvers<void>()
  const over = ready
    .then(() => settings.drive?.(run))
    .catch((error) => {
      if (run.signal.aborted) return
      failed.resolve()
      throw error
    })
  over.catch(() => {})
  return { over, failed: failed.promise }
}
