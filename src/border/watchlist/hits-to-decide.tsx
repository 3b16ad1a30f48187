// The hits that the second line has to work through, the most pressing first, with their clocks.

import { useState } from 'react'
import type { Answer } from '../../kernel/query.ts'
import { useQuery } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ActionMark } from './alert-mark.tsx'
import { NextClock } from './clocks.tsx'
import type { NotThisPerson } from './not-this-person.ts'
import type { OpenHits } from './open-hits.ts'
import './watchlist.css'

type Open = Answer<typeof OpenHits>['hits'][number]
type Pair = Answer<typeof NotThisPerson>['pairs'][number]
const asks = ['open', 'remembered'] as const
type Which = (typeof asks)[number]

/** What waits for a verdict, and what is remembered as another person. */
export default function HitsToDecide() {
  const { say } = useWords()
  const [which, choose] = useState<Which>('open')
  return (
    <div className="page">
      <header className="head"><h1>{say('hits')}</h1></header>
      <Sentence>
        <Choice label={say('hits.which')} value={which} change={(next) => choose(next as Which)}
          options={asks.map((value) => ({ value, word: say(`hits.${value}`) }))} />
      </Sentence>
      {which === 'open' ? <ToDecide /> : <Remembered />}
    </div>
  )
}

function ToDecide() {
  const { say } = useWords()
  const asked = useQuery<typeof OpenHits>({ name: 'open-hits', method: 'GET' }, {}, ['hits'])
  return (
    <>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('hits.open')} columns={columns} empty="hits.none"
        keyOf={(row) => row.hit} opens={(row) => `/hits/${row.hit}`} folio={(_, index) => index + 1}
        page={{
          rows: asked.done?.hits ?? [], waiting: asked.waiting, page: 1,
          ...(asked.problem && { problem: asked.problem }),
          ...(asked.done && { knownAt: asked.done.knownAt }),
        }} />
    </>
  )
}

const columns: Column<Open>[] = [
  { head: 'hits.person', show: (row) => <Own>{row.person.names[0]}</Own> },
  { head: 'hits.alert-asks', show: (row) => <ActionMark action={row.action} /> },
  { head: 'alerts.list', show: (row) => (row.listName ? <Own>{row.listName}</Own> : '—') },
  { head: 'hits.status', show: (row) => <Status of={row} /> },
  { head: 'hits.next', show: (row) => <NextClock of={row.clocks} /> },
  { head: 'hits.raised', figure: true, show: (row) => <TimeOf at={row.raisedAt} /> },
]

function Status({ of }: { of: Open }) {
  const { say } = useWords()
  return (
    <>
      {say(`hitStatus.${of.status}`)}
      {of.takenUpBy && <small className="faded"> · <Ltr>{of.takenUpBy}</Ltr></small>}
      {of.inside && <><br /><b>{say('hits.inside')}</b></>}
    </>
  )
}

function Remembered() {
  const { say } = useWords()
  const asked = useQuery<typeof NotThisPerson>(
    { name: 'not-this-person', method: 'GET' }, {}, ['hits'])
  return (
    <>
      <p className="measure faded">{say('hits.remembered.what')}</p>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('hits.remembered')} columns={pairColumns} empty="hits.remembered.none"
        keyOf={(row) => row.hit} opens={(row) => `/hits/${row.hit}`} folio={(_, index) => index + 1}
        page={{
          rows: asked.done?.pairs ?? [], waiting: asked.waiting, page: 1,
          ...(asked.problem && { problem: asked.problem }),
          ...(asked.done && { knownAt: asked.done.knownAt }),
        }} />
    </>
  )
}

const pairColumns: Column<Pair>[] = [
  { head: 'hits.person', show: (row) => <Own>{row.names[0]}</Own> },
  { head: 'alerts.list', show: (row) => <Ltr mono>{row.list}</Ltr> },
  { head: 'hits.by', show: (row) => (
    <><Ltr>{row.decidedBy}</Ltr>{row.decidedSecond && <> · <Ltr>{row.decidedSecond}</Ltr></>}</>) },
  { head: 'hits.remembered-until', figure: true,
    show: (row) => <DateOf of={row.rememberUntil ?? ''} /> },
]
