// Which rule speaks of a person on a day: the first of the file that applies and is in force.

import type { CountedStay, Note } from './history.ts'
import type { Span } from './days-inside.ts'
import type { AppliesTo, LaidDown } from './terms.ts'

export interface Visa {
  class: string
  from: number
  until: number
  /** How often it may be entered with; absent where that is not limited. */
  entries?: number | undefined
  /** Its duration of stay in days; absent where it has none of its own. */
  days?: number | undefined
}
export interface Permit extends Span { class: string }

/** What a rule may ask of a person. */
export interface Facts {
  nationality: string
  residence?: string | undefined
  document?: string | undefined
  purpose?: string | undefined
  /** The visa that is used; classes of permits that hold. */
  visa?: string | undefined
  permits: readonly string[]
}

export type Because =
  'not-in-force' | 'nationality' | 'residence' | 'document' | 'purpose' | 'visa' | 'permit'

/** Why a rule does not speak of a person on a day; undefined where it does. */
export function because(rule: LaidDown, facts: Facts, day: number): Because | undefined {
  const { nationality, notNationality, residence, document, purpose, visa, permit } = rule.appliesTo
  if (day < rule.from || day > rule.until) return 'not-in-force'
  if (nationality && !nationality.has(facts.nationality)) return 'nationality'
  if (notNationality?.has(facts.nationality)) return 'nationality'
  if (residence && !(facts.residence && residence.has(facts.residence))) return 'residence'
  if (document && !(document as string[]).includes(facts.document ?? '')) return 'document'
  if (purpose && !(purpose as string[]).includes(facts.purpose ?? '')) return 'purpose'
  if (!holdsOne(visa, facts.visa === undefined ? [] : [facts.visa])) return 'visa'
  if (!holdsOne(permit, facts.permits)) return 'permit'
  return undefined
}

function holdsOne(asked: AppliesTo['visa'], held: readonly string[]): boolean {
  if (asked === undefined) return true
  if (asked === 'none') return held.length === 0
  return asked === 'any' ? held.length > 0 : held.some((each) => asked.includes(each))
}

/** Whether a condition on visas or permits speaks of one of this class. */
export function speaksOf(asked: AppliesTo['visa'], name: string): boolean {
  return asked === 'any' || (Array.isArray(asked) && asked.includes(name))
}

/**
 * How earlier entries used the visas: each entry on a day on which a visa is valid uses one entry
 * of the visa that ends first and has one left, so that as many as can be are covered.
 */
export function visasAtEntry(
  visas: readonly Visa[], earlier: readonly CountedStay[], entry: number,
): { visa: Visa; stays: CountedStay[]; left: boolean }[] {
  const used = visas.map((visa) => ({ visa, stays: [] as CountedStay[] }))
  const endsFirst = used.toSorted((a, b) => a.visa.until - b.visa.until)
  const left = ({ visa, stays }: (typeof used)[number]) => stays.length < (visa.entries ?? Infinity)
  for (const stay of earlier) {
    endsFirst.find((each) => covers(each.visa, stay.from) && left(each))?.stays.push(stay)
  }
  return used.filter(({ visa }) => covers(visa, entry))
    .map((each) => ({ ...each, left: left(each) }))
}

const covers = ({ from, until }: Visa, day: number) => from <= day && day <= until

/** What is to be said of visas that cannot be used, or of which several can. */
export function visaNotes(
  visas: readonly Visa[], atEntry: ReturnType<typeof visasAtEntry>,
): Note[] {
  const usable = atEntry.filter(({ left }) => left)
  return [
    ...(visas.length > atEntry.length ? [{ note: 'visa-not-valid-on-entry' as const }] : []),
    ...atEntry.filter(({ left }) => !left).map(({ visa, stays }) => ({
      note: 'visa-entries-used' as const, evidence: { class: visa.class, used: stays.length },
    })),
    ...(usable.length > 1 ? [{
      note: 'visas-overlap' as const,
      evidence: { visas: usable.map(({ visa }) => visa.class).join(', ') },
    }] : []),
  ]
}
