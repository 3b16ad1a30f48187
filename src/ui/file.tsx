// A file of a person, a case or an alert: its title line, its dated facts, its present standing.

import type { ReactNode } from 'react'
import { TimeOf } from './dates.tsx'
import { Ltr } from './ltr.tsx'
import { Say, useWords } from './speaking.tsx'

/** One dated fact on the spine; its seal is the place of its leaf in the journal. */
export interface DatedFact {
  key: string
  at: string
  told: ReactNode
  by?: ReactNode
  where?: ReactNode
  seal?: { origin: string; number: number }
  /** A later fact corrected it: it stays readable, struck through. */
  struck?: boolean
  more?: ReactNode
}

/** The file: `title` and what stands beside it, the spine, and the standing at the other side. */
export function File(props: {
  title: ReactNode
  aside?: ReactNode
  acts?: ReactNode
  facts: readonly DatedFact[]
  standing?: ReactNode
}) {
  const { say } = useWords()
  return (
    <article className="file">
      <header className="head">
        <h1>{props.title}</h1>
        <div className="aside">{props.aside}</div>
        {props.acts && <div className="acts">{props.acts}</div>}
      </header>
      <section aria-label={say('file.spine')}>
        <ol className="spine">
          {props.facts.map((fact) => <OnSpine key={fact.key} fact={fact} />)}
        </ol>
      </section>
      <section className="standing" aria-label={say('file.standing')}>{props.standing}</section>
    </article>
  )
}

function OnSpine({ fact }: { fact: DatedFact }) {
  return (
    <li data-struck={fact.struck ? '' : undefined}>
      <div className="when"><TimeOf at={fact.at} withDay /></div>
      <div>
        <div className="told">{fact.told}</div>
        {fact.more}
        <div className="seal">
          {fact.where}{fact.where && fact.by && ' · '}{fact.by}
          {fact.seal && (
            <>
              {' · '}
              <Say the="file.seal" with={{
                number: <Ltr>{fact.seal.number}</Ltr>,
                origin: <Ltr>{fact.seal.origin}</Ltr>,
              }} />
            </>
          )}
        </div>
      </div>
    </li>
  )
}

/** A question's key of words, and its answer. */
export type Fact = readonly [string, ReactNode]

/** Facts in pairs, a question and its answer, with a rule under each. */
export function Facts({ of }: { of: readonly (Fact | undefined | false)[] }) {
  const { say } = useWords()
  return (
    <dl className="facts">
      {of.filter((pair) => pair !== undefined && pair !== false).map(([word, value]) => (
        <FactPair key={word} word={say(word)} value={value} />
      ))}
    </dl>
  )
}

function FactPair({ word, value }: { word: string; value: ReactNode }) {
  return <><dt>{word}</dt><dd>{value ?? '—'}</dd></>
}
