// Special service requests of a reservation: documents and addresses are texts with slashes.

import { valueOf } from '../../lib/edifact/envelope.ts'
import type { Segment } from '../../lib/edifact/segments.ts'
import { dayOfAirimp } from './edifact-dates.ts'
import { tell, type Told } from './message-parts.ts'
import type { Address, Contact, ListedPerson, Request } from './terms.ts'

/** A request taken apart; the text is in one or more components behind the eighth. */
export interface Ssr extends Request {
  seats: { seat: string; person: string }[]
}

/** Takes a request apart: what is asked, on which leg, the text, and whose seats. */
export function ssrOf(segment: Segment): Ssr {
  const [first = [], ...rest] = segment.elements
  const part = (at: number) => first[at]?.trim() ?? ''
  const text = first.slice(8).map((each) => each.trim()).filter(Boolean).join(' ')
  const seats = rest.flatMap((each) => (each[0]?.trim()
    ? [{ seat: each[0].trim(), person: each[2]?.trim() ?? '' }] : []))
  return {
    code: part(0), seats,
    ...(part(1) && { status: part(1) }), ...(part(2) && { quantity: part(2) }),
    ...(part(3) && { carrier: part(3) }),
    ...(part(6) && { from: part(6) }), ...(part(7) && { to: part(7) }), ...(text && { text }),
    persons: rest.map((each) => each[2]?.trim() ?? '').filter(Boolean),
  }
}

const sexes = new Set(['M', 'F', 'U', 'X', 'MI', 'FI', 'UI', 'XI'])

/**
 * The travel document of DOCS: `/type/issuer/number/nationality/birth/sex/expiry/surname/given/
 * middle`. The fields before the birth date are shifted by some carriers; birth date and sex, which
 * stand side by side, say where the others are.
 */
export function readDocs(
  segment: Segment, person: ListedPerson, { told, year }: { told: Told; year: number },
): void {
  const { text = '' } = ssrOf(segment)
  const fields = (text.startsWith('/') ? text : `/${text}`).split('/').map((each) => each.trim())
  const dates = fields.map((each) => dayOfAirimp(each, { meant: 'birth', year }))
  const found = fields.findIndex((each, at) => at > 0 && sexes.has(each) && dates[at - 1])
  const birth = found > 0 ? found - 1 : 5
  const before = fields.slice(1, birth)
  const [type, issuer, number, nationality] = before.length === 4 ? before
    : before.length === 2 ? [before[0], '', before[1], ''] : shifted(before)
  const [sex, expires, surname, given, middle] = fields.slice(birth + 1)
  if (dates[birth]) person.birthDate = dates[birth]
  if (sex && sexes.has(sex)) person.sex = sex.charAt(0)
  if (surname) person.surname = surname
  if (given) person.givenNames = [given, ...(middle ? [middle] : [])]
  if (nationality && !person.nationalities.includes(nationality)) {
    person.nationalities.push(nationality)
  }
  const until = expires ? dayOfAirimp(expires, { meant: 'expiry', year }) : undefined
  if (number) {
    person.documents.push({
      type: type ?? '', number, ...(issuer && { issuer }), ...(until && { expires: until.value }),
    })
  }
  if ((fields[birth] && !dates[birth]) || (expires && !until)) {
    tell(told, segment, 'date-form', `DOCS ${text.slice(0, 60)}: a day is not written as 15JUL64`)
  }
}

/** Three fields before the birth date: the number is the one with figures in it. */
function shifted(fields: readonly string[]): (string | undefined)[] {
  const [type = '', second = '', third = '', fourth = ''] = fields
  if (!/\d/.test(third) && /\d/.test(second)) return [type, '', second, third]
  return [type, second, third, fourth]
}

/** Another document, DOCO: `/birth place/type/number/place of issue/date of issue/valid in`. */
export function readDoco(
  segment: Segment, person: ListedPerson, { told, year }: { told: Told; year: number },
): void {
  const { text = '' } = ssrOf(segment)
  const fields = (text.startsWith('/') ? text : `/${text}`).split('/').map((each) => each.trim())
  const [, birthPlace, type = '', number = '', issuedAt, issued, issuer] = fields
  const day = issued ? dayOfAirimp(issued, { meant: 'near', year }) : undefined
  if (issued && !day) {
    tell(told, segment, 'date-form', `DOCO ${text.slice(0, 60)}: a day is not written as 15JUL64`)
  }
  if (birthPlace) person.birthPlace ??= birthPlace
  person.documents.push({
    type, number, ...(issuedAt && { issuedAt }), ...(day && { issued: day.value }),
    ...(issuer && { issuer }), ...(birthPlace && { birthPlace }),
  })
}

/** An address, DOCA: `/D or R/country/street/town/region/post code`. */
export function addressOf({ text = '' }: Request): Address {
  const fields = (text.startsWith('/') ? text : `/${text}`).split('/').map((each) => each.trim())
  const [, kind, country, street, city, region, postcode] = fields
  return {
    ...(kind && { kind: kind === 'R' ? 'residence' : kind === 'D' ? 'destination' : kind }),
    ...(street && { street }), ...(city && { city }), ...(region && { region }),
    ...(postcode && { postcode }), ...(country && { country }),
  }
}

/** A contact of a request or a remark; e-mail is written with `//` for @ and `..` for _. */
export function contactOf(code: string, text: string): Contact | undefined {
  const said = text.trim()
  if (!said) return undefined
  const mail = /CTCE|^E/.test(code) || /\S\/\/\S+\.\S/.test(said)
  const value = mail ? said.replace('//', '@').replaceAll('..', '_').replaceAll('./', '-') : said
  return { kind: mail ? 'EM' : 'TE', value }
}

/** The seats of a segment, by the person's number in the reservation. */
export function seatsOf(segment: Segment): Ssr['seats'] {
  return valueOf(segment, 0).toUpperCase() === 'SEAT' ? ssrOf(segment).seats : []
}
