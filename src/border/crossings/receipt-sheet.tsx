// The slip that a traveller takes along: what was decided, and the proof that it stands in the
// register.

import './sheets.css'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Said } from '../../kernel/event.ts'
import { sideBySide } from '../../lib/dates/calendars.ts'
import { askQuery, useMe } from '../../ui/asking.ts'
import { localTime } from '../../ui/clock.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sheet, usePrint } from '../../ui/printing.tsx'
import { Qr } from '../../ui/qr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { postOf } from '../../ui/session.ts'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import type { CrossingRecorded } from './crossing-recorded.ts'
import type { Receipt } from './receipt.ts'

/** What the node answers for the receipt of a crossing. */
export interface Slip { proof: string; origin: string; number: number }

export interface SheetOf {
  said: Said<typeof CrossingRecorded>
  /** Where it stands in the journal. */
  leaf: { number: number; at: string }
  /** Absent while no proof can be had: the slip says so. */
  slip: Slip | undefined
}

/** `[print, paper, trouble]`: asks for the proof, prints the slip, says why it could not. */
export function useReceipt(
  crossing: string, said: SheetOf['said'],
): [() => Promise<void>, ReactNode, ReactNode] {
  const [print, paper] = usePrint()
  const [trouble, setTrouble] = useState<ReactNode>()
  const ask = async () => {
    const answer = await askQuery<typeof Receipt>({ name: 'receipt', method: 'GET' }, { crossing })
    setTrouble('refused' in answer ? <RefusalSign refusal={answer} />
      : 'problem' in answer ? <ProblemSign problem={answer.problem} /> : undefined)
    if (!('done' in answer)) return
    const { done: slip } = answer
    print(<Sheet paper="roll"><ReceiptSheet said={said} leaf={slip} slip={slip} /></Sheet>)
  }
  return [ask, paper, trouble]
}

/** The slip, for the 80 mm roll and for A4. */
export function ReceiptSheet({ said, leaf, slip }: SheetOf) {
  const { say, language } = useWords()
  const place = postOf(useMe(), language)
  const { person, document, until } = said
  return (
    <div className="slip">
      <header>
        <p className="where"><Own>{place}</Own></p>
        <h1>{say(`slip.${said.direction}.${said.decision}`)}</h1>
      </header>
      <dl>
        <dt>{say('slip.name')}</dt><dd className="strong"><Own>{nameIn(person)}</Own></dd>
        {person.nameOriginal && <dd><Own>{person.nameOriginal}</Own></dd>}
        <dt>{say('slip.document')}</dt>
        <dd>
          {document.number
            ? <><Ltr mono>{document.number}</Ltr> <Ltr mono>{document.issuer}</Ltr></>
            : say('documentType.none')}
        </dd>
        <dt>{say('slip.at')}</dt><dd><Instant at={leaf.at} /></dd>
        {until && <><dt>{say('slip.until')}</dt><dd className="strong"><Days of={until} /></dd></>}
        <dt>{say('slip.number')}</dt><dd className="strong"><Ltr mono>{leaf.number}</Ltr></dd>
        {slip && <dd className="origin"><Ltr mono>{slip.origin}</Ltr></dd>}
      </dl>
      {slip ? (
        <div className="whole proof">
          <Qr text={slip.proof} label={say('slip.proof')} />
          <p>{say('slip.proof')}</p>
        </div>
      ) : <p>{say('slip.no-proof')}</p>}
    </div>
  )
}

/** A name as it is printed on the papers of a crossing. */
export function nameIn(
  { surname, givenNames, nameParts, nameOriginal }: SheetOf['said']['person'],
): string {
  return [surname, givenNames].filter(Boolean).join(' ') || nameParts
    ?.join(' ') || nameOriginal || ''
}

/** A day in Gregorian and Hijri, one below the other. */
export function Days({ of }: { of: string }) {
  const { language } = useWords()
  const [gregorian, hijri] = sideBySide(of, language)
  return <>{gregorian!.text}<br /><span className="other-calendar">{hijri!.text}</span></>
}

/** The day and the minute, by the clock of the post. */
export function Instant({ at }: { at: string }) {
  const { day, time } = localTime(new Date(at))
  return <><Days of={day} /> · <Ltr mono>{time}</Ltr></>
}
