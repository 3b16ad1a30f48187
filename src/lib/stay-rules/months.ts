// Calendar months on days counted since 1970, as laws count three or twelve months.

import { dayNumber, dayOf } from '../dates/days.ts'
import { daysInMonth } from '../dates/partial-date.ts'

/** The same day so many months later or earlier; the last of the month where it has no such day. */
export function addMonths(day: number, months: number): number {
  const [year, month, date] = dayOf(day).split('-').map(Number) as [number, number, number]
  const count = year * 12 + month - 1 + months
  const [y, m] = [Math.floor(count / 12), count % 12 + 1]
  const last = Math.min(date, daysInMonth(y, m))
  return dayNumber([String(y).padStart(4, '0'), pad(m), pad(last)].join('-'))
}

/** The first day of the year that a day lies in, where years begin on `MM-DD`. */
export function yearOfDay(day: number, begins: string): number {
  const iso = dayOf(day)
  const year = Number(iso.slice(0, 4)) - (iso.slice(5) < begins ? 1 : 0)
  return dayNumber(`${String(year).padStart(4, '0')}-${begins}`)
}

const pad = (number: number) => String(number).padStart(2, '0')
