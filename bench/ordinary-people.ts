// Ordinary people who come to a counter: usual names of many countries, and chains of usual names.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { oneOf, sources, spelled, type Luck } from './names-made.ts'

/**
 * Kinds of people: of any country that has both forenames and surnames listed; with two surnames;
 * with two or three Arabic forenames, as fathers' names stand; and with chains of names as people
 * of the Horn, the Maghreb or Egypt spell them.
 */
export const peoples = ['country', 'two surnames', 'Arab forenames', 'chain'] as const
export type People = typeof peoples[number]

const iberian = ['MX', 'CO', 'PE', 'CL', 'AR', 'SV', 'PY', 'ES']
const arab = ['DZ', 'EG', 'IQ', 'JO', 'LB', 'LY', 'MA', 'SA', 'TN', 'KW', 'AE']

/** Names of people of one kind. `folder` has the lists of popular names (README). */
export function ordinaryPeople(
  folder: string, { kind, count, luck }: { kind: People; count: number; luck: Luck },
): string[] {
  const forenames = byCountry(join(folder, 'names/common-forenames-by-country.csv'))
  const surnames = byCountry(join(folder, 'names/common-surnames-by-country.csv'))
  const both = [...surnames.keys()].filter((country) => forenames.has(country))
  const some = (count: number, of: readonly string[]) =>
    Array.from({ length: count }, () => oneOf(luck, of))
  const one: Record<People, () => string[]> = {
    country() {
      const country = oneOf(luck, both)
      return [...some(1, forenames.get(country)!), ...some(1, surnames.get(country)!)]
    },
    'two surnames'() {
      const country = oneOf(luck, iberian)
      const given = some(luck() < 0.5 ? 2 : 1, forenames.get(country)!)
      return [...given, ...some(2, surnames.get(country)!)]
    },
    'Arab forenames': () => some(luck() < 0.4 ? 2 : 3, forenames.get(oneOf(luck, arab))!),
    chain() {
      const kind = luck()
      if (kind > 0.9) return some(2, sources.ethiopian)
      const length = luck() < 0.25 ? 1 : luck() < 0.6 ? 2 : 3
      const last = kind < 0.4 ? sources.arabic : kind < 0.7 ? sources.lineages : sources.somali
      const spelling = oneOf(luck, ['english', 'somali', 'french', 'egyptian'] as const)
      return [...some(length, sources.arabic), ...some(1, last)]
        .map((word) => spelled(luck, word, spelling))
    },
  }
  return Array.from({ length: count }, () => one[kind]().join(' '))
}

function byCountry(file: string): Map<string, string[]> {
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as Record<string, string>[]
  const names = new Map<string, string[]>()
  for (const row of rows) {
    const name = row['Romanized Name'] || row['Localized Name']
    const country = row['Country'] ?? ''
    if (name) names.set(country, [...names.get(country) ?? [], name])
  }
  return names
}
