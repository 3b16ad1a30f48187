// Correcting a crossing: first what is wrong, then how it should read and why; the old stays.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { z } from 'zod'
import { newId } from '../../ui/api.ts'
import { useQuery } from '../../ui/asking.ts'
import { Field, Form } from '../../ui/form.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { NameOf } from '../travellers/named.tsx'
import { asked } from './crossing-asked.ts'
import { Waiting } from './crossing.tsx'
import type { CrossingHistory, Statement } from './crossing-history.ts'
import type { CrossingCorrected } from './crossing-corrected.ts'
import type { StandingCrossing } from './crossing-standing.tsx'
import * as terms from './terms.ts'
import './crossings.css'

/** What can be wrong, and the fields that are then said again; the zone stays as it was read. */
const parts = {
  person: ['person.surname', 'person.givenNames', 'person.nameParts', 'person.nameOriginal',
    'person.sex', 'person.birthDate', 'person.nationality', 'person.residenceCountry'],
  document: ['document.type', 'document.number', 'document.issuer', 'document.issued',
    'document.expiry', 'document.absentReason'],
  direction: ['direction'],
  journey: ['mode', 'from', 'to', 'purpose', 'stayDays', 'addressInCountry', 'phone'],
  stay: ['until'],
  decision: ['decision', 'reasons', 'reasonText', 'nonRefoulement.asylumIntention',
    'nonRefoulement.referredTo'],
} as const satisfies Record<string, readonly string[]>
type Part = keyof typeof parts

const { pairing: _paired, ...correctable } = asked
const fields = {
  crossing: z.uuid(), correction: z.uuid(),
  corrected: z.strictObject(correctable).partial(),
  why: terms.Note.min(1).meta({ widget: 'long-text' }),
  after: z.array(z.uuid()).optional().meta({ widget: 'hidden' }),
}
// The fact as it is asked; its declaration would bring the matching of names to the browser.
const correction = {
  kind: 'event', name: 'crossing-corrected', subject: 'crossing', fields,
  said: z.strictObject(fields),
  twoOfficers: ({ corrected }: { corrected: { decision?: unknown; traveller?: unknown } }) =>
    corrected.decision !== undefined || corrected.traveller !== undefined,
} as unknown as typeof CrossingCorrected

/** The page on which a crossing is corrected. */
export default function CorrectCrossing({ crossing = '' }: { crossing?: string }) {
  const history = useQuery<typeof CrossingHistory>(
    { name: 'crossing-history', method: 'GET' }, { crossing })
  const [part, choose] = useState<Part>()
  const standing = history.done?.standing as unknown as StandingCrossing | undefined
  return (
    <div className="page">
      {history.waiting && <Waiting />}
      {history.problem && <ProblemSign problem={history.problem} />}
      {history.refused && <RefusalSign refusal={history.refused} />}
      {standing && !part && <WhatIsWrong crossing={crossing} of={standing} choose={choose} />}
      {standing && part && (
        <Correction crossing={crossing} of={standing} part={part} back={() => choose(undefined)}
          after={knownCorrections(history.done!.statements)} />
      )}
    </div>
  )
}

function WhatIsWrong({ crossing, of, choose }: {
  crossing: string; of: StandingCrossing; choose: (part: Part) => void
}) {
  const { say } = useWords()
  const [, go] = useLocation()
  const all = Object.keys(parts) as Part[]
  useKeys([
    ...all.map((part, index) => (
      { key: String(index + 1), word: `crossing.correct.${part}`, run: () => choose(part) })),
    { key: 'Escape', word: 'back', run: () => go(`/crossings/${crossing}`) },
  ])
  return (
    <>
      <header className="head">
        <h1>{say('crossing.correct.what')}</h1>
        <span className="faded"><NameOf person={of.person} /></span>
      </header>
      <ol className="ways-on">
        {all.map((part, index) => (
          <li key={part}>
            <button type="button" autoFocus={index === 0} onClick={() => choose(part)}>
              <span>{say(`crossing.correct.${part}`)}</span> <Key name={String(index + 1)} />
            </button>
          </li>
        ))}
      </ol>
      <p className="measure faded">{say('crossing.correct.old-stays')}</p>
    </>
  )
}

/** The corrections that the officer has before them: none of them is said over unknowing. */
function knownCorrections(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ correction: id }) => id ?? []).slice(-50)
}

function Correction({ crossing, of, part, back, after }: {
  crossing: string; of: StandingCrossing; part: Part; back: () => void; after: string[]
}) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [id] = useState(newId)
  const names = parts[part]
  // What a field belongs to is said again whole, as it should read.
  const wholes = [...new Set(names.map((name) => name.split('.')[0] as keyof StandingCrossing))]
  const start = Object.fromEntries(wholes
    .filter((name) => of[name] !== undefined).map((name) => [name, of[name]]))
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  return (
    <>
      <header className="head">
        <h1>{say(`crossing.correct.${part}`)}</h1>
        <span className="faded"><NameOf person={of.person} /></span>
      </header>
      <Form of={correction} word="crossing.correct.record" start={{ corrected: start as never }}
        fixed={{ crossing, correction: id, ...(after.length > 0 && { after }) }}
        done={() => go(`/crossings/${crossing}`)}
        acts={<button type="button" className="plain" onClick={back}>{say('back')}</button>}>
        {names.map((name) => <Field key={name} name={`corrected.${name}`} />)}
        <Field name="why" />
        {part === 'decision' && <p className="faded">{say('crossing.correct.by-two')}</p>}
      </Form>
    </>
  )
}
