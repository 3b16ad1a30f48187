// How many damaged listed names are found, and how many ordinary people alert, on lists of others.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { AlertIndex, Weighed } from '../src/border/watchlist/alert-index.ts'
import { indexOf } from '../src/nodes/screening-file.ts'
import type { ScreenedPerson } from '../src/border/travellers/look-up-terms.ts'
import { birthDateAgain, slipped } from '../src/simulation/listed.ts'
import { SeededLuck } from '../src/simulation/luck.ts'
import { today } from './screening-population.ts'

interface Individual { id: string; names: string[]; dob: string[] }

/** One point of the curve: what a threshold finds, and whom it stops, in per cent. */
export interface Point { threshold: number; found: number; ordinary: number }
export interface Accuracy {
  what: string
  damaged: number
  candidates: number
  found: number
  ordinary: number
  alerts: { found: number; ordinary: number }
  curve: Point[]
}

const asked = 1500
const thresholds = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99]

/** Measures on a folder laid out as the development data; nothing where it is not there. */
export async function accuracyOn(folder: string | undefined): Promise<Accuracy[]> {
  const list = folder && join(folder, 'ofac/ofac_sdn.csv')
  if (!list || !existsSync(list)) return []
  const index = await indexOf(list, () => {})
  const individuals = readFileSync(join(folder, 'ofac/individuals.jsonl'), 'utf8').trim()
    .split('\n').map((line) => JSON.parse(line) as Individual)
  const people = ordinaryPeople(folder, 5000)
  return [false, true].map((withBirth) => measured(index, individuals, people, withBirth))
}

function measured(
  index: AlertIndex, individuals: readonly Individual[], people: readonly string[],
  withBirth: boolean,
): Accuracy {
  const luck = new SeededLuck(21)
  const listed = individuals.filter(({ dob }) => !withBirth || dayOf(dob[0]) !== undefined)
  const damaged = Array.from({ length: Math.min(asked, listed.length) }, (_, at) => {
    const one = listed[Math.floor((at * listed.length) / asked)] ?? listed[at]!
    const birth = withBirth ? birthDateAgain(dayOf(one.dob[0])!, luck) : undefined
    const person = personOf(slipped(one.names[0]!, luck), birth)
    return { id: one.id.replace('ofac-', ''), person }
  })
  const ordinary = people.map((name) => personOf(name, withBirth
    ? `${1950 + luck.below(55)}-${pad(luck.between(1, 12))}-${pad(luck.between(1, 28))}`
    : undefined))
  const own = damaged.map(({ id, person }) =>
    index.weigh(person, today).find(({ alert }) => alert.alert === id))
  const strangers = ordinary.map((person) => index.weigh(person, today)[0])
  const share = (of: readonly (Weighed | undefined)[], is: (each: Weighed) => boolean) =>
    100 * of.filter((each) => each !== undefined && is(each)).length / of.length
  return {
    what: withBirth ? 'name and birth date' : 'name only',
    damaged: damaged.length, ordinary: ordinary.length,
    candidates: 100 * damaged.filter(({ id, person }) =>
      index.candidates(person, today).some(({ alert }) => alert === id)).length / damaged.length,
    found: share(own, ({ level }) => level !== undefined),
    alerts: {
      found: share(own, ({ level }) => level === 'alert'),
      ordinary: share(strangers, ({ level }) => level === 'alert'),
    },
    curve: thresholds.map((threshold) => ({
      threshold, found: share(own, ({ score }) => score >= threshold),
      ordinary: share(strangers, ({ score }) => score >= threshold),
    })),
  }
}

/** People of popular names, from the countries that have both given and family names listed. */
function ordinaryPeople(folder: string, count: number): string[] {
  const rows = (file: string) => parse(readFileSync(join(folder, 'names', file)), {
    columns: true, bom: true, relax_column_count: true,
  }) as Record<string, string>[]
  const by = (file: string) => Map.groupBy(rows(file), ({ Country }) => Country!)
  const given = by('common-forenames-by-country.csv')
  const family = by('common-surnames-by-country.csv')
  const countries = [...given.keys()].filter((each) => family.has(each))
  const luck = new SeededLuck(22)
  const nameOf = (row: Record<string, string>) => row['Romanized Name'] || row['Localized Name']!
  return Array.from({ length: count }, () => {
    const country = luck.pick(countries)
    return `${nameOf(luck.pick(given.get(country)!))} ${nameOf(luck.pick(family.get(country)!))}`
  })
}

function personOf(name: string, birth: string | undefined): ScreenedPerson {
  return { names: [name], ...(birth && { birthDate: { value: birth, precision: 'day' as const } }) }
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const pad = (number: number) => String(number).padStart(2, '0')

/** A birth date of the development data that says the day: 10 Dec 1948. */
function dayOf(text: string | undefined): string | undefined {
  const [, day, month, year] = /^(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})$/.exec(text ?? '') ?? []
  return day && `${year}-${pad(months.indexOf(month!) + 1)}-${pad(Number(day))}`
}
