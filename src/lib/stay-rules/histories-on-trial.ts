// Invented histories of travel out of one seed: ordinary ones, overlapping ones, and broken ones.

import { dayNumber } from '../dates/days.ts'
import type { StayCase } from './stay-case.ts'
import type { Moment, RecordedStay } from './history.ts'
import type { LaidDown, Limit, StayRules } from './terms.ts'

/** Luck out of a seed (mulberry32). */
export function luckOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const newYear = dayNumber('2024-01-01')
const nationalities = [
  'USA', 'FRA', 'KEN', 'NGA', 'ETH', 'EGY', 'MEX', 'CHE', 'UTO', 'CHN', 'XXB', 'SOM',
]
const documents = ['P', 'PD', 'national-id', 'border-pass', 'seafarers-book']

/** A case for the rules of testdata/stays/law.yaml. */
export function historyOf(luck: () => number): StayCase {
  const upTo = (most: number) => Math.floor(luck() * (most + 1))
  const one = <T>(list: readonly T[]) => list[upTo(list.length - 1)]!
  const some = <T>(chance: number, make: () => T): T[] => (luck() < chance ? [make()] : [])
  const day = () => newYear + upTo(800)
  const span = (longest: number) => {
    const from = day()
    return { from, to: from + upTo(longest) }
  }
  const moment = (at: number): Moment => {
    const unsure = luck() < 0.08 ? 1 + upTo(3) : 0
    const minute = luck() < 0.3 && !unsure ? { minute: upTo(1439) } : {}
    return { first: at, last: at + unsure, ...minute }
  }
  const stays: RecordedStay[] = []
  for (let at = day() - 300; stays.length < 9 && luck() < 0.8;) {
    const to = at + upTo(luck() < 0.2 ? 120 : 40)
    const [entry, exit] = [moment(at), moment(to)]
    const missing = luck()
    stays.push(missing < 0.05 ? { entry } : missing < 0.08 ? { exit } : { entry, exit })
    at = luck() < 0.07 ? at + upTo(5) : to + upTo(60)
  }
  if (luck() < 0.4) stays.push({ entry: moment(day()) })
  return {
    nationalities: luck() < 0.1 ? [one(nationalities), one(nationalities)] : [one(nationalities)],
    issuer: luck() < 0.3 ? one(nationalities) : undefined,
    document: one(documents), purpose: one(['holiday', 'crew', 'transit', 'business']),
    visas: [0, 1].flatMap(() => some(0.25, () => {
      const { from, to } = span(300)
      return {
        class: one(['T', 'B', 'E', 'X']), from, until: to,
        entries: luck() < 0.5 ? 1 + upTo(3) : undefined,
        days: luck() < 0.7 ? upTo(90) : undefined,
      }
    })),
    permits: [0, 1].flatMap(() => some(0.2, () => ({
      class: one(['diplomatic-note', 'work', 'border-card', 'residence']), ...span(400),
    }))),
    stays,
    extensions: some(0.15, () => {
      const granted = day()
      return { granted: luck() < 0.6 ? granted : undefined, until: granted + upTo(90) }
    }),
    forceMajeure: [0, 1].flatMap(() => some(0.15, () => span(30))),
    on: day(), ...(luck() < 0.2 && { minute: upTo(1439) }),
  }
}

/** Rules with limits that no lawyer wrote, so that none is right by habit of the law's numbers. */
export function rulesOf(luck: () => number): StayRules {
  const upTo = (most: number) => Math.floor(luck() * (most + 1))
  const limit = (): Limit => {
    switch (upTo(4)) {
      case 0: return { kind: 'rolling', days: upTo(120), within: 1 + upTo(200) }
      case 1: return { kind: 'rolling', days: upTo(120), within: `${1 + upTo(12)} months` }
      case 2: return { kind: 'per-entry', days: upTo(100) }
      case 3: return { kind: 'per-entry', months: 1 + upTo(5) }
      default:
        return { kind: 'per-year', days: upTo(150), yearBegins: luck() < 0.5 ? '07-01' : '01-01' }
    }
  }
  const change = newYear + upTo(800)
  const rule = (more: Partial<LaidDown>): LaidDown => ({
    id: 'invented', title: { en: 'invented' }, law: 's. 1', from: -Infinity, until: Infinity,
    keeps: luck() < 0.5, appliesTo: {}, conditions: [],
    leavesOut: new Set(luck() < 0.7 ? ['force-majeure', 'permit'] : []),
    limits: [limit(), ...(luck() < 0.5 ? [limit()] : [])], ...more,
  })
  return { country: 'UTO', version: 'invented', rules: luck() < 0.6 ? [rule({})] : [
    rule({ id: 'before', until: change }), rule({ id: 'after', from: change + 1 }),
  ] }
}
