// How long a screening takes, and what it costs to keep ready, with a hundred thousand alerts.
// node --expose-gc bench/screening.ts [alerts]

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openNode, type Node } from '../src/kernel/node.ts'
import { isInvalid } from '../src/kernel/record.ts'
import { isRefusal } from '../src/kernel/refusal.ts'
import type { Attestation } from '../src/kernel/attestation.ts'
import { realGiven } from '../src/nodes/given.ts'
import travellers from '../src/border/travellers/capability.ts'
import { namesOf } from '../src/border/travellers/terms.ts'
import type { ScreenedPerson } from '../src/border/travellers/look-up-terms.ts'
import { AlertIssued } from '../src/border/watchlist/alert-issued.ts'
import lists from '../src/border/lists/capability.ts'
import watchlist from '../src/border/watchlist/capability.ts'
import { openScreening, type Screening } from '../src/border/watchlist/screening.ts'
import { manyAlerts, oneOfMany, type ManyAlert } from '../src/simulation/many.ts'
import type { DemoTraveller } from '../src/simulation/travellers.ts'
import { keep, quantile } from './results.ts'

const count = Number(process.argv[2] ?? 100_000)
const ordinaryPeople = 5_000
const listedPeople = 2_000
const rounds = 4
const seed = 7
const now = new Date(realGiven.clock.now()).toISOString()
const today = now.slice(0, 10)
const owner: Attestation = {
  officer: 'owner', roles: ['alert-owner'], post: 'bench', signIn: 'a', signedInMsAgo: 0,
  second: { officer: 'second', roles: ['supervisor'], signIn: 'b', at: now },
}

function memory(): number {
  for (let round = 0; round < 3; round++) (globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1024 ** 2
}

function screened({ person, document }: DemoTraveller): ScreenedPerson {
  return {
    names: namesOf(person), birthDate: person.birthDate, sex: person.sex,
    nationalities: [person.nationality],
    documents: [{ number: document.number, issuer: document.issuer }],
  }
}

async function issueAll(node: Node, alerts: readonly ManyAlert[]): Promise<void> {
  for (let from = 0; from < alerts.length; from += 500) {
    const facts = alerts.slice(from, from + 500)
      .map((said) => ({ kind: AlertIssued, said: { ...said } }))
    const answer = await node.recordAll(facts, owner)
    if (isRefusal(answer) || isInvalid(answer)) throw new Error(JSON.stringify(answer))
  }
}

/** Loads the list a few times; the least is what it costs where the machine is not shared. */
async function measureLoading(node: Node) {
  const before = memory()
  const times: number[] = []
  let opened = await openScreening(node)
  const mebibytes = memory() - before
  for (let round = 0; round < rounds; round++) {
    opened.stop()
    const from = performance.now()
    opened = await openScreening(node)
    times.push(performance.now() - from)
  }
  return { opened, mebibytes, least: Math.min(...times), median: quantile(times, 0.5) }
}

/** Ordinary people, none of whom is listed: how long each takes, and how many hit all the same. */
function measureOrdinary(screening: Screening, at: string) {
  const times: number[] = []
  const undisturbed: number[] = []
  let hit = 0
  for (let place = 0; place < ordinaryPeople; place++) {
    const person = screened(oneOfMany(place, { seed, today }))
    const mine: number[] = []
    for (let round = 0; round < rounds; round++) {
      const from = performance.now()
      const answer = screening.screen(person, { at })
      mine.push(performance.now() - from)
      if (round === 0 && answer.ran && answer.hits.length > 0) hit += 1
    }
    times.push(mine[0]!)
    undisturbed.push(Math.min(...mine))
  }
  return { times, undisturbed, hit }
}

/** Listed people as they present themselves: the last of their spellings, and a birth date. */
function measureListed(screening: Screening, at: string, alerts: readonly ManyAlert[]): number {
  const open = alerts.filter(({ action }) => action !== 'discreet')
  const asked = open.slice(0, listedPeople)
  const found = asked.filter(({ alert, names, birthDate, sex, nationalities }) => {
    const answer = screening.screen(
      { names: [names.at(-1)!.whole], birthDate, sex, nationalities }, { at },
    )
    return answer.ran && answer.hits.some((hit) => hit.alert === alert)
  })
  return 100 * found.length / asked.length
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'safar-bench-'))
  const options = {
    folder, given: realGiven, capabilities: [travellers, lists, watchlist],
    founding: { country: 'bench', kind: 'post' as const, post: 'bench', device: 'desk' },
  }
  try {
    const alerts = [...manyAlerts({ count, seed, today })]
    const founded = await openNode(options)
    await issueAll(founded, alerts)
    await founded.close()
    const node = await openNode(options)
    const { opened, ...loading } = await measureLoading(node)
    const at = node.time.wall()
    const { times, undisturbed, hit } = measureOrdinary(opened.screening, at)
    const found = measureListed(opened.screening, at, alerts)
    keep('screening', [
      { what: 'alerts', value: count, unit: '' },
      { what: 'load, undisturbed', value: loading.least, unit: 'ms', goal: '<= 700' },
      { what: 'load, as it came', value: loading.median, unit: 'ms' },
      { what: 'memory of the alerts', value: loading.mebibytes, unit: 'MiB', goal: '< 60' },
      { what: 'screening p50, undisturbed', value: quantile(undisturbed, 0.5), unit: 'ms' },
      {
        what: 'screening p99, undisturbed', value: quantile(undisturbed, 0.99), unit: 'ms',
        goal: '<= 3',
      },
      { what: 'screening p50, as it came', value: quantile(times, 0.5), unit: 'ms' },
      { what: 'screening p99, as it came', value: quantile(times, 0.99), unit: 'ms' },
      { what: 'ordinary people with a hit', value: 100 * hit / ordinaryPeople, unit: '%' },
      { what: 'listed people found', value: found, unit: '%' },
    ])
    opened.stop()
    await node.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
