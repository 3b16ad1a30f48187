// A file from outside is handed over, read while it arrives, and made a version of its list.

import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import type { Answer } from '../../ui/api.ts'
import { askQuery } from '../../ui/asking.ts'
import { HandOver } from '../../ui/hand-over.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { ColumnsMapped } from './columns-mapped.tsx'
import { CountsSaid } from './counts.tsx'
import type { ListPiece } from './list-piece.ts'
import type { ListPrepared } from './list-prepared.ts'
import './lists.css'

export type Found = NonNullable<AnswerOf<typeof ListPiece>['found']>
const preparing = { name: 'list-prepared', method: 'POST' } as const

/** The page on which a list is imported. */
export default function ImportList() {
  const { say } = useWords()
  return (
    <div className="page">
      <header className="head"><h1>{say('lists.import')}</h1></header>
      <HandOver<typeof ListPiece> to="list-piece" as="list" words="list.import"
        told={({ reading, code, found }, again) => (
          <WhatWasFound reading={reading} found={found} list={code} again={again} />
        )} />
    </div>
  )
}

function WhatWasFound({ reading, found, list, again }: {
  reading: string; found: Found; list: string; again: () => void
}) {
  const { say } = useWords()
  const { ended, faults, faultCount, counts, columns } = found
  return (
    <section className="stack" aria-live="polite">
      {ended ? (
        <Sign state="stop" word={say('list.import.broken')}>
          {say('list.import.line', { line: ended.line })} · {say(`list-fault.${ended.fault}`)}
          {found.now && <> · {say('list.import.kept-in-force')}</>}
        </Sign>
      ) : (
        <p className="large">{say(`list.format.${found.format}`)} · <CountsSaid of={counts} /></p>
      )}
      {faultCount > 0 && !ended && (
        <Sign state="look" word={say('list.import.faults', { count: faultCount })}>
          <ul className="faults">
            {faults.slice(0, 10).map(({ fault, line }) => (
              <li key={line}>
                {say('list.import.line', { line })} · {say(`list-fault.${fault}`)}
              </li>
            ))}
          </ul>
        </Sign>
      )}
      {!ended && counts.all > 0 && <Prepare reading={reading} />}
      {columns && <ColumnsMapped list={list} columns={columns} again={again} />}
    </section>
  )
}

function Prepare({ reading }: { reading: string }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [busy, work] = useState(false)
  const [not, refuse] = useState<Exclude<Answer<unknown>, { done: unknown }>>()
  const prepare = async () => {
    if (busy) return
    work(true)
    const answer = await askQuery<typeof ListPrepared>(preparing, { reading })
    work(false)
    if ('done' in answer) go(`/lists/versions/${answer.done.version}`)
    else refuse(answer)
  }
  return (
    <div className="stack">
      <p className="measure">{say('list.import.prepare.what')}</p>
      <div className="acts">
        <button type="button" className="due" aria-disabled={busy} onClick={() => void prepare()}>
          {say('list.import.prepare')}
        </button>
      </div>
      {not && 'refused' in not && <RefusalSign refusal={not} />}
      {not && 'problem' in not && <ProblemSign problem={not.problem} />}
    </div>
  )
}
