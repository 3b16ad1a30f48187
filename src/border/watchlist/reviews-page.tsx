// Reviews: what is overdue first, what is due, and what is over and hits nobody; also on paper.

import type { Answer } from '../../kernel/query.ts'
import { useQuery } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger, type Column } from '../../ui/ledger.tsx'
import { Own } from '../../ui/ltr.tsx'
import { Sheet, usePrint } from '../../ui/printing.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { AlertSubject } from './alert-mark.tsx'
import type { ReviewsDue } from './reviews-due.ts'
import './watchlist.css'

type Known = Answer<typeof ReviewsDue>
type Row = Known['due'][number]
const drawn = { overdue: 'look', over: 'unchecked' } as const

/** The ledger of reviews. */
export default function ReviewsPage() {
  const { say } = useWords()
  const [print, paper] = usePrint()
  const asked = useQuery<typeof ReviewsDue>(
    { name: 'reviews-due', method: 'GET' }, {}, ['alerts', 'lists'])
  const { done } = asked
  const printed = () => { if (done) print(<ReviewsPaper of={done} />) }
  useKeys(done ? [{ key: 'p', word: 'print', run: printed }] : [])
  return (
    <div className="page">
      <header className="head">
        <h1>{say('reviews')}</h1>
        {done && done.due.length > 0 && (
          <div className="acts">
            <button type="button" onClick={printed}>{say('print')} <Key name="p" /></button>
          </div>
        )}
      </header>
      <p className="measure faded">{say('reviews.what')}</p>
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      <Ledger label={say('reviews')} columns={columns} empty="reviews.none"
        keyOf={(row) => row.id} folio={(_, index) => index + 1}
        opens={(row) => (row.of === 'list' ? `/lists/${row.id}` : `/alerts/${row.id}`)}
        page={{
          rows: done?.due ?? [], waiting: asked.waiting, page: 1,
          ...(asked.problem && { problem: asked.problem }), ...(done && { knownAt: done.knownAt }),
        }} />
      {paper}
    </div>
  )
}

const columns: Column<Row>[] = [
  { head: 'alerts.standing', show: (row) => <Is of={row} /> },
  { head: 'reviews.of', show: (row) => <Subject of={row} /> },
  { head: 'alerts.list', show: (row) => <Own>{row.list}</Own> },
  { head: 'lists.review', figure: true, show: (row) => (
    row.reviewBy ? <DateOf of={row.reviewBy} /> : '—') },
  { head: 'lists.until', figure: true, show: (row) => <DateOf of={row.validUntil} /> },
]

function Is({ of }: { of: Row }) {
  const { say } = useWords()
  const word = say(`reviews.is.${of.is}`)
  return of.is === 'due' ? word : <Sign state={drawn[of.is]} size="line" word={word} />
}

function Subject({ of }: { of: Row }) {
  const { say } = useWords()
  return of.of === 'alert' ? <AlertSubject of={of.terms} />
    : <>{say('reviews.list')} · {say('list.counts', { all: of.entries })}</>
}

/** For the meeting at which they are reviewed: a line each, with room to write. */
function ReviewsPaper({ of }: { of: Known }) {
  const { say } = useWords()
  return (
    <Sheet paper="a4">
      <h1>{say('reviews')}</h1>
      <p><TimeOf at={of.knownAt} withDay /></p>
      <table className="reviews-paper">
        <thead>
          <tr>
            {['alerts.standing', 'reviews.of', 'alerts.list', 'lists.review', 'lists.until',
              'reviews.decided'].map((head) => <th key={head} scope="col">{say(head)}</th>)}
          </tr>
        </thead>
        <tbody>
          {of.due.map((row) => (
            <tr key={row.id}>
              <td>{say(`reviews.is.${row.is}`)}</td>
              <td><Subject of={row} /></td>
              <td><Own>{row.list}</Own></td>
              <td>{row.reviewBy ? <DateOf of={row.reviewBy} /> : '—'}</td>
              <td><DateOf of={row.validUntil} /></td>
              <td className="room" />
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  )
}
