// Birth dates as lists write them: 10 Dec 1948, circa 1960, 1958 to 1962, 12/03/1971, 1987-00-00.

import { partialDate } from '../../lib/dates/partial-date.ts'

/** A partial date yyyy[-mm[-dd]], and the last that it may be where a list says from and to. */
export interface PartialSpan { value: string; approximate?: boolean; until?: string }

const months = [
  ['jan', 'janv', 'يناير', 'كانون الثاني'], ['feb', 'fev', 'fév', 'févr', 'فبراير', 'شباط'],
  ['mar', 'mars', 'مارس', 'آذار'], ['apr', 'avr', 'أبريل', 'ابريل', 'نيسان'],
  ['may', 'mai', 'مايو', 'أيار'], ['jun', 'juin', 'يونيو', 'حزيران'],
  ['jul', 'juil', 'يوليو', 'تموز'], ['aug', 'aou', 'aoû', 'août', 'أغسطس', 'اغسطس', 'آب'],
  ['sep', 'sept', 'سبتمبر', 'أيلول'], ['oct', 'أكتوبر', 'اكتوبر', 'تشرين الأول'],
  ['nov', 'نوفمبر', 'تشرين الثاني'], ['dec', 'déc', 'ديسمبر', 'كانون الأول'],
]
const monthOf = new Map(months.flatMap((names, index) => names.map((name) => [name, index + 1])))

const nearly = /\b(circa|ca?\.|approx\w*\.?|about|around|vers|environ|early|mid|late)|حوالي|تقريب/i
const between = /\s+(?:to|and|until|au?|et|-|–)\s+|\s*إلى\s*|\s*الى\s*/i
/** Longer texts than this hold something else than a birth date. */
const longest = 80

/**
 * The birth date that a text of a list says; nothing where it says none. Where day and month are
 * both figures the day comes first, as outside the United States; a month above 12 is the day.
 */
export function listedDate(text: string | undefined): PartialSpan | undefined {
  const plain = latinFigures((text ?? '').slice(0, longest)).trim()
  if (!/\d{4}/.test(plain)) return undefined
  const approximate = nearly.test(plain)
  const rest = plain.replace(new RegExp(nearly.source, 'gi'), ' ')
    .replace(/\b(born|between|from|entre|né|le|dob:?)\b|بين|من/gi, ' ').trim()
  const decade = /^(\d{3})0s$/.exec(rest)
  if (decade) return { value: `${decade[1]}0`, until: `${decade[1]}9`, approximate: true }
  const years = /^(\d{4})\s*[-–/]\s*(\d{4})$/.exec(rest)
  const [first, last] = years ? [years[1]!, years[2]!] : rest.split(between)
  const from = oneDate(first!)
  const until = last === undefined ? undefined : oneDate(last)
  if (!from) return undefined
  return {
    value: from, ...(approximate && { approximate }),
    ...(until && until > from && { until }),
  }
}

function oneDate(text: string): string | undefined {
  const plain = text.trim().replace(/[T ]\d\d:\d\d.*$/, '').replace(/(\d)(st|nd|rd|th|er)\b/i, '$1')
  const [, year] = /^(\d{4})$/.exec(plain) ?? []
  if (year) return real(Number(year))
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(plain)
  if (iso) return real(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 0))
  const compact = /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
  if (compact) return real(Number(compact[1]), Number(compact[2]), Number(compact[3]))
  const figures = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(plain)
  if (figures) {
    const [one, two] = [Number(figures[1]), Number(figures[2])]
    return two > 12 ? real(Number(figures[3]), one, two) : real(Number(figures[3]), two, one)
  }
  const monthYear = /^(\d{1,2})[-/.](\d{4})$/.exec(plain)
  if (monthYear) return real(Number(monthYear[2]), Number(monthYear[1]))
  const worded = /^(?:(\d{1,2})[\s.-]+)?([\p{L} ]{2,20}?)\.?[\s,.-]+(?:(\d{1,2}),?\s+)?(\d{4})$/u
    .exec(plain)
  if (worded) {
    const month = monthNamed(worded[2]!)
    return month ? real(Number(worded[4]), month, Number(worded[1] ?? worded[3] ?? 0)) : undefined
  }
  return /\b(1[89]\d\d|20\d\d)\b/.exec(plain)?.[1]
}

function monthNamed(text: string): number | undefined {
  const name = text.trim().toLowerCase()
  return monthOf.get(name) ?? monthOf.get(name.slice(0, 4)) ?? monthOf.get(name.slice(0, 3))
}

/** The date as far as it exists: an unknown or impossible day or month is left out. */
function real(year: number, month = 0, day = 0): string | undefined {
  if (year < 1800 || year > 2100) return undefined
  const parts = [String(year), ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])]
  for (; parts.length > 0; parts.pop()) {
    if ('value' in partialDate(parts.join('-'))) return parts.join('-')
  }
  return undefined
}

const two = (figure: number) => String(figure).padStart(2, '0')

/** Arabic-Indic and Persian figures as Latin ones. */
export function latinFigures(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (figure) => String(figure.charCodeAt(0) & 0xf))
}
