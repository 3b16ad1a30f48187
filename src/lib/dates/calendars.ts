// The same day as the officer, the traveller's Saudi visa and his Ethiopian passport write it.
import {
  CalendarDate, EthiopicCalendar, GregorianCalendar, IslamicUmalquraCalendar, toCalendar,
  type Calendar,
} from '@internationalized/date';
import { DATE_WORDS } from './date-words.ts';
import { isDay, type PartialDate } from './partial-date.ts';

export const CALENDARS = ['gregorian', 'hijri', 'ethiopian'] as const;
/** Hijri is Umm al-Qura, the civil calendar of Saudi Arabia. */
export type CalendarName = typeof CALENDARS[number];

/** Languages dates are written in: the order of the columns of words.csv. */
const LANGUAGES = ['en', 'fr', 'ar', 'so'] as const;
export type DateLanguage = typeof LANGUAGES[number];

/** A day by its numbers in a calendar; months and days count from 1. */
export interface CalendarDay { year: number; month: number; day: number }

export interface CalendarRefusal {
  refused: 'not-a-day' | 'day-does-not-exist' | 'year-out-of-range';
}

const gregorian = new GregorianCalendar();
const calendars: Record<CalendarName, Calendar> = {
  gregorian, hijri: new IslamicUmalquraCalendar(), ethiopian: new EthiopicCalendar(),
};
// Umm al-Qura is tabulated for these years; outside them a Hijri day would be a guess.
const years: Record<CalendarName, [number, number]> = {
  gregorian: [1, 9999], hijri: [1300, 1600], ethiopian: [1, 9991],
};

/** The numbers of a Gregorian ISO day in another calendar. */
export function toCalendarDay(iso: string, calendar: CalendarName): CalendarDay | CalendarRefusal {
  if (!isDay(iso)) return { refused: 'not-a-day' };
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  const there = toCalendar(new CalendarDate(gregorian, year, month, day), calendars[calendar]);
  // Days before the Ethiopian era belong to another era, counted from the world's beginning.
  const [first, last] = years[calendar];
  if (there.year < first || there.year > last || there.era === 'AA') {
    return { refused: 'year-out-of-range' };
  }
  return { year: there.year, month: there.month, day: there.day };
}

/** The Gregorian ISO day of a day in another calendar; refuses days that do not exist there. */
export function fromCalendarDay(
  said: CalendarDay, calendar: CalendarName,
): string | CalendarRefusal {
  const [first, last] = years[calendar];
  if (![said.year, said.month, said.day].every(Number.isInteger)) return { refused: 'not-a-day' };
  if (said.year < first || said.year > last) return { refused: 'year-out-of-range' };
  // The constructor constrains a day that does not exist to the nearest that does.
  const there = new CalendarDate(calendars[calendar], said.year, said.month, said.day);
  if (there.year !== said.year || there.month !== said.month || there.day !== said.day) {
    return { refused: 'day-does-not-exist' };
  }
  return toCalendar(there, gregorian).toString();
}

/** How a date is to be written. */
export interface DayFormat { language: DateLanguage; calendar: CalendarName }

/**
 * An ISO day, month or year in words: day, month, year in every language, Latin digits, the era
 * named outside the Gregorian calendar. Months and years stay Gregorian, since they have no single
 * counterpart; what cannot be written in the calendar comes back as it was given.
 */
export function formatDay(iso: string, { language, calendar }: DayFormat): string {
  const [year, month, day] = iso.split('-') as [string, string?, string?];
  if (iso === '') return word('unknown', language);
  if (day === undefined) {
    const name = month && word(`month.gregorian.${Number(month)}`, language);
    return name ? `${name} ${year}` : year;
  }
  const there = toCalendarDay(iso, calendar);
  if ('refused' in there) return iso;
  const name = word(`month.${calendar}.${there.month}`, language);
  const era = calendar === 'gregorian' ? '' : ` ${word(`era.${calendar}`, language)}`;
  return `${there.day} ${name} ${there.year}${era}`;
}

/** A partial date in words of the Gregorian calendar; an estimated one says so. */
export function formatPartialDate(date: PartialDate, language: DateLanguage): string {
  const text = formatDay(date.value, { language, calendar: 'gregorian' });
  return date.precision === 'estimated' ? `${word('about', language)} ${text}` : text;
}

/** The same day in all three calendars, to stand side by side. */
export function sideBySide(
  iso: string, language: DateLanguage,
): { calendar: CalendarName; text: string }[] {
  return CALENDARS.map((calendar) =>
    ({ calendar, text: formatDay(iso, { language, calendar }) }));
}

/** The month's name; `month` counts from 1, to 13 in the Ethiopian calendar. */
export function monthName(
  month: number, { language, calendar }: DayFormat,
): string {
  return word(`month.${calendar}.${month}`, language);
}

function word(key: string, language: DateLanguage): string {
  return DATE_WORDS[key]?.[LANGUAGES.indexOf(language)] ?? '';
}
