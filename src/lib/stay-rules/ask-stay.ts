// How long a person may stay: days used, days left, the last lawful day, and the law that says so.

import { dayOf } from '../dates/days.ts'
import { DaysInside, type Counted, type LeftOut } from './days-inside.ts'
import { historyOn, type CountedStay, type Note } from './history.ts'
import { isOver, usesOn, type Under, type Use } from './limits.ts'
import { noRule, ruler, type Reading } from './ruling.ts'
import { visaNotes, visasAtEntry } from './select.ts'
import type { Extension, StayCase, StayRefusal } from './stay-case.ts'
import { horizonDays, type LaidDown, type StayRules } from './terms.ts'

export interface LimitAnswer extends Use { rule: string; law: string }

export interface StayAnswer {
  rule: string
  title: Record<string, string>
  law: string
  conditions: readonly string[]
  nationality: string
  visa?: string
  /** Whether the person is inside on the day, by what was recorded. */
  inside: boolean
  /** Whether the stay is lawful on the day; of a person outside, whether they may enter. */
  lawful: boolean
  daysUsed: number
  daysAllowed?: number
  /** Further days, beyond those used; absent where no limit ends the stay within ten years. */
  daysLeft?: number
  /** Absent where no day is lawful, and where no limit ends the stay. */
  lastLawfulDay?: number
  lastLawfulMinute?: number
  openEnded: boolean
  overstayDays: number
  /** The limit that ends the stay. */
  limit?: LimitAnswer
  limits: LimitAnswer[]
  counted: Counted[]
  leftOut: LeftOut[]
  notes: Note[]
}

const latestMinute = 1439
const longAgoDays = horizonDays + 400

/**
 * Answers for one person and day. Days of entry and exit both count. Whatever was uncertain is
 * taken so that it favours the traveller, and a note says so: where a document, a visa or an hour
 * leaves a choice, each is tried and the one with the latest lawful day is the answer.
 */
export function askStay(rules: StayRules, said: StayCase): StayAnswer | StayRefusal {
  const notes: Note[] = []
  const history = historyOn(said.stays, said.on, (note) => notes.push(note))
  if ('backwards' in history) return { refused: 'exit-before-entry', stay: history.backwards + 1 }
  const current = history.findLast(({ to }) => to === undefined || to >= said.on)
  const earlier = history.filter((stay) => stay !== current)
  const { issuer, nationalities } = said
  const asked = issuer !== undefined && nationalities.includes(issuer) ? [issuer] : nationalities
  const starts = current ? [current.from, ...(current.orFrom === undefined ? [] : [current.orFrom])]
    : [said.on]
  let best: StayAnswer | undefined
  let refused: StayRefusal | undefined
  for (const nationality of asked) {
    for (const start of starts) {
      const atEntry = visasAtEntry(said.visas, earlier, start)
      const usable = atEntry.filter(({ left }) => left)
      for (const visa of usable.length > 0 ? usable : [undefined]) {
        const answer = answerOf(rules, said, {
          nationality, start, visa, earlier, current,
          notes: [...notes, ...visaNotes(said.visas, atEntry)],
        })
        if ('refused' in answer) refused ??= answer
        else if (!best || longer(answer, best)) best = answer
      }
    }
  }
  if (!best) return refused!
  if (asked.length > 1) {
    best.notes.push({ note: 'two-nationalities', evidence: { taken: best.nationality } })
  }
  return best
}

/** The same question on another day: who is inside stays on, and who is outside comes in on it. */
export function whatIf(rules: StayRules, said: StayCase, on: number): StayAnswer | StayRefusal {
  const known = said.stays.filter(({ entry, exit }) => (entry ?? exit)!.first <= said.on)
  const stays = known.map(({ entry, exit }) => ({
    entry, ...(exit && (!entry || exit.first <= said.on) && { exit }),
  }))
  return askStay(rules, { ...said, stays, on, minute: undefined })
}

function longer(a: StayAnswer, b: StayAnswer): boolean {
  if (a.openEnded !== b.openEnded) return a.openEnded
  return (a.lastLawfulDay ?? -Infinity) > (b.lastLawfulDay ?? -Infinity)
}

function answerOf(rules: StayRules, said: StayCase, reading: Reading): StayAnswer | StayRefusal {
  const { start, current, earlier, notes } = reading
  const ruleOn = ruler(rules, said, reading)
  const at = Math.max(said.on, start)
  const rule = ruleOn(start)
  if (!rule) return noRule(rules, said, reading)
  const under: Under = {
    start, minute: (current ? current.minute : said.minute) ?? latestMinute, visa: reading.visa,
    permits: said.permits, forceMajeure: said.forceMajeure.toSorted((a, b) => a.from - b.from),
  }
  const oldest = Math.min(start, ...earlier.map(({ from }) => from))
  const span = { from: Math.max(oldest, start - longAgoDays), to: at + horizonDays }
  const counters = new Map<LaidDown, DaysInside>()
  const going = (of: LaidDown) => remembered(counters, of, () =>
    new DaysInside({ stays: [...earlier, { from: start }], leftOut: leftOutBy(of, said) }, span))
  const granted = said.extensions.filter((each) => (each.granted ?? each.until) >= start)
  const walk = walked({ ruleOn, going, under, granted, to: span.to })
  const now = ruleOn(at) ?? rule
  const asIs = new DaysInside({
    stays: current ? [...earlier, { from: start, to: at }] : earlier, leftOut: leftOutBy(now, said),
  }, span)
  if (now !== rule) notes.push({ note: 'rule-changed-during-stay', evidence: { from: rule.id } })
  notes.push(...endNotes({ said, walk, granted, current, start, rule: now }))
  return stated({ said, reading, now, walk, asIs, under, going: going(now), at })
}

/** Days are counted once for each rule that leaves out the same. */
function remembered<K, V>(kept: Map<K, V>, key: K, make: () => V): V {
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = make()
  kept.set(key, made)
  return made
}

function leftOutBy({ leavesOut }: LaidDown, { forceMajeure, permits }: StayCase) {
  return {
    ...(leavesOut.has('force-majeure') && { 'force-majeure': forceMajeure }),
    ...(leavesOut.has('permit') && { 'permit': permits }),
  }
}

interface Walked {
  /** The last lawful day, the day before entry where none is; absent where nothing ends it. */
  last?: number
  /** The rule and limit that end it. */
  rule?: LaidDown
  use?: Use
  extended?: Extension
}

/** Goes from the day of entry to the first day on which a limit no longer holds. */
function walked({ ruleOn, going, under, granted, to }: {
  ruleOn(day: number): LaidDown | undefined
  going(rule: LaidDown): DaysInside
  under: Under
  granted: readonly Extension[]
  to: number
}): Walked {
  let extended: Extension | undefined
  for (let day = under.start; day <= to; day++) {
    const rule = ruleOn(day)
    const over = rule && usesOn(rule, under, going(rule), day).find((use) => isOver(use, day))
    if (rule && !over) continue
    const extension = granted.filter((each) => (each.granted ?? under.start) <= day)
      .find(({ until }) => day <= until)
    if (extension) extended = extension
    else return { last: day - 1, ...(rule && { rule }), ...(over && { use: over }),
      ...(extended?.until === day - 1 && { extended }) }
  }
  return {}
}

function endNotes({ said, walk, granted, current, start, rule }: {
  said: StayCase; walk: Walked; granted: readonly Extension[]
  current: CountedStay | undefined; start: number; rule: LaidDown
}): Note[] {
  const { last = Infinity, extended } = walk
  const ruleless = last !== Infinity && !walk.rule
  const late = granted.find((each) => each.granted !== undefined && each.granted > last + 1)
  const frozen = said.forceMajeure.some(({ from, to }) => to >= start && from <= said.on)
  const hours = rule.limits.some(({ kind }) => kind === 'hours')
  return [
    ...(extended ? [{ note: 'extension-granted' as const,
      evidence: { until: dayOf(extended.until) } }] : []),
    ...(late ? [{ note: 'extension-late' as const,
      evidence: { granted: dayOf(late.granted!) } }] : []),
    ...(frozen ? [{ note: 'force-majeure' as const }] : []),
    ...(ruleless ? [{ note: 'no-rule-after' as const, evidence: { day: dayOf(last) } }] : []),
    ...(hours && current?.minute === undefined ? [{ note: 'hour-of-entry-unknown' as const }] : []),
  ]
}

function stated({ said, reading, now, walk, asIs, under, going, at }: {
  said: StayCase; reading: Reading; now: LaidDown; walk: Walked
  asIs: DaysInside; under: Under; going: DaysInside; at: number
}): StayAnswer {
  const { start, current, visa, nationality, notes } = reading
  const named = (rule: LaidDown) => (use: Use): LimitAnswer =>
    ({ rule: rule.id, law: rule.law, ...use })
  const limits = usesOn(now, under, asIs, at).map(named(now))
  const limit = limitOf({ walk, limits, now })
  const { last } = walk
  const counts = limit?.used !== undefined && limit.kind !== 'no-entry' ? limit
    : limits.find(({ used, kind }) => used !== undefined && kind !== 'no-entry')
  const since = counts?.since ?? start
  const inside = current !== undefined
  const counted = inside || asIs.count(at, at) === 1
  const minute = limit?.kind === 'hours' ? limit.minute : undefined
  const lateThatDay = at === last && minute !== undefined && (said.minute ?? 0) > minute
  return {
    rule: now.id, title: now.title, law: now.law, conditions: now.conditions, nationality,
    ...(visa && { visa: visa.visa.class }),
    inside, lawful: last === undefined || (at <= last && !lateThatDay),
    daysUsed: asIs.count(since, at),
    ...(counts?.allowed !== undefined && { daysAllowed: counts.allowed }),
    ...(last !== undefined && {
      daysLeft: Math.max(0, last - (counted ? at + 1 : at) + 1),
      ...(last >= start && { lastLawfulDay: last }),
      ...(minute !== undefined && { lastLawfulMinute: minute }),
    }),
    openEnded: last === undefined,
    overstayDays: inside && last !== undefined ? going.count(last + 1, at) : 0,
    ...(limit && { limit }), limits,
    counted: asIs.counted(since, at), leftOut: asIs.leftOut(since, at), notes,
  }
}

/** The limit that ends the stay, as it stands on the day that is asked for. */
function limitOf({ walk, limits, now }: {
  walk: Walked; limits: readonly LimitAnswer[]; now: LaidDown
}): LimitAnswer | undefined {
  const { rule = now, use, extended } = walk
  if (extended) {
    return { kind: 'extension', rule: rule.id, law: rule.extensionLaw ?? rule.law,
      until: extended.until }
  }
  if (!use) return undefined
  const same = limits.find(({ kind, allowed }) =>
    rule === now && kind === use.kind && allowed === use.allowed)
  return same ?? { rule: rule.id, law: rule.law, ...use }
}
