// The law behind a stay: the rule and its paragraph, days used and left, and which days count.

import { Fragment } from 'react'
import { useWords } from '../../ui/speaking.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { DateBeside } from './dates-beside.tsx'
import type { InspectedLaw } from './inspect-answer.ts'

/** So many spans are shown; a traveller of many short stays has their days in one number. */
const mostShown = 6

/** One entry of the list of what stands behind a matter. */
export function LawBehind({ law }: { law: InspectedLaw }) {
  const { say, language } = useWords()
  const { daysUsed, daysAllowed, daysLeft, lastLawfulDay, counted, conditions, notes } = law
  return (
    <div>
      <dt>
        {law.title[language] ?? law.title['en'] ?? law.rule} <span className="rule">{law.law}</span>
      </dt>
      <dd>
        <p>
          {daysAllowed === undefined ? say('booth.law.used', { days: daysUsed })
            : say('booth.law.used-of', { days: daysUsed, of: daysAllowed })}
          {daysLeft !== undefined && <> · {say('booth.days-left', { days: daysLeft })}</>}
        </p>
        {lastLawfulDay && (
          <p>{say('booth.last-lawful-day')} <DateBeside of={lastLawfulDay} /></p>
        )}
        {counted.length > 0 && (
          <p>
            {say('booth.law.counted')}{' '}
            {counted.slice(-mostShown).map(({ from, to, days }) => (
              <Fragment key={from}><Ltr mono>{from}–{to}</Ltr> ({days}) </Fragment>
            ))}
          </p>
        )}
        {conditions.map((each) => <p key={each}>{each}</p>)}
        {notes.map((note) => <p key={note} className="small">{say(`stay-note.${note}`)}</p>)}
      </dd>
    </div>
  )
}
