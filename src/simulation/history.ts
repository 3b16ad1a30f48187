// Sixty days at a post before the demo begins: people came, stayed, left, came again, or did not.

import { addDays, dayNumber } from '../lib/dates/days.ts'
import { crossing, type DemoCrossing, type Telling } from './crossing.ts'
import { SeededLuck } from './luck.ts'
import { newDocument, type DemoTraveller } from './travellers.ts'

/** A bus that was announced, and was counted when its last passenger had passed. */
export interface DemoGroup {
  at: string
  by: string
  presented: GroupSaid
  closedAt: string
  closed: { group: string; presented: number }
}

interface GroupSaid {
  group: string
  kind: 'bus'
  conveyance: { kind: 'bus'; plate: string; country: string }
  operator: string
  expected: number
  from: string
  to: string
  purpose: 'family'
  mode: 'bus'
  direction: 'entry'
}

export interface DemoHistory {
  /** In the order in which they happened. */
  crossings: DemoCrossing[]
  groups: DemoGroup[]
  /** Travellers that show something: each can present the same document again today. */
  shown: Record<
    'openStay' | 'overstayed' | 'newPassport' | 'refused' | 'referred' | 'exitAlone', DemoTraveller
  >
}

export interface HistoryParts {
  seed: number
  /** The day on which the demo begins, ISO; nothing happened on it yet. */
  today: string
  /** Who crosses; at least forty. Each of them at most three times. */
  travellers: readonly DemoTraveller[]
  /** Officers of the first and of the second line at this post. */
  first: readonly string[]
  secondLine: readonly string[]
  days?: number
}

const busOf = 22
/** The first travellers of the list play the parts that are shown. */
export const shownFirst = 7

/** What happened at the post in the days before, always the same for a seed and a day. */
export function demoHistory(parts: HistoryParts): DemoHistory {
  const { seed, today, travellers, days = 60 } = parts
  if (travellers.length < shownFirst + busOf + 10) throw new RangeError('too few travellers')
  const tell: Telling = { luck: new SeededLuck(seed, 4), first: parts.first, today }
  const [open, over, renewed, refused, referred, alone, pass, ...others] = travellers as [
    DemoTraveller, DemoTraveller, DemoTraveller, DemoTraveller, DemoTraveller, DemoTraveller,
    DemoTraveller, ...DemoTraveller[],
  ]
  const from = addDays(today, -days)
  const bus = busOn(addDays(today, -9), others.slice(0, busOf), tell)
  const crossings = [
    ...trip(open, { entered: addDays(today, -12), stayDays: 30 }, tell),
    ...trip(over, { entered: addDays(today, -48), stayDays: 30 }, tell),
    ...trip(renewed, { entered: addDays(today, -33), stayDays: 90 }, tell),
    ...returned(refused, addDays(today, -5), tell),
    ...heard(referred, addDays(today, -3), parts.secondLine[0]!, tell),
    crossing(alone, { day: addDays(today, -20), direction: 'exit' }, tell),
    ...trip(pass, { entered: addDays(today, -15), stayDays: 7, left: addDays(today, -14) }, tell),
    ...bus.crossings,
    ...others.slice(busOf).flatMap((traveller) => someTrips(traveller, { from, days }, tell)),
  ]
  const withExit = [...crossings, ...leavesOnNewPassport(renewed, crossings, tell)]
  return {
    crossings: inOrder(withExit), groups: [bus.group],
    shown: {
      openStay: open, overstayed: over, refused, referred, exitAlone: alone,
      newPassport: { ...renewed, document: withExit.at(-1)!.said.document },
    },
  }
}

interface Trip { entered: string; stayDays: number; left?: string }

/** An entry, and the exit that ended it where there was one before today. */
function trip(
  traveller: DemoTraveller, { entered, stayDays, left }: Trip, tell: Telling,
): DemoCrossing[] {
  const entry = crossing(traveller, { day: entered, direction: 'entry', stayDays }, tell)
  if (!left || left >= tell.today) return [entry]
  const pair = { pairedWith: entry.said.crossing, pairing: 'same-document' as const }
  return [entry, crossing(traveller, { day: left, direction: 'exit', more: pair }, tell)]
}

/** One to three trips of a person who comes and goes, none on the day the demo begins. */
function someTrips(
  traveller: DemoTraveller, { from, days }: { from: string; days: number }, tell: Telling,
): DemoCrossing[] {
  const { luck, today } = tell
  const trips: DemoCrossing[] = []
  let day = addDays(from, luck.below(days))
  for (let i = luck.between(1, 3); i > 0 && day < today; i--) {
    const stayDays = luck.pick([7, 14, 30, 30, 90])
    const stayed = luck.between(1, luck.chance(0.06) ? stayDays + 20 : stayDays)
    // One in thirty is never seen to leave.
    const left = luck.chance(0.03) ? today : addDays(day, stayed)
    trips.push(...trip(traveller, { entered: day, stayDays, left }, tell))
    day = addDays(left, luck.between(2, 25))
  }
  return trips
}

/** Refused at the counter: a visa was needed and there was none. */
function returned(traveller: DemoTraveller, day: string, tell: Telling): DemoCrossing[] {
  return [crossing(traveller, {
    day, direction: 'entry', decision: 'refused', more: {
      reasons: ['C'], reasonText: 'No visa and no invitation; informed of the consulate.',
      nonRefoulement: { asylumIntention: 'no' },
    },
  }, tell)]
}

/** Sent to the second line, which admitted an hour later. */
function heard(
  traveller: DemoTraveller, day: string, officer: string, tell: Telling,
): DemoCrossing[] {
  const sent = crossing(traveller, {
    day, direction: 'entry', decision: 'referred',
    more: { note: 'Photograph worn; asked to compare with a second document.' },
  }, tell)
  const later = new Date(Date.parse(sent.at) + 55 * 60_000).toISOString()
  const admitted = crossing(traveller, {
    day, direction: 'entry', stayDays: 30, more: { note: 'Identity card agrees. Admitted.' },
  }, tell)
  return [sent, { ...admitted, at: later, by: officer }]
}

/** The exit of a person who had a new passport made while inside. */
function leavesOnNewPassport(
  traveller: DemoTraveller, crossings: readonly DemoCrossing[], tell: Telling,
): DemoCrossing[] {
  const entry = crossings.find(({ said }) => said.traveller === traveller.traveller)!
  const day = addDays(tell.today, -2)
  const document = newDocument(traveller, { luck: tell.luck, today: day })
  return [crossing({ ...traveller, document }, {
    day, direction: 'exit',
    more: { pairedWith: entry.said.crossing, pairing: 'name-birth-nationality' },
  }, tell)]
}

/** A bus that came in one evening; half of its passengers have left again since. */
function busOn(day: string, passengers: readonly DemoTraveller[], tell: Telling) {
  const { luck } = tell
  const group = luck.id(dayNumber(day) * 86_400_000)
  const conveyance = { kind: 'bus' as const, plate: '3-A 40817', country: 'ETH' }
  const start = Date.parse(`${day}T15:10:00.000Z`)
  const more = { group, conveyance, mode: 'bus' as const, from: 'Jijiga', to: 'Galdahay' }
  const entries = passengers.map((traveller, i) => ({
    ...crossing(traveller, {
      day, direction: 'entry', stayDays: 30,
      more: { ...more, purpose: 'family', groupRole: i === 0 ? 'driver' : 'member' },
    }, tell),
    at: new Date(start + 60_000 + i * 52_000).toISOString(),
  }))
  const exits = passengers.slice(1, 12).map((traveller, i) => crossing(traveller, {
    day: addDays(day, 2 + i % 5), direction: 'exit',
    more: { pairedWith: entries[i + 1]!.said.crossing, pairing: 'same-document' },
  }, tell))
  const presented: GroupSaid = {
    group, kind: 'bus', conveyance, operator: 'Jigjiga Galdahay Express',
    expected: passengers.length + 1, from: 'Jijiga', to: 'Galdahay', purpose: 'family', mode: 'bus',
    direction: 'entry',
  }
  return {
    crossings: [...entries, ...exits],
    group: {
      at: new Date(start).toISOString(), by: entries[0]!.by, presented,
      closedAt: new Date(start + 30 * 60_000).toISOString(),
      closed: { group, presented: passengers.length },
    },
  }
}

function inOrder(crossings: readonly DemoCrossing[]): DemoCrossing[] {
  return [...crossings].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
