// Two sample sheets: a form in two languages side by side, and a receipt on the roll.

import { DateOf, DaySideBySide } from '../dates.tsx'
import { Ltr, Own } from '../ltr.tsx'
import { Qr } from '../qr.tsx'
import { In, useWords } from '../speaking.tsx'

export function RefusalPaper() {
  return (
    <div className="twofold">
      <In language="en"><Half /></In>
      <In language="ar"><Half /></In>
    </div>
  )
}

function Half() {
  const { say } = useWords()
  return (
    <>
      <h1>{say('kit.refusal-paper')}</h1>
      <p>{say('kit.refusal-paper.text')}</p>
      <dl className="facts">
        <dt>{say('kit.person')}</dt><dd><Own>Cabdi Warsame Xuseen</Own></dd>
        <dt>{say('kit.document')}</dt><dd><Ltr mono>P00812345</Ltr></dd>
        <dt>{say('kit.at')}</dt><dd><DaySideBySide of="2026-11-22" /></dd>
      </dl>
      <p className="signature">{say('kit.signature')}</p>
    </>
  )
}

export function ReceiptPaper() {
  const { say } = useWords()
  return (
    <>
      <h1>Dhobley</h1>
      <p>{say('kit.receipt')}</p>
      <dl className="facts">
        <dt>{say('kit.at')}</dt><dd><DateOf of="2026-11-22" /></dd>
        <dt>{say('ledger.number')}</dt><dd><Ltr mono>20418</Ltr></dd>
      </dl>
      <Qr label={say('kit.receipt')} text={`safar:dhobley.1/20418/${'k'.repeat(180)}`} />
    </>
  )
}
