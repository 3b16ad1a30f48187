// The file of a source of issuers: how it is known to be genuine, its versions, and its end.

import { useState } from 'react'
import { z } from 'zod'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useRegister } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger, type Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { IssuerDoubted } from './issuer-doubted.ts'
import type { issuerSources } from './issuer-sources.ts'
import type { issuerVersions } from './issuer-versions.ts'
import type { IssuersEnded } from './issuers-ended.ts'
import { SourceStanding } from './issuers-page.tsx'
import { doubtTerms, endTerms } from './terms.ts'
import './issuers.css'

const ending = {
  kind: 'event', name: 'issuers-ended', subject: 'source', fields: endTerms,
  said: z.strictObject(endTerms), twoOfficers: true,
} as unknown as typeof IssuersEnded
const doubting = {
  kind: 'event', name: 'issuer-doubted', subject: 'issuer', fields: doubtTerms,
  said: z.strictObject(doubtTerms), twoOfficers: true,
} as unknown as typeof IssuerDoubted

/** The page of one source. */
export default function SourcePage({ source = '' }: { source?: string }) {
  const { say } = useWords()
  const [act, open] = useState<'end' | 'doubt'>()
  const all = useRegister<typeof issuerSources>({ name: 'issuer-sources' }, { limit: 500 })
  const row = all.rows.find((each) => each.source === source)
  const versions = useRegister<typeof issuerVersions>(
    { name: 'issuer-versions' }, { filters: { source } },
  )
  const may = useMe().roles.includes('administrator') && row !== undefined && !row.endedAt
  useKeys(may ? [
    { key: 'e', word: 'issuers.end', run: () => open('end') },
    { key: 'x', word: 'issuers.doubt', run: () => open('doubt') },
  ] : [])
  return (
    <div className="page">
      <header className="head">
        <h1><Own>{row?.name ?? source}</Own></h1>
        <span className="aside">
          {row && <SourceStanding of={row} today={all.knownAt?.slice(0, 10) ?? ''} />}
        </span>
        {may && (
          <div className="acts">
            <button type="button" onClick={() => open('doubt')}>
              {say('issuers.doubt')} <Key name="x" />
            </button>
            <button type="button" onClick={() => open('end')}>
              {say('issuers.end')} <Key name="e" />
            </button>
          </div>
        )}
      </header>
      {act === 'end' && <End source={source} done={() => open(undefined)} />}
      {act === 'doubt' && <Doubt done={() => open(undefined)} />}
      {row && <Stands of={row} />}
      <h2>{say('issuers.versions')}</h2>
      <Ledger page={versions} label={say('issuers.versions')} empty="issuers.none"
        folio={(_, index) => index + 1} keyOf={(each) => each.version}
        opens={(each) => `/issuers/versions/${each.version}`} columns={columnsFor(row)} />
    </div>
  )
}

function End({ source, done }: { source: string; done: () => void }) {
  const { say } = useWords()
  return (
    <section className="stack">
      <p className="measure">{say('issuers.end.what')}</p>
      <Form of={ending} fixed={{ source }} word="issuers.end" done={done}>
        <Field name="why" autoFocus />
        <Field name="note" />
      </Form>
    </section>
  )
}

function Doubt({ done }: { done: () => void }) {
  const { say } = useWords()
  return (
    <section className="stack">
      <p className="measure">{say('issuers.doubt.what')}</p>
      <Form of={doubting} word="issuers.doubt" done={done}>
        <Field name="issuer" autoFocus />
        <Field name="why" />
        <Field name="note" />
      </Form>
    </section>
  )
}

function Stands({ of }: { of: RowOf<typeof issuerSources> }) {
  return (
    <Facts of={[
      ['issuers-believed.howKnown', <Own key="h">{of.howKnown}</Own>],
      ['issuers.review', <DateOf key="r" of={of.reviewBy} />],
      ['issuers.by', of.officers.map((each, at) => (
        <span key={each}>{at > 0 && ' · '}<Ltr>{each}</Ltr></span>))],
    ]} />
  )
}

type Version = RowOf<typeof issuerVersions>

function columnsFor(row: RowOf<typeof issuerSources> | undefined): Column<Version>[] {
  return [
    { head: 'alerts.standing', show: (each) => <VersionStanding of={each} now={row} /> },
    { head: 'issuers.count', figure: true, show: (each) => each.counts.all },
    { head: 'issuers.import.file', show: (each) => <Ltr mono>{each.file}</Ltr> },
    { head: 'issuers.prepared', show: (each) => <Ltr>{each.preparedBy}</Ltr> },
    { head: 'issuers.read-at', figure: true, show: (each) => (
      <TimeOf at={each.preparedAt} withDay />) },
  ]
}

function VersionStanding({ of, now }: {
  of: Version; now: RowOf<typeof issuerSources> | undefined
}) {
  const { say } = useWords()
  if (now?.version === of.version) return <b>{say('issuers.version.now')}</b>
  const waits = now === undefined || of.preparedAt > now.believedAt
  return (
    <span className="faded">{say(waits ? 'issuers.version.waiting' : 'issuers.version.past')}</span>
  )
}
