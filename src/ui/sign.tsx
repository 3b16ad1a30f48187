// A sign: the state of a check or of a decision as a shape, a word, and the reason for it.

import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { useWords } from './speaking.tsx'

export const states = ['clear', 'look', 'stop', 'unchecked', 'waiting'] as const
export type State = (typeof states)[number]

// Drawn on a square of 24; `cut` is what is taken out of the body.
const shapes: Record<State, ReactNode> = {
  clear: <circle className="body" cx="12" cy="12" r="10.5" />,
  look: (
    <>
      <path className="body" d="M12 2.2 23 21.5H1Z" />
      <path className="cut" d="M10.9 9h2.2v6.2h-2.2zm0 7.6h2.2v2.2h-2.2z" />
    </>
  ),
  stop: (
    <>
      <path className="body" d="M7.65 1.5h8.7l6.15 6.15v8.7l-6.15 6.15h-8.7L1.5 16.35v-8.7Z" />
      <path className="cut" d="M5.5 10.4h13v3.2h-13z" />
    </>
  ),
  unchecked: <circle className="body" cx="12" cy="12" r="9.9" />,
  waiting: (
    <>
      <path className="body" d="M5 2.5h14M5 21.5h14" />
      <path className="body" d="M6.8 3v3.2L12 12l5.2-5.8V3M6.8 21v-3.2L12 12l5.2 5.8V21" />
      <path className="cut" d="m8.6 20 3.4-3.6 3.4 3.6z" />
    </>
  ),
}

/** The shape of a state alone; a word stands beside it or is read out by `Mark`. */
export function Shape({ state }: { state: State }) {
  return <svg className="shape" viewBox="0 0 24 24" aria-hidden="true">{shapes[state]}</svg>
}

/** A shape in a dense place, its word for those who listen and for those who point at it. */
export function Mark({ state, word }: { state: State; word?: string }) {
  const { say } = useWords()
  const spoken = word ?? say(`state.${state}`)
  return (
    <span className={`mark ${state}`} title={spoken}>
      <Shape state={state} />
      <span className="hidden">{spoken}</span>
    </span>
  )
}

/** How large a sign is: `board` where a decision is due, `line` among other lines. */
export type Size = 'board' | 'line'

/**
 * A sign. `word` replaces the word of the state (*Genuine* for *Clear*), never its shape; the
 * children are the reason. `since` (milliseconds since 1970) makes a waiting sign count seconds.
 */
export function Sign(props: {
  state: State
  size?: Size
  word?: ReactNode
  since?: number
  children?: ReactNode
}) {
  const { say } = useWords()
  const { state, size = 'line' } = props
  return (
    <div className={`sign ${size} ${state}`} data-state={state}>
      <Shape state={state} />
      <div>
        <span className="word">{props.word ?? say(`state.${state}`)}</span>
        {props.since !== undefined && <span className="why"><Seconds since={props.since} /></span>}
        {props.children && <span className="why">{props.children}</span>}
      </div>
    </div>
  )
}

function Seconds({ since }: { since: number }) {
  const { say } = useWords()
  const [now, tick] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.floor((now - since) / 1000))
  return <span className="seconds" role="timer">{say('seconds', { seconds })}</span>
}
