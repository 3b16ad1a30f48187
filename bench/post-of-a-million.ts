// A post as it is after years: alerts and crossings by the hundred thousand, made once in a folder.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Attestation } from '../src/kernel/attestation.ts'
import type { AnyEvent } from '../src/kernel/event.ts'
import { openNode, type Node } from '../src/kernel/node.ts'
import { isInvalid } from '../src/kernel/record.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import { nodeItself } from '../src/kernel/attestation.ts'
import { newId } from '../src/kernel/given.ts'
import { CrossingRecorded } from '../src/border/crossings/crossing-recorded.ts'
import { AlertIssued } from '../src/border/watchlist/alert-issued.ts'
import { OfficerEnrolled } from '../src/country/officers/officer-enrolled.ts'
import { RolesGiven } from '../src/country/officers/roles-given.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { DemoClock } from '../src/nodes/demo.ts'
import { realGiven } from '../src/nodes/given.ts'
import { manyAlerts, manyCrossings } from '../src/simulation/many.ts'

export interface Size { alerts: number; crossings: number }

export const seed = 7
export const today = new Date(realGiven.clock.now()).toISOString().slice(0, 10)
const atOnce = 500
const counted = 'select count(*) as leaves from leaf where event = ?'

const officer: Attestation = {
  officer: 'amina.warsame', roles: ['primary-officer'], post: 'GLD', signIn: 'a', signedInMsAgo: 0,
}
const owner: Attestation = {
  officer: 'leyla.haddad', roles: ['alert-owner'], post: 'GLD', signIn: 'b', signedInMsAgo: 0,
  second: {
    officer: 'sahra.jibril', roles: ['supervisor'], signIn: 'c', at: `${today}T00:00:00.000Z`,
  },
}

/**
 * The folder of a post of this size, made where it is not there yet (minutes for a million); a
 * making that was stopped goes on where it was.
 */
export async function postOf(folder: string, { alerts, crossings }: Size): Promise<string> {
  const path = join(folder, `${alerts}-${crossings}`)
  if (existsSync(join(path, 'made'))) return path
  mkdirSync(path, { recursive: true })
  const clock = new DemoClock()
  clock.at(realGiven.clock.now() - 1001 * 86_400_000)
  const node = await openNode({
    folder: path, given: { ...realGiven, clock }, capabilities,
    founding: { country: 'bench', kind: 'post', post: 'GLD', device: 'desk-1' },
  })
  if (await countOf(node, OfficerEnrolled) === 0) await found(node)
  await say(node, AlertIssued, owner, manyAlerts({ count: alerts, seed, today }), (said) => ({
    ...said, validFrom: '2020-01-01',
  }))
  await say(
    node, CrossingRecorded, officer,
    saidOf(manyCrossings({ count: crossings, seed, today }), clock), (said) => said,
  )
  clock.arrive()
  await node.close()
  writeFileSync(join(path, 'made'), '')
  return path
}

/** The officer whom the measurements sign in. */
async function found(node: Node): Promise<void> {
  const itself = nodeItself('GLD')
  await must(node, OfficerEnrolled, itself, [{
    enrolment: newId(node.given), officer: officer.officer, name: 'Amina Warsame',
  }])
  await must(node, RolesGiven, itself, [{
    grant: newId(node.given), officer: officer.officer, roles: ['primary-officer'], post: 'GLD',
    from: '2020-01-01', founding: true,
  }])
}

function* saidOf(crossings: Iterable<{ at: string; said: object }>, clock: DemoClock) {
  for (const { at, said } of crossings) {
    clock.at(Math.max(clock.now(), Date.parse(at)))
    yield said
  }
}

async function say(
  node: Node, kind: AnyEvent, by: Attestation, all: Iterable<object>,
  made: (said: object) => object,
): Promise<void> {
  let facts: object[] = []
  let count = 0
  let there = await countOf(node, kind)
  for (const said of all) {
    if (there-- > 0) continue
    facts.push(made(said))
    if (facts.length < atOnce) continue
    await must(node, kind, by, facts)
    if ((count += facts.length) % 50_000 === 0) process.stderr.write(`${kind.name} ${count}\n`)
    facts = []
  }
  if (facts.length > 0) await must(node, kind, by, facts)
}

async function countOf(node: Node, { name }: AnyEvent): Promise<number> {
  const [row] = await node.store.reading.all(counted, [name])
  return Number(row!['leaves'])
}

async function must(node: Node, kind: AnyEvent, by: Attestation, said: object[]): Promise<void> {
  const answer = await node.recordAll(said.map((each) => ({ kind, said: { ...each } })), by)
  if (isInvalid(answer) || isRefusal(answer)) throw new Error(JSON.stringify(answer))
}
