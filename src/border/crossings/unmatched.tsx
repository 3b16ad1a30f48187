// Exits for which no entry was found, and stays past their last day: a list to work through.

import { useState } from 'react'
import { AsKnown } from '../../country/bundles/as-known.tsx'
import { daysBetween } from '../../lib/dates/days.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { BornOf, CountryMark, DocumentMark, NameOf } from '../travellers/named.tsx'
import type { CrossingRow } from './pairing.ts'
import type { Candidate, UnmatchedCrossings } from './unmatched-crossings.ts'

const asks = ['exits', 'entries'] as const
type Which = (typeof asks)[number]
type Exit = CrossingRow & { candidates: Candidate[] }

/** The list of what does not fit together; a row leads to where it is put right. */
export default function Unmatched() {
  const { say } = useWords()
  const me = useMe()
  const [which, choose] = useState<Which>('exits')
  const [post, at] = useState(me.kind === 'hub' ? '' : me.post)
  const asked = useQuery<typeof UnmatchedCrossings>(
    { name: 'unmatched-crossings', method: 'POST' }, { which, limit: 100, ...(post && { post }) },
    ['crossings'])
  const page = {
    waiting: asked.waiting, page: 1, ...(asked.problem && { problem: asked.problem }),
    ...(asked.done && { knownAt: asked.done.knownAt }),
  }
  return (
    <div className="page">
      <header className="head"><h1>{say('unmatched')}</h1></header>
      <Sentence>
        <Choice label={say('unmatched.which')} value={which}
          change={(next) => choose(next as Which)}
          options={asks.map((value) => ({ value, word: say(`unmatched.${value}`) }))} />
        {me.kind === 'hub' ? <span>{say('unmatched.at-every-post')}</span> : (
          <Choice label={say('crossings.post')} value={post} change={at} options={[
            { value: me.post, word: say('unmatched.at-this-post') },
            { value: '', word: say('unmatched.at-every-post') },
          ]} />
        )}
        {which === 'entries' && asked.done && (
          <span>{say('unmatched.since')} <DateOf of={asked.done.since} /></span>
        )}
      </Sentence>
      <p className="measure faded">{say(`unmatched.${which}.what-to-do`)}</p>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      {which === 'exits' ? (
        <Ledger label={say('unmatched.exits')} columns={exitColumns} empty="unmatched.exits.none"
          keyOf={(row) => row.crossing} folio={(row) => row.number}
          opens={(row) => `/crossings/${row.crossing}/pair`}
          page={{ ...page, rows: asked.done?.exits ?? [] }} />
      ) : (
        <Ledger label={say('unmatched.entries')} columns={entryColumns}
          empty="unmatched.entries.none"
          keyOf={(row) => row.crossing} folio={(row) => row.number}
          opens={(row) => `/crossings/${row.crossing}`}
          page={{ ...page, rows: asked.done?.entries ?? [] }} />
      )}
      {post === '' && <AsKnown />}
    </div>
  )
}

const who: Column<CrossingRow>[] = [
  { head: 'crossings.person', show: (row) => <NameOf person={row.person} /> },
  { head: 'crossings.nationality', show: (row) => <CountryMark code={row.person.nationality} /> },
  { head: 'crossings.born', figure: true, show: (row) => <BornOf person={row.person} /> },
  { head: 'crossings.document', show: (row) => <DocumentMark document={row.document} /> },
]

const exitColumns: Column<Exit>[] = [
  ...who,
  { head: 'unmatched.left', figure: true, show: (row) => <TimeOf at={row.at} /> },
  { head: 'crossings.post', show: (row) => <Own>{row.post}</Own> },
  { head: 'unmatched.candidates', show: (row) => <Likely of={row.candidates} /> },
]

const entryColumns: Column<CrossingRow>[] = [
  ...who,
  { head: 'unmatched.entered', figure: true, show: (row) => <TimeOf at={row.at} /> },
  { head: 'crossings.post', show: (row) => <Own>{row.post}</Own> },
  { head: 'crossings.until', figure: true, show: (row) => <DateOf of={row.until ?? ''} /> },
  { head: 'unmatched.days-over', figure: true, show: (row) => <Over until={row.until} /> },
]

function Likely({ of }: { of: readonly Candidate[] }) {
  const { say } = useWords()
  const [first] = of
  if (!first) return <span className="faded">{say('unmatched.no-candidate')}</span>
  return (
    <>
      <TimeOf at={first.at} withDay /> · <Own>{first.post}</Own>
      {of.length > 1 && (
        <small className="faded">{' · '}{say('unmatched.more', { count: of.length - 1 })}</small>
      )}
    </>
  )
}

function Over({ until }: { until: string | undefined }) {
  const { say } = useWords()
  if (!until) return '—'
  const days = daysBetween(until, localTime(new Date()).day)
  return say('unmatched.days', { days })
}
