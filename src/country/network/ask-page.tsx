// Asking to be enrolled, at the post: the request to carry to the hub, and letters to compare.

import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import { askQuery } from '../../ui/asking.ts'
import type { Answer } from '../../ui/api.ts'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import type { AskEnrolment } from './ask-enrolment.ts'
import { Letters, TakeAlong } from './carried.tsx'
import { Told } from './enrol-page.tsx'

/** The page that makes a request. */
export default function AskPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const [answer, setAnswer] = useState<Answer<AnswerOf<typeof AskEnrolment>>>()
  useKeys([{ key: 'Escape', word: 'back', run: () => go('/network') }])
  const askNow = async () => setAnswer(await askQuery<typeof AskEnrolment>(
    { name: 'ask-enrolment', method: 'POST' }, {}))
  const made = answer && 'done' in answer ? answer.done : undefined
  return (
    <div className="page">
      <header className="head"><h1>{say('ask-enrolment')}</h1></header>
      <p className="measure">{say('ask-enrolment.how')}</p>
      <div className="acts">
        <button type="button" className={made ? '' : 'due'} onClick={() => void askNow()}>
          {say('ask-enrolment.make')}
        </button>
        <button type="button" className="plain" onClick={() => go('/network')}>
          {say('back')}
        </button>
      </div>
      <Told answer={answer} />
      {made && (
        <section className="carried" aria-label={say('ask-enrolment')}>
          <Letters of={made.fingerprint} word="network.letters-of-request" />
          <TakeAlong {...made} title={say('ask-enrolment')} />
        </section>
      )}
    </div>
  )
}
