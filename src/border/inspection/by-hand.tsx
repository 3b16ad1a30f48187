// The three uses of the typed fields: a new person, more about the one at the counter, a
// correction.

import { useState } from 'react'
import type { ReactNode } from 'react'
import { newId } from '../../ui/api.ts'
import { Key } from '../../ui/key.tsx'
import { localTime } from '../../ui/clock.tsx'
import { attest } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { Answer, Recorded } from '../../ui/api.ts'
import type { CrossingCorrected } from '../crossings/crossing-corrected.ts'
import type { CrossingSaid, Line, Matter } from './desk.ts'
import { inspect, lineCorrected, open } from './desk.ts'
import { DocumentByHand, PersonByHand } from './hand-entry.tsx'
import { nothingTyped, readTyped, typedFrom } from './hand-fields.ts'
import type { Typed } from './hand-fields.ts'

/** The columns while somebody types. */
export interface ByHandColumns { document: ReactNode; person: ReactNode; decision: ReactNode }

/** The fields of a use, ready for the three columns; drawn anew for each use and each person. */
export function useByHand(
  use: 'new' | 'amend' | 'correct' | undefined,
  of: { matter?: Matter | undefined; line?: Line | undefined },
) {
  const start = (): Typed => {
    if (use === 'amend' && of.matter) {
      return typedFrom(of.matter.answer.person, of.matter.answer.document)
    }
    if (use === 'correct' && of.line) return typedFrom(of.line.said.person, of.line.said.document)
    return nothingTyped
  }
  const about = { amend: of.matter?.crossing, correct: of.line?.said.crossing, new: '' }
  const key = `${use} ${use && about[use]}`
  const [kept, keep] = useState<{ key: string; typed: Typed; tried: boolean }>()
  const now = kept?.key === key ? kept : { key, typed: start(), tried: false }
  return {
    key, typed: now.typed, tried: now.tried,
    change: (change: Partial<Typed>) => keep({ ...now, typed: { ...now.typed, ...change } }),
    try: () => keep({ ...now, tried: true }),
    forget: () => keep(undefined),
  }
}

type Using = ReturnType<typeof useByHand>

/** The columns of a use. */
export function columnsByHand(
  using: Using, use: 'new' | 'amend' | 'correct',
  of: { matter?: Matter | undefined; line?: Line | undefined },
): ByHandColumns {
  const { faults, ...read } = readTyped(using.typed, localTime(new Date()).day)
  const hand = { typed: using.typed, faults, tried: using.tried, change: using.change }
  const send = () => {
    const { zone } = using.typed
    if (use === 'new' && zone.trim() !== '') {
      using.forget()
      return void inspect({ mrz: zone, typed: true })
    }
    if (Object.keys(faults).length > 0) return using.try()
    if (use === 'new') void inspect({ ...read, typed: true })
    if (use === 'amend' && of.matter) {
      void inspect({ ...of.matter.presented, ...changedOnly(read, of.matter) }, true)
    }
    using.forget()
  }
  return {
    document: <DocumentByHand key={using.key} {...hand} zone={use === 'new'} />,
    person: <PersonByHand {...hand} />,
    decision: use === 'correct' && of.line
      ? (
        <Correcting
          line={of.line} read={{ ...read, ready: Object.keys(faults).length === 0 }}
          tried={using.try} done={using.forget}
        />
      )
      : (
        <Sending
          word={use === 'new' ? 'booth.by-hand.inspect' : 'booth.by-hand.amend.send'} send={send}
          about={`booth.by-hand.${use}`}
        />
      ),
  }
}

// Only what differs from what was read is typed; the zone goes on speaking for the rest.
function changedOnly(read: { person: object; document: object }, { answer }: Matter) {
  const before = readTyped(typedFrom(answer.person, answer.document), localTime(new Date()).day)
  const changed = (now: object, then: Record<string, unknown>) => (
    Object.fromEntries(Object.entries(now)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(then[name]))))
  return {
    person: changed(read.person, before.person), document: changed(read.document, before.document),
  }
}

function Sending({ word, send, about }: { word: string; send: () => void; about: string }) {
  const { say } = useWords()
  return (
    <div className="sending">
      <h2>{say(`${about}.title`)}</h2>
      <p>{say(about)}</p>
      <div className="acts">
        <button type="button" className="due" data-send="" onClick={send}>
          {say(word)} <Key name="Enter" />
        </button>
        <button type="button" onClick={() => open()}>{say('back')} <Key name="Esc" /></button>
      </div>
    </div>
  )
}

function Correcting({ line, read, tried, done }: {
  line: Line
  read: Omit<ReturnType<typeof readTyped>, 'faults'> & { ready: boolean }
  tried: () => void
  done: () => void
}) {
  const { say } = useWords()
  const [direction, turn] = useState(line.said.direction)
  const [why, setWhy] = useState('')
  const [not, setNot] = useState<Answer<Recorded>>()
  const [correction] = useState(newId)
  const send = async () => {
    tried()
    if (!read.ready || why.trim() === '') return
    const corrected = correctedFrom(line.said, { ...read, direction })
    const answer = await attest<typeof CrossingCorrected>(
      { name: 'crossing-corrected', twoOfficers: undefined as never },
      { crossing: line.said.crossing, correction, corrected, why: why.trim() },
    )
    if (!answer) return
    if (!('done' in answer)) return setNot(answer)
    done()
    lineCorrected({ ...line.said, ...corrected } as CrossingSaid)
  }
  return (
    <div className="sending">
      <h2>{say('booth.by-hand.correct.title', { number: String(line.number) })}</h2>
      <p>{say('booth.by-hand.correct')}</p>
      <Turning direction={direction} turn={turn} />
      <label className="asked wide">
        {say('booth.correct.why')}
        <input
          className="entry" dir="auto" maxLength={500} value={why}
          onChange={({ target }) => setWhy(target.value)}
        />
      </label>
      {not && <WhyNot not={not} />}
      <div className="acts">
        <button
          type="button" className="due" data-send="" aria-disabled={why.trim() === ''}
          onClick={() => void send()}
        >
          {say('booth.correct.record')} <Key name="Enter" />
        </button>
        <button type="button" onClick={() => open()}>{say('back')} <Key name="Esc" /></button>
      </div>
    </div>
  )
}

function Turning({ direction, turn }: {
  direction: CrossingSaid['direction']; turn: (direction: CrossingSaid['direction']) => void
}) {
  const { say } = useWords()
  return (
    <span role="group" aria-label={say('booth.direction')} className="switch">
      {(['entry', 'exit', 'transit'] as const).map((each) => (
        <button key={each} type="button" className="plain" aria-pressed={each === direction}
          onClick={() => turn(each)}>{say(`direction.${each}`)}</button>
      ))}
    </span>
  )
}

function WhyNot({ not }: { not: Answer<Recorded> }) {
  if ('refused' in not) return <RefusalSign refusal={not} />
  if ('problem' in not) return <ProblemSign problem={not.problem} />
  if ('done' in not) return null
  return <p>{not.invalid.map(({ path, message }) => `${path}: ${message}`).join(' · ')}</p>
}

// A person or a document is said again whole; what was read and not shown here stays as it was.
function correctedFrom(
  said: CrossingSaid,
  read: { person: object; document: object; direction: CrossingSaid['direction'] },
) {
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)
  const person = { ...said.person, ...read.person }
  const document = { ...said.document, ...read.document }
  return {
    ...(differs(person, said.person) && { person }),
    ...(differs(document, said.document) && { document }),
    ...(read.direction !== said.direction && { direction: read.direction }),
  }
}
