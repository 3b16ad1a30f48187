// What does not fit together: a list to work through, the latest first.

import { useState } from 'react'
import { AsKnown } from '../../country/bundles/as-known.tsx'
import { useMe, useQuery } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Mark } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { Discrepancies, Discrepancy } from './discrepancies.ts'

/** Where a discrepancy is settled. */
export function pathTo({ kind, about, field }: Pick<Discrepancy, 'kind' | 'about' | 'field'>) {
  return `/discrepancies/${kind}/${about}/${field ?? '-'}`
}

/** The list; a row leads to the page where it is settled. */
export default function DiscrepanciesPage() {
  const { say } = useWords()
  const me = useMe()
  const [post, at] = useState(me.kind === 'hub' ? '' : me.post)
  const [settled, show] = useState('')
  const asked = useQuery<typeof Discrepancies>(
    { name: 'discrepancies', method: 'POST' },
    { ...(post && { post }), ...(settled && { settled: true }) },
    ['crossings', 'corrections', 'settlements'])
  return (
    <div className="page">
      <header className="head"><h1>{say('discrepancies')}</h1></header>
      <Sentence>
        <Choice label={say('discrepancies.which')} value={settled} change={show} options={[
          { value: '', word: say('discrepancies.open') },
          { value: 'all', word: say('discrepancies.settled') },
        ]} />
        {me.kind !== 'hub' && (
          <Choice label={say('crossings.post')} value={post} change={at} options={[
            { value: me.post, word: say('unmatched.at-this-post') },
            { value: '', word: say('unmatched.at-every-post') },
          ]} />
        )}
        {asked.done && <span>{say('discrepancies.since')} <DateOf of={asked.done.since} /></span>}
      </Sentence>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('discrepancies')} columns={columns} empty="discrepancies.none"
        keyOf={pathTo} opens={pathTo} folio={(_, index) => index + 1}
        page={{
          rows: asked.done?.discrepancies ?? [], waiting: asked.waiting, page: 1,
          ...(asked.problem && { problem: asked.problem }),
          ...(asked.done && { knownAt: asked.done.knownAt }),
        }} />
      <AsKnown />
    </div>
  )
}

const columns: Column<Discrepancy>[] = [
  { head: 'discrepancies.what', show: (row) => <What of={row} /> },
  { head: 'discrepancies.person', show: (row) => (row.name ? <Own>{row.name}</Own> : '—') },
  { head: 'discrepancies.said-at', show: (row) => (
    <Ltr mono>{[...new Set(row.facts.map(({ post }) => post))].join(' · ')}</Ltr>) },
  { head: 'discrepancies.latest', figure: true, show: (row) => (
    <TimeOf at={row.facts.map(({ at }) => at).sort().at(-1)!} withDay />) },
]

function What({ of }: { of: Discrepancy }) {
  const { say } = useWords()
  const word = `crossing-recorded.${of.field}`
  return (
    <>
      <Mark state={of.open ? 'look' : 'clear'} word={say(of.open ? 'state.look' : 'state.clear')} />
      {' '}{say(`discrepancyKind.${of.kind}`)}
      {of.field && <> · {say.has(word) ? say(word) : <Ltr mono>{of.field}</Ltr>}</>}
    </>
  )
}
