// Enrolling an officer under a short name; roles and a code come afterwards.

import { useLocation } from 'wouter'
import { Field, Form } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import { OfficerEnrolled } from './officer-enrolled.ts'

/** The page on which an administrator enrols an officer. */
export default function EnrolOfficer() {
  const { say } = useWords()
  const [, go] = useLocation()
  const back = () => go('/officers')
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  return (
    <div className="page">
      <header className="head"><h1>{say('officer-enrolled')}</h1></header>
      <p className="measure">{say('officers.enrol.what')}</p>
      <Form of={OfficerEnrolled} word="officer-enrolled"
        done={(_, { officer }) => go(`/officers/${officer}`)}
        acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
        <Field name="name" autoFocus />
        <Field name="officer" />
        <Field name="languages" />
      </Form>
    </div>
  )
}
