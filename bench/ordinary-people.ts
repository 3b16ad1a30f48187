// Ordinary people who come to a counter: usual names of many countries, and chains of usual names.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { oneOf, sources, spelled, type Luck } from './names-made.ts'

/**
 * Names of people: three in five have forenames and a surname of one country, by its popular names;
 * the rest have two to four Arabic names, or a lineage, as people of the Horn, the Maghreb or Egypt
 * spell them. `folder` has the lists of popular names (README).
 */
export function* ordinaryPeople(folder: string, count: number, luck: Luck): Generator<string> {
  const forenames = byCountry(join(folder, 'names/common-forenames-by-country.csv'))
  const surnames = byCountry(join(folder, 'names/common-surnames-by-country.csv'))
  const countries = [...surnames.keys()].filter((country) => forenames.has(country))
  for (let made = 0; made < count; made++) {
    yield luck() < 0.6 ? ofCountry(oneOf(luck, countries)) : ofChain()
  }

  function ofCountry(country: string): string {
    const given = Array.from(
      { length: luck() < 0.3 ? 2 : 1 }, () => oneOf(luck, forenames.get(country)!))
    return [...given, oneOf(luck, surnames.get(country)!)].join(' ')
  }

  function ofChain(): string {
    const kind = luck()
    if (kind > 0.93) return [0, 1].map(() => oneOf(luck, sources.ethiopian)).join(' ')
    const length = luck() < 0.25 ? 1 : luck() < 0.6 ? 2 : 3
    const last = kind < 0.4 ? sources.arabic : kind < 0.7 ? sources.lineages : sources.somali
    const spelling = oneOf(luck, ['english', 'somali', 'french', 'egyptian'] as const)
    const words = Array.from({ length }, () => oneOf(luck, sources.arabic))
    return [...words, oneOf(luck, last)].map((word) => spelled(luck, word, spelling)).join(' ')
  }
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
