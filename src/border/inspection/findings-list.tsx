// What was found, worst first, one line each: reason, evidence, paragraph; and what was not
// checked.

import { useWords } from '../../ui/speaking.tsx'
import { Sign } from '../../ui/sign.tsx'
import { conditionText } from '../rules/rule-sentence.tsx'
import type { Evidence } from './evidence.tsx'
import { EvidenceLine, hasEvidence } from './evidence.tsx'
import { EvidenceValue } from './evidence-value.tsx'
import type { Finding, InspectAnswer } from './inspect-answer.ts'

const drawnAs = { stop: 'stop', look: 'look', 'not-checked': 'unchecked', clear: 'clear' } as const

/** The lines below the columns. */
export function FindingsList({ answer }: { answer: InspectAnswer }) {
  const { say } = useWords()
  const { findings } = answer
  // How INTERPOL stands is said beside the document, where its answer comes.
  const notChecked = answer.notChecked.filter(({ what }) => what !== 'interpol' || !answer.interpol)
  return (
    <div className="found">
      <ol className="findings" aria-label={say('booth.findings')}>
        {findings.map((finding, index) => (
          <FindingLine key={index} finding={finding} answer={answer} />
        ))}
      </ol>
      {notChecked.length > 0 && (
        <ul className="not-checked" aria-label={say('state.unchecked')}>
          {notChecked.map(({ what, why }) => (
            <li key={what}>
              <Sign state="unchecked" word={say(`check.${what}`)}>{say(`not-checked.${why}`)}</Sign>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function FindingLine({ finding, answer }: { finding: Finding; answer: InspectAnswer }) {
  const { say } = useWords()
  const { state, reason, rule, evidence } = finding
  const values = (evidence ?? {}) as Evidence
  const says = hasEvidence(values) || rule !== undefined
  return (
    <li>
      <Sign state={drawnAs[state]} word={say(`finding.${reason}`, evidence ?? {})}>
        {says && (
          <>
            <EvidenceLine evidence={values} />
            {reason === 'risk-rule' && <Stands answer={answer} name={values['rule']} />}
            {reason.startsWith('alert') && <Reasons answer={answer} contact={values.contact} />}
            {rule && <span className="rule">{ruleWord(rule, say)}</span>}
          </>
        )}
      </Sign>
    </li>
  )
}

// What a rule stands on, in the officer's language.
function Stands({ answer, name }: { answer: InspectAnswer; name: unknown }) {
  const { say, language } = useWords()
  const rule = answer.rules?.find((each) => each.name === name)
  if (!rule) return null
  const conditions = rule.all.map((each) => ('any' in each ? each.any : [each])
    .map((one) => conditionText(one, say, language)).join(` ${say('rule.or')} `))
  return <span className="because"> · {conditions.join(` ${say('rule.and')} `)}</span>
}

// A letter is a reason of the refusal form; anything else names its paragraph itself.
function ruleWord(rule: string, say: ReturnType<typeof useWords>['say']): string {
  return /^[A-J]$/.test(rule) ? say('booth.rule.letter', { letter: rule }) : rule
}

// Why this hit is one: what of the alert agrees with what of the person.
function Reasons({ answer, contact }: { answer: InspectAnswer; contact: unknown }) {
  const { say } = useWords()
  const hit = answer.alerts.find((each) => each.contact === contact) ?? answer.alerts[0]
  if (!hit) return null
  return (
    <span className="because">
      {hit.reasons.filter(({ weight }) => weight > 0).map(({ about, why, alert }) => (
        <span key={`${why} ${alert}`}>
          {' '}· {say(`watchlist.why.${why}`)} <EvidenceValue about={about} value={alert} />
        </span>
      ))}
    </span>
  )
}
