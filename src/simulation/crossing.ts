// One crossing of the demo, as an officer would have said it.

import { addDays } from '../lib/dates/days.ts'
import type { SeededLuck } from './luck.ts'
import type { DemoDocument, DemoPerson, DemoTraveller } from './travellers.ts'

/** What is said of a crossing; the fields of `crossing-recorded`. */
export interface CrossingSaid {
  crossing: string
  traveller: string
  direction: 'entry' | 'exit'
  person: DemoPerson
  document: DemoDocument
  evidence: 'mrz' | 'declared'
  decision: 'admitted' | 'refused' | 'referred' | 'deferred'
  lane: string
  [more: string]: unknown
}

/** A crossing with who said it and when (ISO with milliseconds). */
export interface DemoCrossing { at: string; by: string; said: CrossingSaid }

export interface Telling { luck: SeededLuck; first: readonly string[]; today: string }

export interface Told {
  day: string
  direction: 'entry' | 'exit'
  decision?: CrossingSaid['decision']
  stayDays?: number
  more?: Record<string, unknown>
}

// Exits come after entries of the same day, as a stay of one day needs.
const hours = { entry: [3, 12], exit: [12, 19] } as const
const purposes = [
  'family', 'business', 'shopping', 'health', 'education', 'transit', 'worker',
] as const
const modes = ['car', 'bus', 'foot', 'truck', 'foot', 'bus'] as const

/** A crossing of a traveller on a day, at an hour and by a way that suit it. */
export function crossing(
  { traveller, person, document }: DemoTraveller, told: Told, { luck, first }: Telling,
): DemoCrossing {
  const { day, direction, decision = 'admitted', stayDays, more } = told
  const [from, until] = hours[direction]
  const seconds = luck.between(from * 3600, until * 3600 - 1)
  const at = new Date(Date.parse(`${day}T00:00:00.000Z`) + seconds * 1000 + luck.below(1000))
  const mode = luck.pick(modes)
  return {
    at: at.toISOString(), by: luck.pick(first),
    said: {
      crossing: luck.id(at.getTime()), traveller, direction, person, document,
      evidence: document.mrz ? 'mrz' : 'declared', decision, lane: String(luck.between(1, 4)), mode,
      ...conveyance(mode, luck),
      ...(direction === 'entry' && { from: 'Jijiga', purpose: luck.pick(purposes) }),
      ...(stayDays !== undefined && { stayDays, until: addDays(day, stayDays - 1) }),
      ...more,
    },
  }
}

function conveyance(mode: (typeof modes)[number], luck: SeededLuck) {
  if (mode === 'foot') return {}
  const number = luck.between(10_000, 99_999)
  const plate = `${luck.between(1, 5)}-${luck.pick(['A', 'B', 'C'])} ${number}`
  return { conveyance: { kind: mode, plate, country: 'ETH' } }
}
