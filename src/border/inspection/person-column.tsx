// The person at the counter: who they are, whether they are inside, when they were here before.

import { useWords } from '../../ui/speaking.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Shape } from '../../ui/sign.tsx'
import { CountryOf } from '../travellers/named.tsx'
import { DateBeside } from './dates-beside.tsx'
import type {
  EarlierCrossing, InspectAnswer, InspectedPerson, InspectedStay,
} from './inspect-answer.ts'

/** So many earlier crossings stand in the column; the rest are counted. */
const mostShown = 4

/** The second column. */
export function PersonColumn({ answer }: { answer: InspectAnswer }) {
  const { say } = useWords()
  const { person, stay, earlier, earlierCount, traveller } = answer
  return (
    <>
      <WhoIs person={person} />
      <dl className="pairs">
        <dt>{say('booth.nationality')}</dt><dd><CountryOf code={person.nationality} /></dd>
        <dt>
          {say('booth.sex')}</dt><dd>{say(`sex.${person.sex}`)}{person.age && (
            <> · {say('booth.age', person.age)}</>
          )}
        </dd>
        <dt>{say('booth.born')}</dt><dd><DateBeside of={person.birthDate} /></dd>
      </dl>
      {stay && <Stay stay={stay} />}
      {traveller.how === 'new'
        ? <p className="faded">{say('booth.first-time')}</p>
        : <Earlier earlier={earlier} count={earlierCount} />}
    </>
  )
}

function WhoIs({ person }: { person: InspectedPerson }) {
  const { say } = useWords()
  const { surname, givenNames, nameParts, nameOriginal } = person
  const parts = !surname && !givenNames ? nameParts?.join(' ') : undefined
  return (
    <div className="who">
      <p className="name"><Own>{parts ?? <>{surname && <b>{surname}</b>} {givenNames}</>}</Own></p>
      {nameOriginal && <p className="large"><Own>{nameOriginal}</Own></p>}
      {person.nameLength === 'possibly-truncated' && (
        <p className="small">{say('booth.name-cut')}</p>
      )}
      {person.otherCentury && (
        <p className="small">
          {say('booth.other-century')} <DateBeside of={person.otherCentury} />
        </p>
      )}
    </div>
  )
}

function Stay({ stay }: { stay: InspectedStay }) {
  const { say } = useWords()
  const over = stay.overstayedDays
  return (
    <div className={over ? 'stay look' : 'stay'}>
      <p>
        {say('booth.inside-since')} <TimeOf at={stay.enteredAt} withDay />
        {' · '}<Ltr mono>{stay.enteredPost}</Ltr>
      </p>
      {over && (
        <p className="over-by look">
          <Shape state="look" /><b>{say('booth.overstayed', { days: over })}</b>
        </p>
      )}
      {stay.lastLawfulDay && (
        <p>
          {say('booth.last-lawful-day')}
          {!over && stay.daysLeft !== undefined && (
            <> · {say('booth.days-left', { days: stay.daysLeft })}</>
          )}
          <br />
          <DateBeside of={stay.lastLawfulDay} />
        </p>
      )}
    </div>
  )
}

function Earlier({ earlier, count }: { earlier: readonly EarlierCrossing[]; count: number }) {
  const { say } = useWords()
  if (count === 0) return <p className="faded">{say('booth.no-earlier')}</p>
  return (
    <div className="earlier">
      <h3>{say('booth.earlier', { count })}</h3>
      <ol>
        {earlier.slice(0, mostShown).map((each) => (
          <li key={each.crossing}>
            <TimeOf at={each.at} withDay /> · <Ltr mono>{each.post}</Ltr>
            {' · '}{say(`direction.${each.direction}`)}
            {each.decision !== 'admitted' && <> · <b>{say(`decision.${each.decision}`)}</b></>}
          </li>
        ))}
      </ol>
    </div>
  )
}
