// An alert and a person side by side, field by field, for those who have to decide.

import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import type { AlertTerms } from './listed.ts'
import type { HitReason } from './terms.ts'

/** One line of the comparison; `why` and `weight` (bits) where the field spoke for or against. */
export interface Compared {
  about: HitReason['about']
  alert: string[]
  person: string[]
  why?: string
  weight?: number
}

/** All fields that either side has, in the order in which an officer compares them. */
export function comparison(
  terms: AlertTerms, person: ScreenedPerson, reasons: readonly HitReason[],
): Compared[] {
  const numberOf = (
    { number, issuer }: { number: string; issuer?: string | undefined }
  ) => `${issuer ?? ''} ${number}`.trim()
  const plateOf = (vehicle?: { plate: string; country?: string | undefined }) =>
    vehicle ? [`${vehicle.country ?? ''} ${vehicle.plate}`.trim()] : []
  const known = (text?: string) => (text ? [text] : [])
  const sides: [HitReason['about'], string[], string[]][] = [
    [
      'name', (terms.names ?? []).map(({ whole, parts }) => whole ?? parts!.join(' ')),
      person.names,
    ],
    ['birth-date', known(terms.birthDate?.value), known(person.birthDate?.value)],
    ['sex', known(terms.sex), known(person.sex)],
    ['nationality', terms.nationalities ?? [], person.nationalities ?? []],
    ['document', (terms.documents ?? []).map(numberOf), (person.documents ?? []).map(numberOf)],
    ['vehicle', plateOf(terms.vehicle), plateOf(person.vehicle)],
  ]
  return sides.filter(([, alert, ours]) =>
    alert.length + ours.length > 0).map(([about, alert, ours]) => {
    const reason = reasons.find((each) => each.about === about)
    return { about, alert, person: ours, ...(reason && { why: reason.why, weight: reason.weight }) }
  })
}
