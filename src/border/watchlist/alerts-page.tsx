// The ledger of alerts: one's own lists whole, those of others without silent ones.

import { AsKnown } from '../../country/bundles/as-known.tsx'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Answer } from '../../kernel/query.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { AlertLedger } from './alert-ledger.ts'
import { ActionMark, AlertSubject, StandingMark } from './alert-mark.tsx'
import { subjectKinds } from './terms.ts'
import './watchlist.css'

type Row = Answer<typeof AlertLedger>['alerts'][number]
const standings = ['in-force', 'not-yet', 'over', 'ended'] as const
interface Shown { standing: string; subjectKind: string; list: string }

/** Alerts by how they stand, about what, and of which list. */
export default function AlertsPage() {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const [shown, show] = useState<Shown>({ standing: 'in-force', subjectKind: '', list: '' })
  const [after, turn] = useState<string[]>([])
  const change = (part: Partial<Shown>) => {
    turn([])
    show((before) => ({ ...before, ...part }))
  }
  const last = after.at(-1)
  const asked = useQuery<typeof AlertLedger>(
    { name: 'alert-ledger', method: 'GET' },
    { ...chosen(shown), ...(last && { after: last }) } as never, ['alerts'])
  const owner = me.roles.includes('alert-owner')
  useKeys(owner ? [{ key: 'n', word: 'alert.issue', run: () => go('/alerts/new') }] : [])
  const { done } = asked
  return (
    <div className="page">
      <header className="head">
        <h1>{say('alerts')}</h1>
        {owner && (
          <div className="acts">
            <Link className="act due" href="/alerts/new">
              {say('alert.issue')} <Key name="n" />
            </Link>
          </div>
        )}
      </header>
      <Narrowed shown={shown} change={change} lists={done?.lists ?? []} />
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('alerts')} columns={columns} empty="alerts.none"
        keyOf={(row) => row.alert} opens={(row) => `/alerts/${row.alert}`}
        folio={(_, index) => after.length * 50 + index + 1}
        page={{
          rows: done?.alerts ?? [], waiting: asked.waiting, page: after.length + 1,
          ...(asked.problem && { problem: asked.problem }), ...(done && { knownAt: done.knownAt }),
          ...(done?.next && { next: () => turn([...after, done.next!]) }),
          ...(last && { previous: () => turn(after.slice(0, -1)) }),
        }} />
      <AsKnown />
    </div>
  )
}

function chosen(shown: Shown) {
  return Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== ''))
}

function Narrowed({ shown, change, lists }: {
  shown: Shown; change: (part: Partial<Shown>) => void; lists: readonly string[]
}) {
  const { say } = useWords()
  return (
    <Sentence>
      <Choice label={say('alerts.standing')} value={shown.standing}
        change={(standing) => change({ standing })}
        options={[...standings.map((value) => ({ value, word: say(`alerts.${value}`) })),
          { value: '', word: say('alerts.however') }]} />
      <Choice label={say('alerts.about')} value={shown.subjectKind}
        change={(subjectKind) => change({ subjectKind })}
        options={[{ value: '', word: say('alerts.about-all') },
          ...subjectKinds.map((value) => ({ value, word: say(`alertSubject.${value}`) }))]} />
      {lists.length > 0 && (
        <Choice label={say('alerts.list')} value={shown.list} change={(list) => change({ list })}
          options={[{ value: '', word: say('alerts.every-list') },
            ...lists.map((value) => ({ value, word: say('alerts.of-list', { list: value }) }))]} />
      )}
    </Sentence>
  )
}

const columns: Column<Row>[] = [
  { head: 'alerts.whom', show: (row) => <AlertSubject of={row.terms} /> },
  { head: 'alert-issued.reason', show: (row) => <Reason code={row.terms.reason.code} /> },
  { head: 'alert-issued.action', show: (row) => (
    <div><ActionMark action={row.action} /><Priority code={row.priority} /></div>) },
  { head: 'alerts.list', show: (row) => <Own>{row.terms.list.name}</Own> },
  { head: 'alerts.standing', show: (row) => (
    <StandingMark standing={row.standing} until={row.validUntil} from={row.validFrom} />) },
  { head: 'alerts.issued', figure: true, show: (row) => <TimeOf at={row.issuedAt} /> },
]

function Reason({ code }: { code: string }) {
  return useWords().say(`alertReason.${code}`)
}

function Priority({ code }: { code: string }) {
  const { say } = useWords()
  if (code === 'normal') return null
  return (
    <small className="faded priority">
      {say('alert-issued.priority')}: {say(`alertPriority.${code}`)}
    </small>
  )
}
