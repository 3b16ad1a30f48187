// Reads a date as officers type it: 1.1.87, 01/1987, 1987, 3 rajab 1445, in any of three calendars.

import { CALENDARS, fromCalendarDay, monthName, toCalendarDay } from '../../lib/dates/calendars.ts'
import type { CalendarName } from '../../lib/dates/calendars.ts'
import { partialDate } from '../../lib/dates/partial-date.ts'
import type { PartialDate } from '../../lib/dates/partial-date.ts'
import { languages } from '../words.ts'
import { plain } from './matching.ts'

/** How what was typed is to be read; `today` is an ISO day. */
export interface Reading { calendar: CalendarName; today: string; when?: 'past' | 'future' }

/** A date that cannot be: the reason is a key of words. */
export interface Unread { wrong: string }

/** Arabic-Indic and Persian digits as Latin ones. */
export function latinDigits(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
}

const longest = 40

/**
 * The date that was typed, as far as it is known. Day first, as all four languages write it; ISO
 * order when the year comes first; zeros, dashes or question marks for what is not known; a month
 * by its name; `~` before an estimate. Nothing typed reads as nothing.
 */
export function readDate(typed: string, reading: Reading): PartialDate | Unread | undefined {
  const text = plain(latinDigits(typed.slice(0, longest)))
  if (text === '') return undefined
  if (/^[?\-x]+$/.test(text)) return { value: '', precision: 'unknown' }
  const estimated = /^[~≈c]\s*\d/.test(text)
  const parts = partsOf(estimated ? text.slice(1) : text, reading.calendar)
  if (!parts) return { wrong: 'wrong.date' }
  const year = wholeYear(parts.year, reading)
  if (year === undefined) return { wrong: 'wrong.year' }
  const date = reading.calendar === 'gregorian'
    ? partialDate(isoOf(year, parts.month, parts.day))
    : fromOther({ year, month: parts.month, day: parts.day }, reading.calendar)
  if ('wrong' in date) return date
  if ('refused' in date) return { wrong: `wrong.${date.refused}` }
  return estimated && date.precision !== 'unknown' ? { ...date, precision: 'estimated' } : date
}

interface Parts { year: string; month: number; day: number }

// 0 stands for a month or a day that is not known.
function partsOf(text: string, calendar: CalendarName): Parts | undefined {
  const named = withMonthNumber(text, calendar)
  const solid = /^(?:(\d\d)(\d\d)(\d{4}|\d\d)|(\d{4}))$/.exec(named.trim())
  if (solid) {
    const [, day = 0, month = 0, year, alone] = solid
    return { year: alone ?? year!, month: Number(month), day: Number(day) }
  }
  const pieces = named.split(/[\s./,\-–]+/).map((piece) => piece.replace(/^[?x]+$/, '0'))
    .filter((piece) => piece !== '')
  if (pieces.length > 3 || !pieces.every((piece) => /^\d{1,4}$/.test(piece))) return undefined
  const yearFirst = pieces[0]!.length === 4 && pieces.length > 1
  const [year, month = '0', day = '0'] = yearFirst ? pieces : [...pieces].reverse()
  if (pieces.length === 1 && year!.length !== 4) return undefined
  return { year: year!, month: Number(month), day: Number(day) }
}

function withMonthNumber(text: string, calendar: CalendarName): string {
  // Letters and letters with marks inside; a name may have two words (Rabi II, ربيع الأول).
  const letters = /[\p{L}`ʼ’]+(?:[\s-]+[\p{L}`ʼ’]+)*/u.exec(text)?.[0]
  if (!letters) return text
  const count = calendar === 'ethiopian' ? 13 : 12
  for (const whole of [true, false]) {
    for (let month = 1; month <= count; month++) {
      const names = languages.map((language) => plain(monthName(month, { language, calendar })))
      const fits = names.some((name) => (
        whole ? name === letters : letters.length >= 3 && name.startsWith(letters)
      ))
      if (fits) return text.replace(letters, ` ${month} `)
    }
  }
  return text
}

const windowYears = 50

// Two digits: a birth lies behind today, an expiry within the fifty years ahead.
function wholeYear(
  digits: string, { calendar, today, when = 'past' }: Reading,
): number | undefined {
  if (digits.length === 4) return Number(digits)
  if (digits.length !== 2 || calendar !== 'gregorian') return undefined
  const year = Number(digits)
  const now = Number(today.slice(0, 4))
  const century = now - now % 100
  if (when === 'past') return century + year > now ? century - 100 + year : century + year
  const ahead = century + year
  if (ahead >= now + windowYears) return ahead - 100
  return ahead < now - windowYears ? ahead + 100 : ahead
}

function isoOf(year: number, month: number, day: number): string {
  const padded = [String(year).padStart(4, '0'), two(month), two(day)]
  return padded.slice(0, month === 0 ? 1 : day === 0 ? 2 : 3).join('-')
}

// A Hijri or Ethiopian year or month has no single counterpart: its middle day tells the likeliest
// Gregorian year, and the date is marked as estimated.
function fromOther(
  { year, month, day }: { year: number; month: number; day: number }, calendar: CalendarName,
): PartialDate | Unread {
  const iso = fromCalendarDay({ year, month: month || 6, day: day || 15 }, calendar)
  if (typeof iso !== 'string') return { wrong: `wrong.${iso.refused}` }
  if (month !== 0 && day !== 0) return { value: iso, precision: 'day' }
  return { value: iso.slice(0, 4), precision: 'estimated' }
}

/** A date as it would be typed again in a calendar: `01.01.1987`, `01.1987`, `1987`. */
export function typedDate({ value, precision }: PartialDate, calendar: CalendarName): string {
  if (precision === 'unknown') return '?'
  const [year, month, day] = value.split('-') as [string, string?, string?]
  if (month === undefined || day === undefined || !CALENDARS.includes(calendar)) {
    return `${precision === 'estimated' ? '~' : ''}${[month, year].filter(Boolean).join('.')}`
  }
  const there = toCalendarDay(value, calendar)
  if ('refused' in there) return `${day}.${month}.${year}`
  return `${two(there.day)}.${two(there.month)}.${there.year}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
