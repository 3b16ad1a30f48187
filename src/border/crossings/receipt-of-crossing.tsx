// The receipt that a traveller may take along: who, where, when, and the proof as a square code.

import { useState } from 'react'
import type { ReactNode } from 'react'
import { askQuery } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sheet, usePrint } from '../../ui/printing.tsx'
import { Qr } from '../../ui/qr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { Answer } from '../../kernel/query.ts'
import type { Receipt } from './receipt.ts'

/** `[print, paper, trouble]`: asks for the proof, prints the slip, says why it could not. */
export function useReceipt(crossing: string): [() => Promise<void>, ReactNode, ReactNode] {
  const [print, paper] = usePrint()
  const [trouble, setTrouble] = useState<ReactNode>()
  const ask = async () => {
    const answer = await askQuery<typeof Receipt>({ name: 'receipt', method: 'GET' }, { crossing })
    setTrouble('refused' in answer ? <RefusalSign refusal={answer} />
      : 'problem' in answer ? <ProblemSign problem={answer.problem} /> : undefined)
    if ('done' in answer) print(<Sheet paper="roll"><Slip of={answer.done} /></Sheet>)
  }
  return [ask, paper, trouble]
}

function Slip({ of }: { of: Answer<typeof Receipt> }) {
  const { say } = useWords()
  return (
    <>
      <h1><Own>{of.post}</Own></h1>
      <p>{say('receipt')}</p>
      <dl className="facts">
        <dt>{say('crossing-recorded.direction')}</dt><dd>{say(`direction.${of.direction}`)}</dd>
        <dt>{say('crossings.person')}</dt><dd><Own>{of.name}</Own></dd>
        {of.documentNumber && (
          <>
            <dt>{say('crossing-recorded.document')}</dt><dd><Ltr mono>{of.documentNumber}</Ltr></dd>
          </>
        )}
        <dt>{say('crossings.at')}</dt><dd><TimeOf at={of.at} withDay /></dd>
        {of.until && (
          <><dt>{say('crossing-recorded.until')}</dt><dd><DateOf of={of.until} /></dd></>
        )}
        <dt>{say('ledger.number')}</dt><dd><Ltr mono>{of.origin}/{of.number}</Ltr></dd>
      </dl>
      <Qr label={say('receipt')} text={of.proof} />
      <p className="small">{say('receipt.how')}</p>
    </>
  )
}
