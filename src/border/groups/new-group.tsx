// A group presents itself: what all of it shares is asked once.

import { useLocation } from 'wouter'
import { Field, Form } from '../../ui/form.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { laneNow } from '../inspection/lane.ts'
import { GroupPresented } from './group-presented.ts'

export default function NewGroup() {
  const { say } = useWords()
  const [, go] = useLocation()
  const { direction, mode } = laneNow()
  return (
    <div className="page">
      <header className="head"><h1>{say('groups.new')}</h1></header>
      <Form of={GroupPresented} word="groups.start"
        start={{
          kind: 'bus', direction, mode: mode === 'foot' ? 'bus' : mode, conveyance: { kind: 'bus' },
        }}
        done={(_, { group }) => go(`/groups/${group}`)}>
        <Field name="expected" autoFocus />
        <Field name="kind" />
        <Field name="direction" />
        <Field name="conveyance.kind" />
        <Field name="conveyance.plate" />
        <Field name="operator" />
        <Field name="leader" />
        <Field name="mode" />
        <Field name="purpose" />
        <Field name="from" />
        <Field name="to" />
      </Form>
    </div>
  )
}
