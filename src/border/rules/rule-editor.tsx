// The editor of a rule: conditions fact by fact, and what is said of the rule beside them.

import { useWords } from '../../ui/speaking.tsx'
import {
  comparisons, factNames, ruleFacts, type Condition, type Conditions, type RuleFact,
} from './terms.ts'

/** A rule while it is written. */
export interface RuleDraft {
  name: string
  look: string
  owner: string
  legalBasis: string
  validUntil: string
  all: Conditions
}

const texts = ['name', 'look', 'owner', 'legalBasis', 'validUntil'] as const
const offered = { number: ['less-than', 'at-least', 'is'], 'yes-no': ['is'],
  code: ['is', 'is-not', 'one-of'] } as const

/** The conditions in rows, and under them the questions that every rule answers. */
export function RuleEditor({ of, change }: {
  of: RuleDraft; change: (draft: RuleDraft) => void
}) {
  const { say } = useWords()
  const put = (at: number, next?: Conditions[number]) => change({
    ...of, all: next ? of.all.map((each, index) => (index === at ? next : each))
      : of.all.filter((_, index) => index !== at),
  })
  return (
    <div className="rule-editor">
      {of.all.map((each, at) => ('any' in each ? null : (
        <ConditionRow key={at} of={each} change={(next) => put(at, next)}
          {...(of.all.length > 1 && { remove: () => put(at) })} />
      )))}
      <div className="acts">
        <button type="button" className="plain" onClick={() => change({
          ...of, all: [...of.all, { fact: 'first-time', is: 'is', value: true }],
        })}>{say('rule.add')}</button>
      </div>
      {texts.map((name) => (
        <label key={name} className="asked">
          {say(`risk-rule-written.${name}`)}
          <input className="entry" name={name} value={of[name]} maxLength={300}
            {...(name === 'validUntil' ? { type: 'date' } : { dir: 'auto' })}
            onChange={({ target }) => change({ ...of, [name]: target.value })} />
        </label>
      ))}
    </div>
  )
}

function ConditionRow({ of, change, remove }: {
  of: Condition; change: (next: Condition) => void; remove?: () => void
}) {
  const { say } = useWords()
  const kind = ruleFacts[of.fact]
  return (
    <div className="rule-condition">
      <select className="entry" aria-label={say('rule.fact')} value={of.fact}
        onChange={({ target }) => change(begun(target.value as RuleFact))}>
        {factNames.map((fact) => (
          <option key={fact} value={fact}>{say(`rule.fact.${fact}`)}</option>
        ))}
      </select>
      <select className="entry" aria-label={say('rule.compare')} value={of.is}
        onChange={({ target }) => change(compared(of, target.value as Condition['is']))}>
        {comparisons.filter((each) => (offered[kind] as readonly string[]).includes(each))
          .map((each) => <option key={each} value={each}>{say(`rule.is.${each}`)}</option>)}
      </select>
      <ValueAsked of={of} change={change} />
      {remove && (
        <button type="button" className="plain" onClick={remove}>{say('rule.remove')}</button>
      )}
    </div>
  )
}

function ValueAsked({ of, change }: { of: Condition; change: (next: Condition) => void }) {
  const { say } = useWords()
  const label = say('rule.value')
  if (typeof of.value === 'boolean') {
    return (
      <select className="entry" aria-label={label} value={String(of.value)}
        onChange={({ target }) => change({ ...of, value: target.value === 'true' })}>
        <option value="true">{say('rule.yes')}</option>
        <option value="false">{say('rule.no')}</option>
      </select>
    )
  }
  if (typeof of.value === 'number') {
    return (
      <input className="entry" type="number" aria-label={label} value={of.value}
        onChange={({ target }) => change({ ...of, value: target.valueAsNumber || 0 })} />
    )
  }
  const several = Array.isArray(of.value)
  return (
    <input className="entry" dir="ltr" aria-label={label}
      value={several ? (of.value as string[]).join(' ') : of.value as string}
      onChange={({ target }) => change({
        ...of, value: several ? target.value.split(/[ ,]+/) : target.value,
      })} />
  )
}

/** A condition on a fact as it begins: compared with a value of the fact's kind. */
function begun(fact: RuleFact): Condition {
  const kind = ruleFacts[fact]
  if (kind === 'number') return { fact, is: 'at-least', value: 1 }
  return kind === 'yes-no' ? { fact, is: 'is', value: true } : { fact, is: 'is', value: '' }
}

function compared(of: Condition, is: Condition['is']): Condition {
  const text = Array.isArray(of.value) ? of.value[0] ?? '' : of.value
  if (is === 'one-of') return { ...of, is, value: String(of.value).split(/[ ,]+/) }
  return { ...of, is, value: text }
}
