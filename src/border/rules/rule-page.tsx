// A risk rule: written as conditions, read as a sentence, tried on what was, and switched by two.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../../ui/api.ts'
import { useMe, useRegister } from '../../ui/asking.ts'
import type { RowOf } from '../../kernel/register.ts'
import { Own } from '../../ui/ltr.tsx'
import { Facts } from '../../ui/file.tsx'
import { DateOf } from '../../ui/dates.tsx'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { RuleBench } from './rule-bench.tsx'
import { RuleEditor, type RuleDraft } from './rule-editor.tsx'
import { RuleSentence } from './rule-sentence.tsx'
import { RuleStanding } from './rules-page.tsx'
import type { RiskRuleWritten } from './risk-rule-written.ts'
import type { riskRules } from './risk-rules.ts'
import './rules.css'

type Row = RowOf<typeof riskRules>
const writing = { name: 'risk-rule-written' } as const
const empty: RuleDraft = {
  name: '', look: '', owner: '', legalBasis: '', validUntil: '',
  all: [{ fact: 'document-age-days', is: 'less-than', value: 30 }],
}

/** The page of one rule, or of one that is not written yet. */
export default function RulePage({ rule }: { rule?: string }) {
  const { say } = useWords()
  const [id] = useState(newId)
  const page = useRegister<typeof riskRules>({ name: 'risk-rules' }, { limit: 500 })
  const row = page.rows.find((each) => each.rule === rule)
  if (rule && !row) return <div className="page" aria-busy={page.waiting} />
  return (
    <div className="page">
      <header className="head">
        <h1>{row ? <Own>{row.name}</Own> : say('rules.write')}</h1>
        {row && <span className="aside"><RuleStanding of={row} /></span>}
      </header>
      <div className="rule-page">
        <Written key={row?.version ?? 0} rule={rule ?? id} row={row} />
        {row && <aside className="rule-side"><RuleBench of={row} /></aside>}
      </div>
    </div>
  )
}

function Written({ rule, row }: { rule: string; row: Row | undefined }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const { say: attest, answer, busy } = useRecord<typeof RiskRuleWritten>(writing)
  const [draft, change] = useState<RuleDraft>(row ?? empty)
  const may = useMe().roles.some((role) => role === 'alert-owner' || role === 'supervisor')
  const keep = async () => {
    const { name, look, owner, legalBasis, validUntil, all } = draft
    const told = await attest({
      rule, version: (row?.version ?? 0) + 1, name, look, owner, legalBasis, validUntil, all,
    })
    if (told && 'done' in told && !row) go(`/rules/${rule}`)
  }
  return (
    <section className="rule-written">
      <p className="faded">{say('rule.says')}</p>
      <RuleSentence of={draft.all} />
      {may && <RuleEditor of={draft} change={change} />}
      {!may && row && (
        <Facts of={[
          ['risk-rule-written.look', <Own key="l">{row.look}</Own>],
          ['risk-rule-written.owner', <Own key="o">{row.owner}</Own>],
          ['risk-rule-written.legalBasis', <Own key="b">{row.legalBasis}</Own>],
          ['risk-rule-written.validUntil', <DateOf key="u" of={row.validUntil} />],
        ]} />
      )}
      {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
      {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
      {answer && 'invalid' in answer && (
        <p role="alert">{say('wrong.count', { count: answer.invalid.length })}</p>
      )}
      {may && (
        <div className="acts">
          <button type="button" className={row ? '' : 'due'} aria-disabled={busy}
            onClick={() => void keep()}>{say('rule.save')}</button>
        </div>
      )}
    </section>
  )
}
