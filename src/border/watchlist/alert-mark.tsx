// What an alert is about and how it stands, as rows and files say it.

import { DateOf } from '../../ui/dates.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { Say, useWords } from '../../ui/speaking.tsx'
import type { AlertTerms } from './listed.ts'

/** Whom or what: the first name, document or plate, and how many more there are. */
export function AlertSubject({ of }: { of: AlertTerms }) {
  const names = (of.names ?? []).map((name) => name.whole ?? name.parts!.join(' '))
  const numbers = (of.documents ?? [])
    .map(({ number, issuer }) => `${issuer ?? ''} ${number}`.trim())
  const plate = of.vehicle && `${of.vehicle.country ?? ''} ${of.vehicle.plate}`.trim()
  const all = of.subjectKind === 'vehicle' ? [plate ?? '']
    : of.subjectKind === 'document' ? numbers : [...names, ...numbers]
  const [first = '', ...others] = all
  const code = first !== names[0]
  return (
    <>
      {code ? <Ltr mono>{first}</Ltr> : <Own>{first}</Own>}
      {others.length > 0 && <small className="other-name"> +{others.length}</small>}
    </>
  )
}

/** What the counter is told to do; a discreet one is told nothing, and says so. */
export function ActionMark({ action }: { action: AlertTerms['action'] }) {
  const { say } = useWords()
  const word = say(`alertAction.${action}`)
  if (action === 'inform' || action === 'discreet') return <>{word}</>
  return <Sign state={action === 'protect' || action === 'refer' ? 'look' : 'stop'} word={word} />
}

/** In force until when, or why no longer. */
export function StandingMark({ standing, until, from }: {
  standing: string; until: string; from: string
}) {
  const { say } = useWords()
  if (standing === 'in-force') {
    return <Say the="alert.until" with={{ day: <DateOf key="d" of={until} /> }} />
  }
  if (standing === 'not-yet') {
    return <Say the="alert.from" with={{ day: <DateOf key="d" of={from} /> }} />
  }
  return <span className="faded">{say(`alertStanding.${standing}`)}</span>
}
