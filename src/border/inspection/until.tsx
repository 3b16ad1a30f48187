// The last lawful day of a permission: proposed by the rule, changed by the officer in one field.

import { useEffect, useRef, useState } from 'react'
import { addDays, daysBetween } from '../../lib/dates/days.ts'
import { localTime } from '../../ui/clock.tsx'
import { readDate } from '../../ui/fields/read-date.ts'
import { Key } from '../../ui/key.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { DateBeside, OtherCalendars } from './dates-beside.tsx'
import { draft } from './desk.ts'

/** Longer permissions are not given at a counter. */
const mostDays = 366

/** A number of days, or a day; the day of entry is the first of the stay. Undefined: neither. */
export function untilFrom(typed: string, today: string): string | undefined {
  const days = /^\s*(\d{1,3})\s*$/.exec(typed)?.[1]
  if (days !== undefined) {
    return Number(days) >= 1 && Number(days) <= mostDays
      ? addDays(today, Number(days) - 1) : undefined
  }
  const read = readDate(typed, { calendar: 'gregorian', today, when: 'future' })
  return read && 'value' in read && read.precision === 'day' && read.value >= today
    ? read.value : undefined
}

/** The field; its key puts the cursor there, Enter takes what was typed, Escape what stood. */
export function Until({ value }: { value: string | undefined }) {
  const { say } = useWords()
  const today = localTime(new Date()).day
  const [typed, type] = useState<string>()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => { if (typed !== undefined) field.current?.focus() }, [typed === undefined])
  const read = typed === undefined ? value : untilFrom(typed, today)
  const leave = () => {
    if (typed !== undefined && typed.trim() === '') draft({ until: undefined })
    else if (read) draft({ until: read })
    type(undefined)
  }
  const days = read && daysBetween(today, read) + 1
  return (
    <>
      {typed === undefined ? (
        <button type="button" className="plain" data-until="" onClick={() => type('')}>
          {value ? <DateBeside of={value} alone /> : say('booth.until.none')} <Key name="u" />
        </button>
      ) : (
        <input ref={field} className="entry" dir="ltr" value={typed} maxLength={20}
          aria-label={say('booth.until')}
          placeholder={say('booth.until.example')} onBlur={leave}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== 'Escape') return
            event.preventDefault()
            if (event.key === 'Enter') leave()
            else type(undefined)
          }} />
      )}
      <small className="faded">
        {
          days !== undefined
            ? say('booth.days', { days }) : typed?.trim() ? say('booth.until.unread') : ''
        }
        {read && (
          <>
            {'\u00a0· '}{typed !== undefined && <><DateBeside of={read} alone />{'\u00a0· '}</>}
            <OtherCalendars of={read} />
          </>
        )}
      </small>
    </>
  )
}
