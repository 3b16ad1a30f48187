// How quickly, in how much memory and how rightly people are screened against very many names.
// npx safar bench screening [--names 100000,1000000,10000000] [--data FOLDER] [--json]

import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { AlertIndex } from '../src/border/watchlist/alert-index.ts'
import { snapshotIn } from '../src/nodes/kept-screening.ts'
import { listedPerson } from '../src/simulation/listed.ts'
import type { Accuracy } from './screening-accuracy.ts'
import {
  asked, builtOf, keptPerson, today, type Asked, type Built,
} from './screening-population.ts'
import { keep, quantile, type Figure } from './results.ts'

const { values } = parseArgs({
  args: process.argv.slice(2).filter((each) => each !== 'bench' && each !== 'screening'),
  options: {
    names: { type: 'string', default: '100000,1000000,10000000' }, json: { type: 'boolean' },
    data: { type: 'string', default: process.env['SAFAR_SCREENING_DATA'] ?? '' },
    /** One size, measured in this process: each size has one to itself. */
    alone: { type: 'boolean' },
  },
})
/** The same person is screened so often; the least time is what it takes where nobody disturbs. */
const rounds = 5
const people = 600
const changes = 300
/** Every alert of a list so long is weighed, to see what a search misses. */
const heldToAll = { names: 8000, people: 60 }

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function residentMb(): number {
  for (let round = 0; round < 4; round++) collect()
  return process.memoryUsage().rss / 1024 ** 2
}

/** Of many things together: the system counts it in ticks of milliseconds. */
function processorMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/**
 * Each person's least time in milliseconds, with scoring and explanation, and what a screening
 * takes of the processor on average: where other programs want the machine too, the clock counts
 * them and the processor's time does not.
 */
function timesOf({ index }: Built, persons: readonly Asked[]) {
  const least = persons.map(() => Infinity)
  const first: number[] = []
  let processor = 0
  for (let round = 0; round <= rounds; round++) {
    const processorFrom = processorMs()
    persons.forEach(({ person }, at) => {
      const from = performance.now()
      index.screen(person, today)
      const took = performance.now() - from
      // In the first round most words are met for the first time.
      if (round === 0) first.push(took)
      else least[at] = Math.min(least[at]!, took)
    })
    if (round > 0) processor += (processorMs() - processorFrom) / (rounds * persons.length)
  }
  return { least, first, processor }
}

/** How long it takes to apply a change; the next screening sees it, or the measurement fails. */
function visibleAfter({ index, entries }: Built): number[] {
  return Array.from({ length: changes }, (_, at) => {
    const person = listedPerson(entries + at, { seed: 7, today })
    const kept = keptPerson({ ...person, id: `new-${at}` })
    const from = performance.now()
    index.put(kept)
    const applied = performance.now() - from
    const found = index.screen({ names: [person.names[0]!], sex: person.sex,
      ...(person.document && { documents: [person.document] }) }, today)
    if (person.document && !found.some(({ alert }) => alert.alert === `new-${at}`)) {
      throw new Error(`new-${at} is not found`)
    }
    return applied
  })
}

function goalsOf(names: number) {
  return names >= 10_000_000
    ? { p50: '<= 15', p99: '<= 80', mb: '<= 800', build: '<= 90', load: '<= 5' }
    : { p50: '<= 2', p99: '<= 15', mb: '<= 350', build: '<= 10', load: '<= 1' }
}

/** What a start takes up in place of building: how long that takes, and that it finds the same. */
function snapshotOf({ index }: Built, persons: readonly Asked[]) {
  const folder = mkdtempSync(join(tmpdir(), 'safar-screening-'))
  try {
    const snapshot = snapshotIn(folder, randomBytes(32))
    const found = (of: AlertIndex) => JSON.stringify(
      persons.slice(0, 100).map(({ person }) => of.screen(person, today)))
    const columns = index.columns()
    const keepFrom = performance.now()
    snapshot.keep('bench', columns)
    const keptMs = performance.now() - keepFrom
    const taken = new AlertIndex()
    const from = performance.now()
    taken.restore(snapshot.find('bench') as unknown as typeof columns)
    const loadedMs = performance.now() - from
    if (found(taken) !== found(index)) throw new Error('out of its snapshot it screens otherwise')
    return { keptMs, loadedMs, mb: statSync(join(folder, 'screening')).size / 1024 ** 2 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function figuresOf(names: number): Figure[] {
  const before = residentMb()
  const from = processorMs()
  const built = builtOf(names)
  const buildCpu = processorMs() - from
  const resident = residentMb()
  const persons = asked(people, built.entries)
  const { least, first, processor } = timesOf(built, persons)
  const changed = visibleAfter(built)
  const listed = persons.filter(({ id, person }) => id && person.birthDate)
  const within = (found: (each: Asked) => boolean) =>
    100 * listed.filter(found).length / listed.length
  const [goals, after] = [goalsOf(names), residentMb()]
  const snapshot = snapshotOf(built, persons)
  const figure = (what: string, value: number, unit: string, goal?: string): Figure => (
    { what: `${names} names: ${what}`, value, unit, ...(goal && { goal }) })
  return [
    figure('load of the machine', loadavg()[0]!, ''), figure('entries', built.entries, ''),
    figure('build', built.buildMs / 1000, 's', goals.build),
    figure('processor for making and building', buildCpu / 1000, 's'),
    figure('resident memory', resident, 'MB', goals.mb),
    figure('resident memory before them', before, 'MB'),
    figure('resident memory after screening', after, 'MB'),
    figure('screening p50', quantile(least, 0.5), 'ms', goals.p50),
    figure('screening p95', quantile(least, 0.95), 'ms'),
    figure('screening p99', quantile(least, 0.99), 'ms', goals.p99),
    figure('screening, processor on average', processor, 'ms'),
    figure('screening p50 of words met first', quantile(first, 0.5), 'ms'),
    figure('screening p99 of words met first', quantile(first, 0.99), 'ms'),
    figure('snapshot', snapshot.mb, 'MB'),
    figure('snapshot written, sealed', snapshot.keptMs / 1000, 's'),
    figure('snapshot loaded', snapshot.loadedMs / 1000, 's', goals.load),
    figure('change applied p50', quantile(changed, 0.5), 'ms'),
    figure('change applied p99', quantile(changed, 0.99), 'ms', '<= 5'),
    figure('listed with birth date among candidates', within(({ id, person }) =>
      built.index.candidates(person, today).some(({ alert }) => alert === id)), '%'),
    figure('listed with birth date found', within(({ id, person }) =>
      built.index.screen(person, today).some(({ alert }) => alert.alert === id)), '%'),
  ]
}

/** Of the hits that weighing every alert finds, how many a search finds: the best ten of each. */
function figuresOfSearch(): Figure[] {
  const built = builtOf(heldToAll.names)
  const counted = { alert: [0, 0], review: [0, 0] }
  for (const { person } of asked(heldToAll.people, built.entries)) {
    const found = new Set(built.index.screen(person, today).map(({ alert }) => alert.alert))
    for (const { alert, level } of built.index.hitsOfAll(person, today).slice(0, 10)) {
      counted[level!][0]! += 1
      if (found.has(alert.alert)) counted[level!][1]! += 1
    }
  }
  return (['alert', 'review'] as const).map((level) => {
    const [all, found] = counted[level] as [number, number]
    return { what: `${heldToAll.names} names: of ${all} ${level}s by weighing all, found`,
      value: 100 * found / all, unit: '%' }
  })
}

function figuresOfAccuracy(each: Accuracy): Figure[] {
  const { what, candidates, found, alerts, damaged, ordinary, curve } = each
  const percent = (text: string, value: number) => ({ what: `${what}: ${text}`, value, unit: '%' })
  return [
    percent(`of ${damaged} damaged listed names among candidates`, candidates),
    percent('damaged listed names found', found),
    percent('damaged listed names that alert', alerts.found),
    percent(`of ${ordinary} ordinary people alert`, alerts.ordinary),
    ...curve.flatMap((point) => [
      percent(`found from ${point.threshold}`, point.found),
      percent(`ordinary people from ${point.threshold}`, point.ordinary),
    ]),
  ]
}

async function accuracyFigures(): Promise<Figure[]> {
  const { accuracyOn } = await import('./screening-accuracy.ts')
  return (await accuracyOn(values.data || undefined)).flatMap(figuresOfAccuracy)
}

/** A size measured by a process of its own, so that no other is in its memory. */
function apart(names: number): Figure[] {
  const { status, stdout } = spawnSync(process.execPath, [
    ...process.execArgv, fileURLToPath(import.meta.url), '--names', String(names), '--alone',
  ], { stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 24 })
  if (status !== 0) throw new Error(`${names} names could not be measured`)
  return JSON.parse(String(stdout)) as Figure[]
}

const sizes = values.names.split(',').filter((each) => each !== '').map(Number)
if (!sizes.every((names) => Number.isInteger(names) && names > 0)) {
  throw new Error('--names are whole numbers, by commas')
}
if (values.alone) process.stdout.write(JSON.stringify(figuresOf(sizes[0]!)))
else {
  const figures = [...sizes.flatMap(apart), ...figuresOfSearch(), ...await accuracyFigures()]
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else keep('screening', figures, { among: true })
}
