// The pages that say why one cannot go on, and what to do instead.

import { Component, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { tryAgain } from './api.ts'
import type { Problem } from './api.ts'
import { useHealth, useLink } from './asking.ts'
import { Ltr } from './ltr.tsx'
import { Sign } from './sign.tsx'
import { useWords } from './speaking.tsx'

/** There is no such screen. */
export function NotFound() {
  const { say } = useWords()
  return (
    <div className="door">
      <h1>{say('trouble.not-found')}</h1>
      <p className="large">{say('trouble.not-found.hint')}</p>
      <p><Link href="/" className="act due">{say('trouble.home')}</Link></p>
    </div>
  )
}

/** The officer's roles do not lead here. */
export function NotPermitted() {
  const { say } = useWords()
  return (
    <div className="door">
      <h1>{say('trouble.not-permitted')}</h1>
      <p className="large">{say('trouble.not-permitted.hint')}</p>
      <p><Link href="/" className="act due">{say('trouble.home')}</Link></p>
    </div>
  )
}

/** The node cannot keep anything: go on with paper, under this number. */
export function CannotRecord({ serial }: { serial?: string }) {
  const { say } = useWords()
  return (
    <Sign state="stop" size="board" word={say('trouble.cannot-record')}>
      {say('trouble.cannot-record.hint')}
      {serial && <><br />{say('trouble.paper-serial')} <b><Ltr mono>{serial}</Ltr></b></>}
    </Sign>
  )
}

/** What went wrong with one answer of the node, where it was asked. */
export function ProblemSign({ problem }: { problem: Problem }) {
  const { say } = useWords()
  const key = problem.status === 403 ? 'trouble.not-permitted'
    : problem.status === 404 ? 'trouble.nothing-there'
      : problem.status === 0 ? 'trouble.not-answering' : 'trouble.defect'
  return (
    <div role="alert">
      <Sign state="look" word={say(key)}>
        {say(`${key}.hint`)} {problem.hint && <small>{problem.hint}</small>}
      </Sign>
    </div>
  )
}

/** The line below the top bar while the node answers but cannot record. */
export function NotRecording() {
  const { say } = useWords()
  const health = useHealth()
  if (health.recording) return null
  return (
    <div className="trouble stop" role="alert">
      <strong>{say('trouble.cannot-record')}</strong>
      <span>{say('trouble.cannot-record.hint')}</span>
    </div>
  )
}

/** The line below the top bar while the node does not answer; it goes by itself. */
export function NotAnswering() {
  const { say } = useWords()
  const link = useLink()
  const [now, tick] = useState(() => Date.now())
  useEffect(() => {
    if (link.answers) return
    tick(Date.now())
    const timer = setInterval(() => tick(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [link])
  if (link.answers) return null
  const seconds = Math.max(0, Math.ceil((link.again - now) / 1000))
  return (
    <div className="trouble" role="status">
      <strong>{say('trouble.not-answering')}</strong>
      <span>{say('trouble.not-answering.hint')}</span>
      <span aria-hidden="true">{say('trouble.again', { seconds })}</span>
      <button type="button" onClick={tryAgain}>{say('trouble.try-now')}</button>
    </div>
  )
}

interface Screening { say: (key: string) => string; children: ReactNode }
interface Broken { broken?: Error }

/** A screen that broke says so; the rest of the house stands, and what was recorded is recorded. */
export class Screened extends Component<Screening, Broken> {
  override state: Broken = {}

  static getDerivedStateFromError(broken: Error): Broken {
    return { broken }
  }

  override render() {
    const { say, children } = this.props
    if (!this.state.broken) return children
    return (
      <div className="door">
        <h1>{say('trouble.broken')}</h1>
        <p className="large">{say('trouble.broken.hint')}</p>
        <p className="small mono" dir="ltr">{String(this.state.broken).slice(0, 200)}</p>
        <p>
          <button type="button" className="due" onClick={() => location.reload()}>
            {say('trouble.reload')}
          </button>
        </p>
      </div>
    )
  }
}
