// Two officers decide a hit at the counter: whether this is the person of the alert, and on what
// evidence.

import { useEffect, useRef, useState } from 'react'
import { newId } from '../../ui/api.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useRecord } from '../../ui/recording.ts'
import { RefusalSign } from '../../ui/refusal-sign.tsx'
import { ProblemSign } from '../../ui/trouble.tsx'
import { useWords } from '../../ui/speaking.tsx'
import { Aligned } from '../../ui/aligned.tsx'
import type { HitDecided } from '../watchlist/hit-decided.ts'
import { wordPairs } from '../watchlist/word-pairs.ts'
import type { Matter } from './desk.ts'
import { inspect } from './desk.ts'
import { EvidenceValue } from './evidence-value.tsx'
import type { InspectedHit } from './inspect-answer.ts'
import { Panel } from './panel.tsx'

const fact = { name: 'hit-decided', twoOfficers: true } as const
const verdicts = ['not-the-person', 'cannot-say', 'same-person'] as const
type Verdict = (typeof verdicts)[number]

// What became of the person as far as the booth can say; the second line says more on its own
// screen.
const outcomeOf = {
  'not-the-person': 'released-not-the-person', 'cannot-say': 'in-progress',
  'same-person': 'secondary-positive',
} as const

/** The panel of one hit after the other; when all are decided the person is inspected anew. */
export function ReleasePanel({ matter }: { matter: Matter }) {
  const [decided, decide] = useState<readonly string[]>([])
  const open = matter.answer.alerts.filter(({ hit }) => !decided.includes(hit))
  const hit = open[0]
  if (!hit) return null
  return (
    <OneHit key={hit.hit} hit={hit} left={open.length} done={() => {
      decide([...decided, hit.hit])
      if (open.length === 1) void inspect(matter.presented, true)
    }} />
  )
}

function OneHit({ hit, left, done }: { hit: InspectedHit; left: number; done: () => void }) {
  const { say } = useWords()
  const { say: attest, answer } = useRecord<typeof HitDecided>(fact)
  const [verdict, judge] = useState<Verdict>()
  const [evidence, setEvidence] = useState('')
  const [decision] = useState(newId)
  const text = useRef<HTMLInputElement>(null)
  useKeys(verdicts.map((each, index) => (
    { key: String(index + 1), word: `hitVerdict.${each}`, run: () => judge(each) })))
  useEffect(() => { if (verdict) text.current?.focus() }, [verdict])
  const not = !verdict
    ? 'booth.release.needs-verdict' : evidence.trim().length < 3
      ? 'booth.release.needs-evidence' : undefined
  const record = async () => {
    if (!verdict || not) return
    const told = await attest({
      hit: hit.hit, decision, verdict, outcome: outcomeOf[verdict], evidence: evidence.trim(),
    })
    if (told && 'done' in told) done()
  }
  return (
    <Panel title={say('booth.release.title', { list: hit.list.name || '—', left })}
      record={{ word: 'booth.release.record', run: () => void record(), not }}>
      <div className="releasing">
        <div className="beside-each-other">
          <NameWords reasons={hit.reasons} />
          <Speaking reasons={hit.reasons} />
        </div>
        <div className="judging">
          <Verdicts verdict={verdict} judge={judge} />
          <label className="asked wide">
            {say('booth.release.evidence')}
            <input ref={text} className="entry" dir="auto" maxLength={4000} value={evidence}
              onChange={({ target }) => setEvidence(target.value)} />
          </label>
          {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
          {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
        </div>
      </div>
    </Panel>
  )
}

function NameWords({ reasons }: { reasons: InspectedHit['reasons'] }) {
  const { say } = useWords()
  const pairs = wordPairs(reasons, say)
  if (pairs.length === 0) return null
  return (
    <Aligned of={pairs} heads={[say('booth.release.person'), say('booth.release.alert')]}
      label={say('hit.words-compared')} />
  )
}

/** Reasons that are not drawn word by word. */
const unworded = (reasons: InspectedHit['reasons']) =>
  reasons.filter(({ words }) => !words?.length)

/** What else speaks for it and against, a line each: the sign, the reason, and both values. */
function Speaking({ reasons }: { reasons: InspectedHit['reasons'] }) {
  const { say } = useWords()
  return (
    <ul className="speaking">
      {unworded(reasons).map(({ about, why, alert, person, weight }) => (
        <li key={`${about} ${why} ${alert}`} className={weight < 0 ? 'against' : undefined}>
          <b aria-hidden="true">{weight < 0 ? '≠' : '='}</b>{' '}
          <span className="hidden">
            {say(weight < 0 ? 'hit.speaks.against' : 'hit.speaks.for')}{' '}
          </span>
          {say(`watchlist.why.${why}`)}{' '}
          <small>
            <EvidenceValue about={about} value={person} />
            {alert !== person && (
              <>
                {' · '}{say('booth.release.alert')} <EvidenceValue about={about} value={alert} />
              </>
            )}
          </small>
        </li>
      ))}
    </ul>
  )
}

function Verdicts({ verdict, judge }: {
  verdict: Verdict | undefined; judge: (verdict: Verdict) => void
}) {
  const { say } = useWords()
  return (
    <div className="switch" role="radiogroup" aria-label={say('booth.release.verdict')}>
      {verdicts.map((each, index) => (
        <button key={each} type="button" className="plain" role="radio"
          aria-checked={verdict === each} onClick={() => judge(each)}>
          {say(`hitVerdict.${each}`)} <Key name={String(index + 1)} />
        </button>
      ))}
    </div>
  )
}
