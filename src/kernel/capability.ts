// A capability's contents page: the facts, registers and queries of one folder.

import type { AnyEvent } from './event.ts'
import type { AnyQuery } from './query.ts'
import type { AnyRegister } from './register.ts'

export interface Capability {
  name: string
  facts: readonly AnyEvent[]
  registers: readonly AnyRegister[]
  queries: readonly AnyQuery[]
}

/** Declares what one folder can do. */
export function capability(
  name: string, contents: Partial<Omit<Capability, 'name'>>,
): Capability {
  return { name, facts: [], registers: [], queries: [], ...contents }
}

/** All that several capabilities can do, by name; a name used twice is a defect. */
export function contentsOf(capabilities: readonly Capability[]) {
  const events = byName(capabilities.flatMap((each) => each.facts))
  const registers = byName(capabilities.flatMap((each) => each.registers))
  const queries = byName(capabilities.flatMap((each) => each.queries))
  byName([...events.values(), ...registers.values(), ...queries.values()])
  /** By event: the registers that it can change, which are those of its own capability. */
  const changedBy = new Map(capabilities.flatMap(({ facts, registers: own }) =>
    facts.map(({ name }) => [name, own] as const)))
  return { events, registers, queries, changedBy }
}

export type Contents = ReturnType<typeof contentsOf>

function byName<T extends { name: string }>(things: readonly T[]): Map<string, T> {
  const named = new Map<string, T>()
  for (const thing of things) {
    if (named.has(thing.name)) throw new Error(`two declarations are called ${thing.name}`)
    named.set(thing.name, thing)
  }
  return named
}
