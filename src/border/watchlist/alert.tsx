// The file of an alert: who issued it, what came of it, and what the counter is told.

import { Link, useLocation } from 'wouter'
import type { Answer } from '../../kernel/query.ts'
import { useQuery } from '../../ui/asking.ts'
import { DateOf, DaySideBySide } from '../../ui/dates.tsx'
import { Facts, File } from '../../ui/file.tsx'
import type { DatedFact } from '../../ui/file.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { CountryOf } from '../travellers/named.tsx'
import type { AlertFile } from './alert-file.ts'
import { ActionMark, AlertSubject, StandingMark } from './alert-mark.tsx'
import type { AlertTerms } from './listed.ts'
import './watchlist.css'

type Known = Answer<typeof AlertFile>

/** The page of one alert. */
export default function Alert({ alert = '' }: { alert?: string }) {
  const { say } = useWords()
  const file = useQuery<typeof AlertFile>(
    { name: 'alert-file', method: 'GET' }, { alert }, ['alerts', 'hits'])
  return (
    <div className="page">
      {file.waiting && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {file.problem && <ProblemSign problem={file.problem} />}
      {file.refused && <RefusalSign refusal={file.refused} />}
      {file.done && <TheFile of={file.done} />}
    </div>
  )
}

function TheFile({ of }: { of: Known }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const ends = of.own && of.standing !== 'ended' && of.standing !== 'over'
  useKeys(ends ? (['end', 'review'] as const).map((act) => ({
    key: act[0]!, word: `alert.${act}`, run: () => go(`/alerts/${of.alert}/${act}`),
  })) : [])
  return (
    <File title={<AlertSubject of={of.terms} />}
      aside={<StandingMark standing={of.standing} until={of.validUntil} from={of.validFrom} />}
      acts={ends && (
        <>
          <Link className="act" href={`/alerts/${of.alert}/review`}>
            {say('alert.review')} <Key name="r" />
          </Link>
          <Link className="act" href={`/alerts/${of.alert}/end`}>
            {say('alert.end')} <Key name="e" />
          </Link>
        </>
      )}
      facts={spine(of, say)}
      standing={(
        <>
          <Told of={of} />
          {of.apart.length > 0 && <Apart of={of.apart} />}
          <AlertSaid of={{
            ...of.terms, validUntil: of.validUntil, ...(of.reviewBy && { reviewBy: of.reviewBy }),
          }} />
        </>
      )} />
  )
}

/** What reaches the counter: the action large, or that nothing does. */
function Told({ of }: { of: Known }) {
  const { say } = useWords()
  return (
    <div className="told-counter">
      <p className="large"><ActionMark action={of.action} /></p>
      <p>{say(`alertAction.${of.action}.does`)}</p>
      {of.terms.instruction && <p><Own>{of.terms.instruction}</Own></p>}
    </div>
  )
}

/** Persons who are not the one of the alert: each until its day, or the hit is opened again. */
function Apart({ of }: { of: Known['apart'] }) {
  const { say } = useWords()
  return (
    <section className="apart">
      <h2>{say('not-this-person')}</h2>
      <ul>
        {of.map(({ hit, name, until, by, second }) => (
          <li key={hit}>
            <Link href={`/hits/${hit}`}><Own>{name}</Own></Link>
            {' '}· {say('hits.remembered-until')} <DateOf of={until} />
            <br />
            <small className="faded">
              <Ltr>{by}</Ltr>{second && <> · {say('crossing.with-second')} <Ltr>{second}</Ltr></>}
            </small>
          </li>
        ))}
      </ul>
      <p className="small faded">{say('alert.apart.ends')}</p>
    </section>
  )
}

function spine(of: Known, say: ReturnType<typeof useWords>['say']): DatedFact[] {
  const told = of.spine.map((each, index): DatedFact => ({
    key: `${index}`, at: each.at,
    told: each.hit ? <Link href={`/hits/${each.hit}`}>{say(`alert.told.${each.what}`)}</Link>
      : say(`alert.told.${each.what}`),
    ...(each.post && { where: <Own>{each.post}</Own> }),
    ...(each.by && { by: (
      <>
        <Ltr>{each.by}</Ltr>
        {each.second && <> · {say('crossing.with-second')} <Ltr>{each.second}</Ltr></>}
      </>
    ) }),
    ...(each.what === 'alert-ended' && of.endedWhy && { more: (
      <p>{say(`alertEnding.${of.endedWhy}`)}{of.endedNote && <> · <Own>{of.endedNote}</Own></>}</p>
    ) }),
  }))
  const silent = (of.silentHits ?? []).map((hit): DatedFact => ({
    key: hit.hit, at: hit.at, told: say('alert.told.silent'),
    where: <Own>{hit.post}</Own>,
    more: <p><Own>{hit.name}</Own> {hit.document && <Ltr mono>{hit.document}</Ltr>}</p>,
  }))
  return [...told, ...silent].sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** All that was said when the alert was issued; also read over before it is. */
export function AlertSaid({ of }: { of: AlertTerms }) {
  const { say } = useWords()
  return (
    <Facts of={[
      ['alert-issued.subjectKind', say(`alertSubject.${of.subjectKind}`)],
      (of.names ?? []).length > 0 && ['alert-issued.names', (
        <ul key="n">{of.names!.map((name, index) => (
          <li key={index}><Own>{name.whole ?? name.parts!.join(' ')}</Own></li>))}</ul>)],
      of.birthDate && ['alert-issued.birthDate', (
        <span key="b">
          <DateOf of={of.birthDate} />
          {of.birthDate.toleranceYears
            ? ` ± ${say('alert.years', { years: of.birthDate.toleranceYears })}` : ''}
        </span>)],
      of.sex && ['alert-issued.sex', say(`sex.${of.sex}`)],
      (of.nationalities ?? []).length > 0 && ['alert-issued.nationalities', (
        <ul key="c">{of.nationalities!.map((code) => (
          <li key={code}><CountryOf code={code} /></li>))}</ul>)],
      (of.documents ?? []).length > 0 && ['alert-issued.documents', (
        <ul key="d">{of.documents!.map(({ number, issuer }) => (
          <li key={number}><Ltr mono>{issuer} {number}</Ltr></li>))}</ul>)],
      of.vehicle && ['alert-issued.vehicle',
        <Ltr mono key="v">{of.vehicle.country} {of.vehicle.plate}</Ltr>],
      ['alert-issued.reason', (
        <span key="r">
          {say(`alertReason.${of.reason.code}`)}
          {of.reason.text && <><br /><Own>{of.reason.text}</Own></>}
        </span>)],
      ['alert-issued.legalBasis', <Own key="l">{of.legalBasis}</Own>],
      of.source !== undefined && ['alert-issued.source', <Own key="s">{of.source}</Own>],
      ['alert-issued.priority', say(`alertPriority.${of.priority}`)],
      ['alert-issued.list', (
        <span key="o"><Own>{of.list.name}</Own> <Ltr mono>{of.list.code}</Ltr></span>)],
      ['alert-issued.contact', <Own key="k">{of.contact}</Own>],
      ['alert-issued.validFrom', <DateOf key="f" of={of.validFrom} />],
      ['alert-issued.validUntil', <DaySideBySide key="u" of={of.validUntil} />],
      of.reviewBy !== undefined && ['alert-issued.reviewBy', <DateOf key="w" of={of.reviewBy} />],
    ]} />
  )
}
