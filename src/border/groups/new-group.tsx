// A group presents itself: what all of it shares is asked once, and who is on the operator's list.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { Field, Form } from '../../ui/form.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { passage } from '../../ui/fields/terms.ts'
import { conveyanceOf, laneNow } from '../inspection/lane.ts'
import { Question } from '../travellers/question.tsx'
import { longestName } from '../travellers/terms.ts'
import { GroupPresented } from './group-presented.ts'
import { mostInGroup } from './terms.ts'
import type { Listed } from './terms.ts'

/** A list as it is pasted: a name a line, and the number of a document after a comma. */
const PastedList = passage(40_000)

/** The names on a pasted list, with the number of the document where a line has one. */
function listedIn(pasted: string | undefined): Listed[] {
  return (pasted ?? '').split('\n').map((line) => line.trim()).filter(Boolean)
    .slice(0, mostInGroup).map((line) => {
      const [name = '', number = ''] = line.split(/[,،;\t]/).map((part) => part.trim())
      return {
        name: name.slice(0, longestName), ...(number && { documentNumber: number.slice(0, 40) }),
      }
    }).filter(({ name }) => name)
}

export default function NewGroup() {
  const { say } = useWords()
  const [, go] = useLocation()
  const { direction, mode } = laneNow()
  const [pasted, paste] = useState<string>()
  const listed = listedIn(pasted)
  return (
    <div className="page">
      <header className="head"><h1>{say('groups.new')}</h1></header>
      <Form of={GroupPresented} word="groups.start"
        start={{
          kind: 'bus', direction, mode: mode === 'foot' ? 'bus' : mode,
          conveyance: conveyanceOf(laneNow()) ?? { kind: 'bus' },
        }}
        fixed={listed.length > 0 ? { listed } : {}}
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
        <Question word="group-presented.listed" type={PastedList} value={pasted} change={paste}
          optional />
      </Form>
    </div>
  )
}
