// What the owner of a list is told: every hit upon its alerts, silent or not.

import { useState } from 'react'
import type { Answer } from '../../kernel/query.ts'
import { useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { OwnHits } from './own-hits.ts'
import './watchlist.css'

type Row = Answer<typeof OwnHits>['hits'][number]

/** The owner's ledger of hits, with when the watch was last kept. */
export default function OwnHitsPage() {
  const { say } = useWords()
  const [list, choose] = useState('')
  const [before, turn] = useState<string[]>([])
  const last = before.at(-1)
  const asked = useQuery<typeof OwnHits>(
    { name: 'own-hits', method: 'GET' },
    { ...(list && { list }), ...(last && { before: last }) }, ['hits'])
  const { done } = asked
  return (
    <div className="page">
      <header className="head">
        <h1>{say('own-hits')}</h1>
        <div className="acts">
          <button type="button" onClick={asked.refresh}>{say('own-hits.look-again')}</button>
        </div>
      </header>
      <Sentence>
        <Choice label={say('alerts.list')} value={list}
          change={(next) => { turn([]); choose(next) }}
          options={[{ value: '', word: say('alerts.every-list') },
            ...(done?.lists ?? []).map((value) => (
              { value, word: say('alerts.of-list', { list: value }) }))]} />
      </Sentence>
      {done && <Watch of={done.watch} />}
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('own-hits')} columns={columns} empty="own-hits.none"
        keyOf={(row) => row.hit} folio={(_, index) => before.length * 50 + index + 1}
        opens={(row) => `/alerts/${row.alert}`}
        page={{
          rows: done?.hits ?? [], waiting: asked.waiting, page: before.length + 1,
          ...(asked.problem && { problem: asked.problem }), ...(done && { knownAt: done.knownAt }),
          ...(done?.next && { next: () => turn([...before, done.next!]) }),
          ...(last && { previous: () => turn(before.slice(0, -1)) }),
        }} />
    </div>
  )
}

/** Silent alerts are compared once a minute; whether that was done is part of the answer. */
function Watch({ of }: { of: { keptAt: string } | undefined }) {
  const { say } = useWords()
  if (!of) return <Sign state="unchecked">{say('own-hits.no-watch')}</Sign>
  return <p className="faded">{say('own-hits.watched')} <TimeOf at={of.keptAt} /></p>
}

const columns: Column<Row>[] = [
  { head: 'hits.person', show: (row) => <Own>{row.name ?? '—'}</Own> },
  { head: 'crossings.document',
    show: (row) => (row.document ? <Ltr mono>{row.document}</Ltr> : '—') },
  { head: 'own-hits.how', show: (row) => <How of={row} /> },
  { head: 'own-hits.why', show: (row) => <Why of={row.why} /> },
  { head: 'hits.status', show: (row) => <Standing of={row} /> },
  { head: 'crossings.post', show: (row) => <Own>{row.post}</Own> },
  { head: 'crossings.at', figure: true, show: (row) => <TimeOf at={row.at} /> },
]

function How({ of }: { of: Row }) {
  const { say } = useWords()
  return of.silent ? <b>{say('own-hits.silent')}</b> : say('own-hits.open')
}

function Why({ of }: { of: readonly string[] }) {
  const { say } = useWords()
  return of.map((why) => say(`watchlist.why.${why}`)).join(' · ')
}

function Standing({ of }: { of: Row }) {
  const { say } = useWords()
  if (of.silent) return <span className="faded">{say('own-hits.yours-alone')}</span>
  if (of.verdict) return say(`hitVerdict.${of.verdict}`)
  return say(`hitStatus.${of.status}`)
}
