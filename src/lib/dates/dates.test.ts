// Dates are as precise as they are known, days are counted right, and calendars agree.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { ageOn, compareDates, isDay, partialDate, type PartialDate } from './partial-date.ts';
import { addDays, addYears, dayNumber, dayOf, daysBetween } from './days.ts';
import * as calendar from './calendars.ts';
import { DATE_WORDS } from './date-words.ts';

const date = (value: string) => partialDate(value) as PartialDate;
const anyDay = fc.integer({ min: dayNumber('1883-01-01'), max: dayNumber('2150-12-31') })
  .map(dayOf);

test('a date that does not exist is refused with the reason', () => {
  const refusals: [string, string][] = [
    ['2023-02-29', 'day-does-not-exist'], ['2024-02-30', 'day-does-not-exist'],
    ['1900-02-29', 'day-does-not-exist'], ['2024-13-01', 'month-does-not-exist'],
    ['2024-00', 'month-does-not-exist'], ['24-01-01', 'not-a-date'], ['0000', 'not-a-date'],
    ['2024-1-1', 'not-a-date'], ['31/12/2024', 'not-a-date'], ['2024-04-31', 'day-does-not-exist'],
  ];
  for (const [text, refused] of refusals) {
    assert.equal((partialDate(text) as { refused: string }).refused, refused, text);
  }
  assert.deepEqual(partialDate('2000-02-29'), { value: '2000-02-29', precision: 'day' });
  assert.deepEqual(partialDate('1974-08'), { value: '1974-08', precision: 'month' });
  assert.deepEqual(partialDate(''), { value: '', precision: 'unknown' });
  assert.deepEqual(partialDate('1974', 'estimated'), { value: '1974', precision: 'estimated' });
  assert.equal((partialDate('1974', 'day') as { refused: string }).refused, 'precision-differs');
  assert.equal(isDay('2024-02-29') && !isDay('2024-02'), true);
});

test('dates known less well may be the same', () => {
  assert.equal(compareDates(date('1974-08-12'), date('1974')), 'may-be-same');
  assert.equal(compareDates(date('1974-08-12'), date('')), 'may-be-same');
  assert.equal(compareDates(date('1974-08'), date('1974-08')), 'same');
  assert.equal(compareDates(date('1974-07'), date('1974-08-01')), 'before');
  assert.equal(compareDates(date('1975'), date('1974-08-01')), 'after');
});

test('an age is as sure as the birth date', () => {
  assert.deepEqual(ageOn(date('2006-05-10'), '2024-05-09'), { least: 17, most: 17 });
  assert.deepEqual(ageOn(date('2006-05-10'), '2024-05-10'), { least: 18, most: 18 });
  assert.deepEqual(ageOn(date('2006'), '2024-05-10'), { least: 17, most: 18 });
  assert.deepEqual(ageOn(date('2004-02-29'), '2022-02-28'), { least: 17, most: 17 });
  assert.equal(ageOn(date(''), '2022-02-28'), undefined);
});

test('days are counted as the calendar has them', () => {
  assert.equal(dayNumber('1970-01-01'), 0);
  assert.equal(addDays('2024-02-28', 2), '2024-03-01');
  assert.equal(daysBetween('2023-12-31', '2024-12-31'), 366);
  assert.equal(addYears('2024-02-29', 10), '2034-02-28');
  assert.equal(addYears('2024-02-29', 4), '2028-02-29');
  fc.assert(fc.property(fc.integer({ min: -600_000, max: 2_900_000 }), (number) => {
    const day = dayOf(number);
    assert.ok(isDay(day), day);
    assert.equal(dayNumber(day), number);
    assert.equal(day, new Date(number * 86_400_000).toISOString().slice(0, 10));
  }));
});

test('a day goes to the Hijri and Ethiopian calendar and comes back the same day', () => {
  assert.deepEqual(calendar.toCalendarDay('2023-11-14', 'hijri'),
    { year: 1445, month: 4, day: 30 });
  assert.deepEqual(calendar.toCalendarDay('2023-11-14', 'ethiopian'),
    { year: 2016, month: 3, day: 4 });
  assert.equal(calendar.fromCalendarDay({ year: 2016, month: 1, day: 1 }, 'ethiopian'),
    '2023-09-12');
  fc.assert(fc.property(anyDay, fc.constantFrom(...calendar.CALENDARS), (day, name) => {
    const there = calendar.toCalendarDay(day, name) as calendar.CalendarDay;
    assert.equal(calendar.fromCalendarDay(there, name), day);
  }));
});

test('both calendars agree with the runtime', () => {
  const numbers = (day: string, name: string) => new Intl.DateTimeFormat(
    `en-u-nu-latn-ca-${name}`,
    { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' })
    .formatToParts(new Date(`${day}T00:00Z`)).filter((part) => /\d/.test(part.value))
    .map((part) => Number(part.value));
  fc.assert(fc.property(anyDay, (day) => {
    const hijri = calendar.toCalendarDay(day, 'hijri') as calendar.CalendarDay;
    assert.deepEqual([hijri.month, hijri.day, hijri.year], numbers(day, 'islamic-umalqura'));
    const ethiopian = calendar.toCalendarDay(day, 'ethiopian') as calendar.CalendarDay;
    assert.deepEqual([ethiopian.month, ethiopian.day, ethiopian.year], numbers(day, 'ethiopic'));
  }), { numRuns: 60 });
});

test('days that do not exist in a calendar are refused', () => {
  const refused = (said: calendar.CalendarDay, name: calendar.CalendarName) =>
    (calendar.fromCalendarDay(said, name) as { refused: string }).refused;
  assert.equal(refused({ year: 2016, month: 13, day: 6 }, 'ethiopian'), 'day-does-not-exist');
  assert.equal(refused({ year: 1445, month: 13, day: 1 }, 'hijri'), 'day-does-not-exist');
  assert.equal(refused({ year: 1445, month: 4, day: 31 }, 'hijri'), 'day-does-not-exist');
  assert.equal(refused({ year: 1200, month: 4, day: 1 }, 'hijri'), 'year-out-of-range');
  assert.equal(refused({ year: NaN, month: 4, day: 1 }, 'hijri'), 'not-a-day');
  assert.deepEqual(calendar.toCalendarDay('2023-02-30', 'hijri'), { refused: 'not-a-day' });
});

test('one day is written in four languages and three calendars, always with Latin digits', () => {
  const all = (language: calendar.DateLanguage) =>
    calendar.sideBySide('2023-11-14', language).map(({ text }) => text);
  assert.deepEqual(all('en'), ['14 November 2023', '30 Rabi II 1445 AH', '4 Hedar 2016 E.C.']);
  assert.deepEqual(all('fr'),
    ['14 novembre 2023', '30 rabia ath-thani 1445 H', '4 hedar 2016 éth.']);
  assert.deepEqual(all('ar'), ['14 نوفمبر 2023', '30 ربيع الآخر 1445 هـ', '4 هدار 2016 ث']);
  assert.deepEqual(all('so'),
    ['14 Noofembar 2023', '30 Rabiicul Aakhir 1445 H', '4 Hedar 2016 T.I.']);
  const spoken = calendar.formatDay;
  assert.equal(spoken('1974-08', { language: 'fr', calendar: 'hijri' }), 'août 1974');
  assert.equal(spoken('1974', { language: 'ar', calendar: 'ethiopian' }), '1974');
  assert.equal(spoken('', { language: 'so', calendar: 'gregorian' }), 'lama yaqaan');
  assert.equal(spoken('1574-08-01', { language: 'en', calendar: 'hijri' }), '1574-08-01');
  assert.equal(calendar.formatPartialDate({ value: '1974', precision: 'estimated' }, 'en'),
    'about 1974');
});

test('the words of dates in code are those in the sheet', () => {
  const rows = parse(readFileSync(new URL('words.csv', import.meta.url)), { columns: true }) as
    Record<string, string>[];
  assert.deepEqual(DATE_WORDS, Object.fromEntries(rows.map((row) =>
    [row['key'], [row['en'], row['fr'], row['ar'], row['so']]])));
});
