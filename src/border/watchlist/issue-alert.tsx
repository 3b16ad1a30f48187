// Issuing an alert, one step after the other; read over at the end and attested by two officers.

import { useEffect, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../../ui/api.ts'
import { useQuery } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import { draftOf, keepDraft } from '../../ui/drafts.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { AlertSaid } from './alert.tsx'
import type { AlertIssued } from './alert-issued.ts'
import type { AlertLedger } from './alert-ledger.ts'
import { AskedOn } from './questions-of-alert.tsx'
import { missingOn, saidBy, steps } from './steps-of-alert.ts'
import type { Draft } from './steps-of-alert.ts'
import './watchlist.css'

const issuing = { name: 'alert-issued', twoOfficers: true } as const

/** What is typed so far, kept while one looks away, and the lists under which one issued before. */
function useDraft() {
  const [draft, setDraft] = useState<Draft>(() => draftOf('alert-issued') as Draft | undefined
    ?? { validFrom: localTime(new Date()).day, priority: 'normal' })
  const own = useQuery<typeof AlertLedger>({ name: 'alert-ledger', method: 'GET' }, { limit: 50 })
  const lists = own.done?.alerts.filter((row) => row.own).map((row) => row.terms.list) ?? []
  const [first] = lists
  // Most owners sit on one list: it is chosen for them as soon as it is known.
  useEffect(() => {
    if (!first) return
    const chosen = { listCode: first.code, listName: first.name }
    setDraft((before) => (before.listCode === undefined ? { ...before, ...chosen } : before))
  }, [first?.code, first?.name])
  const change = (part: Draft) => setDraft((before) => {
    const next = { ...before, ...part }
    keepDraft('alert-issued', next as Record<string, unknown>)
    return next
  })
  return { draft, change, lists }
}

/**
 * The page on which the owner of a list issues an alert; what is typed is kept while one looks
 * away.
 */
export default function IssueAlert() {
  const { say } = useWords()
  const [, go] = useLocation()
  const [at, move] = useState(0)
  const [tried, setTried] = useState(false)
  const { draft, change, lists } = useDraft()
  const step = steps[at]!
  const missing = missingOn(step, draft)
  const leave = () => {
    keepDraft('alert-issued', undefined)
    go('/alerts')
  }
  const back = () => (at === 0 ? leave() : move(at - 1))
  const on = (event: FormEvent) => {
    event.preventDefault()
    setTried(missing.length > 0)
    if (missing.length === 0) move(at + 1)
  }
  useKeys([{ key: 'Escape', word: 'back', whileTyping: true, run: back }])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('alert.issue')}</h1>
        <span className="faded">{say('alert.step', { step: at + 1, of: steps.length })}</span>
      </header>
      {step === 'read-over' ? <ReadOver draft={draft} back={back} done={leave} /> : (
        <form className="form" onSubmit={on} noValidate key={step}>
          <h2>{say(`alert.step.${step}`)}</h2>
          <AskedOn step={step} draft={draft} change={change} lists={lists}
            missing={tried ? missing : []} />
          <div className="acts">
            <button className="due">{say('alert.go-on')} <Key name="Enter" /></button>
            <button type="button" className="plain" onClick={back}>
              {say('back')} <Key name="Esc" />
            </button>
          </div>
        </form>
      )}
    </div>
  )
}

function ReadOver({ draft, back, done }: { draft: Draft; back: () => void; done: () => void }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [alert] = useState(newId)
  const { say: attest, busy, answer } = useRecord<typeof AlertIssued>(issuing)
  const terms = saidBy(draft)
  const issue = async () => {
    const next = await attest({ alert, ...terms })
    if (!next || !('done' in next)) return
    done()
    go(`/alerts/${alert}`)
  }
  return (
    <div className="form">
      <h2>{say('alert.step.read-over')}</h2>
      <AlertSaid of={terms} />
      <p className="large">
        <b>{say(`alertAction.${terms.action}`)}</b><br />{say(`alertAction.${terms.action}.does`)}
      </p>
      <p>{say('alert.by-two')}</p>
      <div role="alert">
        {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
        {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
        {answer && 'invalid' in answer && answer.invalid.map(({ path, message }) => (
          <Sign key={path} state="look" word={say('alert.not-taken')}>{path}: {message}</Sign>))}
      </div>
      <div className="acts">
        <button
          type="button" className="due" autoFocus aria-disabled={busy} onClick={() => void issue()}
        >
          {say('alert.issue-it')} <Key name="Enter" />
        </button>
        <button type="button" className="plain" onClick={back}>
          {say('back')} <Key name="Esc" />
        </button>
      </div>
    </div>
  )
}
