// The ledger below the columns: what was just recorded, with its number and time, and who waits
// aside.

import { Key } from '../../ui/key.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Mark } from '../../ui/sign.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { CrossingSaid, Desk } from './desk.ts'
import { byHand, takeUp } from './desk.ts'

/** So many recorded lines are in sight; the register has them all. */
const inSight = 2
const inSightWhenIdle = 6
const asideInSight = 3

/** How a person is called in a line. */
export function calledIn(
  { surname, givenNames, nameParts, nameOriginal }: CrossingSaid['person'],
): string {
  return [surname, givenNames].filter(Boolean).join(' ') || nameParts
    ?.join(' ') || nameOriginal || ''
}

/** The lines, newest first; the newest prints and is corrected by a key. */
export function RecordedLines({ desk, print }: { desk: Desk; print: () => void }) {
  const { say } = useWords()
  const idle = !desk.matter && !desk.hand
  return (
    <div className="lines">
      {desk.aside.length > 0 && (
        <p className="aside">
          <span>{say('booth.aside', { count: desk.aside.length })}</span>
          {desk.aside.slice(0, asideInSight).map(({ crossing, answer, not }) => (
            <button key={crossing} type="button" className="plain" onClick={() => takeUp(crossing)}>
              {not && <Mark state="look" />} <Own>{calledIn(answer.person)}</Own>
            </button>
          ))}
        </p>
      )}
      <ol aria-label={say('booth.recorded')} aria-live="polite">
        {desk.lines.slice(
          0, idle ? inSightWhenIdle : inSight,
        ).map(({ said, at, number, corrected }, index) => (
          <li key={said.crossing}>
            <span className="folio"><Ltr mono>{number}</Ltr></span>
            <TimeOf at={at} />
            <span>
              {said.decision === 'admitted' ? say(`booth.recorded.${said.direction}`)
                : <b>{say(`decision.${said.decision}`)}</b>}
              {corrected && <> · {say('crossing.corrected')}</>}
            </span>
            <span className="of">
              <Own>{calledIn(said.person)}</Own>{' '}
              {said.document.number && <Ltr mono>{said.document.number}</Ltr>}
            </span>
            {index === 0 && (
              <span className="acts">
                <button type="button" className="plain" onClick={print}>
                  {say(said.decision === 'refused' ? 'booth.print-form' : 'booth.print-slip')}
                  {' '}<Key name="F7" />
                </button>
                {idle && (
                  <button type="button" className="plain" onClick={() => byHand('correct')}>
                    {say('booth.correct')} <Key name="F4" />
                  </button>
                )}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
