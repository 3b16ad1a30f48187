// The words of a risk rule: facts it may ask about, how it compares them, and what it may ask for.

import { z } from 'zod'
import { line, wholeDay } from '../../ui/fields/terms.ts'

/** What each fact is: a number, a yes or no, or one of codes. */
export const ruleFacts = {
  'nationality': 'code', 'sex': 'code', 'age': 'number',
  'document-type': 'code', 'document-issuer': 'code', 'document-age-days': 'number',
  'document-days-left': 'number', 'document-of-other-state': 'yes-no',
  'document-new-here': 'yes-no', 'documents-used': 'number',
  'direction': 'code', 'conveyance': 'code', 'alone': 'yes-no',
  'plate-of-other-state': 'yes-no',
  'first-time': 'yes-no', 'crossings-30-days': 'number', 'crossings-before': 'number',
  'days-since-last': 'number', 'refusals-2-years': 'number', 'referrals-2-years': 'number',
  'posts-30-days': 'number',
} as const
export type RuleFact = keyof typeof ruleFacts
export const factNames = Object.keys(ruleFacts) as [RuleFact, ...RuleFact[]]

/**
 * What a person is and cannot help being. No rule stands on these alone (Schengen Borders Code,
 * art. 7; ICERD, art. 1); religion and ethnicity are no facts here at all.
 */
export const protectedFacts: ReadonlySet<RuleFact> =
  new Set(['nationality', 'sex', 'age', 'document-issuer'])

export const comparisons = ['is', 'is-not', 'less-than', 'at-least', 'one-of'] as const

/** One fact compared with a value. */
export const Condition = z.strictObject({
  fact: z.enum(factNames), is: z.enum(comparisons),
  value: z.union([
    z.number(), z.boolean(), z.string().max(40), z.array(z.string().max(40)).max(60),
  ]),
}).refine(isOfItsKind, 'rule-value')
export type Condition = z.infer<typeof Condition>

/** All of these hold; one of them may be several, of which any must. */
export const Conditions = z.array(
  z.union([Condition, z.strictObject({ any: z.array(Condition).min(2).max(12) })])
).min(1).max(12)
export type Conditions = z.infer<typeof Conditions>

export const ruleTerms = {
  name: line(120),
  all: Conditions,
  /** What the officer is asked to look at. */
  look: line(300),
  owner: line(120),
  legalBasis: line(300),
  validUntil: wholeDay('future'),
}

/** How many of one nationality crossed, and how many of them would have been asked. */
export const ByNationality = z.strictObject({
  nationality: z.string().max(8), crossings: z.int().min(0), would: z.int().min(0),
})

/** What a run against past crossings found. */
export const Trial = z.strictObject({
  from: z.string(), until: z.string(), crossings: z.int().min(0), would: z.int().min(0),
  /** For how many the conditions hold that do not ask what a person is. */
  withoutProtected: z.int().min(0),
  byNationality: z.array(ByNationality).max(300),
})
export type Trial = z.infer<typeof Trial>

function isOfItsKind({ fact, is, value }: { fact: RuleFact; is: string; value: unknown }): boolean {
  switch (ruleFacts[fact]) {
    case 'number': return typeof value === 'number' && ['less-than', 'at-least', 'is'].includes(is)
    case 'yes-no': return typeof value === 'boolean' && is === 'is'
    case 'code': return is === 'one-of' ? Array.isArray(value) && value.length > 0
      : ['is', 'is-not'].includes(is) && typeof value === 'string' && value !== ''
  }
}

/** The part of a rule that does not ask what a person is: what must hold whoever it is. */
export function withoutProtected(all: Conditions): Conditions {
  return all.filter((each) => ('any' in each ? each.any : [each])
    .every(({ fact }) => !protectedFacts.has(fact)))
}
