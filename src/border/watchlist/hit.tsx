// One hit: person and alert field by field, the clocks, and the verdict of two officers.

import { useState } from 'react'
import { Link } from 'wouter'
import { z } from 'zod'
import type { Answer } from '../../kernel/query.ts'
import { newId } from '../../ui/api.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { DateOf, TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { passage } from '../../ui/fields/terms.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { CountryOf } from '../travellers/named.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { ActionMark } from './alert-mark.tsx'
import { Clocks } from './clocks.tsx'
import { Comparison, NamesCompared } from './comparing.tsx'
import type { HitReopened } from './hit-reopened.ts'
import type { HitTakenUp } from './hit-taken-up.ts'
import type { OpenHits } from './open-hits.ts'
import { Verdict } from './verdict.tsx'
import './watchlist.css'

type Known = Answer<typeof OpenHits>['hits'][number]

/** The page of one hit. */
export default function Hit({ hit = '' }: { hit?: string }) {
  const { say } = useWords()
  const asked = useQuery<typeof OpenHits>({ name: 'open-hits', method: 'GET' }, { hit }, ['hits'])
  const known = asked.done?.hits[0]
  return (
    <div className="page">
      {asked.waiting && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      {asked.done && !known && <RefusalSign refusal={{ reason: 'hit-unknown' }} />}
      {known && <TheHit of={known} done={asked.refresh} />}
    </div>
  )
}

function TheHit({ of, done }: { of: Known; done: () => void }) {
  const { say } = useWords()
  const me = useMe()
  const mine = of.status === 'in-progress' && of.takenUpBy === me.officer
  const [again, reopen] = useState(false)
  return (
    <article className="hit-file">
      <header className="head">
        <h1><Own>{of.person.names[0]}</Own></h1>
        <span className="aside faded">
          {say(`hitStatus.${of.status}`)}{of.takenUpBy && <> · <Ltr>{of.takenUpBy}</Ltr></>}
          {of.inside && <> · {say('hits.inside')}</>}
        </span>
        {of.status === 'reviewed' && !again && (
          <div className="acts">
            <button type="button" onClick={() => reopen(true)}>{say('hit-reopened')}</button>
          </div>
        )}
      </header>
      <section className="hit-what">
        <NamesCompared reasons={of.reasons} />
        <Comparison of={of.comparison} />
        <Upon of={of} />
        {of.status === 'reviewed' && <Decided of={of} />}
        {again && <Reopen hit={of.hit} done={() => { reopen(false); done() }} />}
        {of.status !== 'reviewed' && (mine
          ? <Verdict hit={of.hit} done={done} />
          : <TakeUp of={of} done={done} />)}
      </section>
      <aside className="hit-alert">
        <p className="large"><ActionMark action={of.action} /></p>
        <p>{say(`watchlist.instruction.${of.action}`)}</p>
        {of.ownText && <p><Own>{of.ownText}</Own></p>}
        {of.status !== 'reviewed' && <Clocks of={of.clocks} />}
        {mine && !of.clocks.ownerInformed.doneAt && <Informed hit={of.hit} done={done} />}
        <AlertSide of={of} />
      </aside>
    </article>
  )
}

/** Which name of which entry of which version, and what compared them. */
function Upon({ of }: { of: Known }) {
  const { say } = useWords()
  const name = of.reasons.find(({ about }) => about === 'name')
  const kind = of.entry?.names.find(([, text]) => text === name?.alert)?.[0]
  return (
    <p className="small faded upon">
      {name && (
        <>
          {say(kind ? `hit.upon.${kind}` : 'hit.upon.name')} <Own>{name.alert}</Own>
        </>
      )}
      {of.listed && (
        <>
          {' · '}{say('list.entry')} <Ltr mono>{of.listed.entry}</Ltr>
          {' · '}<Own>{of.listName}</Own>
          {' · '}{say('hit.upon.version')} <Ltr mono>{of.listed.version.slice(-6)}</Ltr>
          {of.listed.version !== of.listVersion && <> ({say('list.version.past')})</>}
        </>
      )}
      {of.engine && <> · {say('hit.upon.engine')} <Ltr mono>{of.engine}</Ltr></>}
    </p>
  )
}

function AlertSide({ of }: { of: Known }) {
  const { say } = useWords()
  return (
    <>
      {of.alertEndedAt && (
        <Sign state="look" word={say('hit.alert-ended')}>
          <TimeOf at={of.alertEndedAt} withDay />
        </Sign>
      )}
      <Facts of={[
        ['alert-issued.contact', <b key="c"><Own>{of.contact}</Own></b>],
        of.listName !== '' && ['alert-issued.list', <Own key="l">{of.listName}</Own>],
        of.terms && ['alert-issued.reason', say(`alertReason.${of.terms.reason.code}`)],
        of.terms?.reason.text !== undefined && ['alert-issued.reason.text',
          <Own key="t">{of.terms.reason.text}</Own>],
        of.foreign && ['foreign.record', (
          <span key="f">
            {say(`foreignReason.${of.foreign.reason}`)} · <Ltr mono>{of.foreign.record}</Ltr>
          </span>)],
        of.foreign?.from !== undefined && ['foreign.from',
          <CountryOf key="w" code={of.foreign.from} />],
        of.foreign?.since !== undefined && ['foreign.since',
          <DateOf key="s" of={of.foreign.since} />],
        of.terms && !of.foreign && ['alert-issued.legalBasis',
          <Own key="b">{of.terms.legalBasis}</Own>],
        ['alert-issued.priority', say(`alertPriority.${of.priority}`)],
        ['hits.raised', (
          <span key="r">
            <TimeOf at={of.raisedAt} /> · <Own>{of.post}</Own> · <Ltr>{of.raisedBy}</Ltr>
          </span>)],
        of.reopenedAt !== undefined && ['hit.reopened', (
          <span key="o">
            <TimeOf at={of.reopenedAt} withDay /><br /><Own>{of.reopenedWhy}</Own>
          </span>)],
      ]} />
      <p>
        {of.listed && <Link href={`/lists/${of.list}`}>{say('list.open')}</Link>}
        {!of.listed && !of.foreign && (
          <Link href={`/alerts/${of.alert}`}>{say('alert-file')}</Link>
        )}
      </p>
    </>
  )
}

const takingUp = { name: 'hit-taken-up' } as const

/** Nobody decides what nobody has taken up. */
function TakeUp({ of, done }: { of: Known; done: () => void }) {
  const { say } = useWords()
  const { say: attest, busy, answer } = useRecord<typeof HitTakenUp>(takingUp)
  const take = async () => {
    const next = await attest({ hit: of.hit, taking: newId() })
    if (next && 'done' in next) done()
  }
  useKeys([{ key: 't', word: 'hit-taken-up', run: () => void take() }])
  return (
    <div className="stack">
      {of.status === 'in-progress' && (
        <p>{say('hit.with-another')} <b><Ltr>{of.takenUpBy}</Ltr></b></p>
      )}
      <div className="acts">
        <button type="button" className="due" aria-disabled={busy} onClick={() => void take()}>
          {say('hit-taken-up')} <Key name="t" />
        </button>
      </div>
      {answer && 'refused' in answer && <div role="alert"><RefusalSign refusal={answer} /></div>}
    </div>
  )
}

/** The owner was called: said once, with the moment. */
function Informed({ hit, done }: { hit: string; done: () => void }) {
  const { say } = useWords()
  const { say: attest, busy, answer } = useRecord<typeof HitTakenUp>(takingUp)
  const told = async () => {
    const next = await attest({ hit, taking: newId(), ownerInformedAt: new Date().toISOString() })
    if (next && 'done' in next) done()
  }
  useKeys([{ key: 'o', word: 'hit.owner-told', run: () => void told() }])
  return (
    <div className="stack">
      <div className="acts">
        <button type="button" aria-disabled={busy} onClick={() => void told()}>
          {say('hit.owner-told')} <Key name="o" />
        </button>
      </div>
      {answer && 'refused' in answer && <div role="alert"><RefusalSign refusal={answer} /></div>}
    </div>
  )
}

function Decided({ of }: { of: Known }) {
  const { say } = useWords()
  return (
    <section className="decided">
      <h2>{say(`hitVerdict.${of.verdict}`)}</h2>
      <Facts of={[
        ['hit-decided.outcome', say(`hitOutcome.${of.outcome}`)],
        ['hit-decided.evidence', <Own key="e">{of.evidence}</Own>],
        of.notes !== undefined && ['hit-decided.notes', <Own key="n">{of.notes}</Own>],
        ['hits.by', (
          <span key="b">
            <Ltr>{of.decidedBy}</Ltr>
            {of.decidedSecond && <> {say('crossing.with-second')} <Ltr>{of.decidedSecond}</Ltr></>}
            {of.decidedAt && <> · <TimeOf at={of.decidedAt} withDay /></>}
          </span>)],
        of.rememberUntil !== undefined && ['hits.remembered-until',
          <DateOf key="u" of={of.rememberUntil} />],
      ]} />
    </section>
  )
}

const reopenFields = { hit: z.uuid(), reopening: z.uuid().optional(), why: passage(2000) }
const reopening = {
  kind: 'event', name: 'hit-reopened', subject: 'hit', fields: reopenFields,
  said: z.strictObject(reopenFields),
} as unknown as typeof HitReopened

function Reopen({ hit, done }: { hit: string; done: () => void }) {
  const { say } = useWords()
  const [id] = useState(newId)
  return (
    <section className="stack">
      <h2>{say('hit-reopened')}</h2>
      <p className="measure">{say('hit.reopen.what')}</p>
      <Form of={reopening} fixed={{ hit, reopening: id }} word="hit-reopened" done={done}
        acts={<button type="button" className="plain" onClick={done}>{say('back')}</button>}>
        <Field name="why" autoFocus />
      </Form>
    </section>
  )
}
