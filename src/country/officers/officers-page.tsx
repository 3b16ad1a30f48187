// The roster: who may work at this post now, with how many codes, and when they last signed in.

import { Link, useLocation } from 'wouter'
import { useMe, useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { OnRoster, RosterNow } from './roster-now.ts'
import './officers.css'

/** The roster as a ledger; a row leads to the officer. */
export default function OfficersPage() {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const enrols = me.roles.includes('administrator')
  const asked = useQuery<typeof RosterNow>({ name: 'roster-now', method: 'GET' }, {},
    ['officers', 'role-grants', 'sign-in-codes', 'sign-ins'])
  useKeys(enrols ? [{ key: 'n', word: 'officer-enrolled', run: () => go('/officers/enrol') }] : [])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('officers')}</h1>
        {enrols && (
          <div className="acts">
            <Link className="act due" href="/officers/enrol">
              {say('officer-enrolled')} <Key name="n" />
            </Link>
          </div>
        )}
      </header>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('officers')} columns={columns} empty="officers.none"
        keyOf={(row) => row.officer} opens={(row) => `/officers/${row.officer}`}
        folio={(_, index) => index + 1}
        page={{
          rows: asked.done?.officers ?? [], waiting: asked.waiting, page: 1,
          ...(asked.problem && { problem: asked.problem }),
          ...(asked.done && { knownAt: asked.done.knownAt }),
        }} />
    </div>
  )
}

const columns: Column<OnRoster>[] = [
  { head: 'officer-enrolled.name', show: (row) => <Own>{row.name}</Own> },
  { head: 'officer-enrolled.officer', show: (row) => <Ltr>{row.officer}</Ltr> },
  { head: 'officers.roles-here', show: (row) => <Roles of={row.roles} /> },
  { head: 'roster-now.codes-left', figure: true, show: (row) => <Codes of={row.codesLeft} /> },
  { head: 'roster-now.last-sign-in', figure: true, show: (row) => <Last of={row} /> },
]

/** Roles in words; without any, an officer cannot sign in here. */
export function Roles({ of }: { of: readonly string[] }) {
  const { say } = useWords()
  if (of.length === 0) return <span className="faded">{say('officers.no-role')}</span>
  return of.map((role) => say(`role.${role}`)).join(' · ')
}

function Codes({ of }: { of: number }) {
  const { say } = useWords()
  return of > 0 ? <b>{of}</b> : <span className="faded">{say('officers.no-code')}</span>
}

function Last({ of }: { of: OnRoster }) {
  const { say } = useWords()
  return (
    <>
      {of.lastSignIn ? <TimeOf at={of.lastSignIn} /> : '—'}
      {of.waitsUntil && (
        <Sign state="look" word={say('roster-now.waits-until')}><TimeOf at={of.waitsUntil} /></Sign>
      )}
    </>
  )
}
