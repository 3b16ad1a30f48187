// Enrolling a node at the hub: what it asks, the letters to compare, and two officers.

import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import { askQuery } from '../../ui/asking.ts'
import type { Answer } from '../../ui/api.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { attest } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { Brought, Letters, TypedLetters } from './carried.tsx'
import { incarnationOf } from './network-page.tsx'
import type { ReadEnrolment } from './read-enrolment.ts'

type Read = AnswerOf<typeof ReadEnrolment>

/** The page on which a node is taken in. */
export default function EnrolPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const [request, setRequest] = useState('')
  const [read, setRead] = useState<Answer<Read>>()
  useKeys([{ key: 'Escape', word: 'back', run: () => go('/network') }])
  const change = (text: string) => {
    setRequest(text)
    setRead(undefined)
  }
  const look = async () => setRead(await askQuery<typeof ReadEnrolment>(
    { name: 'read-enrolment', method: 'POST' }, { request }))
  return (
    <div className="page">
      <header className="head"><h1>{say('enrol-node')}</h1></header>
      <Brought value={request} change={change} word="enrol-node" />
      <div className="acts">
        <button type="button" className={read ? '' : 'due'} onClick={() => void look()}
          disabled={request === ''}>
          {say('read-enrolment')}
        </button>
        <button type="button" className="plain" onClick={() => go('/network')}>
          {say('back')}
        </button>
      </div>
      <Told answer={read} />
      {read && 'done' in read && <Approve request={request} read={read.done} />}
    </div>
  )
}

/** What a node said no to. */
export function Told({ answer }: { answer: Answer<unknown> | undefined }) {
  const { say } = useWords()
  return (
    <div role="alert">
      {answer && 'refused' in answer && <RefusalSign refusal={answer as Refusal} />}
      {answer && 'invalid' in answer && <Sign state="look">{say('network.unreadable')}</Sign>}
      {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
    </div>
  )
}

const realms = ['public', 'border', 'watch'] as const

function Approve({ request, read }: { request: string; read: Read }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [letters, type] = useState('')
  const [watch, setWatch] = useState(true)
  const [region, setRegion] = useState('')
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const enrol = async () => {
    const said = {
      request, fingerprint: letters, realms: realms.filter((each) => each !== 'watch' || watch),
      ...(region.trim() !== '' && { region: region.trim() }),
    }
    // The query records the fact that it read: the same two officers, the same fresh sign-ins.
    const next = await attest({ name: 'enrol-node', twoOfficers: true } as never, said as never)
    if (next && 'done' in next) go(`/network/${incarnationOf(read.origin)}`)
    else if (next) setAnswer(next)
  }
  return (
    <section className="carried" aria-label={say('network.what-asks')}>
      <WhatAsks read={read} />
      <Letters of={read.fingerprint} word="network.letters-of-request" />
      <TypedLetters value={letters} change={type} word="network.type-request-letters" />
      <div className="field">
        <label htmlFor="region">
          {say('network.region')} <span className="optional">{say('optional')}</span>
        </label>
        <input id="region" className="entry" maxLength={60} value={region}
          onChange={({ target }) => setRegion(target.value)} />
      </div>
      <p>
        <label>
          <input type="checkbox" checked={watch}
            onChange={({ target }) => setWatch(target.checked)} />
          {' '}{say('network.holds-watch')}
        </label>
      </p>
      <Told answer={answer} />
      <div className="acts">
        <button type="button" className="due" disabled={letters === ''}
          onClick={() => void enrol()}>
          {say('enrol-node')}
        </button>
      </div>
    </section>
  )
}

function WhatAsks({ read }: { read: Read }) {
  const { say } = useWords()
  return (
    <>
      <Facts of={[
        ['network.kind', say(`nodeKind.${read.kind}`)],
        ['network.post', <Own key="p">{read.post}</Own>],
        ['network.device', <Ltr key="d" mono>{read.device}</Ltr>],
        ['network.own-name', <Ltr key="o">{read.origin}</Ltr>],
        ['network.asked-at', <TimeOf key="a" at={read.asked} withDay />],
        read.predecessor !== undefined
          && ['network.predecessor', <Ltr key="b">{read.predecessor.origin}</Ltr>],
      ]} />
      {!read.registered && <Sign state="look">{say('network.post-not-registered')}</Sign>}
      {read.predecessorKnown === false && (
        <Sign state="look">{say('network.predecessor-unknown')}</Sign>
      )}
      {read.enrolledAt && <Sign state="look">{say('network.enrolled-before')}</Sign>}
    </>
  )
}
