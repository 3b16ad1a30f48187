// Whose signatures are believed here: the sources, and every issuer with how it stands today.

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useQuery, useRegister } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Choice, Ledger, Sentence, type Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign, type State } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { CertificateRows } from './certificate-rows.tsx'
import type { issuerSources } from './issuer-sources.ts'
import type { IssuersNow, StandingIssuer } from './issuers-now.ts'
import './issuers.css'

type Row = RowOf<typeof issuerSources>
const standings = ['soon-over', 'over', 'doubted'] as const

/** The page of issuers. */
export default function IssuersPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const mayImport = useMe().roles.includes('administrator')
  const page = useRegister<typeof issuerSources>({ name: 'issuer-sources' })
  useKeys(mayImport
    ? [{ key: 'n', word: 'issuers.import', run: () => go('/issuers/import') }] : [])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('issuers')}</h1>
        {mayImport && (
          <div className="acts">
            <Link className="act due" href="/issuers/import">
              {say('issuers.import')} <Key name="n" />
            </Link>
          </div>
        )}
      </header>
      <Ledger page={page} label={say('issuers.sources')} empty="issuers.none"
        columns={columnsOn(page.knownAt?.slice(0, 10) ?? '')} folio={(_, index) => index + 1}
        keyOf={(row) => row.source} opens={(row) => `/issuers/${row.source}`} />
      {page.rows.length > 0 && <Believed />}
    </div>
  )
}

const columnsOn = (today: string): Column<Row>[] => [
  { head: 'issuers.source', show: (row) => (
    <div><b><Own>{row.name}</Own></b><br /><Ltr mono>{row.source}</Ltr></div>) },
  { head: 'issuers.count', figure: true, show: (row) => row.counts.all },
  { head: 'alerts.standing', show: (row) => <SourceStanding of={row} today={today} /> },
  { head: 'issuers.review', show: (row) => <DateOf of={row.reviewBy} /> },
  { head: 'issuers.believed-at', figure: true, show: (row) => (
    <TimeOf at={row.believedAt} withDay />) },
]

/** Believed, due for review, or ended: a mark and a word. */
export function SourceStanding({ of, today }: { of: Row; today: string }) {
  const { say } = useWords()
  if (of.endedAt) return <span className="faded">{say('issuers.ended')}</span>
  return of.reviewBy <= today
    ? <Sign state="look" size="line" word={say('issuers.review-due')} />
    : <Sign state="clear" size="line" word={say('issuers.believed')} />
}

const drawn: Record<StandingIssuer['standing'], State> = {
  'valid': 'clear', 'soon-over': 'look', 'over': 'unchecked', 'doubted': 'stop',
}

function Believed() {
  const { say } = useWords()
  const [standing, choose] = useState('')
  const [country, name] = useState('')
  const [from, turn] = useState(0)
  const asked = useQuery<typeof IssuersNow>({ name: 'issuers-now', method: 'GET' }, {
    from, ...(country.length === 2 && { country }),
    ...(standing && { standing: standing as 'over' }),
  }, ['issuer-sources', 'doubted-issuers'])
  const of = asked.done
  return (
    <section>
      <h2>{say('issuers.each')}</h2>
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {of && (
        <p className="issuers-told">
          <span>{say('issuers.of-states', { all: of.all, states: of.states })}</span>
          {of.soonOver > 0 && (
            <Sign state="look" size="line" word={say('issuers.soon', { count: of.soonOver })} />)}
          {of.over > 0 && (
            <Sign state="unchecked" size="line" word={say('issuers.over', { count: of.over })} />)}
        </p>
      )}
      <Sentence>
        <Choice label={say('alerts.standing')} value={standing}
          change={(next) => { choose(next); turn(0) }}
          options={[{ value: '', word: say('issuers.all') },
            ...standings.map((each) => ({ value: each, word: say(`issuer-standing.${each}`) }))]} />
        <label className="issuers-state">
          {say('issuers.state')}
          <input className="entry mono" dir="ltr" size={3} maxLength={2} value={country}
            onChange={({ target }) => { name(target.value.toUpperCase()); turn(0) }} />
        </label>
      </Sentence>
      {of && of.rows.length === 0 && <p className="faded">{say('issuers.none-such')}</p>}
      {of && (
        <CertificateRows of={of.rows} label={say('issuers.each')} beside={(each) => (
          <Sign state={drawn[each.standing]} size="line"
            word={say(`issuer-standing.${each.standing}`)} />)} />
      )}
      {of?.next !== undefined && (
        <button type="button" onClick={() => turn(of.next!)}>{say('issuers.more')}</button>
      )}
    </section>
  )
}
