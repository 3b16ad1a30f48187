// What is different in a version of issuers, and the act by which two officers believe it.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { z } from 'zod'
import type { Answer } from '../../kernel/query.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { TimeOf } from '../../ui/dates.tsx'
import { Facts } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Ltr } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { CertificateRows } from './certificate-rows.tsx'
import type { IssuersBelieved } from './issuers-believed.ts'
import type { IssuersDifference } from './issuers-difference.ts'
import { beliefTerms, IssuerCounts, SourceCode } from './terms.ts'

type Known = Answer<typeof IssuersDifference>
const fields = { source: SourceCode, version: z.uuid(), counts: IssuerCounts, ...beliefTerms }
const believing = {
  kind: 'event', name: 'issuers-believed', subject: 'source', fields,
  said: z.strictObject(fields), twoOfficers: true,
} as unknown as typeof IssuersBelieved

/** The page of one version. */
export default function VersionPage({ version = '' }: { version?: string }) {
  const { say } = useWords()
  const [from, turn] = useState(0)
  const asked = useQuery<typeof IssuersDifference>(
    { name: 'issuers-difference', method: 'GET' }, { version, from }, ['issuer-sources'],
  )
  const of = asked.done
  return (
    <div className="page">
      <header className="head">
        <h1>{say('issuers.difference')}</h1>
        {of && <span className="aside">{say('issuers.counts', of.version.counts)}</span>}
      </header>
      {asked.waiting && !of && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      {of && !of.whole && <Sign state="stop" word={say('issuers.not-whole')} />}
      {of && (
        <div className="version">
          <section>
            {of.rows.length === 0 && <p className="faded">{say('issuers.difference.none')}</p>}
            <CertificateRows label={say('issuers.difference')}
              of={of.rows.map(({ what, of: each }) => ({ ...each, what }))}
              beside={({ what }) => (
                <b>{what === 'added' ? '+' : '−'} {say(`issuers.what.${what}`)}</b>)} />
            {of.next !== undefined && (
              <button type="button" onClick={() => turn(of.next!)}>{say('issuers.more')}</button>
            )}
          </section>
          <aside className="stack"><Read of={of} />{of.whole && <Believe of={of} />}</aside>
        </div>
      )}
    </div>
  )
}

function Read({ of: { version } }: { of: Known }) {
  const { say } = useWords()
  return (
    <Facts of={[
      ['issuers.source', <Ltr key="s" mono>{version.source}</Ltr>],
      ['issuers.import.file', <Ltr key="f" mono>{version.file}</Ltr>],
      ['issuers.signed', say(`issuers.signed.${version.signed}`)],
      ['issuers.digest', <Ltr key="d" mono>{version.fileDigest.slice(0, 16)}</Ltr>],
      ['issuers.prepared', (
        <span key="p">
          <Ltr>{version.preparedBy}</Ltr> · <TimeOf at={version.preparedAt} withDay />
        </span>)],
      version.unreadable > 0
        && ['issuers.left-out', say('issuers.unreadable', { count: version.unreadable })],
    ]} />
  )
}

function Believe({ of: { version, now } }: { of: Known }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const [opened, open] = useState(false)
  const may = useMe().roles.includes('administrator') && version.signed !== 'signature-wrong'
  useKeys(may && !opened ? [{ key: 'a', word: 'issuers.believe', run: () => open(true) }] : [])
  if (!may) return null
  if (!opened) {
    return (
      <div className="acts">
        <button type="button" className="due" onClick={() => open(true)}>
          {say('issuers.believe')} <Key name="a" />
        </button>
      </div>
    )
  }
  return (
    <section className="stack">
      <h2>{say('issuers.believe')}</h2>
      <p className="measure">{say('issuers.believe.what')}</p>
      <Form of={believing} word="issuers.believe" {...(now && { start: { name: now.name } })}
        fixed={{ source: version.source, version: version.version, counts: version.counts }}
        done={() => go('/issuers')}>
        {Object.keys(beliefTerms).map((field, at) => (
          <Field key={field} name={field} autoFocus={at === 0} />
        ))}
      </Form>
    </section>
  )
}
