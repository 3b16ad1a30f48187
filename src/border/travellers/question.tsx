// A question outside of a fact's form: what is looked for, and the parts of a long statement.

import { useId, useState } from 'react'
import type { z } from 'zod'
import { described } from '../../ui/fields/described.ts'
import { fieldTypeOf } from '../../ui/fields/field-types.ts'
import { Shape } from '../../ui/sign.tsx'
import { useWords } from '../../ui/speaking.tsx'

interface QuestionProps<V> {
  /** Words of the question; `<word>.help` stands below it where there are such words. */
  word: string
  type: z.ZodType<V>
  value: NoInfer<V> | undefined
  change: (value: NoInfer<V> | undefined) => void
  /** What is wrong with it, as words. */
  fault?: string | undefined
  /** Says so when what is typed cannot be read, and when it can again. */
  unread?: (wrong: string | undefined) => void
  autoFocus?: boolean
  optional?: boolean
  /** Not a word that it may stay empty: where all of them may, one sentence says so. */
  unmarked?: boolean
}

/** One question over its field, the field drawn by the type of its value. */
export function Question<V>(props: QuestionProps<V>) {
  const { word, type, fault, optional } = props
  const { say } = useWords()
  const own = useId()
  const [unread, setUnread] = useState<string>()
  const of = { ...described(type), ...(optional === undefined ? {} : { optional }) }
  const kind = fieldTypeOf(of.widget)
  const several = kind.several?.(of) ?? false
  const help = say.has(`${word}.help`)
  const wrong = unread ?? fault
  const inside = (
    <>
      {help && <p className="help" id={`${own}-help`}>{say(`${word}.help`)}</p>}
      <kind.Input id={own} of={{ ...of, words: of.words ?? word }} value={props.value}
        wrong={wrong !== undefined} {...(props.autoFocus ? { autoFocus: true } : {})}
        describedBy={[help && `${own}-help`, wrong && `${own}-wrong`].filter(Boolean).join(' ')}
        change={(value: V | undefined, reason?: string) => {
          setUnread(reason)
          props.unread?.(reason)
          props.change(value)
        }} />
      {wrong && (
        <p className="wrong look" id={`${own}-wrong`}><Shape state="look" />{say(wrong)}</p>
      )}
    </>
  )
  const question = (
    <>
      {say(word)}
      {of.optional && !props.unmarked && <> <span className="optional">{say('optional')}</span></>}
    </>
  )
  return several
    ? (
      <fieldset className="field" data-wrong={wrong && ''}>
        <legend>{question}</legend>{inside}
      </fieldset>
    )
    : (
      <div className="field" data-wrong={wrong && ''}>
        <label htmlFor={own}>{question}</label>{inside}
      </div>
    )
}
