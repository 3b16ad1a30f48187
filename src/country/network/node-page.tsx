// One node of the network: its history, how it stands, and the answer to carry to it.

import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Answer as AnswerOf } from '../../kernel/query.ts'
import { useMe, useQuery, askQuery } from '../../ui/asking.ts'
import type { Answer } from '../../ui/api.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts, File } from '../../ui/file.tsx'
import type { DatedFact } from '../../ui/file.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr, Own } from '../../ui/ltr.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { Letters, TakeAlong } from './carried.tsx'
import { Told } from './enrol-page.tsx'
import type { NetworkNow } from './network-now.ts'
import { incarnationOf, Stands, type Listed } from './network-page.tsx'
import type { NodeAdmission } from './node-admission.ts'

/** The page of a node, by the part of its origin that is its own. */
export default function NodePage({ incarnation = '' }: { incarnation?: string }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const asked = useQuery<typeof NetworkNow>({ name: 'network-now', method: 'GET' }, {}, ['nodes'])
  useKeys([{ key: 'Escape', word: 'back', run: () => go('/network') }])
  const node = asked.done?.nodes.find(({ origin }) => incarnationOf(origin) === incarnation)
  return (
    <div className="page">
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {asked.waiting && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {asked.done && !node && <Sign state="look">{say('network.none')}</Sign>}
      {node && <OneNode node={node} />}
    </div>
  )
}

function OneNode({ node }: { node: Listed }) {
  const { say } = useWords()
  const me = useMe()
  const [answer, setAnswer] = useState<Answer<AnswerOf<typeof NodeAdmission>>>()
  const manages = me.roles.includes('administrator') && node.standing === 'enrolled'
  const admit = async () => setAnswer(await askQuery<typeof NodeAdmission>(
    { name: 'node-admission', method: 'POST' }, { origin: node.origin }))
  return (
    <>
      <File title={<Own>{node.post}</Own>} aside={<Ltr mono>{node.device}</Ltr>}
        acts={manages && (
          <>
            <Link className="act" href={`/network/${incarnationOf(node.origin)}/leave`}>
              {say('node-revoked')}
            </Link>
            <button type="button" className="due" onClick={() => void admit()}>
              {say('node-admission')}
            </button>
          </>
        )}
        facts={historyOf(node, say)} standing={(
          <>
            <Stands as={node.standing} />
            <Facts of={[
              ['network.kind', say(`nodeKind.${node.kind}`)],
              ['network.region', node.region && <Own key="r">{node.region}</Own>],
              ['network.realms', node.realms.map((realm) => say(`realm.${realm}`)).join(' · ')],
              ['network.own-name', <Ltr key="o">{node.origin}</Ltr>],
              node.predecessor !== undefined
                && ['network.predecessor', <Ltr key="b">{node.predecessor.origin}</Ltr>],
            ]} />
          </>
        )} />
      <Told answer={answer} />
      {answer && 'done' in answer && (
        <section className="carried" aria-label={say('node-admission')}>
          <p className="measure">{say('network.admission.how')}</p>
          <Letters of={answer.done.fingerprint} word="network.letters-of-hub" />
          <TakeAlong {...answer.done} title={say('node-admission')} />
        </section>
      )}
    </>
  )
}

function historyOf(node: Listed, say: ReturnType<typeof useWords>['say']): DatedFact[] {
  const by = (first?: string, second?: string) => ({
    by: <><Ltr>{first ?? ''}</Ltr>{second && <> · <Ltr>{second}</Ltr></>}</>,
  })
  const facts: DatedFact[] = [{
    key: 'enrolled', at: node.enrolledAt, told: say('standing.enrolled'),
    ...by(node.enrolledBy, node.enrolledSecond),
  }]
  if (node.revokedAt !== undefined) {
    facts.unshift({
      key: 'revoked', at: node.revokedAt, ...by(node.revokedBy, node.revokedSecond),
      told: <>{say('standing.revoked')} · {say(`revocationReason.${node.revokedFor}`)}</>,
      ...(node.quarantinedFrom && { more: (
        <p>{say('network.quarantined-from')} <TimeOf at={node.quarantinedFrom} withDay /></p>
      ) }),
    })
  }
  if (node.retiredAt !== undefined) {
    facts.unshift({
      key: 'retired', at: node.retiredAt, ...by(node.retiredBy),
      told: <>{say('standing.retired')} · {say(`retirementReason.${node.retiredFor}`)}</>,
    })
  }
  return facts
}
