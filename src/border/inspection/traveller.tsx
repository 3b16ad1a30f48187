// The file of a traveller: every crossing and correction on a spine, documents and standing beside.

import { AsKnown } from '../../country/bundles/as-known.tsx'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Answer } from '../../kernel/query.ts'
import { daysBetween } from '../../lib/dates/days.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import { DateOf, DaySideBySide, TimeOf } from '../../ui/dates.tsx'
import { Facts, File } from '../../ui/file.tsx'
import type { DatedFact } from '../../ui/file.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { TravellerFile } from './traveller-file.ts'
import { BornOf, CountryOf, shortOrigin } from '../travellers/named.tsx'
import { AskWhatFor, ForCase, useWhatFor } from './what-for.tsx'
import type { WhatFor } from './what-for.tsx'
import './travellers.css'

type Known = Answer<typeof TravellerFile>
type Crossed = Known['crossings'][number]

/** A person file; without a case being worked on, it is asked for first. */
export default function Traveller({ traveller = '' }: { traveller?: string }) {
  const { say } = useWords()
  const [whatFor] = useWhatFor()
  // After an inspection its look-up stands in the address instead of a case.
  const [lookUp] = useState(() => new URLSearchParams(location.search).get('lookUp') ?? undefined)
  if (!whatFor && !lookUp) {
    return (
      <div className="page">
        <header className="head"><h1>{say('traveller')}</h1></header>
        <AskWhatFor word="traveller.open" />
      </div>
    )
  }
  return (
    <div className="page">
      {whatFor && <ForCase of={whatFor} />}
      <Opened traveller={traveller} {...(whatFor ? { whatFor } : { lookUp: lookUp! })} />
    </div>
  )
}

function Opened({ traveller, whatFor, lookUp }: {
  traveller: string; whatFor?: WhatFor; lookUp?: string
}) {
  const { say } = useWords()
  // Each asking is a look-up of its own: the file is not asked again when somebody else crosses.
  const file = useQuery<typeof TravellerFile>(
    { name: 'traveller-file', method: 'POST' },
    { traveller, ...(whatFor ?? (lookUp ? { lookUp } : {})) })
  if (file.problem) return <ProblemSign problem={file.problem} />
  if (file.refused) return <RefusalSign refusal={file.refused} />
  if (!file.done) return <Sign state="waiting">{say('ledger.reading')}</Sign>
  return <TheFile of={file.done} />
}

function TheFile({ of }: { of: Known }) {
  const { say } = useWords()
  const [usual, ...others] = of.names
  const newest = of.crossings[0]!
  return (
    <File title={<Own>{usual}</Own>}
      aside={<><CountryOf code={newest.nationality} /> · <BornOf person={newest.person} /></>}
      facts={spine(of, say)}
      standing={(
        <>
          <Standing of={of} />
          {others.length > 0 && (
            <section>
              <h2>{say('traveller.other-names')}</h2>
              <ul className="lines">
                {others.map((name) => <li key={name}><Own>{name}</Own></li>)}
              </ul>
            </section>
          )}
          <Documents of={of.documents} />
          <Hits of={of.hits} />
          <p className="faded small">
            {say('traveller.since')} <TimeOf at={of.since} withDay /> ·{' '}
            {say('ledger.known-at')} <TimeOf at={of.knownAt} />
          </p>
          <AsKnown />
        </>
      )} />
  )
}

/** Crossings and what was said of them later, the latest first. */
function spine(of: Known, say: ReturnType<typeof useWords>['say']): DatedFact[] {
  const crossed = of.crossings.map((row): DatedFact => ({
    key: row.crossing, at: row.at,
    told: (
      <Link href={`/crossings/${row.crossing}`}>
        {say('traveller.crossed', {
          direction: say(`direction.${row.direction}`), decision: say(`decision.${row.decision}`),
        })}
      </Link>
    ),
    where: <Own>{row.post}</Own>, by: <Ltr>{row.officer}</Ltr>,
    seal: { origin: shortOrigin(row.origin), number: row.number },
    more: <CrossedWith of={row} />,
  }))
  const corrected = of.corrections.map((row): DatedFact => ({
    key: row.statement, at: row.at,
    told: <Link href={`/crossings/${row.crossing}`}>{say(`crossing.told.${row.fact}`)}</Link>,
    where: <Own>{row.post}</Own>, by: <Ltr>{row.officer}</Ltr>,
    seal: { origin: shortOrigin(row.origin), number: row.number },
    ...(row.why && { more: <p><Own>{row.why}</Own></p> }),
  }))
  return [...crossed, ...corrected].sort((a, b) => (a.at < b.at ? 1 : -1))
}

function CrossedWith({ of }: { of: Crossed }) {
  const { say } = useWords()
  return (
    <p>
      {of.document.number && <Ltr mono>{of.document.number}</Ltr>}
      {of.purpose && <> · {say(`purpose.${of.purpose}`)}</>}
      {of.until && <> · {say('crossings.until')} <DateOf of={of.until} /></>}
      {of.reasons && <> · {of.reasons.map((code) => say(`refusalReason.${code}`)).join(', ')}</>}
    </p>
  )
}

/** Inside or not, and until when: from the last crossing that was an admission. */
function Standing({ of }: { of: Known }) {
  const { say } = useWords()
  const last = of.crossings.find((row) => row.decision === 'admitted'
    && row.direction !== 'transit')
  if (last?.direction !== 'entry') {
    return (
      <div>
        <p className="large"><b>{say('traveller.outside')}</b></p>
        {last && <Facts of={[['traveller.left', <TimeOf key="l" at={last.at} withDay />]]} />}
      </div>
    )
  }
  const left = last.until ? daysBetween(localTime(new Date()).day, last.until) : undefined
  return (
    <div>
      {left !== undefined && left < 0
        ? <Sign state="look" size="board" word={say('traveller.overstayed', { days: -left })} />
        : <p className="large"><b>{say('traveller.inside')}</b></p>}
      <Facts of={[
        ['traveller.entered', (
          <span key="e"><TimeOf at={last.at} withDay /> · <Own>{last.post}</Own></span>)],
        ['crossings.until', last.until
          ? <DaySideBySide key="u" of={last.until} /> : say('traveller.no-limit')],
        left !== undefined && left >= 0 && ['traveller.days-left', left],
      ]} />
    </div>
  )
}

function Documents({ of }: { of: Known['documents'] }) {
  const { say } = useWords()
  if (of.length === 0) return null
  return (
    <section>
      <h2>{say('traveller.documents')}</h2>
      <ul className="lines">
        {of.map((each) => (
          <li key={`${each.issuer} ${each.number}`}>
            <b><Ltr mono>{each.number}</Ltr></b> <Ltr mono>{each.issuer}</Ltr>
            {' · '}{say(`documentType.${each.type}`)}
            <div className="faded small">
              {each.expiry && (
                <>{say('crossing-recorded.document.expiry')} <DateOf of={each.expiry} />{' · '}</>
              )}
              {say('traveller.shown', { times: each.times })}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Hits({ of }: { of: Known['hits'] }) {
  const { say } = useWords()
  const me = useMe()
  if (!me.roles.includes('secondary-officer') && !me.roles.includes('supervisor')) return null
  return (
    <section>
      <h2>{say('traveller.hits')}</h2>
      {of.length === 0 ? <p className="faded">{say('traveller.no-hits')}</p> : (
        <ul className="lines">
          {of.map((each) => (
            <li key={each.hit}>
              <Link href={`/hits/${each.hit}`}><Own>{each.list}</Own></Link>
              {' · '}{say(each.verdict ? `hitVerdict.${each.verdict}` : `hitStatus.${each.status}`)}
              {' · '}<TimeOf at={each.raisedAt} withDay />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
