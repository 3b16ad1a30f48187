// Naming the biometric office: two administrators take in the public half of its key.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { newId } from '../../ui/api.ts'
import { Field, Form } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import { BiometricOfficeNamed } from './biometric-office-named.ts'

/** The page on which the key of the office is named. */
export default function BiometricPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const [office] = useState(newId)
  const back = () => go('/network')
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  return (
    <div className="page">
      <header className="head"><h1>{say('biometric-office-named')}</h1></header>
      <p className="measure">{say('biometric-office-named.how')}</p>
      <Form of={BiometricOfficeNamed} word="biometric-office-named" done={back} fixed={{ office }}
        acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
        <Field name="key" autoFocus />
      </Form>
    </div>
  )
}
