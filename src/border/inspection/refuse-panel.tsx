// Refusing entry: the lettered reasons, the protection question, the languages of the printed form.

import { REFUSAL_REASONS } from '../../lib/codes/lists.ts'
import type { RefusalReason } from '../../lib/codes/lists.ts'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { In, useWords } from '../../ui/speaking.tsx'
import { languages, ownNames } from '../../ui/words.ts'
import type { Draft, Matter } from './desk.ts'
import { decide, deskNow, draft } from './desk.ts'
import { Panel } from './panel.tsx'

/** What is still missing before a refusal may be recorded, as words; undefined when nothing is. */
export function refusalLacks(said: Draft): string | undefined {
  if (said.reasons.length === 0) return 'booth.refuse.needs-reason'
  if (said.asylum === undefined) return 'booth.refuse.needs-answer'
  if (said.asylum === 'yes' && said.referredTo.trim() === '') return 'booth.refuse.needs-referral'
  return undefined
}

/** Letters A to J choose reasons, Y and N answer the question; Enter records when all is said. */
export function RefusePanel({ matter }: { matter: Matter }) {
  const { say } = useWords()
  const { draft: said } = matter
  const toggle = (reason: RefusalReason) => {
    // Two letters may come in one breath: the second counts from what the first made.
    const { reasons } = deskNow().matter?.draft ?? said
    draft({
      reasons: REFUSAL_REASONS.filter((each) => (each === reason) !== reasons.includes(each)),
    })
  }
  useKeys([
    ...REFUSAL_REASONS.map((reason) => (
      { key: reason.toLowerCase(), word: `refusalReason.${reason}`, run: () => toggle(reason) })),
    { key: 'y', word: 'booth.protection.yes', run: () => draft({ asylum: 'yes' }) },
    { key: 'n', word: 'booth.protection.no', run: () => draft({ asylum: 'no' }) },
  ])
  const not = refusalLacks(said)
  const record = () => { if (!not) void decide('refused') }
  return (
    <Panel title={say('booth.refuse.why')} beside={<ForTheForm said={said} />}
      record={{ word: 'booth.refuse.record', run: record, not }}
    >
      <div className="refusing">
        <ol className="letters">
          {REFUSAL_REASONS.map((reason) => (
            <li key={reason}>
              <button type="button" className="plain" role="checkbox"
                aria-checked={said.reasons.includes(reason)}
                onClick={() => toggle(reason)}>
                <Key name={reason} /> <span>{say(`refusalReason.${reason}`)}</span>
              </button>
            </li>
          ))}
        </ol>
        <Protection said={said} />
      </div>
    </Panel>
  )
}

// Asked of everybody in the same words, in the language of the person where we have it.
function Protection({ said }: { said: Draft }) {
  const { say, language } = useWords()
  return (
    <div className="protection">
      <h3>{say('booth.protection')}</h3>
      {said.theirs !== language && said.asylum !== 'yes' && (
        <In language={said.theirs}><Theirs /></In>
      )}
      <div className="switch" role="radiogroup" aria-label={say('booth.protection')}>
        {(['no', 'yes'] as const).map((each) => (
          <button key={each} type="button" className="plain" role="radio"
            aria-checked={said.asylum === each}
            onClick={() => draft({ asylum: each })}>
            {say(`booth.protection.${each}`)} <Key name={each === 'yes' ? 'Y' : 'N'} />
          </button>
        ))}
      </div>
      {said.asylum === 'yes' && (
        <label className="asked wide">
          {say('booth.protection.referred-to')}
          <input className="entry" dir="auto" maxLength={200} value={said.referredTo} autoFocus
            onChange={({ target }) => draft({ referredTo: target.value })} />
        </label>
      )}
    </div>
  )
}

function ForTheForm({ said }: { said: Draft }) {
  const { say } = useWords()
  return (
    <>
      <input className="entry grows" dir="auto" maxLength={1000} value={said.text}
        placeholder={say('booth.refuse.text')} aria-label={say('booth.refuse.text')}
        onChange={({ target }) => draft({ text: target.value })} />
      <select className="entry" value={said.theirs} aria-label={say('booth.refuse.language')}
        title={say('booth.refuse.language')}
        onChange={({ target }) => (
          draft({ theirs: languages.find((each) => each === target.value)! }))}>
        {languages.map((each) => <option key={each} value={each}>{ownNames[each]}</option>)}
      </select>
    </>
  )
}

function Theirs() {
  const { say } = useWords()
  return <p>{say('booth.protection')}</p>
}
