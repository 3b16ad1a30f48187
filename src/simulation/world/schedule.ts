// One schedule out of one seed: a country lives, heals, and is held to what must be true of it.

import { nodeItself } from '../../kernel/attestation.ts'
import type { Capability } from '../../kernel/capability.ts'
import type { Node } from '../../kernel/node.ts'
import { alerts } from '../../border/watchlist/alerts.ts'
import { crossings } from '../../border/crossings/register.ts'
import { standings } from '../../country/network/standing.ts'
import { SeededLuck } from '../luck.ts'
import { Country, type CountryParts } from './country.ts'
import { drawSwarm, type Swarm } from './swarm.ts'
import { missing, sameRowsAt, subjectsOf, unsoundAt } from './verdict.ts'

export interface ScheduleParts {
  seed: number
  /** About so many acts; the luck of the seed varies it. */
  acts: number
  capabilities: readonly Capability[]
  olderCapabilities: readonly Capability[]
  /** A turn of the machine's event loop. */
  turn: () => Promise<void>
  openDoor: CountryParts['openDoor']
  /** Another schedule than the seed would draw, for a case that is told by hand. */
  swarm?: Swarm
}

export interface ScheduleRun {
  seed: number
  swarm: Swarm
  leaves: number
  acknowledged: number
  bytes: number
  /** What does not hold; empty where all does. */
  violations: string[]
  story: readonly string[]
}

/** Runs one schedule to its end; the same seed gives the same run. */
export async function runSchedule(parts: ScheduleParts): Promise<ScheduleRun> {
  const { seed, acts, capabilities, olderCapabilities, turn, openDoor } = parts
  const swarm = parts.swarm ?? drawSwarm(new SeededLuck(seed, 0x5a57), { acts })
  const country = new Country({
    seed, swarm, capabilities, olderCapabilities, turn, openDoor,
  })
  await country.found()
  await country.live()
  await country.heal()
  const violations = await held(country)
  const hub = country.hub.node
  const run = {
    seed, swarm, violations, story: country.story, bytes: country.network.bytes,
    acknowledged: [...country.acknowledged.values()].flat().length,
    leaves: hub ? await countLeaves(hub) : 0,
  }
  for (const each of country.machines) await each.stop()
  return run
}

/** What must hold when all have spoken: PROMISES J1–J5, R1–R3, R5, D2. */
async function held(country: Country): Promise<string[]> {
  const wrong: string[] = []
  const hub = country.hub.node
  if (!hub) return ['the hub does not run']
  const running = country.machines.flatMap(({ place, node }) => (node ? [{ place, node }] : []))
  for (const { place } of country.posts) {
    if (!running.some((each) => each.place === place)) wrong.push(`${place} does not run`)
  }
  for (const { place, node } of running) {
    wrong.push(...await unsoundAt(place, node))
    if (!node.health.state.recording) {
      wrong.push(`${place} does not record: ${String(node.health.state.fault)}`)
    }
  }
  // A copy of a post, and a post that a copy of it has succeeded, have no voice any more.
  const known = await standings(hub.known(nodeItself('sim')))
  const speaks = (origin: string) => known.get(origin)?.standing === 'enrolled'
  for (const [origin, of] of country.acknowledged) {
    // What a disk lost that was put back to an older state is lost, but for what the hub has.
    const spoken = speaks(origin) || origin === hub.keys.identity.origin
    if (spoken && !country.broken.has(origin)) wrong.push(...await missing(hub, of))
  }
  wrong.push(...await country.witnesses.contradicted(hub, country.broken))
  const atHub = await subjectsOf(hub, country.broken)
  for (const { place, node } of running) {
    if (!speaks(node.keys.identity.origin)) continue
    const apart = new Set([...atHub, ...await subjectsOf(node, country.broken)])
    for (const register of [alerts, crossings]) {
      wrong.push(...await sameRowsAt(register, { place, node, hub, apart }))
    }
  }
  return wrong
}

async function countLeaves(node: Node): Promise<number> {
  const [row] = await node.store.reading.all('select count(*) as leaves from leaf')
  return Number(row!['leaves'])
}
