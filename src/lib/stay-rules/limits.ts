// What each limit of a rule comes to on a day: days used of those allowed, or the day it ends.

import { addMonths, yearOfDay } from './months.ts'
import type { DaysInside, Span } from './days-inside.ts'
import type { CountedStay } from './history.ts'
import { speaksOf, type Permit, type Visa } from './select.ts'
import type { LaidDown, Limit } from './terms.ts'

export type LimitKind = Exclude<Limit['kind'], 'visa'> | 'visa-days' | 'visa-until' | 'extension'

/** A limit on a day: of counted ones how many days of how many since when, of others until when. */
export interface Use {
  kind: LimitKind
  used?: number
  allowed?: number
  /** The first day that is looked at. */
  since?: number
  until?: number
  /** The minute of the last day at which it ends. */
  minute?: number
}

/** What limits are asked of: one person, one entry, one visa. */
export interface Under {
  start: number
  /** Minute of the day of entry; the last of the day where nobody knows. */
  minute: number
  visa?: { visa: Visa; stays: readonly CountedStay[] } | undefined
  permits: readonly Permit[]
  /** Oldest first. */
  forceMajeure: readonly Span[]
}

const minutesOfDay = 1440

/** What all limits of a rule come to on a day, in the order of the file. */
export function usesOn(rule: LaidDown, under: Under, days: DaysInside, day: number): Use[] {
  return rule.limits.flatMap((limit) => useOf(limit, { rule, under, days, day }))
}

interface Asked { rule: LaidDown; under: Under; days: DaysInside; day: number }

function useOf(limit: Limit, { rule, under, days, day }: Asked): Use[] {
  const { start, visa } = under
  const counted = (kind: LimitKind, since: number, allowed: number): Use =>
    ({ kind, since, used: days.count(since, day), allowed })
  switch (limit.kind) {
    case 'rolling': return [counted('rolling', windowStart(limit.within, day), limit.days)]
    case 'per-year':
      return [counted('per-year', yearOfDay(day, limit.yearBegins ?? '01-01'), limit.days)]
    case 'per-entry': {
      if (limit.days !== undefined) return [counted('per-entry', start, limit.days)]
      const frozen = Math.max(0, day - start + 1) - days.count(start, day)
      return [{ kind: 'per-entry', since: start,
        until: addMonths(start, limit.months!) - 1 + Math.max(0, frozen) }]
    }
    case 'hours': {
      const ends = start * minutesOfDay + under.minute + limit.hours * 60
      const last = Math.floor(ends / minutesOfDay)
      const until = putOff(last, under.forceMajeure)
      return [{ kind: 'hours', until,
        minute: until > last ? minutesOfDay - 1 : ends - last * minutesOfDay }]
    }
    case 'visa': return visa ? visaUses(limit, { visa, under, days, day }) : []
    case 'permit':
      return [{ kind: 'permit', until: permitUntil(rule, limit.graceDays ?? 0, under) }]
    case 'no-entry': return [{ kind: 'no-entry', used: 0, allowed: 0, until: start - 1 }]
  }
}

/** Whether a limit no longer holds on the day it was asked for. */
export function isOver({ used, allowed, until }: Use, day: number): boolean {
  return (until !== undefined && day > until)
    || (used !== undefined && allowed !== undefined && used > allowed)
}

function windowStart(within: number | string, day: number): number {
  if (typeof within === 'number') return day - within + 1
  const [count, unit] = within.split(' ') as [string, string]
  return unit.startsWith('month') ? addMonths(day, -Number(count)) + 1 : day - Number(count) + 1
}

function visaUses(
  limit: Extract<Limit, { kind: 'visa' }>,
  { visa: { visa, stays }, under, days, day }: Omit<Asked, 'rule'> & {
    visa: NonNullable<Under['visa']>
  },
): Use[] {
  const uses: Use[] = []
  if (visa.days !== undefined) {
    const all = limit.stay === 'all-entries'
    uses.push({
      kind: 'visa-days', since: all ? Math.min(under.start, ...stays.map(({ from }) => from))
        : under.start,
      used: (all ? earlierDays(stays, days, under.start - 1) : 0) + days.count(under.start, day),
      allowed: visa.days,
    })
  }
  if (limit.until !== 'enter-by') {
    uses.push({ kind: 'visa-until', until: putOff(visa.until, under.forceMajeure) })
  }
  return uses
}

/** Days of earlier stays until a day; a day counts once, however many of them hold it. */
function earlierDays(stays: readonly CountedStay[], days: DaysInside, until: number): number {
  let sum = 0
  let counted = -Infinity
  for (const { from, to = until } of stays.toSorted((a, b) => a.from - b.from)) {
    const last = Math.min(to, until)
    sum += days.count(Math.max(from, counted + 1), last)
    counted = Math.max(counted, last)
  }
  return sum
}

/** The end of permits that follow each other without a gap from the day of entry, with grace. */
function permitUntil(rule: LaidDown, grace: number, under: Under): number {
  let until = under.start - 1
  const held = under.permits.filter((each) => speaksOf(rule.appliesTo.permit, each.class))
    .sort((a, b) => a.from - b.from)
  for (const permit of held) {
    // A permit may begin during the stay: until then another rule speaks.
    const follows = until < under.start || permit.from <= until + grace + 1
    if (permit.to >= under.start && follows) until = Math.max(until, permit.to)
  }
  return putOff(until + grace, under.forceMajeure)
}

/** A last day that force majeure reaches over is put off until the day it ends. */
function putOff(until: number, spans: readonly Span[]): number {
  let last = until
  for (const { from, to } of spans) {
    if (from <= last + 1 && to > last) last = to
  }
  return last
}
