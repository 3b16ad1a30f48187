// A file of issuers is handed over and read: what is in it, who signed it, and how it differs.

import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import type { Answer } from '../../ui/api.ts'
import { askQuery } from '../../ui/asking.ts'
import { HandOver } from '../../ui/hand-over.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign, type State } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { IssuersPiece } from './issuers-piece.ts'
import type { IssuersPrepare } from './issuers-prepare.ts'

type Found = NonNullable<AnswerOf<typeof IssuersPiece>['found']>
type Not = Exclude<Answer<unknown>, { done: unknown }>
const preparing = { name: 'issuers-prepare', method: 'POST' } as const

/** The page on which a file of issuers is read. */
export default function ImportIssuers() {
  const { say } = useWords()
  return (
    <div className="page">
      <header className="head"><h1>{say('issuers.import')}</h1></header>
      <p className="measure faded">{say('issuers.import.what')}</p>
      <HandOver<typeof IssuersPiece> to="issuers-piece" as="source" words="issuers.import"
        told={({ reading, found }) => <WhatWasFound reading={reading} found={found} />} />
    </div>
  )
}

const drawn: Record<string, State> = {
  'believed': 'clear', 'unknown-here': 'look', 'not-signed': 'look', 'signature-wrong': 'stop',
}

function WhatWasFound({ reading, found }: { reading: string; found: Found }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [busy, work] = useState(false)
  const [not, refuse] = useState<Not>()
  const prepare = async () => {
    if (busy) return
    work(true)
    const answer = await askQuery<typeof IssuersPrepare>(preparing, { reading })
    work(false)
    if ('done' in answer) go(`/issuers/versions/${answer.done.version}`)
    else refuse(answer)
  }
  return (
    <section className="stack" aria-live="polite">
      <p className="large">
        {say(`issuers.format.${found.format}`)} · {say('issuers.counts', found.counts)}
      </p>
      <Sign state={drawn[found.signed]!} word={say(`issuers.signed.${found.signed}`)}>
        {say(`issuers.signed.${found.signed}.do`)}
      </Sign>
      {found.unreadable > 0 && (
        <Sign state="look" word={say('issuers.unreadable', { count: found.unreadable })} />
      )}
      {found.signed !== 'signature-wrong' && (
        <div className="acts">
          <button type="button" className="due" aria-disabled={busy}
            onClick={() => void prepare()}>
            {say('issuers.import.prepare')}
          </button>
        </div>
      )}
      {not && 'refused' in not && <RefusalSign refusal={not} />}
      {not && 'problem' in not && <ProblemSign problem={not.problem} />}
    </section>
  )
}
