// A date as far as it is known, typed in one calendar and read back in three.

import { useState } from 'react'
import { CALENDARS, formatPartialDate } from '../../lib/dates/calendars.ts'
import type { CalendarName } from '../../lib/dates/calendars.ts'
import type { PartialDate } from '../../lib/dates/partial-date.ts'
import { localTime } from '../clock.tsx'
import { DateOf, DaySideBySide } from '../dates.tsx'
import { useWords } from '../speaking.tsx'
import { controlOf } from './field-type.ts'
import type { FieldType, InputProps } from './field-type.ts'
import { readDate, typedDate } from './read-date.ts'

function DateInput(props: InputProps<PartialDate> & { wholeDay?: boolean }) {
  const { say } = useWords()
  const { value, id, of } = props
  const [calendar, setCalendar] = useState<CalendarName>('gregorian')
  const [typed, type] = useState(value ? typedDate(value, calendar) : '')
  const hear = (text: string, as: CalendarName) => {
    type(text)
    const read = readDate(text, {
      calendar: as, today: localTime(new Date()).day, ...(of.when ? { when: of.when } : {}),
    })
    if (read === undefined) props.change(undefined)
    else if ('wrong' in read) props.change(undefined, read.wrong)
    else if (props.wholeDay && read.precision !== 'day') props.change(undefined, 'wrong.whole-day')
    else props.change(read)
  }
  return (
    <>
      <input {...controlOf(props)} className="entry short" dir="ltr" inputMode="text"
        spellCheck={false} maxLength={40} placeholder={say('date.example')} value={typed}
        aria-describedby={`${props.describedBy ?? ''} ${id}-reading`}
        onChange={({ target }) => hear(target.value, calendar)} />
      <span role="group" aria-label={say('calendar')} className="switch">
        {CALENDARS.map((each) => (
          <button key={each} type="button" className="plain" aria-pressed={each === calendar}
            onClick={() => {
              setCalendar(each)
              hear(value ? typedDate(value, each) : typed, each)
            }}>
            {say(`calendar.${each}`)}
          </button>
        ))}
      </span>
      <output id={`${id}-reading`} className="reading">
        {value && <DaySideBySide of={value} />}
      </output>
    </>
  )
}

/** A date with its precision (day, month, year, estimated, unknown). */
export const date: FieldType<PartialDate> = {
  Input: DateInput,
  Output: ({ value }) => <DateOf of={value} />,
  text: (value, _, { language, say }) => (
    !value.value ? say('date.unknown') : formatPartialDate(value, language)
  ),
}

/** A whole day, kept as an ISO text. */
export const day: FieldType<string> = {
  Input: (props) => (
    <DateInput {...props} wholeDay
      value={props.value ? { value: props.value, precision: 'day' } : undefined}
      change={(read, wrong) => props.change(read?.value, wrong)} />
  ),
  Output: ({ value }) => <DateOf of={value} />,
  text: (value, _, { language }) => formatPartialDate({ value, precision: 'day' }, language),
}
