// Ending an alert before its time, with a second officer.

import { useLocation } from 'wouter'
import { z } from 'zod'
import { useQuery } from '../../ui/asking.ts'
import { passage } from '../../ui/fields/terms.ts'
import { Field, Form } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import type { AlertEnded } from './alert-ended.ts'
import type { AlertFile } from './alert-file.ts'
import { AlertSubject } from './alert-mark.tsx'
import { endReasons } from './terms.ts'

const fields = {
  alert: z.uuid(),
  why: z.enum(endReasons).meta({ widget: 'code', words: 'alertEnding' }),
  note: passage(1000).optional(),
}
const ending = {
  kind: 'event', name: 'alert-ended', subject: 'alert', fields, said: z.strictObject(fields),
  twoOfficers: true,
} as unknown as typeof AlertEnded

/** The page on which the owner of a list ends one of its alerts. */
export default function EndAlert({ alert = '' }: { alert?: string }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const back = () => go(`/alerts/${alert}`)
  const file = useQuery<typeof AlertFile>({ name: 'alert-file', method: 'GET' }, { alert })
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('alert.end')}</h1>
        {file.done && <span className="faded"><AlertSubject of={file.done.terms} /></span>}
      </header>
      {file.refused ? <RefusalSign refusal={file.refused} /> : (
        <>
          <p className="measure">{say('alert.end.what')}</p>
          <Form of={ending} fixed={{ alert }} word="alert.end" done={back}
            acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
            <Field name="why" autoFocus />
            <Field name="note" />
          </Form>
        </>
      )}
    </div>
  )
}
