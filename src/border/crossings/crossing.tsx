// A crossing: what was said of it, when and by whom, what was corrected, and how it stands now.

import { Link, useLocation } from 'wouter'
import { WhereItIs } from '../../country/network/where-it-is.tsx'
import { AsKnown } from '../../country/bundles/as-known.tsx'
import { useMe, useQuery } from '../../ui/asking.ts'
import { useKeys } from '../../ui/keys.ts'
import { Key } from '../../ui/key.tsx'
import { File } from '../../ui/file.tsx'
import type { DatedFact } from '../../ui/file.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { NameOf, shortOrigin } from '../travellers/named.tsx'
import type { CrossingHistory, Statement } from './crossing-history.ts'
import { CrossingStanding } from './crossing-standing.tsx'
import type { StandingCrossing } from './crossing-standing.tsx'
import { Changes } from './changes.tsx'
import { DecisionMark } from './decision-mark.tsx'
import { Pictures } from './pictures.tsx'
import { useReceipt } from './receipt-sheet.tsx'
import './crossings.css'

/** The page of one crossing; its history on the spine, the latest first. */
export default function Crossing({ crossing = '' }: { crossing?: string }) {
  const history = useQuery<typeof CrossingHistory>(
    { name: 'crossing-history', method: 'GET' }, { crossing }, ['crossings', 'corrections'])
  return (
    <div className="page">
      {history.waiting && <Waiting />}
      {history.problem && <ProblemSign problem={history.problem} />}
      {history.refused && <RefusalSign refusal={history.refused} />}
      {history.done && (
        <Known crossing={crossing} statements={history.done.statements}
          standing={history.done.standing as unknown as StandingCrossing} />
      )}
    </div>
  )
}

/** While an answer is on its way. */
export function Waiting() {
  const { say } = useWords()
  return <Sign state="waiting">{say('ledger.reading')}</Sign>
}

function Known({ crossing, statements, standing }: {
  crossing: string; statements: readonly Statement[]; standing: StandingCrossing
}) {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const [printReceipt, paper, trouble] = useReceipt(crossing, standing)
  const writes = me.roles.some((role) => role !== 'inspector' && role !== 'administrator')
  const pairs = standing.direction === 'exit' && !standing.pairedWith
  const keys = writes ? [
    { key: 'r', word: 'crossing.receipt', run: () => void printReceipt() },
    { key: 'k', word: 'crossing.correct', run: () => go(`/crossings/${crossing}/correct`) },
  ] : []
  useKeys(keys)
  const corrected = statements.some(({ fact }) => fact === 'crossing-corrected')
  return (
    <>
      <File title={<NameOf person={standing.person} />}
        aside={<DecisionMark of={{ ...standing, ...(corrected && { correctedAt: 'yes' }) }} />}
        acts={writes && (
          <>
            <button type="button" onClick={() => void printReceipt()}>
              {say('crossing.receipt')} <Key name="r" />
            </button>
            {pairs && (
              <Link className="act" href={`/crossings/${crossing}/pair`}>
                {say('crossing.pair')}
              </Link>
            )}
            <Link className="act due" href={`/crossings/${crossing}/correct`}>
              {say('crossing.correct')} <Key name="k" />
            </Link>
          </>
        )}
        facts={[...statements].reverse()
          .map((each) => told(each, say, laterThan(each, statements)))}
        standing={(
          <>
            <CrossingStanding of={standing} crossing={crossing} />
            <Pictures crossing={crossing} />
            <WhereItIs origin={statements[0]!.origin} number={statements[0]!.number} />
          </>
        )} />
      {statements.some(({ post }) => post !== me.post) && <AsKnown />}
      {trouble && <div role="alert">{trouble}</div>}
      {paper}
    </>
  )
}

/** What later statements changed, so that the old value is shown struck where it was first said. */
function laterThan(each: Statement, all: readonly Statement[]): ReadonlySet<string> {
  const later = all.slice(all.indexOf(each) + 1)
  return new Set(later.flatMap(({ changed }) => changed.map(({ field }) => field)))
}

function told(
  each: Statement, say: ReturnType<typeof useWords>['say'], overruled: ReadonlySet<string>,
): DatedFact {
  const changed = each.changed.map(({ field }) => field)
  return {
    key: `${each.origin}/${each.number}`, at: each.at,
    told: say(`crossing.told.${each.fact}`),
    where: <Own>{each.post}</Own>,
    by: (
      <>
        <Ltr>{each.officer}</Ltr>
        {each.second && <> · {say('crossing.with-second')} <Ltr>{each.second}</Ltr></>}
      </>
    ),
    seal: { origin: shortOrigin(each.origin), number: each.number },
    ...(changed.length > 0 && changed.every((field) => overruled.has(field)) && { struck: true }),
    more: (
      <>
        {each.why && <p><Own>{each.why}</Own></p>}
        {each.changed.length > 0 && <Changes of={each.changed} />}
        {each.changed.length === 0 && overruled.size > 0 && (
          <p className="faded small">{say('crossing.told.as-first')}</p>
        )}
      </>
    ),
  }
}
