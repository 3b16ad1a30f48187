// How quickly, in how much memory and how rightly people are screened against very many names.
// npx safar bench screening [--names 100000,1000000] [--data FOLDER] [--json]

import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { listedPerson } from '../src/simulation/listed.ts'
import { accuracyOn, type Accuracy } from './screening-accuracy.ts'
import {
  asked, builtOf, keptPerson, today, type Asked, type Built,
} from './screening-population.ts'
import { keep, quantile, type Figure } from './results.ts'

const { values } = parseArgs({
  args: process.argv.slice(2).filter((each) => each !== 'bench' && each !== 'screening'),
  options: {
    names: { type: 'string', default: '100000,1000000' }, json: { type: 'boolean' },
    data: { type: 'string', default: process.env['SAFAR_SCREENING_DATA'] ?? '' },
  },
})
/** The same person is screened so often; the least time is what it takes where nobody disturbs. */
const rounds = 2
const people = 600
const changes = 300

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function residentMb(): number {
  for (let round = 0; round < 4; round++) collect()
  return process.memoryUsage().rss / 1024 ** 2
}

/** Each person's least time, in milliseconds, with scoring and explanation. */
function timesOf({ index }: Built, persons: readonly Asked[]): number[] {
  const least = persons.map(() => Infinity)
  for (let round = 0; round <= rounds; round++) {
    persons.forEach(({ person }, at) => {
      const from = performance.now()
      index.screen(person, today)
      // The first round warms what is remembered of words.
      if (round > 0) least[at] = Math.min(least[at]!, performance.now() - from)
    })
  }
  return least
}

/** How long after a change is applied the next screening has seen it. */
function visibleAfter({ index, entries }: Built): number[] {
  return Array.from({ length: changes }, (_, at) => {
    const person = listedPerson(entries + at, { seed: 7, today })
    const from = performance.now()
    index.put(keptPerson({ ...person, id: `new-${at}` }))
    const found = index.screen({ names: [person.names[0]!], sex: person.sex,
      ...(person.document && { documents: [person.document] }) }, today)
    const took = performance.now() - from
    if (person.document && !found.some(({ alert }) => alert.alert === `new-${at}`)) {
      throw new Error(`new-${at} is not found`)
    }
    return took
  })
}

function figuresOf(names: number, before: number): Figure[] {
  const built = builtOf(names)
  const resident = residentMb()
  const persons = asked(people, built.entries)
  const times = timesOf(built, persons)
  const changed = visibleAfter(built)
  const listed = persons.filter(({ id, person }) => id && person.birthDate)
  const within = (found: (each: Asked) => boolean) =>
    100 * listed.filter(found).length / listed.length
  const goals = names >= 10_000_000 ? { p50: '<= 15', p99: '<= 80', mb: '<= 800', build: '<= 90' }
    : { p50: '<= 2', p99: '<= 15', mb: '<= 350', build: '<= 10' }
  const of = `${names} names`
  return [
    { what: `${of}: entries`, value: built.entries, unit: '' },
    { what: `${of}: build`, value: built.buildMs / 1000, unit: 's', goal: goals.build },
    { what: `${of}: resident memory`, value: resident, unit: 'MB', goal: goals.mb },
    { what: `${of}: resident memory before them`, value: before, unit: 'MB' },
    { what: `${of}: screening p50`, value: quantile(times, 0.5), unit: 'ms', goal: goals.p50 },
    { what: `${of}: screening p95`, value: quantile(times, 0.95), unit: 'ms' },
    { what: `${of}: screening p99`, value: quantile(times, 0.99), unit: 'ms', goal: goals.p99 },
    { what: `${of}: change applied and seen p50`, value: quantile(changed, 0.5), unit: 'ms' },
    { what: `${of}: change applied and seen p99`, value: quantile(changed, 0.99), unit: 'ms',
      goal: '<= 5' },
    { what: `${of}: listed with birth date among candidates`, unit: '%',
      value: within(({ id, person }) =>
        built.index.candidates(person, today).some(({ alert }) => alert === id)) },
    { what: `${of}: listed with birth date found`, unit: '%', value: within(({ id, person }) =>
      built.index.screen(person, today).some(({ alert }) => alert.alert === id)) },
  ]
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

const before = residentMb()
const figures: Figure[] = []
for (const names of values.names.split(',').map(Number)) {
  if (!Number.isInteger(names) || names < 1) throw new Error('--names are whole numbers, by commas')
  figures.push(...figuresOf(names, before))
}
for (const each of await accuracyOn(values.data || undefined)) {
  figures.push(...figuresOfAccuracy(each))
}
if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`)
else keep('screening', figures)
