// What speaks for a person being the one of an alert, and against: each piece shown, in bits.

import type { NameComparison } from '../../lib/names/compare-names.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { birthSpan, numbered, sameIssuer, type Listed } from './listed.ts'
import { oneEditApart, oneIsCut, readNumber, writtenNumber } from './numbers.ts'
import type { HitReason } from './terms.ts'

/** The name of a person that is likest to a name of an alert, both as they were written. */
export interface BestName { comparison: NameComparison; alert: string; person: string }

export interface Evidence {
  /** log2 odds that the person is the one of the alert, before how many there are is counted in. */
  bits: number
  /** How probable it is, 0 to 1, among so many. */
  score: number
  reasons: HitReason[]
  /** What is made of it: shown as an alert, looked at again, or left alone. */
  level?: 'alert' | 'review'
}

const identity = 30
/** A name that hits by itself, whole or nearly; less of it needs something else that agrees. */
const wholeName = 0.5
const partOfName = 0.2
/** Odds (bits, before the population) at which a hit is looked at again, and raised as an alert. */
const [reviewAt, alertAt] = [-4, 0]

/**
 * Weighs an alert against a person, given how their names compare (none where no names were
 * compared); `population` is how many people there are to be mistaken for.
 */
export function weigh(
  person: ScreenedPerson, alert: Listed, name: BestName | undefined, population: number,
): Evidence {
  const birth = birthEvidence(alert, person)
  const others = [...sexEvidence(alert, person), ...nationalityEvidence(alert, person)]
  const likeness = name?.comparison.score ?? 0
  const supported = likeness >= partOfName || (birth?.weight ?? 0) >= 5
  const found = [...documentEvidence(alert, person, supported), ...vehicleEvidence(alert, person)]
  const reasons = [
    ...found, ...(name && likeness > 0 ? [nameReason(name)] : []), ...(birth ? [birth] : []),
    ...others,
  ]
  const bits = reasons.reduce((sum, reason) => sum + reason.weight, 0)
  const byNumber = found.some((reason) => reason.weight >= identity) ||
    (found.length > 0 && supported)
  const against = reasons.some(({ about, weight }) => about !== 'name' && weight <= -5)
  const odds = bits - Math.log2(population)
  const agrees = (birth?.weight ?? 0) >= 5
  const byName = !against && (likeness >= wholeName || likeness >= partOfName && agrees)
  const level = byNumber || byName && odds >= alertAt ? 'alert'
    : byName && (odds >= reviewAt || likeness >= wholeName) ? 'review' : undefined
  const shown = level === 'alert' ? Math.max(odds, 0) : odds
  const score = Math.round(1000 / (1 + 2 ** (-shown / 2))) / 1000
  return { bits, score, reasons, ...(level && { level }) }
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
  }
}

function shown(name: string): string {
  return name.slice(0, 300)
}

function rounded(bits: number): number {
  return Math.round(bits * 10) / 10
}

function birthEvidence(alert: Listed, person: ScreenedPerson): HitReason | undefined {
  const theirs = birthSpan(alert.birth)
  const ours = birthSpan(person.birthDate)
  if (!theirs || !ours) return undefined
  const said = {
    about: 'birth-date' as const, alert: alert.birth!.value, person: person.birthDate!.value!,
  }
  if (theirs.exact && ours.exact && theirs.first === ours.first) {
    return { ...said, why: 'same-birth-date', weight: 14 }
  }
  if (ours.first <= theirs.last && theirs.first <= ours.last) {
    // The wider what both may mean, the less it says that they agree.
    const days = Math.max(theirs.last - theirs.first, ours.last - ours.first) + 1
    return { ...said, why: 'birth-date-agrees', weight: rounded(14 - Math.log2(days)) }
  }
  if (dayAndMonthSwapped(said.alert, said.person)) {
    return { ...said, why: 'day-and-month-swapped', weight: 9 }
  }
  const apart = Math.max(ours.first - theirs.last, theirs.first - ours.last)
  if (said.alert.slice(4) === said.person.slice(4) && apart < 366 * 2) {
    return { ...said, why: 'birth-year-near', weight: 4 }
  }
  return { ...said, why: 'other-birth-date', weight: apart < 366 * 2 ? -6 : -12 }
}

function dayAndMonthSwapped(a: string, b: string): boolean {
  const [year, month, day] = a.split('-')
  return day !== undefined && month !== day && b === `${year}-${day}-${month}`
}

function sexEvidence(alert: Listed, person: ScreenedPerson): HitReason[] {
  const known = (sex?: string) => sex === 'M' || sex === 'F'
  if (!known(alert.sex) || !known(person.sex)) return []
  const same = alert.sex === person.sex
  return [{
    about: 'sex', why: same ? 'same-sex' : 'other-sex', alert: alert.sex!, person: person.sex!,
    weight: same ? 1 : -5,
  }]
}

function nationalityEvidence(alert: Listed, person: ScreenedPerson): HitReason[] {
  if (!alert.nationalities?.length || !person.nationalities?.length) return []
  const same = person.nationalities.some((each) => alert.nationalities!.includes(each))
  return [{
    about: 'nationality', why: same ? 'same-nationality' : 'other-nationality',
    alert: alert.nationalities.join(' '), person: person.nationalities.join(' '),
    weight: same ? 1 : -1,
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
