// Dates and times as they are read: the day by the calendars side by side, the time to the minute.

import { formatDay, formatPartialDate, sideBySide } from '../lib/dates/calendars.ts'
import type { CalendarName } from '../lib/dates/calendars.ts'
import type { PartialDate } from '../lib/dates/partial-date.ts'
import { Hour, localTime } from './clock.tsx'
import { useWords } from './speaking.tsx'

/** A date as registers keep it: an unknown one may have no value at all. */
export interface AsKnown { value?: string | undefined; precision: PartialDate['precision'] }

function knownDate(of: AsKnown | string): PartialDate {
  return typeof of === 'string'
    ? { value: of, precision: 'day' } : { value: of.value ?? '', precision: of.precision }
}

/** A date as far as it is known, in the language of the screen; `of` may be an ISO text alone. */
export function DateOf({ of, calendar }: { of: AsKnown | string; calendar?: CalendarName }) {
  const { language, say } = useWords()
  const date = knownDate(of)
  if (date.value === '') return <span className="date">{say('date.unknown')}</span>
  const text = calendar && calendar !== 'gregorian'
    ? formatDay(date.value, { language, calendar }) : formatPartialDate(date, language)
  const only = date.value.length === 4 ? 'date.year-only'
    : date.value.length === 7 ? 'date.month-only' : undefined
  return (
    <time className="date" dateTime={date.value}>
      {text}{only && ` (${say(only)})`}
    </time>
  )
}

/** A whole day in Gregorian, Hijri and Ethiopian, side by side; less than a day stands alone. */
export function DaySideBySide({ of }: { of: AsKnown | string }) {
  const { language } = useWords()
  const iso = knownDate(of).value
  if (iso.length !== 10) return <DateOf of={of} />
  return (
    <span className="calendars">
      {sideBySide(iso, language).map(({ calendar, text }) => <span key={calendar}>{text}</span>)}
    </span>
  )
}

/** An instant by this workstation's clock: the day unless it is today, and the minute. */
export function TimeOf({ at, withDay }: { at: string; withDay?: boolean }) {
  const { language } = useWords()
  const { day, time } = localTime(new Date(at))
  const today = localTime(new Date()).day
  return (
    <time className="instant" dateTime={at}>
      {(withDay ?? day !== today) && (
        <>
          <span className="day">{formatDay(day, { language, calendar: 'gregorian' })}</span>
          <span className="then">{language === 'ar' ? '، ' : ', '}</span>
        </>
      )}
      <span className="hour"><Hour time={time} /></span>
    </time>
  )
}
