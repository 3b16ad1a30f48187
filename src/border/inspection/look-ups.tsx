// For supervisors: look-ups after which nobody crossed, and sign-ins that did not come about.

import { useState } from 'react'
import type { ReactNode } from 'react'
import type { signInRefusals } from '../../country/officers/register.ts'
import type { Answer } from '../../kernel/query.ts'
import type { RowOf } from '../../kernel/register.ts'
import { useQuery, useRegister } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Choice, Ledger, Sentence } from '../../ui/ledger.tsx'
import type { Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import type { LookUpsWithoutCrossing } from './look-ups-without-crossing.ts'

const asks = ['without-crossing', 'sign-ins-refused'] as const
type Which = (typeof asks)[number]
type Unexplained = Answer<typeof LookUpsWithoutCrossing>['lookUps'][number]
const spans = ['1', '7', '31'] as const

/** The supervisor's list; who looked up whom is asked of the officer, not of the register. */
export default function LookUps() {
  const { say } = useWords()
  const [which, choose] = useState<Which>('without-crossing')
  const [days, span] = useState<string>('1')
  const [officer, by] = useState('')
  return (
    <div className="page">
      <header className="head"><h1>{say('look-ups')}</h1></header>
      {which === 'without-crossing' ? (
        <Unexplaineds days={days} officer={officer} by={by}>
          <Kind which={which} choose={choose} />
          <Choice label={say('look-ups.span')} value={days} change={span}
            options={spans.map((value) => (
              { value, word: say('look-ups.days', { days: Number(value) }) }))} />
        </Unexplaineds>
      ) : <Refused><Kind which={which} choose={choose} /></Refused>}
    </div>
  )
}

function Kind({ which, choose }: { which: Which; choose: (which: Which) => void }) {
  const { say } = useWords()
  return (
    <Choice label={say('look-ups.which')} value={which} change={(next) => choose(next as Which)}
      options={asks.map((value) => ({ value, word: say(`look-ups.${value}`) }))} />
  )
}

function Unexplaineds({ days, officer, by, children }: {
  days: string; officer: string; by: (officer: string) => void; children: ReactNode
}) {
  const { say } = useWords()
  const asked = useQuery<typeof LookUpsWithoutCrossing>(
    { name: 'look-ups-without-crossing', method: 'GET' }, { days }, ['look-ups', 'crossings'])
  const all = asked.done?.lookUps ?? []
  const officers = [...new Set(all.map((row) => row.officer))].sort()
  const rows = officer ? all.filter((row) => row.officer === officer) : all
  return (
    <>
      <Sentence>
        {children}
        <Choice label={say('crossings.officer')} value={officer} change={by}
          options={[{ value: '', word: say('crossings.by-anyone') },
            ...officers.map((value) => (
              { value, word: say('crossings.by', { officer: value }) }))]} />
      </Sentence>
      <p className="measure faded">{say('look-ups.what-to-do')}</p>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('look-ups.without-crossing')} columns={lookUpColumns} empty="look-ups.none"
        keyOf={(row) => row.lookUp} folio={(_, index) => index + 1}
        page={{
          rows, waiting: asked.waiting, page: 1, ...(asked.problem && { problem: asked.problem }),
          ...(asked.done && { knownAt: asked.done.knownAt }),
        }} />
    </>
  )
}

const lookUpColumns: Column<Unexplained>[] = [
  { head: 'crossings.officer', show: (row) => <b><Ltr>{row.officer}</Ltr></b> },
  { head: 'what-for.purpose.short', show: (row) => <Purpose of={row.purpose} /> },
  { head: 'what-for.reference.short', show: (row) => (
    row.reference ? <Own>{row.reference}</Own> : <span className="faded">—</span>) },
  { head: 'look-ups.asked', show: (row) => <Asked of={row.query} /> },
  { head: 'look-ups.found', figure: true, show: (row) => row.found },
  { head: 'crossings.post', show: (row) => <Own>{row.post}</Own> },
  { head: 'crossings.at', figure: true, show: (row) => <TimeOf at={row.at} /> },
]

function Purpose({ of }: { of: string }) {
  const { say } = useWords()
  return say(`lookUpPurpose.${of}`)
}

function Asked({ of }: { of: string | undefined }) {
  const { say } = useWords()
  if (!of) return '—'
  return say.has(`look-ups.query.${of}`) ? say(`look-ups.query.${of}`) : <Ltr>{of}</Ltr>
}

type RefusedSignIn = RowOf<typeof signInRefusals>

function Refused({ children }: { children: ReactNode }) {
  const { say } = useWords()
  const page = useRegister<typeof signInRefusals>({ name: 'sign-in-refusals' })
  return (
    <>
      <Sentence>{children}</Sentence>
      <p className="measure faded">{say('look-ups.refused.what-to-do')}</p>
      <Ledger page={page} label={say('look-ups.sign-ins-refused')} columns={refusedColumns}
        empty="look-ups.refused.none" keyOf={(row) => row.attempt}
        folio={(_, index) => index + 1} />
    </>
  )
}

const refusedColumns: Column<RefusedSignIn>[] = [
  { head: 'look-ups.typed', show: (row) => <b><Own>{row.officer}</Own></b> },
  { head: 'look-ups.why', show: (row) => <Why of={row.why} /> },
  { head: 'look-ups.device', show: (row) => <Ltr>{row.device}</Ltr> },
  { head: 'crossings.post', show: (row) => <Own>{row.post}</Own> },
  { head: 'crossings.at', figure: true, show: (row) => <TimeOf at={row.at} /> },
]

function Why({ of }: { of: string }) {
  const { say } = useWords()
  return say(`refusal.${of}`)
}
