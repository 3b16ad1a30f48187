// A node leaves the network: at once, because it is in the wrong hands, or in good order.

import { useState } from 'react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useQuery } from '../../ui/asking.ts'
import { Field, Form } from '../../ui/form.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Choice, Sentence } from '../../ui/ledger.tsx'
import { Own } from '../../ui/ltr.tsx'
import { useWords } from '../../ui/speaking.tsx'
import type { NetworkNow } from './network-now.ts'
import { incarnationOf } from './network-page.tsx'
import { NodeRetired } from './node-retired.ts'
import { NodeRevoked } from './node-revoked.ts'

const hourMs = 3_600_000
/** From when leaves are set apart: hours before the revocation. */
const spans = [0, 12, 24, 72, 168] as const

/** The page on which two officers revoke or retire a node. */
export default function LeavePage({ incarnation = '' }: { incarnation?: string }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [how, choose] = useState<'revoked' | 'retired'>('revoked')
  const asked = useQuery<typeof NetworkNow>({ name: 'network-now', method: 'GET' }, {}, ['nodes'])
  const node = asked.done?.nodes.find(({ origin }) => incarnationOf(origin) === incarnation)
  const back = () => go(`/network/${incarnation}`)
  useKeys([{ key: 'Escape', word: 'back', run: back }])
  const acts = <button type="button" className="plain" onClick={back}>{say('back')}</button>
  return (
    <div className="page">
      <header className="head">
        <h1>{say('node-revoked')}</h1>
        {node && <span className="faded"><Own>{node.post}</Own></span>}
      </header>
      <Sentence>
        <Choice label={say('network.how-leaves')} value={how}
          change={(value) => choose(value as 'revoked')}
          options={(['revoked', 'retired'] as const).map((value) => (
            { value, word: say(`network.leaves-${value}`) }))} />
      </Sentence>
      {node && how === 'revoked' && (
        <Revoke origin={node.origin} knownAt={asked.done?.knownAt ?? ''} done={back} acts={acts} />
      )}
      {node && how === 'retired' && (
        <Form of={NodeRetired} word="node-retired" done={back} acts={acts}
          fixed={{ origin: node.origin }}>
          <Field name="why" autoFocus />
          <Field name="note" />
        </Form>
      )}
    </div>
  )
}

function Revoke({ origin, knownAt, done, acts }: {
  origin: string
  knownAt: string
  done: () => void
  acts: ReactNode
}) {
  const { say } = useWords()
  const [hours, setHours] = useState('24')
  const from = new Date(Date.parse(knownAt) - Number(hours) * hourMs).toISOString()
  return (
    <>
      <p className="measure">{say('network.revoke.how')}</p>
      <Sentence>
        {say('network.quarantined-from')}
        {' '}
        <Choice label={say('network.quarantined-from')} value={hours} change={setHours}
          options={spans.map((span) => (
            { value: String(span), word: say('network.hours-before', { hours: span }) }))} />
      </Sentence>
      <Form of={NodeRevoked} word="node-revoked" done={done} acts={acts}
        fixed={{ origin, quarantinedFrom: from }}>
        <Field name="why" autoFocus />
        <Field name="note" />
      </Form>
    </>
  )
}
