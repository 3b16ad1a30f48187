// A new sign-in code: shown once, large, and printed as a slip to be folded and handed over.

import { useState } from 'react'
import { askQuery } from '../../ui/asking.ts'
import type { Answer as Answered } from '../../ui/api.ts'
import type { Answer } from '../../kernel/query.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sheet, usePrint } from '../../ui/printing.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { NewSignInCode } from './new-sign-in-code.ts'

type Issued = Answer<typeof NewSignInCode>
const spans = [12, 24, 168] as const

/** Asks for how long, issues the code, and shows it until the dialog is closed; then it is gone. */
export function NewCode({ officer, name, close }: {
  officer: string; name: string; close: () => void
}) {
  const { say } = useWords()
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answered<Issued>>()
  const issue = async (hours: number) => {
    if (busy) return
    setBusy(true)
    setAnswer(await askQuery<typeof NewSignInCode>(
      { name: 'new-sign-in-code', method: 'POST' }, { officer, hours }))
    setBusy(false)
  }
  const issued = answer && 'done' in answer ? answer.done : undefined
  return (
    <Dialog
      title={<>{say('new-sign-in-code')} · <Own>{name}</Own></>} {...(issued ? {} : { close })}
    >
      {!issued && (
        <>
          <p>{say('officers.code.how-long')}</p>
          <div className="acts">
            {spans.map((hours, index) => (
              <button type="button" key={hours} className={index === 1 ? 'due' : undefined}
                autoFocus={index === 1} aria-disabled={busy} onClick={() => void issue(hours)}>
                {say('officers.code.hours', { hours, days: hours / 24 })}
              </button>
            ))}
            <button type="button" className="plain" onClick={close}>{say('back')}</button>
          </div>
          {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
          {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
        </>
      )}
      {issued && <Told of={issued} name={name} close={close} />}
    </Dialog>
  )
}

/** The code itself; it stands here and on the slip, and nowhere else. */
function Told({ of, name, close }: { of: Issued; name: string; close: () => void }) {
  const { say } = useWords()
  const [print, paper] = usePrint()
  return (
    <>
      <p className="one-time-code"><Ltr mono>{of.code}</Ltr></p>
      <p><b>{say('new-sign-in-code.told-once')}</b></p>
      <p>{say('sign-in-code-issued.expires')} <TimeOf at={of.expires} withDay /></p>
      <div className="acts">
        <button type="button" className="due" autoFocus
          onClick={() => print(<Sheet paper="roll"><Slip of={of} name={name} /></Sheet>)}>
          {say('officers.code.print')}
        </button>
        <button type="button" onClick={close}>{say('officers.code.handed-over')}</button>
      </div>
      {paper}
    </>
  )
}

function Slip({ of, name }: { of: Issued; name: string }) {
  const { say } = useWords()
  return (
    <>
      <p><b><Own>{name}</Own></b><br /><Ltr mono>{of.officer}</Ltr></p>
      <p className="one-time-code"><Ltr mono>{of.code}</Ltr></p>
      <p>{say('sign-in-code-issued.expires')} <TimeOf at={of.expires} withDay /></p>
      <p className="small">{say('officers.code.slip')}</p>
    </>
  )
}
