// The groups that presented themselves: buses, families and crews, the latest first.

import { Link } from 'wouter'
import { useRegister } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Ledger } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { groups } from './register.ts'

export default function Groups() {
  const { say } = useWords()
  const page = useRegister<typeof groups>({ name: 'groups' })
  return (
    <div className="page">
      <header className="head">
        <h1>{say('groups')}</h1>
        <Link href="/groups/new" className="act due">{say('groups.start')}</Link>
      </header>
      <Ledger page={page} label={say('groups')} empty="groups.none" keyOf={(row) => row.group}
        opens={(row) => `/groups/${row.group}`} folio={(_, index) => index + 1}
        columns={[
          {
            head: 'groups.what',
            show: (row) => `${say(`groupKind.${row.kind}`)} · ${say(`direction.${row.direction}`)}`,
          },
          {
            head: 'groups.plate',
            show: ({ conveyance: by }) => <Ltr mono>{by?.plate ?? by?.number ?? '—'}</Ltr>,
          },
          { head: 'groups.who', show: (row) => <Own>{row.operator ?? row.leader ?? '—'}</Own> },
          { head: 'groups.expected', figure: true, show: (row) => row.expected },
          { head: 'groups.came', figure: true, show: (row) => row.presented ?? '—' },
          {
            head: 'groups.state',
            show: (row) => say(row.closedAt ? 'groups.closed' : 'groups.open'),
          },
          { head: 'groups.at', figure: true, show: (row) => <TimeOf at={row.at} /> },
        ]} />
    </div>
  )
}
