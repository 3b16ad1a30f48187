// The clocks of a hit: a first look, the owner told, a verdict; each until it is done, then when.

import { useEffect, useState } from 'react'
import { TimeOf } from '../../ui/dates.tsx'
import { Hour } from '../../ui/clock.tsx'
import { Sign } from '../../ui/sign.tsx'
import { Say, useWords } from '../../ui/speaking.tsx'
import type { HitClock, HitClocks } from './hit-clocks.ts'

/** The moment, to the second, while something is drawn that waits for one. */
function useNow(): number {
  const [now, tick] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}

const two = (number: number) => String(Math.floor(number)).padStart(2, '0')

/** Minutes and seconds until it is due, or since it was. */
function Left({ of }: { of: HitClock }) {
  const { say } = useWords()
  const seconds = Math.round((Date.parse(of.due) - useNow()) / 1000)
  const span = Math.abs(seconds)
  const text = span < 6000 ? `${two(span / 60)}:${two(span % 60)}` : undefined
  const time = text ? <Hour key="t" time={text} />
    : say('clock.hours', { hours: Math.floor(span / 3600) })
  return (
    <span role="timer" className="clock">
      <Say the={seconds >= 0 ? 'clock.left' : 'clock.late'} with={{ time }} />
    </span>
  )
}

const order = ['firstLook', 'ownerInformed', 'verdict'] as const

/** The clock that runs out next. */
export function NextClock({ of }: { of: HitClocks }) {
  const { say } = useWords()
  const next = order.find((name) => !of[name].doneAt)
  if (!next) return '—'
  const word = say(`watchlist.clock.${next}`)
  return of[next].overdue ? <Sign state="look" word={word}><Left of={of[next]} /></Sign>
    : <>{word} · <Left of={of[next]} /></>
}

/** All three, in their order. */
export function Clocks({ of }: { of: HitClocks }) {
  const { say } = useWords()
  return (
    <dl className="facts clocks">
      {order.map((name) => (
        <div className="pair" key={name}>
          <dt>{say(`watchlist.clock.${name}`)}</dt>
          <dd><Clock of={of[name]} /></dd>
        </div>
      ))}
    </dl>
  )
}

function Clock({ of }: { of: HitClock }) {
  const { say } = useWords()
  if (!of.doneAt) {
    return of.overdue ? <Sign state="look" word={<Left of={of} />} />
      : <Left of={of} />
  }
  return <><TimeOf at={of.doneAt} />{of.overdue && <> · {say('clock.was-late')}</>}</>
}
