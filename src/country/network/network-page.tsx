// The network: at a hub its nodes and how each stands, at a post its own standing.

import { Link, useLocation } from 'wouter'
import type { Answer } from '../../kernel/query.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { useEvery } from '../../ui/clock.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ledger } from '../../ui/ledger.tsx'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { Letters } from './carried.tsx'
import { contactColumns } from './contact-columns.tsx'
import type { NetworkNow } from './network-now.ts'
import type { OwnEnrolment } from './own-enrolment.ts'
import type { Standing } from './standing.ts'

type Own = Answer<typeof OwnEnrolment>
export type Listed = Answer<typeof NetworkNow>['nodes'][number]

const heard = ['nodes', 'hubs']
const tenSecondsMs = 10_000
/** The evidence file has them all. */
const mostShown = 10

/** The page of the network, as far as this node has one. */
export default function NetworkPage() {
  const { say } = useWords()
  const own = useQuery<typeof OwnEnrolment>({ name: 'own-enrolment', method: 'GET' }, {}, heard)
  return (
    <div className="page">
      {own.problem && <ProblemSign problem={own.problem} />}
      {own.waiting && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {own.done && (own.done.kind === 'hub' ? <AtHub own={own.done} /> : <AtPost own={own.done} />)}
    </div>
  )
}

function AtHub({ own }: { own: Own }) {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const enrols = me.roles.includes('administrator')
  const asked = useQuery<typeof NetworkNow>({ name: 'network-now', method: 'GET' }, {}, heard)
  useEvery(tenSecondsMs, asked.refresh)
  const columns = contactColumns(asked.done?.knownAt ?? '', asked.done?.bundle ?? 0)
  useKeys(enrols ? [{ key: 'n', word: 'enrol-node', run: () => go('/network/enrol') }] : [])
  return (
    <>
      <header className="head">
        <h1>{say('network')}</h1>
        {enrols && (
          <div className="acts">
            <Link className="act" href="/network/biometric">
              {say('biometric-office-named')}
            </Link>
            <Link className="act due" href="/network/enrol">
              {say('enrol-node')} <Key name="n" />
            </Link>
          </div>
        )}
      </header>
      {asked.done && <AuditSign audit={asked.done.audit} />}
      <Ledger label={say('network')} columns={columns} empty="network.none"
        keyOf={(row) => row.origin} opens={(row) => `/network/${incarnationOf(row.origin)}`}
        folio={(_, index) => index + 1}
        page={{
          rows: asked.done?.nodes ?? [], waiting: asked.waiting, page: 1,
          ...(asked.problem && { problem: asked.problem }),
          ...(asked.done && { knownAt: asked.done.knownAt }),
        }} />
      {own.fingerprint && <Letters of={own.fingerprint} word="network.letters-of-hub" />}
    </>
  )
}

/** What the hub's audit of itself came to, or that its first round is not done. */
function AuditSign({ audit }: { audit: Answer<typeof NetworkNow>['audit'] }) {
  const { say } = useWords()
  if (!audit) return <Sign state="unchecked" word={say('network.audit.waiting')} />
  if (audit.sound) {
    return (
      <Sign state="clear" word={say('network.audit.sound')}><TimeOf at={audit.at} withDay /></Sign>
    )
  }
  return (
    <Sign state="stop" size="board" word={say('network.audit.found')}>
      {say('network.audit.found.how')}
      <ul>
        {audit.findings.slice(0, mostShown).map(({ where, what }) => (
          <li key={`${where} ${what}`}><Ltr>{where}: {what}</Ltr></li>
        ))}
      </ul>
    </Sign>
  )
}

/** How a node stands, as a sign among other lines. */
export function Stands({ as }: { as: Standing }) {
  const { say } = useWords()
  const state = as === 'enrolled' ? 'clear' : as === 'revoked' ? 'stop' : 'unchecked'
  return <Sign state={state} word={say(`standing.${as}`)} />
}

/** The part of an origin that names the incarnation and nothing else. */
export function incarnationOf(origin: string): string {
  return origin.split('/').at(-1) ?? origin
}

function AtPost({ own }: { own: Own }) {
  const { say } = useWords()
  const me = useMe()
  const asks = me.roles.includes('administrator')
  return (
    <>
      <header className="head">
        <h1>{say('network')}</h1>
        {asks && (
          <div className="acts">
            <Link className="act" href="/network/admitted">{say('take-admission')}</Link>
            <Link className={own.hub ? 'act' : 'act due'} href="/network/ask">
              {say('ask-enrolment')}
            </Link>
          </div>
        )}
      </header>
      {own.hub
        ? <Sign state="clear" size="board" word={say('network.in')}><Ltr>{own.hub}</Ltr></Sign>
        : (
          <Sign state="unchecked" size="board" word={say('network.alone')}>
            {say('network.alone.how')}
          </Sign>
        )}
      <Facts of={[
        ['network.own-name', <Ltr key="o">{own.origin}</Ltr>],
        own.admittedAt !== undefined
          && ['network.admitted-at', <TimeOf key="a" at={own.admittedAt} withDay />],
        own.asked !== undefined && ['network.asked-at', <TimeOf key="q" at={own.asked} withDay />],
      ]} />
      {own.askedFingerprint && (
        <Letters of={own.askedFingerprint} word="network.letters-of-request" />
      )}
    </>
  )
}
