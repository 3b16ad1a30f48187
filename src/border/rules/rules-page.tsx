// Risk rules: which are on, which were tried, and how many each would have asked.

import { Link, useLocation } from 'wouter'
import type { RowOf } from '../../kernel/register.ts'
import { useMe, useRegister } from '../../ui/asking.ts'
import { DateOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger, type Column } from '../../ui/ledger.tsx'
import { Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { riskRules } from './risk-rules.ts'

type Row = RowOf<typeof riskRules>

/** The ledger of rules. */
export default function RulesPage() {
  const { say } = useWords()
  const [, go] = useLocation()
  const writes = useMe().roles.some((role) => role === 'alert-owner' || role === 'supervisor')
  const page = useRegister<typeof riskRules>({ name: 'risk-rules' })
  useKeys(writes ? [{ key: 'n', word: 'rules.write', run: () => go('/rules/new') }] : [])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('rules')}</h1>
        {writes && (
          <div className="acts">
            <Link className="act due" href="/rules/new">{say('rules.write')} <Key name="n" /></Link>
          </div>
        )}
      </header>
      <Ledger page={page} label={say('rules')} empty="rules.none" columns={columns}
        folio={(_, index) => index + 1} keyOf={(row) => row.rule}
        opens={(row) => `/rules/${row.rule}`} />
    </div>
  )
}

const columns: Column<Row>[] = [
  { head: 'rules.name', show: (row) => <b><Own>{row.name}</Own></b> },
  { head: 'lists.owner', show: (row) => <Own>{row.owner}</Own> },
  { head: 'rules.standing', show: (row) => <RuleStanding of={row} /> },
  { head: 'rules.would', figure: true, show: (row) => (
    row.trial ? `${row.trial.would} / ${row.trial.crossings}` : '—') },
  { head: 'rules.until', show: (row) => <DateOf of={row.validUntil} /> },
]

/** Where a rule stands: on is a sign, everything else a word. */
export function RuleStanding({ of }: { of: Pick<Row, 'standing'> }) {
  const { say } = useWords()
  const word = say(`rule.standing.${of.standing}`)
  return of.standing === 'on' ? <Sign state="clear" size="line" word={word} />
    : <span className="faded">{word}</span>
}
