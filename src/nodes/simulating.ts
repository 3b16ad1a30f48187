// Simulated countries, one out of each seed: run here or beside each other, and told one by one.

import { availableParallelism } from 'node:os'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import type { Capability } from '../kernel/capability.ts'
import { runSchedule, type ScheduleRun } from '../simulation/world/schedule.ts'
import { capabilities } from './capabilities.ts'
import { openHubDoor } from './hub-door.ts'

/** What a run of schedules is asked for: seeds one after another, about so many acts in each. */
export interface SimulationAsked { from: number; schedules: number; acts: number }

/** What is told of one schedule. */
export type Told = Pick<
  ScheduleRun, 'seed' | 'leaves' | 'acknowledged' | 'bytes' | 'violations' | 'story'
> & { posts: number; faults: readonly string[] }

/** Facts that the release before did not know yet: some posts run it for a while. */
const younger = new Set(['crossing-corrected', 'crossing-paired'])
const olderCapabilities: readonly Capability[] = capabilities.map((each) => ({
  ...each, facts: each.facts.filter(({ name }) => !younger.has(name)),
}))

/** Runs the schedule of one seed; a defect is a violation like another, with its trace. */
export async function simulate(seed: number, acts: number): Promise<Told> {
  const none = { seed, leaves: 0, acknowledged: 0, bytes: 0, story: [], posts: 0, faults: [] }
  try {
    const { swarm, ...run } = await runSchedule({
      seed, acts, capabilities, olderCapabilities,
      turn: () => new Promise((resolve) => { setImmediate(resolve) }),
      async openDoor(hub) {
        const { door, members } = await openHubDoor(hub)
        return { door, lets: (origin) => members.find(origin)?.standing === 'enrolled' }
      },
    })
    return { ...run, posts: swarm.posts, faults: swarm.faults }
  } catch (failure) {
    return { ...none, violations: [failure instanceof Error ? failure.stack! : String(failure)] }
  }
}

/** Runs many schedules on all cores; each is told as it ends, in no order. */
export async function simulateAll(
  asked: SimulationAsked, told: (run: Told) => void,
): Promise<void> {
  const cores = Math.min(availableParallelism(), asked.schedules)
  await Promise.all(Array.from({ length: cores }, (_, core) => new Promise<void>((done, fail) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { ...asked, core, cores } })
    worker.on('message', told)
    worker.on('error', fail)
    worker.on('exit', (code) => (code === 0 ? done() : fail(new Error(`a worker ended: ${code}`))))
  })))
}

if (!isMainThread && parentPort) {
  const { from, schedules, acts, core, cores } = workerData as SimulationAsked & {
    core: number; cores: number
  }
  for (let seed = from + core; seed < from + schedules; seed += cores) {
    parentPort.postMessage(await simulate(seed, acts))
  }
}
