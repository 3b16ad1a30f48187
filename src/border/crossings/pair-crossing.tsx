// Pairing an exit with the entry that it ends: likely ones first, the reason beside each.

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { newId } from '../../ui/api.ts'
import { useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { BornOf, DocumentMark, NameOf } from '../travellers/named.tsx'
import { Question } from '../travellers/question.tsx'
import type { CrossingPaired } from './crossing-paired.ts'
import { Waiting } from './crossing.tsx'
import type { CrossingRow } from './pairing.ts'
import { Note, type Pairing } from './terms.ts'
import type { Candidate, UnmatchedCrossings } from './unmatched-crossings.ts'
import './crossings.css'

const CrossingPairedAsked = { name: 'crossing-paired' } as const
const NoteAsked = Note.optional().meta({ widget: 'text' })
interface Choosable {
  entry: string
  how: Pairing
  at: string
  post: string
  documentNumber?: string | undefined
  row?: CrossingRow
}

/** The page of an exit that waits for its entry. */
export default function PairCrossing({ crossing = '' }: { crossing?: string }) {
  const { say } = useWords()
  const asked = useQuery<typeof UnmatchedCrossings>(
    { name: 'unmatched-crossings', method: 'POST' }, { which: 'both', limit: 100 })
  const exit = asked.done?.exits.find((row) => row.crossing === crossing)
  return (
    <div className="page">
      {asked.waiting && <Waiting />}
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      {asked.done && !exit && (
        <Sign state="look" word={say('pair.not-waiting')}>
          <Link href={`/crossings/${crossing}`}>{say('pair.open-crossing')}</Link>
        </Sign>
      )}
      {exit && <Pair exit={exit} open={asked.done!.entries} />}
    </div>
  )
}

function Pair({ exit, open }: {
  exit: CrossingRow & { candidates: Candidate[] }; open: readonly CrossingRow[]
}) {
  const { say } = useWords()
  const likely = exit.candidates.map((each): Choosable => ({ ...each }))
  const others = open
    .filter((row) => row.at < exit.at && !likely.some(({ entry }) => entry === row.crossing))
    .map((row): Choosable => ({
      entry: row.crossing, how: 'by-officer', at: row.at, post: row.post,
      documentNumber: row.documentNumber, row,
    }))
  return (
    <>
      <header className="head">
        <h1>{say('crossing.pair')}</h1>
        <span className="faded"><NameOf person={exit.person} /></span>
      </header>
      <div className="measure"><Facts of={[
        ['crossing-recorded.person.birthDate', <BornOf key="b" person={exit.person} />],
        ['crossing-recorded.document', <DocumentMark key="d" document={exit.document} />],
        ['unmatched.left', (
          <span key="l"><TimeOf at={exit.at} withDay /> · <Own>{exit.post}</Own></span>)],
      ]} /></div>
      <Choosing exit={exit.crossing} likely={likely} others={others} />
    </>
  )
}

function Choosing({ exit, likely, others }: {
  exit: string; likely: readonly Choosable[]; others: readonly Choosable[]
}) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [note, write] = useState<string>()
  const { say: attest, busy, answer } = useRecord<typeof CrossingPaired>(CrossingPairedAsked)
  const [id] = useState(newId)
  const take = async ({ entry, how }: Choosable) => {
    const said = { crossing: exit, with: entry, how, pairing: id, ...(note && { note }) }
    const done = await attest(said)
    if (done && 'done' in done) go(`/crossings/${exit}`)
  }
  useKeys([
    ...likely.slice(0, 9).map((each, index) => (
      { key: String(index + 1), word: 'pair.take', run: () => void take(each) })),
    { key: 'Escape', word: 'back', run: () => go('/unmatched') },
  ])
  return (
    <div className="pairs">
      <section>
        <h2>{say('pair.likely')}</h2>
        {likely.length === 0 ? <p className="measure">{say('pair.none')}</p>
          : <Entries of={likely} take={take} busy={busy} keyed />}
      </section>
      <div role="alert">
        {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
        {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
      </div>
      {others.length > 0 && (
        <section>
          <h2>{say('pair.others')}</h2>
          <div className="form">
            <Question word="pair.note" type={NoteAsked} value={note} change={write} optional />
          </div>
          <Entries of={others} take={take} busy={busy} />
        </section>
      )}
    </div>
  )
}

function Entries({ of, take, busy, keyed }: {
  of: readonly Choosable[]; take: (entry: Choosable) => void; busy: boolean; keyed?: boolean
}) {
  const { say } = useWords()
  return (
    <ul className="entries">
      {of.map((each, index) => (
        <li key={each.entry}>
          <div>
            <b><TimeOf at={each.at} withDay /></b> · <Own>{each.post}</Own>
            {each.row && <> · <NameOf person={each.row.person} /></>}
            {each.documentNumber && <> · <Ltr mono>{each.documentNumber}</Ltr></>}
            <div className="faded">{say(`pairing.${each.how}`)}</div>
          </div>
          <button type="button" className={keyed && index === 0 ? 'due' : undefined}
            aria-disabled={busy}
            onClick={() => take(each)}>
            {say('pair.take')} {keyed && index < 9 && <Key name={String(index + 1)} />}
          </button>
        </li>
      ))}
    </ul>
  )
}
