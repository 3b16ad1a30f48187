// Of the names and birth dates of an alert, those that say the most of a person.

import { compareNames } from '../../lib/names/compare-names.ts'
import { readName, type ReadName } from '../../lib/names/read-name.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { weigh, type BestName, type Evidence } from './evidence.ts'
import type { Compared, Listed } from './listed.ts'

/** Compares listed names with those of one person; namesakes on a list are compared once. */
export function comparingWith(
  person: ScreenedPerson, read: readonly ReadName[],
): (listed: string) => BestName | undefined {
  const compared = new Map<string, BestName | undefined>()
  return (listed) => {
    if (compared.has(listed)) return compared.get(listed)
    let best: BestName | undefined
    const theirs = readName(listed)
    read.forEach((ours, at) => {
      const comparison = compareNames(ours, theirs)
      if (best && comparison.bits <= best.comparison.bits) return
      best = { comparison, alert: listed, person: person.names[at]! }
    })
    compared.set(listed, best)
    return best
  }
}

/** Of the names of an alert, the one that says the most. */
export function bestName(
  alert: Compared, compared: (listed: string) => BestName | undefined,
): BestName | undefined {
  let best: BestName | undefined
  for (const [at, listed] of alert.names.entries()) {
    const found = compared(listed)
    const weak = alert.weak?.includes(at)
    if (!found) continue
    const comparison = weak ? weakened(found.comparison) : found.comparison
    if (!best || comparison.bits > best.comparison.bits) best = { ...found, comparison }
  }
  return best
}

/** Very many bear a weak alias: it says so many bits less. */
const weakBits = 4

function weakened(comparison: BestName['comparison']): BestName['comparison'] {
  return {
    ...comparison, bits: comparison.bits - weakBits, score: comparison.score * 0.8,
  }
}

/** Weighs an alert by the one of its birth dates that says the most for the person. */
export function weighBirths(
  person: ScreenedPerson, alert: Listed, name: BestName | undefined, population: number,
): Evidence {
  let best = weigh(person, alert, name, population)
  for (const birth of alert.births ?? []) {
    const other = weigh(person, { ...alert, birth }, name, population)
    if (other.bits > best.bits) best = other
  }
  return best
}
