// A file from outside is handed over under a code: asked for, read with its progress, and told.

import { useState, type ReactNode } from 'react'
import type { AnyQuery, Answer as AnswerOf } from '../kernel/query.ts'
import { newId, type Answer } from './api.ts'
import { inPieces } from './handing-over.ts'
import { RefusalSign } from './refusal-sign.tsx'
import { Sign } from './sign.tsx'
import { useWords } from './speaking.tsx'
import { ProblemSign } from './trouble.tsx'

/** What came out of a file: the reading's id, the code that it was handed over under. */
export interface HandedOver<Found> { reading: string; code: string; found: Found }

/**
 * The form and its progress. `to` is the query that takes pieces, `as` its field for the code,
 * `words` what stands before `.code`, `.file`, `.read` and `.reading`; `told` draws what was found
 * in the last piece's answer, with a way to read the same file again.
 */
export function HandOver<Q extends AnyQuery>({ to, as, words, told }: {
  to: string; as: string; words: string
  told: (of: HandedOver<NonNullable<FoundIn<Q>>>, again: () => void) => ReactNode
}) {
  const { say } = useWords()
  const [code, name] = useState('')
  const [file, choose] = useState<File>()
  const [percent, at] = useState<number>()
  const [not, refuse] = useState<Exclude<Answer<unknown>, { done: unknown }>>()
  const [read, found] = useState<HandedOver<NonNullable<FoundIn<Q>>>>()
  const start = async () => {
    if (!file || percent !== undefined) return
    found(undefined)
    refuse(undefined)
    const under = { reading: newId(), code: code.toUpperCase() }
    const answer = await inPieces<Q>(
      { to, with: { reading: under.reading, [as]: under.code }, file }, at,
    )
    at(undefined)
    if (!('done' in answer)) return refuse(answer)
    const last = (answer.done as { found?: FoundIn<Q> }).found
    if (last) found({ ...under, found: last })
  }
  return (
    <>
      <Asked code={code} name={name} choose={choose} words={words} busy={percent !== undefined}
        start={() => void start()} />
      {percent !== undefined && (
        <Sign state="waiting" word={say(`${words}.reading`, { percent })} />
      )}
      {not && 'refused' in not && <RefusalSign refusal={not} />}
      {not && 'problem' in not && <ProblemSign problem={not.problem} />}
      {read && told(read, () => void start())}
    </>
  )
}

type FoundIn<Q extends AnyQuery> = AnswerOf<Q> extends { found?: infer Found } ? Found : never

function Asked({ code, name, choose, words, busy, start }: {
  code: string; name: (code: string) => void; choose: (file: File | undefined) => void
  words: string; busy: boolean; start: () => void
}) {
  const { say } = useWords()
  return (
    <form className="form importing" onSubmit={(event) => {
      event.preventDefault()
      start()
    }}>
      <label className="asked">
        {say(`${words}.code`)}
        <small>{say(`${words}.code.help`)}</small>
        <input className="entry mono" dir="ltr" required pattern="[A-Za-z0-9][A-Za-z0-9\-]{1,31}"
          autoFocus value={code} onChange={({ target }) => name(target.value)} />
      </label>
      <label className="asked">
        {say(`${words}.file`)}
        <small>{say(`${words}.file.help`)}</small>
        <input className="entry" type="file" required
          onChange={({ target }) => choose(target.files?.[0])} />
      </label>
      <div className="acts">
        <button type="submit" className="due" aria-disabled={busy}>
          {say(`${words}.read`)}
        </button>
      </div>
    </form>
  )
}
