// What a State lays down about how long a person may stay, as its lawyers write it in a file.

import { z } from 'zod'
import { DOCUMENT_TYPES, TRIP_PURPOSES } from '../codes/lists.ts'
import { isDay } from '../dates/partial-date.ts'

/** Rules beyond these numbers are no law that a person can read. */
export const mostRules = 500
const mostListed = 300
/** Ten years: a stay that no limit ends within them has no end that is worth a day's name. */
export const horizonDays = 3660

const Name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/, 'name')
const Day = z.string().refine(isDay, 'day')
const Text = z.string().min(1).max(500)
/** In one language, or in several by their codes. */
const Title = z.union([Text, z.record(z.string().regex(/^[a-z]{2,3}$/), Text)])
const days = z.int().min(0).max(horizonDays)
const months = z.int().min(1).max(120)

/** A number of days, `180 days`, or `12 months`. */
const Window = z.union([
  z.int().min(1).max(horizonDays),
  z.string().regex(/^([1-9]\d{0,3} days?|[1-9]\d{0,2} months?)$/, 'window'),
])

/** One limit; the stay is lawful on a day where all limits of its rule hold on that day. */
export const Limit = z.discriminatedUnion('kind', [
  /** At most so many days inside within a window that ends on the day and includes it. */
  z.strictObject({ kind: z.literal('rolling'), days, within: Window }),
  /** At most so many days, or calendar months, from each entry; the day of entry is the first. */
  z.strictObject({ kind: z.literal('per-entry'), days: days.optional(), months: months.optional() })
    .refine((said) => (said.days === undefined) !== (said.months === undefined), 'days-or-months'),
  /** At most so many days inside within a year, which begins on 1 January unless said. */
  z.strictObject({
    kind: z.literal('per-year'), days,
    yearBegins: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'month-day').optional(),
  }),
  /** So many hours from the moment of entry: transit and shore passes. */
  z.strictObject({ kind: z.literal('hours'), hours: z.int().min(1).max(24 * 366) }),
  /** What the visa says: until when, and how many days at each entry or at all entries together. */
  z.strictObject({
    kind: z.literal('visa'),
    stay: z.enum(['each-entry', 'all-entries']).optional(),
    until: z.enum(['leave-by', 'enter-by']).optional(),
  }),
  /** Until the permit ends, and so many days of grace. */
  z.strictObject({ kind: z.literal('permit'), graceDays: days.optional() }),
  /** No entry: the law asks for a visa or permit that the person does not have. */
  z.strictObject({ kind: z.literal('no-entry') }),
])
export type Limit = z.infer<typeof Limit>

const anyOrNone = z.enum(['any', 'none'])
const Names = z.array(Name).min(1).max(mostListed)

/** Of whom a rule speaks; what is not said does not matter. All that is said must be so. */
export const AppliesTo = z.strictObject({
  /** ICAO three-letter codes, or names of groups of this file. */
  nationality: Names.optional(),
  notNationality: Names.optional(),
  residence: Names.optional(),
  document: z.array(z.enum(DOCUMENT_TYPES)).min(1).optional(),
  purpose: z.array(z.enum(TRIP_PURPOSES)).min(1).optional(),
  /** Classes of visa, one of which is valid on the day of entry and has an entry left. */
  visa: z.union([anyOrNone, Names]).optional(),
  /** Classes of permit, one of which is valid on the day. */
  permit: z.union([anyOrNone, Names]).optional(),
})
export type AppliesTo = z.infer<typeof AppliesTo>

/** Days inside that a rule does not count. */
export const leftOutKinds = ['force-majeure', 'permit'] as const
export type LeftOutKind = (typeof leftOutKinds)[number]

export const Rule = z.strictObject({
  /** The same name may stand again with other days in force: that is the rule as it was changed. */
  id: Name,
  title: Title,
  /** The paragraph that it stands on. */
  law: Text,
  /** Both days are in force. */
  inForce: z.strictObject({ from: Day.optional(), until: Day.optional() }).optional(),
  /**
   * When the law changes while a person is inside: `keep`, the law of the day of entry goes on for
   * that stay; `apply`, the law of each day holds on that day.
   */
  onChange: z.enum(['keep', 'apply']).optional(),
  appliesTo: AppliesTo.optional(),
  /** Takes the limits and what is left out of another rule. */
  like: Name.optional(),
  /** Empty: no limit. */
  limits: z.array(Limit).max(12).optional(),
  leavesOut: z.array(z.enum(leftOutKinds)).optional(),
  /** The paragraph by which an extension is granted. */
  extensionLaw: Text.optional(),
  /** What the officer is to see besides: `within 30 km of the border`. */
  conditions: z.array(Text).max(12).optional(),
})
export type Rule = z.infer<typeof Rule>

export const RuleFile = z.strictObject({
  safar: z.literal('stay-rules/1'),
  country: z.string().regex(/^[A-Z]{1,3}$/, 'country'),
  version: Text,
  title: Title.optional(),
  groups: z.record(Name, z.array(Name).max(mostListed)).optional(),
  rules: z.array(Rule).min(1).max(mostRules),
})
export type RuleFile = z.infer<typeof RuleFile>

/** A rule as it is applied: groups spelt out, limits taken over, days as numbers since 1970. */
export interface LaidDown {
  id: string
  title: Record<string, string>
  law: string
  from: number
  until: number
  keeps: boolean
  appliesTo: {
    [K in keyof AppliesTo]: K extends 'nationality' | 'notNationality' | 'residence'
      ? ReadonlySet<string> | undefined : AppliesTo[K]
  }
  limits: Limit[]
  leavesOut: ReadonlySet<LeftOutKind>
  extensionLaw?: string | undefined
  conditions: string[]
}

/** A State's rules, ready to be asked; the first rule that applies is the rule. */
export interface StayRules { country: string; version: string; rules: LaidDown[] }

/** What is wrong in a rule file, and where: line and column count from 1. */
export interface RuleFault {
  fault: string
  line: number
  column: number
  /** Where in the file, as names and numbers: `rules.3.limits.0.days`. */
  at: string
  hint: string
}
