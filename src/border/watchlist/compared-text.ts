// What is compared of an alert as one short text: a list of millions is kept in memory as these.

import { dayNumber, dayOf } from '../../lib/dates/days.ts'
import type { Compared } from './listed.ts'

/** Between the id, the names and each thing said beside them; and between several of one kind. */
const [apart, among] = ['\x01', '\x02']
/** What has such a sign in it is kept as JSON behind this sign. */
const asJson = '\x00'
const signs = /[\x00-\x02]/

/** Whether this is the text of an alert. */
export function isTextOf(text: string, alert: string): boolean {
  return text.startsWith(alert) && text.charAt(alert.length) === apart
    || text.startsWith(`${asJson}[${JSON.stringify(alert)}`)
}

/** The text; `comparedOf` reads it. */
export function textOfCompared(compared: Compared): string {
  const { alert, names, weak, birth, births, sex, nationalities, documents, vehicle, instruction }
    = compared
  let text = `${alert}${apart}${names.join(among)}`
  if (birth) text += apart + textOfBirth(birth)
  if (sex !== undefined) text += `${apart}s${sex}`
  if (nationalities) text += `${apart}n${nationalities.join(among)}`
  for (const { number, issuer } of documents ?? []) {
    text += `${apart}#${number}${issuer === undefined ? '' : among + issuer}`
  }
  if (weak) text += `${apart}w${weak.join(among)}`
  if (births || vehicle || instruction !== undefined || documents?.length === 0) {
    text += `${apart}j${JSON.stringify({ births, vehicle, instruction,
      ...(documents?.length === 0 && { documents }) })}`
  }
  // A sign of ours in a name, and a list of nothing, would be read as something else.
  const odd = [alert, ...names, sex, ...nationalities ?? [], birth?.value,
    ...(documents ?? []).flatMap(({ number, issuer }) => [number, issuer])]
    .some((each) => each !== undefined && signs.test(each))
  const empty = names.length === 0 || nationalities?.length === 0 || weak?.length === 0
  if (!odd && !empty) return text
  const { alert: _, names: __, ...rest } = compared
  return asJson + JSON.stringify([alert, names, rest])
}

/** What a text says. */
export function comparedOf(text: string): Compared {
  if (text.startsWith(asJson)) {
    const [alert, names, rest] = JSON.parse(text.slice(1)) as [string, string[], object]
    return { ...rest, alert, names }
  }
  const [alert, names, ...said] = text.split(apart) as [string, string, ...string[]]
  const compared: Compared = { alert, names: names.split(among) }
  for (const each of said) {
    const rest = each.slice(1)
    switch (each[0]) {
      case 's': compared.sex = rest; break
      case 'n': compared.nationalities = rest.split(among); break
      case 'w': compared.weak = rest.split(among).map(Number); break
      case 'j': Object.assign(compared, JSON.parse(rest)); break
      case '#': {
        const [number, issuer] = rest.split(among) as [string, string?]
        ;(compared.documents ??= []).push(issuer === undefined ? { number } : { number, issuer })
        break
      }
      default: compared.birth = birthOf(each)
    }
  }
  return compared
}

type Birth = NonNullable<Compared['birth']>

/** A whole day is three signs that no word of a name has: days since 1700 to the base of 64. */
const dayZero = dayNumber('1700-01-01')
const figures = Array.from({ length: 0x41 }, (_, code) => String.fromCharCode(code))
  .filter((sign) => sign > among && sign !== '*' && sign !== '@').join('') + '[\\]^'
const placeOf = new Uint8Array(128)
for (let at = 0; at < figures.length; at++) placeOf[figures.charCodeAt(at)] = at
const days = 64 ** 3

function textOfBirth({ value, precision, toleranceYears }: Birth): string {
  if (precision === 'day' && toleranceYears === undefined && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const day = dayNumber(value) - dayZero
    if (day >= 0 && day < days && dayOf(day + dayZero) === value) {
      return `*${figures[day >> 12]!}${figures[(day >> 6) & 63]!}${figures[day & 63]!}`
    }
  }
  const tolerance = toleranceYears === undefined ? '' : among + toleranceYears
  return `b${value}${among}${precision}${tolerance}`
}

function birthOf(text: string): Birth {
  if (text[0] === '*') {
    const figure = (at: number) => placeOf[text.charCodeAt(at)]!
    const day = (figure(1) << 12) | (figure(2) << 6) | figure(3)
    return { value: dayOf(day + dayZero), precision: 'day' }
  }
  const [value, precision, tolerance] = text.slice(1).split(among) as
    [string, Birth['precision'], string?]
  return { value, precision, ...(tolerance !== undefined && { toleranceYears: Number(tolerance) }) }
}
