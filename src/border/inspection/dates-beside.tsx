// A day by the calendars of the counter: Gregorian and Hijri, and Ethiopian where it was switched
// on.

import { Fragment } from 'react'
import { formatDay, formatPartialDate } from '../../lib/dates/calendars.ts'
import { useWords } from '../../ui/speaking.tsx'
import { useLane } from './lane.ts'

interface AsKnown {
  value?: string | undefined
  precision: 'day' | 'month' | 'year' | 'estimated' | 'unknown'
}

// A line that is broken ends with the dot and never begins with one.
const dot = '\u00a0·'

/** The other calendars alone, for a place where the Gregorian day stands already. */
export function OtherCalendars({ of }: { of: string }) {
  const { language } = useWords()
  const { ethiopian } = useLane()
  return (ethiopian ? ['hijri', 'ethiopian'] as const : ['hijri'] as const)
    .map((calendar) => formatDay(of, { language, calendar })).join(`${dot} `)
}

/** The date as far as it is known; a whole day with the other calendars beside it. */
export function DateBeside({ of, alone }: { of: AsKnown | string; alone?: boolean }) {
  const { language, say } = useWords()
  const { ethiopian } = useLane()
  const date = typeof of === 'string'
    ? { value: of, precision: 'day' as const } : { ...of, value: of.value ?? '' }
  if (date.value === '') return <span>{say('date.unknown')}</span>
  const only = { 4: 'date.year-only', 7: 'date.month-only' }[date.value.length]
  const others = (['hijri', 'ethiopian'] as const)
    .filter((each) => !alone && date.value.length === 10 && (each === 'hijri' || ethiopian))
    .map((calendar) => formatDay(date.value, { language, calendar }))
    .filter((text) => text !== date.value)
  return (
    <time className="beside" dateTime={date.value}>
      <span>{formatPartialDate(date, language)}{only && ` (${say(only)})`}</span>
      {others.map((text) => (
        <Fragment key={text}>{' '}<span className="faded">{text}</span></Fragment>
      ))}
    </time>
  )
}
