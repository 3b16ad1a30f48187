// Days and times as UN/EDIFACT and air transport write them: of two digits, which century.

import { partialDate, type PartialDate } from '../../lib/dates/partial-date.ts'

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')

/** On which side of the message's day a two-digit year is sought. */
export type Meant = 'birth' | 'expiry' | 'near'

/**
 * The full year of two digits: a birth is not after the year of the message; an expiry lies within
 * thirty years before and seventy after; anything else within fifty.
 */
export function fullYear(two: number, meant: Meant, today: number): number {
  const latest = meant === 'birth' ? today : meant === 'expiry' ? today + 69 : today + 49
  return latest - ((latest - two) % 100 + 100) % 100
}

/** How a date is read: what it means, and the year of the message. */
export interface Reading { meant: Meant; year: number }

/**
 * A day of DTM (C507): `yymmdd` or `ccyymmdd`, with or without a time behind it. Zeros of month and
 * day mean that they are not known. Undefined where it is no date.
 */
export function dayOfDtm(value: string, { meant, year }: Reading): PartialDate | undefined {
  const digits = value.replaceAll(/\D/g, '')
  const long = [8, 12, 14].includes(digits.length)
  if (!long && ![6, 10].includes(digits.length)) return undefined
  const yyyy = long ? Number(digits.slice(0, 4))
    : fullYear(Number(digits.slice(0, 2)), meant, year)
  const rest = digits.slice(long ? 4 : 2)
  return known([String(yyyy).padStart(4, '0'), rest.slice(0, 2), rest.slice(2, 4)])
}

/** A day and time of DTM, `2026-11-24T15:45`; the day alone where no time is said. */
export function momentOfDtm(value: string, year: number): string | undefined {
  const digits = value.replaceAll(/\D/g, '')
  const day = dayOfDtm(value, { meant: 'near', year })
  if (!day || day.precision !== 'day') return undefined
  const time = digits.slice([8, 12, 14].includes(digits.length) ? 8 : 6)
  return time.length < 4 ? day.value : `${day.value}T${time.slice(0, 2)}:${time.slice(2, 4)}`
}

/** A day and time of PADIS, `ddmmyy` and `hhmm` (PNRGOV). */
export function momentOfPadis(day: string, time: string, year: number): string | undefined {
  const [, dd, mm, yy] = /^(\d\d)(\d\d)(\d\d(?:\d\d)?)$/.exec(day) ?? []
  if (dd === undefined) return undefined
  const yyyy = yy!.length === 4 ? Number(yy) : fullYear(Number(yy), 'near', year)
  const date = known([String(yyyy), mm!, dd])
  if (date?.precision !== 'day') return undefined
  return /^\d{4}/.test(time) ? `${date.value}T${time.slice(0, 2)}:${time.slice(2, 4)}` : date.value
}

/** A day as reservations write it, `15JUL64` (AIRIMP). */
export function dayOfAirimp(text: string, { meant, year }: Reading): PartialDate | undefined {
  const [, dd, name, yy] = /^(\d{1,2})([A-Z]{3})(\d\d|\d{4})$/i.exec(text.trim()) ?? []
  const month = months.indexOf(name?.toUpperCase() ?? '')
  if (month < 0) return undefined
  const yyyy = yy!.length === 4 ? Number(yy) : fullYear(Number(yy), meant, year)
  return known([String(yyyy), String(month + 1).padStart(2, '0'), dd!.padStart(2, '0')])
}

function known([year, month, day]: [string, string, string]): PartialDate | undefined {
  const value = month === '00' ? year
    : day === '00' ? `${year}-${month}` : `${year}-${month}-${day}`
  const date = partialDate(value)
  return 'refused' in date ? undefined : date
}
