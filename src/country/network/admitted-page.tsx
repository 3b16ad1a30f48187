// Taking the hub's answer in, at the post: the file or its codes, and the letters of the hub.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { askQuery } from '../../ui/asking.ts'
import type { Answer } from '../../ui/api.ts'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import { Brought, TypedLetters } from './carried.tsx'
import { Told } from './enrol-page.tsx'
import type { TakeAdmission } from './take-admission.ts'

/** The page that takes an answer in. */
export default function AdmittedPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const [admission, setAdmission] = useState('')
  const [letters, type] = useState('')
  const [answer, setAnswer] = useState<Answer<unknown>>()
  const back = () => go('/network')
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  const take = async () => {
    const next = await askQuery<typeof TakeAdmission>(
      { name: 'take-admission', method: 'POST' }, { admission, hub: letters })
    if ('done' in next) back()
    else setAnswer(next)
  }
  return (
    <div className="page">
      <header className="head"><h1>{say('take-admission')}</h1></header>
      <p className="measure">{say('take-admission.how')}</p>
      <Brought value={admission} change={setAdmission} word="take-admission" />
      <TypedLetters value={letters} change={type} word="network.type-hub-letters" />
      <Told answer={answer} />
      <div className="acts">
        <button type="button" className="due" disabled={admission === '' || letters === ''}
          onClick={() => void take()}>
          {say('take-admission')}
        </button>
        <button type="button" className="plain" onClick={back}>{say('back')}</button>
      </div>
    </div>
  )
}
