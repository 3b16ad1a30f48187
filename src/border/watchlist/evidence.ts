// What speaks for a person being the one of an alert, and against: each piece shown, in bits.

import { birthSpan, numbered, sameIssuer, type Listed } from './listed.ts'
import { compareNames } from '../../lib/names/compare-names.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { oneEditApart, readNumber, writtenNumber } from './numbers.ts'
import type { HitReason } from './terms.ts'

/** How rare a token is among the listed and usual names: bits it is worth when it agrees. */
export type Rarity = (token: string) => number

export interface Evidence { hit: boolean; score: number; reasons: HitReason[] }

const identity = 30
const leastNameLikeness = 0.75
const sameName = 0.97
/** Two names of three, where the birth date agrees: a third is lost by marriage and by copying. */
const leastWithBirthDate = 0.6

/**
 * Weighs an alert against a person; `population` is how many names there are to be mistaken for.
 */
export function weigh(
  alert: Listed, person: ScreenedPerson, personWords: readonly string[][], rarity: Rarity,
  population: number,
): Evidence {
  const name = nameEvidence(alert, person, personWords, rarity)
  const birth = birthEvidence(alert, person)
  const others = [...sexEvidence(alert, person), ...nationalityEvidence(alert, person)]
  const supported = name.likeness >= 0.6 || (birth?.weight ?? 0) >= 5
  const documents = documentEvidence(alert, person, supported)
  const vehicle = vehicleEvidence(alert, person)
  const found = [...documents, ...vehicle]
  const reasons = [
    ...found, ...(name.reason ? [name.reason] : []), ...(birth ? [birth] : []), ...others
  ]
  const bits = reasons.reduce((sum, reason) => sum + reason.weight, 0)
  const byNumber = found.some((reason) => reason.weight >= identity) ||
    (found.length > 0 && supported)
  const against = reasons.some((reason) => reason.weight <= -6)
  const need = Math.log2(population) + 2
  // A whole name hits unless something speaks against it; a part of one needs to be worth enough.
  const alike = name.likeness >= (
    (birth?.weight ?? 0) >= 5 ? leastWithBirthDate : leastNameLikeness
  )
  const byName = alike && !against && (bits >= need || name.whole)
  const score = 1 / (1 + 2 ** ((need - Math.max(bits, byNumber || byName ? need : bits)) / 3))
  return { hit: byNumber || byName, score: Math.round(score * 1000) / 1000, reasons }
}

interface NameEvidence { likeness: number; whole: boolean; reason?: HitReason }

/** The best of all pairs of a listed name and a name of the person. */
function nameEvidence(
  alert: Listed, person: ScreenedPerson, personWords: readonly string[][], rarity: Rarity,
): NameEvidence {
  let best: NameEvidence = { likeness: 0, whole: false }
  alert.words.forEach((theirs, listedAs) => personWords.forEach((ours, index) => {
    // Another spelling of a name that agrees already would say nothing more.
    if (best.likeness >= sameName) return
    const { score, aligned } = compareNames(ours, theirs)
    if (score <= best.likeness) return
    const whys = new Set(aligned.map(({ why }) => why))
    const whole = !whys.has('missing')
    const bits = aligned.reduce(
      (sum, { b, weight }) => sum + (weight ? weight ** 2 * rarity(b) : 0), 0,
    )
    const others = ['spelling', 'script', 'typo', 'initial'] as const
    const why = !whole ? 'part-of-the-name' : others.some((each) => whys.has(each))
      ? 'name-spelled-otherwise' : whys.has('order') ? 'same-name-other-order' : 'same-name'
    best = {
      likeness: score, whole,
      reason: {
        about: 'name', why, alert: shown(alert.names[listedAs]!),
        person: shown(person.names[index]!),
        weight: rounded(bits),
      },
    }
  }))
  return best
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
