// Why a person is admitted after a closer look, or sent to the second line: one key, or in words.

import { useEffect, useRef } from 'react'
import { Key } from '../../ui/key.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useWords } from '../../ui/speaking.tsx'
import type { Matter } from './desk.ts'
import { decide, draft } from './desk.ts'
import { Panel } from './panel.tsx'

/** Reasons that come up every day; each is `booth.<decision>.<n>`. */
const usual = {
  admit: ['document-genuine', 'second-document', 'explained', 'in-company', 'supervisor-agrees'],
  refer: ['document-doubtful', 'story-doubtful', 'needs-interview', 'needs-help', 'alert'],
} as const

/** `admit` needs a reason; `refer` may go without where a Stop says why. */
export function ReasonPanel({ matter, decision }: { matter: Matter; decision: 'admit' | 'refer' }) {
  const { say } = useWords()
  const { draft: said, answer } = matter
  const words = usual[decision].map((each) => say(`booth.${decision}.${each}`))
  const text = useRef<HTMLInputElement>(null)
  useKeys(words.map((word, index) => ({
    key: String(index + 1), word: `booth.${decision}.${usual[decision][index]}`,
    run: () => draft({ text: word }),
  })))
  useEffect(() => text.current?.blur(), [])
  const needed = decision === 'admit' || answer.standing !== 'stop'
  const not = needed && said.text.trim() === '' ? 'booth.reason.needed' : undefined
  const record = () => {
    if (!not) void decide(decision === 'admit' ? 'admitted' : 'referred')
  }
  const title = decision === 'refer'
    ? say('booth.refer.why') : say(`booth.admit-why.${answer.proposal.direction}`)
  return (
    <Panel
      title={title}
      record={{
        word: decision === 'refer' ? 'booth.refer.record' : 'booth.admit-after.record',
        run: record, not,
      }}
    >
      <ul className="usual">
        {words.map((word, index) => (
          <li key={word}>
            <button
              type="button" className="plain" aria-pressed={said.text === word}
              onClick={() => draft({ text: word })}
            >
              <Key name={String(index + 1)} /> {word}
            </button>
          </li>
        ))}
      </ul>
      <label className="asked wide">
        {say('booth.reason.words')}
        <input ref={text} className="entry" dir="auto" maxLength={500} value={said.text}
          onChange={({ target }) => draft({ text: target.value })} />
      </label>
    </Panel>
  )
}
