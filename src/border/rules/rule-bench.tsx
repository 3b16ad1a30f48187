// The bench of a rule: run on past crossings, split by nationality, and then switched on by two.

import { useState } from 'react'
import type { RowOf } from '../../kernel/register.ts'
import type { Answer } from '../../ui/api.ts'
import { askQuery } from '../../ui/asking.ts'
import { useMe } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { countryName } from '../../lib/codes/country-codes.ts'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { RiskRuleSwitchedOff } from './risk-rule-switched-off.ts'
import type { RiskRuleSwitchedOn } from './risk-rule-switched-on.ts'
import type { RiskRuleTrial } from './risk-rule-trial.ts'
import type { riskRules } from './risk-rules.ts'
import type { Trial } from './terms.ts'

type Row = RowOf<typeof riskRules>
const running = { name: 'risk-rule-trial', method: 'POST' } as const
const switchingOn = { name: 'risk-rule-switched-on', twoOfficers: true } as const
const switchingOff = { name: 'risk-rule-switched-off' } as const
const spans = [7, 30, 90] as const

/** What a version did on past crossings, and the switch. */
export function RuleBench({ of }: { of: Row }) {
  const { say } = useWords()
  const [busy, run] = useState(false)
  const [not, tellNot] = useState<Exclude<Answer<unknown>, { done: unknown }>>()
  const may = useMe().roles.some((role) => role === 'alert-owner' || role === 'supervisor')
  const tried = async (days: number) => {
    if (busy) return
    run(true)
    const answer = await askQuery<typeof RiskRuleTrial>(running, { rule: of.rule, days })
    run(false)
    tellNot('done' in answer ? undefined : answer)
  }
  return (
    <>
      {may && of.standing !== 'on' && (
        <>
          <h2>{say('rule.run')}</h2>
          <div className="acts">
            {spans.map((days) => (
              <button key={days} type="button" aria-disabled={busy}
                className={of.trial ? '' : 'due'}
                onClick={() => void tried(days)}>{say('rule.run.days', { days })}</button>
            ))}
          </div>
        </>
      )}
      {not && 'refused' in not && <RefusalSign refusal={not} />}
      {not && 'problem' in not && <ProblemSign problem={not.problem} />}
      {of.trial && <Ran of={of.trial} at={of.triedAt} />}
      {may && of.trial && <Switch of={of} />}
    </>
  )
}

/** Counts by nationality: the last column is what is compared. */
function Ran({ of, at }: { of: Trial; at: string | undefined }) {
  const { say, language } = useWords()
  return (
    <section>
      <p className="large">{say('rule.ran', { would: of.would, crossings: of.crossings })}</p>
      <p className="faded small">
        {at && <TimeOf at={at} withDay />} · <Ltr mono>{of.from} – {of.until}</Ltr>
      </p>
      <table className="rule-ran">
        <thead>
          <tr>
            <th scope="col">{say('rule.ran.who')}</th>
            <th scope="col">{say('rule.ran.crossings')}</th>
            <th scope="col">{say('rule.ran.would')}</th>
            <th scope="col">{say('rule.ran.share')}</th>
          </tr>
        </thead>
        <tbody>
          {of.byNationality.slice(0, 12).map(({ nationality, crossings, would }) => (
            <tr key={nationality}>
              <th scope="row">{countryName(nationality, language)}</th>
              <td>{crossings}</td><td>{would}</td>
              <td><b>{Math.round((would / crossings) * 100)}</b></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small faded">{say('rule.ran.how')}</p>
    </section>
  )
}

function Switch({ of }: { of: Row }) {
  const { say } = useWords()
  const on = useRecord<typeof RiskRuleSwitchedOn>(switchingOn)
  const off = useRecord<typeof RiskRuleSwitchedOff>(switchingOff)
  const [why, because] = useState('')
  const answer = on.answer ?? off.answer
  return (
    <section className="rule-switch">
      {of.standing === 'on' ? (
        <>
          <label className="asked">
            {say('risk-rule-switched-off.why')}
            <input className="entry" dir="auto" maxLength={300} value={why}
              onChange={({ target }) => because(target.value)} />
          </label>
          <div className="acts">
            <button type="button" aria-disabled={why.trim() === '' || off.busy}
              onClick={() => void (why.trim() && off.say({ rule: of.rule, why: why.trim() }))}>
              {say('rule.switch-off')}
            </button>
          </div>
        </>
      ) : (
        <>
          <p>{say('rule.switch-on.what')}</p>
          <div className="acts">
            <button type="button" className="due" aria-disabled={on.busy}
              onClick={() => void on.say({ rule: of.rule, version: of.version })}>
              {say('rule.switch-on')}
            </button>
          </div>
        </>
      )}
      {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
    </section>
  )
}
