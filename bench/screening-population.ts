// The invented list and people of the screening bench, and what is asked of them.

import { AlertIndex } from '../src/border/watchlist/alert-index.ts'
import { keptOf } from '../src/border/watchlist/outside-list.ts'
import type { ScreenedPerson } from '../src/border/travellers/look-up-terms.ts'
import {
  birthDateAgain, listedPerson, onePerson, respelled, slipped, type ListedPerson,
} from '../src/simulation/listed.ts'
import { SeededLuck } from '../src/simulation/luck.ts'

export const today = '2026-11-22'
const list = { seed: 7, today }
const others = { seed: 99, today }

/** A listed person as a list from outside has them. */
export function keptPerson(person: ListedPerson) {
  const { id, names, birthDate, sex, nationality, document } = person
  return keptOf({
    id, kind: 'person', sexes: [sex], nationalities: [nationality], places: [],
    names: names.map((text, at) => ({ text, kind: at === 0 ? 'primary' : 'alias' })),
    births: birthDate ? [{ value: birthDate }] : [], documents: document ? [document] : [],
    source: { list: 'bench' },
  })
}

export interface Built {
  index: AlertIndex
  entries: number
  names: number
  /** Making the population is not part of it. */
  buildMs: number
}

/** A list of so many names, read and settled. */
export function builtOf(names: number): Built {
  const index = new AlertIndex()
  index.reading()
  const built = { index, entries: 0, names: 0, buildMs: 0 }
  const some: ListedPerson[] = []
  while (built.names < names) {
    some.length = 0
    while (some.length < 10_000 && built.names < names) {
      const person = listedPerson(built.entries++, list)
      built.names += person.names.length
      some.push(person)
    }
    const from = performance.now()
    for (const person of some) index.put(keptPerson(person))
    built.buildMs += performance.now() - from
  }
  const from = performance.now()
  index.settle()
  built.buildMs += performance.now() - from
  return built
}

export interface Asked {
  kind: 'ordinary' | 'spelling' | 'slip'
  id?: string
  person: ScreenedPerson
}

/** Ordinary people, listed ones spelled otherwise, and with a slip; half with a birth date. */
export function asked(count: number, entries: number): Asked[] {
  const luck = new SeededLuck(3)
  return Array.from({ length: count }, (_, at): Asked => {
    const kind = (['ordinary', 'ordinary', 'spelling', 'spelling', 'slip'] as const)[at % 5]!
    const withBirth = at % 2 === 1
    if (kind === 'ordinary') {
      const { name, birthDate, sex, nationality, number } = onePerson(at, others)
      return { kind, person: personOf({ name, sex, nationality, number,
        birthDate: withBirth ? birthDate : undefined }) }
    }
    const { id, names, birthDate, sex, nationality } = listedPerson(luck.below(entries), list)
    const name = kind === 'slip' ? slipped(names[0]!, luck) : respelled(names[0]!, luck)
    return { kind, id, person: personOf({ name, sex, nationality,
      birthDate: withBirth && birthDate ? birthDateAgain(birthDate, luck) : undefined }) }
  })
}

function personOf({ name, birthDate, sex, nationality, number }: {
  name: string; birthDate: string | undefined; sex: 'M' | 'F'; nationality: string; number?: string
}): ScreenedPerson {
  return {
    names: [name], sex, nationalities: [nationality],
    ...(birthDate && { birthDate: { value: birthDate, precision: 'day' as const } }),
    ...(number && { documents: [{ number, issuer: nationality }] }),
  }
}
