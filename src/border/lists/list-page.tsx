// The file of a list from outside: its standing, and every version that was read of it.

import { useState } from 'react'
import { z } from 'zod'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useRegister } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { passage } from '../../ui/fields/terms.ts'
import { Facts } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger, type Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { CountsSaid } from './counts.tsx'
import type { ListEnded } from './list-ended.ts'
import type { listVersions } from './list-versions.ts'
import type { lists } from './lists.ts'
import { Standing } from './lists-page.tsx'
import { listEndReasons } from './terms.ts'
import './lists.css'

const fields = {
  list: z.string(), why: z.enum(listEndReasons).meta({ widget: 'code', words: 'alertEnding' }),
  note: passage(1000).optional(),
}
const ending = {
  kind: 'event', name: 'list-ended', subject: 'list', fields, said: z.strictObject(fields),
  twoOfficers: true,
} as unknown as typeof ListEnded

/** The page of one list. */
export default function ListPage({ list = '' }: { list?: string }) {
  const { say } = useWords()
  const me = useMe()
  const [ends, end] = useState(false)
  const all = useRegister<typeof lists>({ name: 'lists' }, { limit: 500 })
  const row = all.rows.find((each) => each.list === list)
  const today = all.knownAt?.slice(0, 10) ?? ''
  const versions = useRegister<typeof listVersions>(
    { name: 'list-versions' }, { filters: { list } },
  )
  const mine = row !== undefined && !row.endedAt && row.officers.includes(me.officer) &&
    me.roles.includes('alert-owner')
  useKeys(mine ? [{ key: 'e', word: 'list.end', run: () => end(true) }] : [])
  return (
    <div className="page">
      <header className="head">
        <h1><Own>{row?.name ?? list}</Own></h1>
        <span className="aside">{row && <Standing of={row} today={today} />}</span>
        {mine && (
          <div className="acts">
            <button type="button" onClick={() => end(true)}>
              {say('list.end')} <Key name="e" />
            </button>
          </div>
        )}
      </header>
      {ends && (
        <section className="stack">
          <p className="measure">{say('list.end.what')}</p>
          <Form of={ending} fixed={{ list }} word="list.end" done={() => end(false)}
            acts={(
              <button type="button" className="plain" onClick={() => end(false)}>
                {say('back')}
              </button>
            )}>
            <Field name="why" autoFocus />
            <Field name="note" />
          </Form>
        </section>
      )}
      {row && <Attested of={row} />}
      <h2>{say('list.versions')}</h2>
      <Ledger page={versions} label={say('list.versions')} empty="lists.none"
        folio={(_, index) => index + 1}
        keyOf={(each) => each.version} opens={(each) => `/lists/versions/${each.version}`}
        columns={columnsFor(row)} />
    </div>
  )
}

type Version = RowOf<typeof listVersions>

function columnsFor(row: RowOf<typeof lists> | undefined): Column<Version>[] {
  return [
    { head: 'alerts.standing', show: (each) => <StandingOf of={each} now={row} /> },
    { head: 'list.counts.head', show: (each) => <CountsSaid of={each.counts} /> },
    { head: 'list.file', show: (each) => <Ltr mono>{each.file}</Ltr> },
    { head: 'list.prepared', show: (each) => <Ltr>{each.preparedBy}</Ltr> },
    { head: 'list.read-at', figure: true, show: (each) => <TimeOf at={each.preparedAt} withDay /> },
  ]
}

function StandingOf({ of, now }: { of: Version; now: RowOf<typeof lists> | undefined }) {
  const { say } = useWords()
  if (now?.version === of.version) return <b>{say('list.version.now')}</b>
  const waits = now === undefined || of.preparedAt > now.activatedAt
  return <span className="faded">{say(waits ? 'list.version.waiting' : 'list.version.past')}</span>
}

function Attested({ of }: { of: RowOf<typeof lists> }) {
  const { say } = useWords()
  return (
    <Facts of={[
      ['lists.owner', <Own key="o">{of.owner}</Own>],
      ['list-activated.legalBasis', <Own key="l">{of.legalBasis}</Own>],
      ['list-activated.action', say(`alertAction.${of.action}`)],
      ['list-activated.priority', say(`alertPriority.${of.priority}`)],
      ['list-activated.contact', <Own key="c">{of.contact}</Own>],
      ['lists.review', <DateOf key="r" of={of.reviewBy} />],
      ['lists.until', <DateOf key="u" of={of.validUntil} />],
      ['lists.by', of.officers.map((each, at) => (
        <span key={each}>{at > 0 && ' · '}<Ltr>{each}</Ltr></span>))],
    ]} />
  )
}
