// Lists from outside: which are in force, whose they are, and which are due for review.

import { Link, useLocation } from 'wouter'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useRegister } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger, type Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { lists } from './lists.ts'
import './lists.css'

type Row = RowOf<typeof lists>

/** The ledger of lists. */
export default function ListsPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const owner = useMe().roles.includes('alert-owner')
  const page = useRegister<typeof lists>({ name: 'lists' })
  useKeys(owner ? [{ key: 'n', word: 'lists.import', run: () => go('/lists/import') }] : [])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('lists')}</h1>
        {owner && (
          <div className="acts">
            <Link className="act due" href="/lists/import">
              {say('lists.import')} <Key name="n" />
            </Link>
          </div>
        )}
      </header>
      <Ledger page={page} label={say('lists')} empty="lists.none"
        columns={columnsOn(page.knownAt?.slice(0, 10) ?? '')}
        folio={(_, index) => index + 1}
        keyOf={(row) => row.list} opens={(row) => `/lists/${row.list}`} />
    </div>
  )
}

const columnsOn = (today: string): Column<Row>[] => [
  { head: 'lists.name', show: (row) => (
    <div><b><Own>{row.name}</Own></b><br /><Ltr mono>{row.list}</Ltr></div>) },
  { head: 'lists.owner', show: (row) => <Own>{row.owner}</Own> },
  { head: 'lists.entries', figure: true, show: (row) => row.counts.all },
  { head: 'alerts.standing', show: (row) => <Standing of={row} today={today} /> },
  { head: 'lists.review', show: (row) => <DateOf of={row.reviewBy} /> },
  { head: 'lists.until', show: (row) => <DateOf of={row.validUntil} /> },
  { head: 'lists.at', figure: true, show: (row) => <TimeOf at={row.activatedAt} withDay /> },
]

/** In force, due for review, over or ended: a mark and a word. */
export function Standing({ of, today }: { of: Row; today: string }) {
  const { say } = useWords()
  if (of.endedAt) return <span className="faded">{say('lists.ended')}</span>
  if (of.validUntil < today) {
    return <Sign state="unchecked" size="line" word={say('lists.over')} />
  }
  if (of.reviewBy <= today) {
    return <Sign state="look" size="line" word={say('lists.review-due')} />
  }
  return <Sign state="clear" size="line" word={say('lists.in-force')} />
}
