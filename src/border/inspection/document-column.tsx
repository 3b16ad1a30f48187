// The document at the counter: what it is, its zone, and whether it agrees with itself.

import type { Ref } from 'react'
import { DateBeside } from './dates-beside.tsx'
import { Key } from '../../ui/key.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { Mark } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { CountryOf } from '../travellers/named.tsx'
import type { InspectAnswer } from './inspect-answer.ts'
import type { ConfirmedCharacter } from './terms.ts'
import { Zone } from './zone.tsx'
import type { ZoneHandle } from './zone.tsx'

/** The first column. */
export function DocumentColumn({ answer, confirm, zone }: {
  answer: InspectAnswer
  confirm: (characters: ConfirmedCharacter[]) => void
  zone: Ref<ZoneHandle>
}) {
  const { say } = useWords()
  const { document, notChecked } = answer
  return (
    <>
      <p className="facing">
        <span className="number">
          {document.number ? <Ltr mono>{document.number}</Ltr>
            : say(`absentReason.${document.absentReason ?? 'not-shown'}`)}
        </span>
        <span>{say(`documentType.${document.type}`)}</span>
      </p>
      <dl className="pairs">
        {document.issuer && (
          <><dt>{say('booth.issuer')}</dt><dd><CountryOf code={document.issuer} /></dd></>
        )}
        {document.expiry && (
          <><dt>{say('booth.expiry')}</dt><dd><DateBeside of={document.expiry} /></dd></>
        )}
      </dl>
      {document.mrz && <Zone document={document} confirm={confirm} ref={zone} />}
      <ul className="checks">
        <Digits answer={answer} />
        {answer.interpol && <Interpol is={answer.interpol.is} />}
        {(['chip', 'face'] as const).map((what) => {
          const not = notChecked.find((each) => each.what === what)
          return not && (
            <li key={what}>
              <Mark state="unchecked" /> {say(`check.${what}`)}
              <span className="faded"> · {say(`not-checked.${not.why}`)}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

const interpolDrawn = {
  'asked': 'waiting', 'clear': 'clear', 'hit': 'stop', 'not-checked': 'unchecked',
} as const

/** What became of the question; it comes beside the rest, and nobody waits for it. */
function Interpol({ is }: { is: keyof typeof interpolDrawn }) {
  const { say } = useWords()
  return (
    <li className={is === 'hit' ? 'heavy' : undefined} role="status">
      <Mark state={interpolDrawn[is]} /> {say('check.interpol')}
      <span className="faded"> · {say(`booth.interpol.${is}`)}</span>
    </li>
  )
}

function Digits({ answer }: { answer: InspectAnswer }) {
  const { say } = useWords()
  const { checks, repairs, mrz } = answer.document
  if (!mrz) return null
  const wrong = checks.filter((check) => !check.ok)
  const doubts = repairs.filter((repair) => !repair.confirmed).length
  if (wrong.length > 0) {
    return (
      <li className="heavy">
        <Mark state="look" /> {say('booth.digits.wrong', { count: wrong.length })}{' '}
        <span>{[...new Set(wrong.map(({ name }) => say(`mrz-field.${name}`)))].join(' · ')}</span>
        {' '}<Key name="F4" />
      </li>
    )
  }
  return doubts > 0
    ? (
      <li className="heavy">
        <Mark state="look" /> {say('booth.digits.repaired', { count: doubts })} <Key name="F4" />
      </li>
    )
    : <li><Mark state="clear" /> {say('booth.digits.agree')}</li>
}
