// What speaks for a person being the one of an alert, and against: each piece shown, in bits.

import type { NameComparison } from '../../lib/names/compare-names.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { birthSpan, numbered, sameIssuer, type Listed } from './listed.ts'
import { readNumber } from '../travellers/number-terms.ts'
import { oneEditApart, oneIsCut, writtenNumber } from './numbers.ts'
import type { HitReason } from './terms.ts'

/** The name of a person that is likest to a name of an alert, both as they were written. */
export interface BestName { comparison: NameComparison; alert: string; person: string }

export interface Evidence {
  /** log2 odds that the person is the one of the alert, on a list as long as was learned on. */
  bits: number
  /** How probable it is, 0 to 1, where as many are looked for as not, among so many listed. */
  score: number
  reasons: HitReason[]
  /** What is made of it: shown as an alert, looked at again, or left alone. */
  level?: 'alert' | 'review'
}

/** The list that the weights of names were learned against had so many names. */
const learnedAmong = 12_000
/** A number that hits by itself. */
const identity = 30
/** What agrees or differs by so many bits supports a part of a name, or overrules a whole one. */
const [supporting, overruling] = [4, -5]
/** A name less sure than this is none; one less sure than `wholeName` needs something beside it. */
export const partOfName = 0.02
const wholeName = 0.1
/** A name that is likelier than this bears out a number that is nearly the same. */
const supportingName = 0.2
/** The same name, however it is written: looked at whatever else is known. */
const sameName = 0.9
/**
 * Odds in bits from which a hit is looked at again, and from which it is an alert. By name alone,
 * against five thousand listed people, 97 in a hundred listed names with one slip are above the
 * second, and of ordinary people of all countries four in a thousand (`bench/names.ts`).
 */
export const [reviewAt, alertAt] = [0, 2] as const

/**
 * Weighs an alert against a person, given how their names compare (none where no names were
 * compared). `listed` is how many there are to be mistaken for: the more, the more must agree.
 * What is unknown on either side says nothing.
 */
export function weigh(
  person: ScreenedPerson, alert: Listed, name: BestName | undefined, listed: number,
): Evidence {
  const birth = birthEvidence(alert, person)
  const others = [...sexEvidence(alert, person), ...nationalityEvidence(alert, person)]
  const likeness = name?.comparison.score ?? 0
  const agrees = (birth?.weight ?? 0) >= supporting
  const supported = likeness >= supportingName || agrees
  const found = [...documentEvidence(alert, person, supported), ...vehicleEvidence(alert, person)]
  const reasons = [
    ...found, ...(name && likeness > 0 ? [nameReason(name)] : []), ...(birth ? [birth] : []),
    ...others,
  ]
  // A name with no word alike is no reason to show, and all against it where no number hits.
  const unlike = name && likeness === 0 && found.length === 0 ? name.comparison.bits : 0
  const bits = reasons.reduce((sum, reason) => sum + reason.weight, unlike)
  const odds = bits - Math.log2(listed / learnedAmong)
  const level = found.length > 0 && (supported || found.some(({ weight }) => weight >= identity))
    ? 'alert' : levelOf({ odds, likeness, agrees, reasons })
  // A number that hits is an alert, whatever speaks against: the odds shown say no less.
  const sure = level === 'alert' ? Math.max(odds, alertAt) : odds
  const score = Math.round(1e5 / (1 + 2 ** -sure)) / 1e5
  return { bits: rounded(bits), score, reasons, ...(level && { level }) }
}

function levelOf({ odds, likeness, agrees, reasons }: {
  odds: number; likeness: number; agrees: boolean; reasons: readonly HitReason[]
}): Evidence['level'] {
  const overruled = reasons.some(({ about, weight }) => about !== 'name' && weight <= overruling)
  if (overruled) return undefined
  if (likeness < (agrees ? partOfName : wholeName)) return undefined
  if (odds >= alertAt) return 'alert'
  const whole = likeness >= sameName && reasons.some(
    ({ about, why }) => about === 'name' && why !== 'part-of-the-name')
  return odds >= reviewAt || whole ? 'review' : undefined
}

function nameReason({ comparison, alert, person }: BestName): HitReason {
  const whys = new Set(comparison.aligned.map(({ why }) => why))
  const otherwise = ['spelling', 'script', 'typo', 'initial', 'nickname', 'cut'] as const
  const why = whys.has('missing') || whys.has('different') ? 'part-of-the-name'
    : otherwise.some((each) => whys.has(each)) ? 'name-spelled-otherwise'
      : whys.has('order') ? 'same-name-other-order' : 'same-name'
  return {
    about: 'name', why, alert: shown(alert), person: shown(person),
    weight: rounded(comparison.bits),
    words: comparison.aligned.slice(0, 16).map((pair) => ({
      person: pair.a.slice(0, 100), alert: pair.b.slice(0, 100), why: pair.why,
      weight: rounded(pair.weight),
    })),
  }
}

function shown(name: string): string {
  return name.slice(0, 300)
}

function rounded(bits: number): number {
  return Math.round(bits * 10) / 10
}

/**
 * Bits of birth dates. Two people share a day of birth once in some 16,000; a year, once in forty;
 * one person's dates differ by a slip once in twenty.
 */
const birthBits = {
  same: 14, swapped: 8, digit: 4, year: 4, about: -3, near: -6, other: -12,
} as const

function birthEvidence(alert: Listed, person: ScreenedPerson): HitReason | undefined {
  const theirs = birthSpan(alert.birth)
  const ours = birthSpan(person.birthDate)
  if (!theirs || !ours) return undefined
  const said = {
    about: 'birth-date' as const, alert: alert.birth!.value, person: person.birthDate!.value!,
  }
  if (theirs.exact && ours.exact && theirs.first === ours.first) {
    return { ...said, why: 'same-birth-date', weight: birthBits.same }
  }
  if (ours.first <= theirs.last && theirs.first <= ours.last) {
    // The wider what both may mean, the less it says that they agree.
    const days = Math.max(theirs.last - theirs.first, ours.last - ours.first) + 1
    return {
      ...said, why: 'birth-date-agrees', weight: rounded(birthBits.same - Math.log2(days)),
    }
  }
  if (dayAndMonthSwapped(said.alert, said.person)) {
    return { ...said, why: 'day-and-month-swapped', weight: birthBits.swapped }
  }
  const apart = Math.max(ours.first - theirs.last, theirs.first - ours.last)
  const near = apart < 366 * 2
  if (said.alert.slice(4) === said.person.slice(4) && near) {
    return { ...said, why: 'birth-year-near', weight: birthBits.year }
  }
  if (theirs.exact && ours.exact && oneDigitApart(said.alert, said.person)) {
    return { ...said, why: 'birth-date-one-digit-off', weight: birthBits.digit }
  }
  // Who knows only the year of a birth is often a year off.
  const about = apart < 366 && !(theirs.exact && ours.exact)
  const weight = about ? birthBits.about : near ? birthBits.near : birthBits.other
  return { ...said, why: 'other-birth-date', weight }
}

// A figure amiss in the year or the day: 1987 for 1981, the 14th for the 17th.
function oneDigitApart(a: string, b: string): boolean {
  let apart = 0
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) apart += 1
  return apart === 1
}

function dayAndMonthSwapped(a: string, b: string): boolean {
  const [year, month, day] = a.split('-')
  return day !== undefined && month !== day && b === `${year}-${day}-${month}`
}

/** One in two is of the same sex; one passport in some hundred names the wrong one. */
const sexBits = { same: 1, other: -5.5 } as const
/** Four in five keep the nationality they are listed with; of strangers, one in four has it. */
const nationalityBits = { same: 1.7, other: -1.9 } as const

function sexEvidence(alert: Listed, person: ScreenedPerson): HitReason[] {
  const known = (sex?: string) => sex === 'M' || sex === 'F'
  if (!known(alert.sex) || !known(person.sex)) return []
  const same = alert.sex === person.sex
  return [{
    about: 'sex', why: same ? 'same-sex' : 'other-sex', alert: alert.sex!, person: person.sex!,
    weight: same ? sexBits.same : sexBits.other,
  }]
}

function nationalityEvidence(alert: Listed, person: ScreenedPerson): HitReason[] {
  if (!alert.nationalities?.length || !person.nationalities?.length) return []
  const same = person.nationalities.some((each) => alert.nationalities!.includes(each))
  return [{
    about: 'nationality', why: same ? 'same-nationality' : 'other-nationality',
    alert: alert.nationalities.join(' '), person: person.nationalities.join(' '),
    weight: same ? nationalityBits.same : nationalityBits.other,
  }]
}

function documentEvidence(alert: Listed, person: ScreenedPerson, supported: boolean): HitReason[] {
  const found: HitReason[] = []
  for (const theirs of alert.documents ?? []) {
    for (const ours of numbered(person)) {
      const a = readNumber(theirs.number)
      const b = readNumber(ours.number)
      const issuer = sameIssuer(theirs.issuer, ours.issuer)
      const said =
        { about: 'document' as const, alert: `${theirs.issuer ?? ''} ${theirs.number}`.trim(),
        person: `${ours.issuer ?? ''} ${ours.number}`.trim() }
      if (a === b) {
        const why = issuer === 'other' ? 'same-number-other-issuer'
          : writtenNumber(theirs.number) === writtenNumber(ours.number)
            ? 'same-document' : 'same-document-misread'
        if (issuer !== 'other' || supported) {
          found.push({ ...said, why, weight: issuer === 'other' ? 12 : identity })
        }
      } else if (supported && issuer !== 'other' && oneIsCut(a, b)) {
        found.push({ ...said, why: 'same-document-misread', weight: 12 })
      } else if (supported && issuer !== 'other' && oneEditApart(a, b)) {
        // A neighbour's number is another person's, unless name or birth date say otherwise.
        found.push({ ...said, why: 'document-one-character-off', weight: 10 })
      }
    }
  }
  return found.sort((a, b) => b.weight - a.weight).slice(0, 1)
}

function vehicleEvidence(alert: Listed, person: ScreenedPerson): HitReason[] {
  const { vehicle } = alert
  if (!vehicle || !person.vehicle ||
    readNumber(vehicle.plate) !== readNumber(person.vehicle.plate)) {
    return []
  }
  if (sameIssuer(vehicle.country, person.vehicle.country) === 'other') return []
  return [{
    about: 'vehicle', why: 'same-vehicle', weight: identity,
    alert: `${vehicle.country ?? ''} ${vehicle.plate}`.trim(),
    person: `${person.vehicle.country ?? ''} ${person.vehicle.plate}`.trim(),
  }]
}
