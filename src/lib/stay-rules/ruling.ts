// The rule of each day of a stay: the law of the day of entry, unless the law says that it changes.

import type { CountedStay, Note } from './history.ts'
import type { Under } from './limits.ts'
import { because, type Facts } from './select.ts'
import type { StayCase, StayRefusal } from './stay-case.ts'
import type { LaidDown, StayRules } from './terms.ts'

/** One way to read a case: as one nationality, from one day of entry, with one visa or none. */
export interface Reading {
  nationality: string
  start: number
  visa?: Under['visa']
  earlier: readonly CountedStay[]
  current: CountedStay | undefined
  notes: Note[]
}

/** The rule of each day of a stay; asked anew only where a law or a permit begins or ends. */
export function ruler(rules: StayRules, said: StayCase, reading: Reading) {
  const { start } = reading
  const turns = [
    ...rules.rules.flatMap(({ from, until }) => [from, until + 1]),
    ...said.permits.map(({ from }) => from),
  ].filter((day) => day > start && Number.isFinite(day)).sort((a, b) => a - b)
  const kept = new Map<number, LaidDown | undefined>()
  const find = (day: number): LaidDown | undefined => {
    const facts = factsOn(said, reading, day)
    const first = (law: number) => rules.rules.find((rule) => !because(rule, facts, law))
    const ofEntry = first(start)
    if (ofEntry && (ofEntry.keeps || (ofEntry.from <= day && day <= ofEntry.until))) return ofEntry
    return first(day)
  }
  let passed = 0
  return (day: number) => {
    if (passed > 0 && turns[passed - 1]! > day) passed = 0
    while (passed < turns.length && turns[passed]! <= day) passed += 1
    const turn = passed === 0 ? start : turns[passed - 1]!
    if (!kept.has(turn)) kept.set(turn, find(turn))
    return kept.get(turn)
  }
}

/** Why none of the rules speaks of a person on the day of entry, one by one. */
export function noRule(rules: StayRules, said: StayCase, reading: Reading): StayRefusal {
  const facts = factsOn(said, reading, reading.start)
  return {
    refused: 'no-rule',
    tried: rules.rules.map((rule) =>
      ({ rule: rule.id, because: because(rule, facts, reading.start)! })),
  }
}

function factsOn(said: StayCase, { nationality, visa, start }: Reading, day: number): Facts {
  const { residence, document, purpose } = said
  return {
    nationality, residence, document, purpose, visa: visa?.visa.class,
    // A permit that ended during the stay still says which rule was broken.
    permits: said.permits.filter(({ from, to }) => from <= day && to >= start)
      .map((permit) => permit.class),
  }
}
