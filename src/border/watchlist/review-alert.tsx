// Reviewing an alert, with a second officer: it stands, and is looked at again on another day.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { z } from 'zod'
import { newId } from '../../ui/api.ts'
import { useQuery } from '../../ui/asking.ts'
import { passage, wholeDay } from '../../ui/fields/terms.ts'
import { Field, Form } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { AlertFile } from './alert-file.ts'
import { AlertSubject } from './alert-mark.tsx'
import type { AlertReviewed } from './alert-reviewed.ts'

const fields = {
  alert: z.uuid(), review: z.uuid(), why: passage(1000), reviewBy: wholeDay('future'),
  validUntil: wholeDay('future').optional(),
}
const reviewing = {
  kind: 'event', name: 'alert-reviewed', subject: 'alert', fields, said: z.strictObject(fields),
  twoOfficers: true,
} as unknown as typeof AlertReviewed

/** The page on which the owner of a list reviews one of its alerts. */
export default function ReviewAlert({ alert = '' }: { alert?: string }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [review] = useState(newId)
  const back = () => go(`/alerts/${alert}`)
  const file = useQuery<typeof AlertFile>({ name: 'alert-file', method: 'GET' }, { alert })
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('alert.review')}</h1>
        {file.done && <span className="faded"><AlertSubject of={file.done.terms} /></span>}
      </header>
      {file.refused && <RefusalSign refusal={file.refused} />}
      {file.done && (
        <>
          <p className="measure">{say('alert.review.what')}</p>
          <Form of={reviewing} fixed={{ alert, review }} word="alert.review" done={back}
            acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
            <Field name="why" autoFocus />
            <Field name="reviewBy" />
            <Field name="validUntil" />
          </Form>
        </>
      )}
    </div>
  )
}
