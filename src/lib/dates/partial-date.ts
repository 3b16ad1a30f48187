// A date as far as it is known: people are born on a day, in a month, in a year, or nobody knows.

export const DATE_PRECISIONS = ['day', 'month', 'year', 'estimated', 'unknown'] as const;
export type DatePrecision = typeof DATE_PRECISIONS[number];

/**
 * ISO 8601 as far as known: 'YYYY-MM-DD', 'YYYY-MM', 'YYYY', or '' when unknown. `estimated` may
 * carry any of these lengths: somebody judged it.
 */
export interface PartialDate { value: string; precision: DatePrecision }

export interface DateRefusal {
  refused: 'not-a-date' | 'month-does-not-exist' | 'day-does-not-exist' | 'precision-differs';
  detail: string;
}

/**
 * A partial date from its ISO text; the precision follows from the length unless `estimated` is
 * given. Refuses months and days that do not exist (30 February, 29 February 2023).
 */
export function partialDate(
  value: string, precision?: DatePrecision,
): PartialDate | DateRefusal {
  const known = precisionOf(value);
  if (known === undefined) return { refused: 'not-a-date', detail: value.slice(0, 20) };
  const wanted = precision ?? known;
  if (wanted !== known && !(wanted === 'estimated' && known !== 'unknown')) {
    return { refused: 'precision-differs', detail: `${known}, not ${wanted}` };
  }
  const [year, month, day] = value.split('-').map(Number) as [number, number?, number?];
  if (month !== undefined && (month < 1 || month > 12)) {
    return { refused: 'month-does-not-exist', detail: value };
  }
  if (day !== undefined && (day < 1 || day > daysInMonth(year, month!))) {
    return { refused: 'day-does-not-exist', detail: value };
  }
  return { value, precision: wanted };
}

/** Whether the text is a full day that exists, 'YYYY-MM-DD'. */
export function isDay(value: string): boolean {
  const date = partialDate(value);
  return 'value' in date && date.precision === 'day';
}

/** Days in a month of the Gregorian calendar; `month` counts from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** First and last day that a partial date can mean; undefined when unknown. */
export function spanOf(date: PartialDate): { first: string; last: string } | undefined {
  const [year, month, day] = date.value.split('-') as [string, string?, string?];
  if (year === '') return undefined;
  if (day !== undefined) return { first: date.value, last: date.value };
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  const days = daysInMonth(Number(year), Number(month));
  return { first: `${date.value}-01`, last: `${date.value}-${days}` };
}

/**
 * How two partial dates stand: `same` (equal as far as both are known, and equally far), `may-be-
 * same` (one lies within the other, or one is unknown), `before` or `after`.
 */
export function compareDates(
  a: PartialDate, b: PartialDate,
): 'same' | 'may-be-same' | 'before' | 'after' {
  const one = spanOf(a);
  const other = spanOf(b);
  if (!one || !other) return 'may-be-same';
  if (one.last < other.first) return 'before';
  if (other.last < one.first) return 'after';
  return a.value === b.value && a.precision === b.precision ? 'same' : 'may-be-same';
}

/**
 * Age in whole years on a day, as the least and the most it can be; undefined when the birth date
 * is unknown. Born on 29 February, a person is a year older on 1 March of other years.
 */
export function ageOn(
  born: PartialDate, day: string,
): { least: number; most: number } | undefined {
  const span = spanOf(born);
  if (!span) return undefined;
  return { least: yearsBetween(span.last, day), most: yearsBetween(span.first, day) };
}

function yearsBetween(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

function precisionOf(value: string): DatePrecision | undefined {
  if (value === '') return 'unknown';
  if (/^\d{4}$/.test(value)) return value === '0000' ? undefined : 'year';
  if (/^\d{4}-\d\d$/.test(value)) return 'month';
  return /^\d{4}-\d\d-\d\d$/.test(value) ? 'day' : undefined;
}
