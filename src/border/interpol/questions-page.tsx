// What was asked of INTERPOL, by whom, about whom, and what became of it.

import { Link } from 'wouter'
import type { RowOf } from '../../kernel/register.ts'
import { useRegister } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Ledger, type Column } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign, type State } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { interpolQuestions } from './questions.ts'

type Row = RowOf<typeof interpolQuestions>

/** The ledger of questions, newest first. */
export default function QuestionsPage() {
  const { say } = useWords()
  const page = useRegister<typeof interpolQuestions>({ name: 'interpol-questions' })
  return (
    <div className="page">
      <header className="head"><h1>{say('interpol')}</h1></header>
      <p className="measure faded">{say('interpol.what')}</p>
      <Ledger page={page} label={say('interpol')} columns={columns} empty="interpol.none"
        folio={(_, index) => index + 1} keyOf={(row) => row.question} />
    </div>
  )
}

const columns: Column<Row>[] = [
  { head: 'interpol.about', show: ({ about: { names, document } }) => (
    <>
      {names[0] && <Own>{names[0]}</Own>}
      {names[0] && document && <br />}
      {document && <Ltr mono>{document.issuer} {document.number}</Ltr>}
    </>) },
  { head: 'interpol.answer', show: (row) => <Answer of={row} /> },
  { head: 'interpol.asked-by', show: (row) => <Ltr>{row.by}</Ltr> },
  { head: 'crossings.post', show: (row) => <Own>{row.post}</Own> },
  { head: 'crossings.at', figure: true, show: (row) => <TimeOf at={row.at} withDay /> },
]

const drawn: Readonly<Record<string, State>> = {
  'waiting': 'unchecked', 'clear': 'clear', 'no-match': 'clear', 'hit': 'stop',
}

function Answer({ of }: { of: Row }) {
  const { say } = useWords()
  const is = !of.answeredAt ? 'waiting' : of.hits?.length ? 'hit'
    : of.records?.length ? 'no-match' : 'clear'
  return (
    <Sign state={drawn[is]!} size="line" word={say(`interpol.is.${is}`)}>
      {is === 'hit' && (
        <>
          {of.late && <>{say('interpol.late')} · </>}
          {of.hits!.map((hit) => <Link key={hit} href={`/hits/${hit}`}>{say('hit')}</Link>)}
        </>
      )}
    </Sign>
  )
}
