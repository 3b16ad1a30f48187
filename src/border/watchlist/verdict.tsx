// The verdict upon a hit: the same person, not the person, cannot say; attested by two officers.

import { useState } from 'react'
import { z } from 'zod'
import { addYears } from '../../lib/dates/days.ts'
import { newId } from '../../ui/api.ts'
import { localTime } from '../../ui/clock.tsx'
import { oneOf, passage, line, wholeDay } from '../../ui/fields/terms.ts'
import { Field, Form } from '../../ui/form.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import type { HitDecided } from './hit-decided.ts'
import { outcomes, verdicts } from './terms.ts'

type Verdict = (typeof verdicts)[number]

/** Outcomes that can follow from each verdict; the node refuses the others. */
const outcomesOf: Readonly<Record<Verdict, readonly (typeof outcomes)[number][]>> = {
  'not-the-person': ['released-not-the-person', 'secondary-negative', 'in-progress'],
  'same-person': outcomes.filter(
    (each) => !['released-not-the-person', 'secondary-negative'].includes(each)
  ),
  'cannot-say': outcomes.filter((each) => each !== 'released-not-the-person'),
}

function factOf(verdict: Verdict) {
  const fields = {
    hit: z.uuid(), decision: z.uuid(), verdict: z.enum(verdicts),
    outcome: oneOf(outcomesOf[verdict] as [string, ...string[]], 'hitOutcome'),
    evidence: passage(4000), notes: passage(8000).optional(), interpreter: line(120).optional(),
    rightsToldIn: line(30).optional(), ownerReply: passage(2000).optional(),
    rememberUntil: wholeDay('future').optional(),
  }
  return {
    kind: 'event', name: 'hit-decided', subject: 'hit', fields, said: z.strictObject(fields),
    twoOfficers: true,
  } as unknown as typeof HitDecided
}
const facts = { // once each: a form keeps what is typed by the fact it is of
  'same-person': factOf('same-person'), 'not-the-person': factOf('not-the-person'),
  'cannot-say': factOf('cannot-say'),
}

/** Three large keys, and then the questions of the one that was chosen. */
export function Verdict({ hit, done }: { hit: string; done: () => void }) {
  const { say } = useWords()
  const [verdict, choose] = useState<Verdict>()
  useKeys(verdict ? [
    { key: 'Escape', word: 'back', whileTyping: true, run: () => choose(undefined) },
  ]
    : verdicts.map((each, index) => (
      { key: String(index + 1), word: `hitVerdict.${each}`, run: () => choose(each) })))
  if (verdict) {
    return <Asked hit={hit} verdict={verdict} done={done} back={() => choose(undefined)} />
  }
  return (
    <section className="stack">
      <h2>{say('hit-decided.verdict')}</h2>
      <div className="verdicts">
        {verdicts.map((each, index) => (
          <button type="button" key={each} onClick={() => choose(each)}>
            <span>{say(`hitVerdict.${each}`)}</span> <Key name={String(index + 1)} />
          </button>
        ))}
      </div>
    </section>
  )
}

function Asked({ hit, verdict, done, back }: {
  hit: string; verdict: Verdict; done: () => void; back: () => void
}) {
  const { say } = useWords()
  const [decision] = useState(newId)
  const released = verdict === 'not-the-person'
  return (
    <section className="stack">
      <h2>{say(`hitVerdict.${verdict}`)}</h2>
      <p className="measure">{say(`hit.verdict.${verdict}`)}</p>
      <Form of={facts[verdict]} fixed={{ hit, decision, verdict }}
        word="hit.record-verdict" done={done}
        start={released ? {
          outcome: 'released-not-the-person', rememberUntil: addYears(localTime(new Date()).day, 1),
        } : {}}
        acts={(
          <button type="button" className="plain" onClick={back}>
            {say('back')} <Key name="Esc" />
          </button>
        )}>
        <Field name="evidence" autoFocus />
        <Field name="outcome" />
        {released && <Field name="rememberUntil" />}
        <Field name="notes" />
        <Field name="interpreter" />
        {!released && <Field name="rightsToldIn" />}
        <Field name="ownerReply" />
      </Form>
    </section>
  )
}
