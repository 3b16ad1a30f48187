// The law of stay: read as its lawyers wrote it, tried on cases, laid down by two.

import { useState } from 'react'
import { newId, type Answer } from '../../ui/api.ts'
import { askQuery, useMe, useRegister } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { StayRulesLaidDown } from './stay-rules-laid-down.ts'
import type { StayRulesTrial, TriedCase } from './stay-rules-trial.ts'
import type { stayRules } from './stay-rules.ts'
import './law.css'

const trying = { name: 'stay-rules-trial', method: 'POST' } as const
const laying = { name: 'stay-rules-laid-down', twoOfficers: true } as const
const firstCases = 'case,nationality,stays,on\nA,SOM,,2026-01-01\n'
type Tried = Extract<Awaited<ReturnType<typeof askQuery<typeof StayRulesTrial>>>,
  { done: unknown }>['done']

/** The page of the law. */
export default function LawPage() {
  const { say } = useWords()
  const may = useMe().roles.some((role) => role === 'supervisor' || role === 'administrator')
  const page = useRegister<typeof stayRules>({ name: 'stay-rules' }, { limit: 1 })
  const [now] = page.rows
  if (page.waiting && !now) return <div className="page" aria-busy />
  return (
    <div className="page">
      <header className="head">
        <h1>{say('stay-rules')}</h1>
        <span className="aside">
          {now ? <>{say('law.since')} <TimeOf at={now.laidDownAt} withDay />
            {' · '}<Own>{now.by.join(', ')}</Own></> : say('law.none')}
        </span>
      </header>
      {may ? <Bench key={now?.law ?? ''} text={now?.text ?? ''} country={now?.country ?? ''} />
        : now && <pre className="law-text" dir="ltr">{now.text}</pre>}
    </div>
  )
}

function Bench({ text: before, country }: { text: string; country: string }) {
  const { say } = useWords()
  const [text, write] = useState(before)
  const [cases, give] = useState(firstCases)
  const [tried, tell] = useState<Tried>()
  const [not, tellNot] = useState<Exclude<Answer<unknown>, { done: unknown }>>()
  const { say: attest, answer, busy } = useRecord<typeof StayRulesLaidDown>(laying)
  const run = async () => {
    const heard = await askQuery<typeof StayRulesTrial>(trying, { text, cases })
    tell('done' in heard ? heard.done : undefined)
    tellNot('done' in heard ? undefined : heard)
  }
  const of = /^country:\s*"?([A-Z]{1,3})/m.exec(text)?.[1] ?? country
  const wrong = not ?? (answer && !('done' in answer) ? answer : undefined)
  return (
    <div className="law-bench">
      <label>
        {say('law.text')}
        <textarea className="mono" dir="ltr" rows={22} spellCheck={false} value={text}
          onChange={({ target }) => { write(target.value); tell(undefined) }} />
      </label>
      <div>
        <label>
          {say('law.cases')}
          <textarea className="mono" dir="ltr" rows={8} spellCheck={false} value={cases}
            onChange={({ target }) => give(target.value)} />
        </label>
        <div className="acts">
          <button type="button" className={tried ? '' : 'due'} onClick={() => void run()}>
            {say('law.try')}
          </button>
          {tried && tried.faults.length === 0 && text !== before && (
            <button type="button" className="due" aria-disabled={busy}
              onClick={() => void attest({ law: newId(), country: of, text })}>
              {say('law.lay-down')}
            </button>
          )}
        </div>
        {wrong && 'refused' in wrong && <RefusalSign refusal={wrong} />}
        {wrong && 'problem' in wrong && <ProblemSign problem={wrong.problem} />}
        {wrong && 'invalid' in wrong && (
          <p role="alert">{say('wrong.count', { count: wrong.invalid.length })}</p>
        )}
        {tried && <Outcome of={tried} />}
      </div>
    </div>
  )
}

function Outcome({ of }: { of: Tried }) {
  const { say } = useWords()
  return (
    <>
      {[...of.faults, ...of.warnings].map((each) => (
        <p key={`${each.line} ${each.column} ${each.fault}`} role="alert">
          {say('law.at', { line: each.line, column: each.column })}: <Own>{each.hint}</Own>
        </p>
      ))}
      {of.tried.length > 0 && (
        <table className="law-tried">
          <thead>
            <tr>
              {(['case', 'used', 'left', 'last', 'paragraph'] as const).map((each) => (
                <th key={each} scope="col">{say(`law.${each}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>{of.tried.map((each) => <CaseRow key={each.line} of={each} />)}</tbody>
        </table>
      )}
    </>
  )
}

function CaseRow({ of }: { of: TriedCase }) {
  const { say } = useWords()
  const { answer } = of
  if (!answer) {
    return <tr><td><Own>{of.case}</Own></td><td colSpan={4}><Own>{of.not}</Own></td></tr>
  }
  return (
    <tr>
      <td><Own>{of.case}</Own></td>
      <td className="figure">{answer.daysUsed}</td>
      <td className="figure">{answer.daysLeft ?? '—'}</td>
      <td>
        {answer.lastLawfulDay ? <Ltr mono>{answer.lastLawfulDay}</Ltr>
          : say(answer.openEnded ? 'booth.until.none' : 'law.no-day')}
      </td>
      <td><Own>{answer.law}</Own></td>
    </tr>
  )
}
