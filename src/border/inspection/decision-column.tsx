// The decision at the counter: the sign, what an admission would allow, and the acts that are open.

import { useEffect, useState } from 'react'
import { CannotRecord, ProblemSign } from '../../ui/trouble.tsx'
import { Key } from '../../ui/key.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Shape, Sign } from '../../ui/sign.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { Matter } from './desk.ts'
import { open } from './desk.ts'
import type { InspectAnswer } from './inspect-answer.ts'
import { letterOf } from './purposes.ts'
import { Until } from './until.tsx'

/** The acts as the booth carries them out. */
export interface Acts { admit: () => void; refer: () => void; refuse: () => void }

/** The third column. `mayRelease`: the officer is of the second line. */
export function DecisionColumn({ matter, acts, mayRelease }: {
  matter: Matter; acts: Acts; mayRelease: boolean
}) {
  const { answer } = matter
  return (
    <>
      <div role="status"><StandingSign answer={answer} /></div>
      {matter.not ? <Not matter={matter} /> : answer.standing === 'stop'
        ? <WhomToCall answer={answer} /> : <Allowed matter={matter} />}
      <DecisionActs matter={matter} acts={acts} mayRelease={mayRelease} />
    </>
  )
}

function StandingSign({ answer }: { answer: InspectAnswer }) {
  const { say } = useWords()
  const { standing, instruction, checks } = answer
  return (
    <div className={`sign board ${standing}`} data-state={standing}>
      <Shape state={standing} />
      <div>
        <span className="word">{say(`state.${standing}`)}</span>
        <span className="counted">
          {instruction && standing === 'stop' ? say(`instruction.${instruction}`)
            : [
              say('booth.checks-ran', { count: checks.ran }),
              say('booth.checks-not', { count: checks.notChecked }),
            ].join(' · ')}
        </span>
        {answer.asOf.bundle && (
          <span className="counted">
            {say('bundle.alerts-as-known')} <TimeOf at={answer.asOf.bundle.at} />
          </span>
        )}
      </div>
    </div>
  )
}

// What the owner of the alert says to do, and whom to call: nothing else matters now.
function WhomToCall({ answer }: { answer: InspectAnswer }) {
  const { say } = useWords()
  const alert = answer.alerts[0]
  if (!alert) return <p className="call">{say('booth.stop.document')}</p>
  return (
    <dl className="call">
      <dt>{say('booth.stop.call')}</dt>
      <dd className="contact"><Own>{unbroken(alert.contact)}</Own></dd>
      <dt>{say('booth.stop.do')}</dt>
      <dd>{say(alert.instruction)}{alert.ownText && <> · <Own>{alert.ownText}</Own></>}</dd>
    </dl>
  )
}

/** A telephone number stays on one line. */
function unbroken(contact: string): string {
  return contact.replace(/([+\d]) (?=\d)/g, '$1\u00a0')
}

function Allowed({ matter }: { matter: Matter }) {
  const { say } = useWords()
  const { answer, draft } = matter
  const { direction } = answer.proposal
  if (direction === 'exit') return <Pairs answer={answer} />
  return (
    <dl className="allowed">
      {direction === 'entry' && (
        <>
          <dt>{say('booth.until')}</dt>
          <dd><Until value={draft.until} /></dd>
          <dt>{say('booth.purpose')}</dt>
          <dd>
            <button type="button" className="plain" onClick={() => open('lane')}>
              {draft.purpose
                ? <>{say(`purpose.${draft.purpose}`)} <Key name={letterOf(draft.purpose)} /></>
                : <>{say('booth.purpose.none')} <Key name="F2" /></>}
            </button>
          </dd>
        </>
      )}
      {direction === 'transit' && (
        <><dt>{say('direction.transit')}</dt><dd>{say('booth.transit')}</dd></>
      )}
    </dl>
  )
}

function Pairs({ answer }: { answer: InspectAnswer }) {
  const { say } = useWords()
  const { pairing } = answer
  if (!pairing) return <p className="allowed">{say('booth.exit.unpaired')}</p>
  return (
    <dl className="allowed">
      <dt>{say('booth.exit.ends')}</dt>
      <dd><TimeOf at={pairing.enteredAt} withDay /> · <Ltr mono>{pairing.enteredPost}</Ltr></dd>
      <dt>{say('booth.exit.because')}</dt>
      <dd>
        {say(`pairing.${pairing.how}`)}
        {pairing.otherDocument && (
          <> · {say('booth.exit.then-with')} <Ltr mono>{pairing.otherDocument}</Ltr></>
        )}
      </dd>
    </dl>
  )
}

function Not({ matter }: { matter: Matter }) {
  const { not } = matter
  if (!not) return null
  if ('refused' in not) {
    return not.reason === 'cannot-record'
      ? <CannotRecord serial={String(not.detail?.paperSerial ?? '')} />
      : <RefusalSign refusal={not} />
  }
  if ('invalid' in not) return <Invalid wrong={not.invalid} />
  return <ProblemSign problem={not.problem} />
}

function Invalid({ wrong }: { wrong: { path: string; message: string }[] }) {
  const { say } = useWords()
  return (
    <Sign state="look" word={say('booth.invalid')}>
      {wrong.map(({ path, message }) => <span key={path}><Ltr mono>{path}</Ltr> {message} </span>)}
    </Sign>
  )
}

/** A record that takes longer than this is shown to be waiting. */
const noticedMs = 400

/** Whether what began at `since` goes on so long that it is worth a sign. */
function useLong(since: number | undefined): boolean {
  const [long, notice] = useState(false)
  useEffect(() => {
    notice(false)
    if (since === undefined) return
    const timer = setTimeout(() => notice(true), noticedMs)
    return () => clearTimeout(timer)
  }, [since])
  return long
}

function DecisionActs(
  { matter, acts, mayRelease }: { matter: Matter; acts: Acts; mayRelease: boolean },
) {
  const { say } = useWords()
  const { answer, recording } = matter
  const { standing, alerts } = answer
  const long = useLong(recording)
  if (recording !== undefined && long) {
    return (
      <div className="acts">
        <Sign state="waiting" since={recording}>{say('booth.recording')}</Sign>
      </div>
    )
  }
  const { direction } = answer.proposal
  return (
    <div className="acts">
      {standing === 'clear' && (
        <button type="button" className="due" onClick={acts.admit}>
          {say(`booth.admit.${direction}`)} <Key name="Enter" />
        </button>
      )}
      {standing === 'look' && (
        <button type="button" className="first" onClick={acts.admit}>
          {say(`booth.admit-after.${direction}`)} <Key name="F6" />
        </button>
      )}
      <button
        type="button" className={standing === 'stop' ? 'due' : undefined} onClick={acts.refer}
      >
        {say('booth.refer')} <Key name="F8" />
      </button>
      {(standing !== 'stop' || alerts.length === 0 || mayRelease) && (
        <button type="button" onClick={acts.refuse}>{say('booth.refuse')} <Key name="F9" /></button>
      )}
      {standing === 'stop' && mayRelease && (
        <button type="button" onClick={acts.admit}>
          {say(alerts.length > 0 ? 'booth.release' : `booth.admit-after.${direction}`)}
          {' '}<Key name="F6" />
        </button>
      )}
      <button type="button" onClick={() => open('rule')}>
        {say('booth.rule')} <Key name="F1" />
      </button>
    </div>
  )
}
