// Counting in days, on dates without hours: a stay of 30 days does not depend on a time zone.

/** Days since 1970-01-01 of an ISO day; the day must exist (Gregorian, also before 1582). */
export function dayNumber(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  // Years counted from March, so that the leap day is the last of its year.
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
    + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The ISO day of a number of days since 1970-01-01. */
export function dayOf(number: number): string {
  const days = number + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460)
    + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra
    - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month < 10 ? 0 : 1);
  return [pad(year, 4), pad(month < 10 ? month + 3 : month - 9, 2), pad(date, 2)].join('-');
}

/** The day so many days later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days);
}

/** Days from one day to another: the same day is 0. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * The day so many years later; 29 February becomes 28 February where it does not exist, as the
 * validity of a document is counted.
 */
export function addYears(day: string, years: number): string {
  const year = pad(Number(day.slice(0, 4)) + years, 4);
  const rest = day.slice(4);
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  return rest === '-02-29' && !leap ? `${year}-02-28` : year + rest;
}

/** The UTC day of an instant written in ISO 8601 with Z. */
export function dayOfInstant(instant: string): string {
  return instant.slice(0, 10);
}

/** The UTC day of milliseconds since 1970. */
export function dayOfMs(ms: number): string {
  return dayOfInstant(new Date(ms).toISOString());
}

function pad(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
