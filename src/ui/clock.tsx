// The clock over the lane: the time, and today by the three calendars that officers live by.

import { useEffect, useState } from 'react'
import { formatDay } from '../lib/dates/calendars.ts'
import { Ltr } from './ltr.tsx'
import { useWords } from './speaking.tsx'

const two = (number: number) => String(number).padStart(2, '0')

/** The ISO day and the hours and minutes of an instant by this workstation's clock. */
export function localTime(at: Date): { day: string; time: string } {
  return {
    day: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
    time: `${two(at.getHours())}:${two(at.getMinutes())}`,
  }
}

/** The time, and the date in Gregorian, Hijri and Ethiopian; it moves once a minute. */
export function Clock() {
  const { language } = useWords()
  const [now, tick] = useState(() => new Date())
  useEffect(() => {
    const timer = setTimeout(() => tick(new Date()), 60_050 - Date.now() % 60_000)
    return () => clearTimeout(timer)
  }, [now])
  const { day, time } = localTime(now)
  return (
    <>
      <time dateTime={now.toISOString()}><Hour time={time} /></time>
      <span className="dates">
        <span>{formatDay(day, { language, calendar: 'gregorian' })}</span>
        <span className="faded">
          {formatDay(day, { language, calendar: 'hijri' })}
          {' · '}
          {formatDay(day, { language, calendar: 'ethiopian' })}
        </span>
      </span>
    </>
  )
}

/** Runs something again and again while a screen is shown. */
export function useEvery(ms: number, run: () => void): void {
  useEffect(() => {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  }, [ms, run])
}

/** Hours and minutes; the colon of the typewriter face stands too wide between figures. */
export function Hour({ time }: { time: string }) {
  const [hours, minutes] = time.split(':')
  return <Ltr mono>{hours}<span className="colon">:</span>{minutes}</Ltr>
}
