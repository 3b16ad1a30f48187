// What is different in a version of a list, and the act by which two officers put it in force.

import { useState } from 'react'
import { useLocation } from 'wouter'
import { z } from 'zod'
import type { Answer } from '../../kernel/query.ts'
import { mistakenOneIn } from '../../lib/membership/numbers-filter.ts'
import { useMe, useQuery } from '../../ui/asking.ts'
import { Facts } from '../../ui/file.tsx'
import { Field, Form } from '../../ui/form.tsx'
import { TimeOf } from '../../ui/dates.tsx'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Choice, Sentence } from '../../ui/ledger.tsx'
import { Ltr } from '../../ui/ltr.tsx'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { Sign } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { CountsSaid } from './counts.tsx'
import { DifferenceRow } from './difference-row.tsx'
import type { ListActivated } from './list-activated.ts'
import type { ListDifference } from './list-difference.ts'
import { Counts, listTerms } from './terms.ts'
import './lists.css'

type Known = Answer<typeof ListDifference>
const fields = { list: z.string(), version: z.uuid(), counts: Counts, ...listTerms }
const activating = {
  kind: 'event', name: 'list-activated', subject: 'list', fields, said: z.strictObject(fields),
  twoOfficers: true,
} as unknown as typeof ListActivated
const whats = ['added', 'changed', 'removed'] as const

/** The page of one version. */
export default function VersionPage({ version = '' }: { version?: string }) {
  const { say } = useWords()
  const [what, choose] = useState('')
  const [from, turn] = useState(0)
  const asked = useQuery<typeof ListDifference>(
    { name: 'list-difference', method: 'GET' },
    { version, from, ...(what && { what: what as 'added' }) }, ['lists'],
  )
  const of = asked.done
  return (
    <div className="page">
      <header className="head">
        <h1>{say('list.difference')}</h1>
        {of && <span className="aside"><CountsSaid of={of.version.counts} /></span>}
      </header>
      {asked.waiting && !of && <Sign state="waiting">{say('ledger.reading')}</Sign>}
      {asked.problem && <ProblemSign problem={asked.problem} />}
      {asked.refused && <RefusalSign refusal={asked.refused} />}
      {of && !of.whole && <Sign state="stop" word={say('list.not-whole')} />}
      {of && (
        <div className="version">
          <section>
            {of.version.numbers ? <Numbers of={of.version.numbers} /> : (
              <>
                <Sentence>
                  <Choice label={say('list.difference')} value={what}
                    change={(next) => { choose(next); turn(0) }}
                    options={[{ value: '', word: say('list.difference.all') },
                      ...whats.map((each) => ({ value: each, word: say(`list.what.${each}`) }))]} />
                </Sentence>
                <Differences of={of} />
                {of.next !== undefined && (
                  <button type="button" onClick={() => turn(of.next!)}>{say('list.more')}</button>
                )}
              </>
            )}
          </section>
          <aside className="stack"><Read of={of} />{of.whole && <Activate of={of} />}</aside>
        </div>
      )}
    </div>
  )
}

/** Of millions of numbers none is shown: how they are kept, and how often they are mistaken. */
function Numbers({ of }: { of: NonNullable<Known['version']['numbers']> }) {
  const { say } = useWords()
  return (
    <>
      <h2>{say('list.numbers')}</h2>
      <p className="measure">{say('list.numbers.what')}</p>
      <Sign state={of.exact ? 'clear' : 'look'} size="line"
        word={of.exact ? say('list.numbers.exact')
          : say('list.numbers.filter', { oneIn: mistakenOneIn })} />
      <Facts of={[['list.numbers.size', say('list.numbers.mb', {
        mb: Math.max(0.1, Math.round(of.filterBytes / 100_000) / 10),
      })]]} />
    </>
  )
}

function Differences({ of }: { of: Known }) {
  const { say } = useWords()
  if (of.rows.length === 0) {
    return (
      <div className="empty">
        <p>{say('list.difference.none')}</p>
        <p className="faded">{say('list.difference.none.how')}</p>
      </div>
    )
  }
  return (
    <ol className="differences" aria-label={say('list.difference')}>
      {of.rows.map((row) => (
        <DifferenceRow key={(row.what === 'removed' ? row.before : row.entry).id} of={row} />
      ))}
    </ol>
  )
}

function Read({ of: { version } }: { of: Known }) {
  const { say } = useWords()
  return (
    <Facts of={[
      ['lists.name', <Ltr key="n" mono>{version.list}</Ltr>],
      ['list.file', <Ltr key="f" mono>{version.file}</Ltr>],
      ['list.format', say(`list.format.${version.format}`)],
      ['list.digest', <Ltr key="d" mono>{version.fileDigest.slice(0, 16)}</Ltr>],
      ['list.prepared', (
        <span key="p">
          <Ltr>{version.preparedBy}</Ltr> · <TimeOf at={version.preparedAt} withDay />
        </span>)],
      version.faults > 0 && ['list.faults', say('list.import.faults', { count: version.faults })],
    ]} />
  )
}

/** What was said of the list last is there already: often only the days are other. */
function Activate({ of: { version, now } }: { of: Known }) {
  const { say } = useWords()
  const me = useMe()
  const [, go] = useLocation()
  const [opened, open] = useState(false)
  const may = me.roles.includes('alert-owner') && (!now || now.officers.includes(me.officer))
  useKeys(may && !opened
    ? [{ key: 'a', word: 'list.activate', run: () => open(true) }] : [])
  if (!may) return null
  if (!opened) {
    return (
      <div className="acts">
        <button type="button" className="due" onClick={() => open(true)}>
          {say('list.activate')} <Key name="a" />
        </button>
      </div>
    )
  }
  const start = now && Object.fromEntries(
    Object.keys(listTerms).map((field) => [field, now[field as keyof typeof now]])
      .filter(([, value]) => value !== undefined),
  )
  return (
    <section className="stack">
      <h2>{say('list.activate')}</h2>
      <p className="measure">{say('list.activate.what')}</p>
      <Form of={activating} word="list.activate" {...(start && { start })}
        fixed={{ list: version.list, version: version.version, counts: version.counts }}
        done={() => go(`/lists/${version.list}`)}>
        {Object.keys(listTerms).map((field, at) => (
          <Field key={field} name={field} autoFocus={at === 0} />
        ))}
      </Form>
    </section>
  )
}
