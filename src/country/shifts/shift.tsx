// One's own shift: opened at a lane, worked, counted, printed, and handed over.

import { useState } from 'react'
import type { z } from 'zod'
import type { Answer, QueryKind } from '../../kernel/query.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { CloseShift } from './close-shift.tsx'
import { Counts } from './counts.tsx'
import { ShiftOpened } from './shift-opened.ts'
import type { ShiftSheetOf } from './shift-sheet.ts'
import './shift.css'

export type Sheet = Answer<typeof ShiftSheetOf>

/** The page of the shift: opening it, or working and closing it. */
export default function Shift() {
  const { say } = useWords()
  const sheet = useQuery<typeof ShiftSheetOf>(
    { name: 'shift-sheet', method: 'GET' }, {}, ['shifts', 'crossings'])
  const [closed, close] = useState<Sheet>()
  return (
    <div className="page">
      <header className="head"><h1>{say('shift')}</h1></header>
      {sheet.waiting && !closed && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {sheet.problem && <ProblemSign problem={sheet.problem} />}
      {closed ? <Closed of={closed} />
        : sheet.done ? <Working of={sheet.done} closed={close} />
          : sheet.refused?.reason === 'no-open-shift' ? <Open done={sheet.refresh} />
            : sheet.refused && <RefusalSign refusal={sheet.refused} />}
    </div>
  )
}

function Open({ done }: { done: () => void }) {
  const { say } = useWords()
  const me = useMe()
  return (
    <>
      <p className="large">{say('shift.none')}</p>
      <Form of={ShiftOpened} word="shift-opened" done={done}
        start={me.lane ? { lane: me.lane } : {}}>
        <Field name="lane" autoFocus />
        <Field name="note" />
        <Field name="float" />
      </Form>
    </>
  )
}

/** What the crossings, which lie above the shifts, answer about one. */
type ShiftCounts = QueryKind<
  'shift-counts', { shift: z.ZodUUID }, { counts: Record<string, number> }
>

function Working({ of, closed }: { of: Sheet; closed: (sheet: Sheet) => void }) {
  const { say } = useWords()
  const { done: counted, waiting } = useQuery<ShiftCounts>(
    { name: 'shift-counts', method: 'GET' }, { shift: of.shift.shift }, ['crossings', 'hits'])
  return (
    <div className="shift">
      <section>
        <h2>{say('shift.so-far')}</h2>
        {counted ? <Counts of={counted.counts} />
          : waiting ? <Sign state="waiting">{say('shift.counting')}</Sign>
            : <Sign state="unchecked">{say('shift.not-counted')}</Sign>}
        <Facts of={[
          ['shift-sheet.from', <TimeOf key="f" at={of.from} />],
          of.shift.lane !== undefined && ['shift-opened.lane', <Ltr key="l">{of.shift.lane}</Ltr>],
          of.shift.float && ['shift-opened.float', (
            <Ltr mono key="m">{of.shift.float.amount} {of.shift.float.currency}</Ltr>)],
          ['shift-sheet.others', of.others.length === 0 ? say('shift.nobody-else') : (
            <ul key="o">{of.others.map((each) => (
              <li key={each.officer}>
                <Ltr>{each.officer}</Ltr>{each.lane && <> · {say('lane', { lane: each.lane })}</>}
                {' · '}<TimeOf at={each.since} />
              </li>))}</ul>)],
          of.before && ['shift-sheet.before', (
            <span key="b">
              <Ltr>{of.before.officer}</Ltr>
              {of.before.closedAt && <> · <TimeOf at={of.before.closedAt} /></>}
              {of.before.note && <><br /><Own>{of.before.note}</Own></>}
            </span>)],
        ]} />
      </section>
      <section>
        <h2>{say('shift-closed')}</h2>
        {counted
          ? <CloseShift of={of} counts={counted.counts} done={closed} />
          : <p className="faded">{say('shift.count-first')}</p>}
      </section>
    </div>
  )
}

function Closed({ of }: { of: Sheet }) {
  const { say } = useWords()
  return (
    <>
      <p className="large"><b>{say('shift.closed')}</b></p>
      <CloseShift of={of} counts={of.shift.counts ?? {}} done={() => undefined} printOnly />
    </>
  )
}
