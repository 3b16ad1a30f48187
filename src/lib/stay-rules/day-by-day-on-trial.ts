// The law counted on one's fingers: every day looked at by itself, to hold the quick way to.

import type { StayCase } from './stay-case.ts'
import type { Visa } from './select.ts'
import type { LaidDown, Limit, StayRules } from './terms.ts'

export interface Fingers {
  refused?: true
  rule?: string
  daysUsed?: number
  daysLeft?: number | undefined
  lastLawfulDay?: number | undefined
  openEnded?: boolean
  overstayDays?: number
  lawful?: boolean
}

const dayMs = 86_400_000
const horizon = 3660
interface Inside { from: number; to: number; or?: number; minute?: number | undefined }

/** The same question as `askStay`, answered slowly and plainly, and written without it. */
export function onFingers({ rules }: StayRules, said: StayCase): Fingers {
  const stays = inside(said)
  if (!stays) return { refused: true }
  const here = stays.filter(({ to }) => to >= said.on).at(-1)
  const others = stays.filter((stay) => stay !== here)
  let best: Fingers = { refused: true }
  const shown = said.issuer && said.nationalities.includes(said.issuer)
    ? [said.issuer] : said.nationalities
  for (const nationality of shown) {
    const starts = here ? [here.from, ...(here.or === undefined ? [] : [here.or])] : [said.on]
    for (const start of starts) {
      const used = visaUse(said.visas, others)
      const usable = said.visas.filter((visa) => visa.from <= start && start <= visa.until
        && used.filter((each) => each.visa === visa).length < (visa.entries ?? Infinity))
      for (const visa of usable.length > 0 ? usable : [undefined]) {
        const on = oneWay(rules, said, { nationality, start, visa, others, here, used })
        if (best.refused || (!on.refused && better(on, best))) best = on
      }
    }
  }
  return best
}

const better = (a: Fingers, b: Fingers) => (a.openEnded !== b.openEnded ? a.openEnded!
  : (a.lastLawfulDay ?? -Infinity) > (b.lastLawfulDay ?? -Infinity))

/** Entry as late, exit as early as may be; nothing where an exit comes before its entry. */
function inside(said: StayCase): Inside[] | undefined {
  const all = [...said.stays]
  for (const { entry, exit } of all) {
    if (!entry || !exit) continue
    if (exit.last < entry.first) return undefined
    const days = new Set([entry.first, entry.last, exit.first, exit.last])
    if (days.size === 1 && (exit.minute ?? 1440) < (entry.minute ?? -1)) return undefined
  }
  const first = (stay: (typeof all)[number]) => (stay.entry ?? stay.exit!).first
  const last = (stay: (typeof all)[number]) => (stay.exit ?? stay.entry!).first
  const known = all.filter((stay) => first(stay) <= said.on)
    .sort((a, b) => first(a) - first(b) || last(a) - last(b))
  return known.map((stay, at) => {
    if (!stay.entry) return { from: stay.exit!.first, to: stay.exit!.first }
    const from = stay.entry.last > said.on ? said.on : stay.entry.last
    const or = stay.entry.first < from ? { or: stay.entry.first } : {}
    const open = { from, to: Infinity, ...or, minute: stay.entry.minute }
    if (!stay.exit) return at === known.length - 1 ? open : { ...open, to: from }
    if (stay.exit.first > said.on) return open
    if (stay.exit.first >= from) return { ...open, to: stay.exit.first }
    const day = stay.exit.first > stay.entry.first ? stay.exit.first : stay.entry.first
    return { from: day, to: day }
  })
}

/** Which visa each earlier entry used: of those that could be, the one that ends first. */
function visaUse(visas: readonly Visa[], stays: readonly Inside[]) {
  const used: { visa: Visa; stay: Inside }[] = []
  for (const stay of stays) {
    let chosen: Visa | undefined
    for (const visa of visas) {
      const times = used.filter((each) => each.visa === visa).length
      if (visa.from > stay.from || stay.from > visa.until) continue
      if (times >= (visa.entries ?? Infinity)) continue
      if (!chosen || visa.until < chosen.until) chosen = visa
    }
    if (chosen) used.push({ visa: chosen, stay })
  }
  return used
}

interface Way {
  nationality: string
  start: number
  visa: Visa | undefined
  others: readonly Inside[]
  here: Inside | undefined
  used: readonly { visa: Visa; stay: Inside }[]
}

function oneWay(rules: readonly LaidDown[], said: StayCase, way: Way): Fingers {
  const { start, others, here } = way
  const ruleOn = (day: number): LaidDown | undefined => {
    const speaks = (rule: LaidDown, law: number) =>
      rule.from <= law && law <= rule.until && fits(rule, said, way, day)
    const ofEntry = rules.find((rule) => speaks(rule, start))
    if (ofEntry?.keeps) return ofEntry
    if (ofEntry && ofEntry.from <= day && day <= ofEntry.until) return ofEntry
    return rules.find((rule) => speaks(rule, day))
  }
  if (!ruleOn(start)) return { refused: true }
  const present = (day: number) => others.some(({ from, to }) => from <= day && day <= to)
    || (here !== undefined && start <= day && day <= said.on)
  const going = (day: number) => day >= start
    || others.some(({ from, to }) => from <= day && day <= to)
  const counts = (rule: LaidDown) => oncePerDay((day) => going(day)
    && !(rule.leavesOut.has('force-majeure') && covered(said.forceMajeure, day))
    && !(rule.leavesOut.has('permit') && covered(said.permits, day)))
  const counted = new Map(rules.map((rule) => [rule, counts(rule)]))
  const extended = (day: number) => said.extensions.some((each) =>
    (each.granted ?? each.until) >= start && (each.granted ?? start) <= day && day <= each.until)
  let last: number | undefined
  for (let day = start; day <= Math.max(said.on, start) + horizon; day++) {
    const rule = ruleOn(day)
    const holds = rule && rule.limits.every((_, at) =>
      limitHolds(rule, at, { said, way, day, counts: counted.get(rule)! }))
    if (holds || extended(day)) continue
    last = day - 1
    break
  }
  const rule = ruleOn(said.on)!
  let overstayDays = 0
  for (let day = (last ?? Infinity) + 1; here && day <= said.on; day++) {
    if (counted.get(rule)!(day)) overstayDays += 1
  }
  const first = here || present(said.on) ? said.on + 1 : said.on
  return {
    rule: rule.id, openEnded: last === undefined, overstayDays,
    lawful: last === undefined || said.on <= last,
    lastLawfulDay: last !== undefined && last >= start ? last : undefined,
    daysLeft: last === undefined ? undefined : Math.max(0, last - first + 1),
  }
}

/** Remembers each day's answer: it is asked for every window that the day lies in. */
function oncePerDay(of: (day: number) => boolean): (day: number) => boolean {
  const known = new Map<number, boolean>()
  return (day) => {
    const before = known.get(day)
    if (before !== undefined) return before
    const is = of(day)
    known.set(day, is)
    return is
  }
}

const covered = (spans: readonly { from: number; to: number }[], day: number) =>
  spans.some(({ from, to }) => from <= day && day <= to)

function fits(rule: LaidDown, said: StayCase, way: Way, day: number): boolean {
  const { appliesTo: asks } = rule
  const permits = said.permits.filter(({ from, to }) => from <= day && to >= way.start)
  const holds = (asked: typeof asks.visa, held: string[]) => asked === undefined
    || (asked === 'none' ? held.length === 0 : asked === 'any' ? held.length > 0
      : held.some((each) => asked.includes(each)))
  return (!asks.nationality || asks.nationality.has(way.nationality))
    && !asks.notNationality?.has(way.nationality)
    && (!asks.residence || asks.residence.has(said.residence ?? ''))
    && (!asks.document || (asks.document as string[]).includes(said.document ?? ''))
    && (!asks.purpose || (asks.purpose as string[]).includes(said.purpose ?? ''))
    && holds(asks.visa, way.visa ? [way.visa.class] : [])
    && holds(asks.permit, permits.map((each) => each.class))
}

function limitHolds(rule: LaidDown, at: number, { said, way, day, counts }: {
  said: StayCase; way: Way; day: number; counts(day: number): boolean
}): boolean {
  const limit = rule.limits[at]!
  const { start, visa, here } = way
  const many = (from: number, to = day) => {
    let count = 0
    for (let each = from; each <= to; each++) if (counts(each)) count += 1
    return count
  }
  /** A day is allowed while the obstacle lasts that began before the time was up. */
  const by = (until: number): boolean => {
    if (day <= until) return true
    const through = said.forceMajeure.filter(({ from, to }) => from <= until + 1 && to > until)
    return through.some(({ to }) => by(to))
  }
  switch (limit.kind) {
    case 'rolling': {
      const [count, unit] = `${limit.within} days`.split(' ') as [string, string]
      return many(unit.startsWith('month') ? monthsFrom(day, -Number(count)) + 1
        : day - Number(count) + 1) <= limit.days
    }
    case 'per-year': {
      const [month, date] = (limit.yearBegins ?? '01-01').split('-').map(Number)
      const year = new Date(day * dayMs).getUTCFullYear()
      const begins = (of: number) => Date.UTC(of, month! - 1, date) / dayMs
      return many(begins(year) > day ? begins(year - 1) : begins(year)) <= limit.days
    }
    case 'per-entry':
      if (limit.days !== undefined) return many(start) <= limit.days
      return day - (day - start + 1 - many(start)) < monthsFrom(start, limit.months!)
    case 'hours': {
      const minute = (here ? here.minute : said.minute) ?? 1439
      const ends = new Date(start * dayMs + minute * 60_000 + limit.hours * 3_600_000)
      return by(Math.floor(ends.getTime() / dayMs))
    }
    case 'permit': return by(permitEnds(rule, said, start) + (limit.graceDays ?? 0))
    case 'visa': return !visa || visaHolds(limit, { way, visa, day, counts, by })
    case 'no-entry': return false
  }
}

/** The end of permits that follow each other with no more between them than the grace. */
function permitEnds(rule: LaidDown, said: StayCase, start: number): number {
  const asked = rule.appliesTo.permit
  const grace = rule.limits.flatMap((each) => (each.kind === 'permit' ? each.graceDays ?? 0 : []))
  const held = said.permits.filter((each) => asked === 'any' || asked?.includes(each.class))
    .filter(({ to }) => to >= start).sort((a, b) => a.from - b.from)
  let until = held[0]?.to ?? start - 1
  for (const { from, to } of held) if (from <= until + grace[0]! + 1 && to > until) until = to
  return until
}

function visaHolds(limit: Extract<Limit, { kind: 'visa' }>, { way, visa, day, counts, by }: {
  way: Way; visa: Visa; day: number; counts(day: number): boolean; by(until: number): boolean
}): boolean {
  if (limit.until !== 'enter-by' && !by(visa.until)) return false
  if (visa.days === undefined) return true
  const before = limit.stay === 'all-entries'
    ? way.used.filter((each) => each.visa === visa).map(({ stay }) => stay) : []
  let count = 0
  for (let each = Math.min(way.start, ...before.map(({ from }) => from)); each <= day; each++) {
    const within = each >= way.start || before.some(({ from, to }) => from <= each && each <= to)
    if (within && counts(each)) count += 1
  }
  return count <= visa.days
}

function monthsFrom(day: number, months: number): number {
  const date = new Date(day * dayMs)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0))
  date.setUTCDate(Math.min(wanted, lastOfMonth.getUTCDate()))
  return date.getTime() / dayMs
}
