// A form: what someone attests, asked question by question; it follows from the declared fields.

import { createContext, use, useEffect, useId, useRef, useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import type { z } from 'zod'
import type { AnyEvent, Said } from '../kernel/event.ts'
import { newId } from './api.ts'
import type { Answer, Recorded } from './api.ts'
import { draftOf, keepDraft } from './drafts.ts'
import { described } from './fields/described.ts'
import { fieldTypeOf } from './fields/field-types.ts'
import { Key } from './key.tsx'
import { at, faultsOf, withAt } from './saying.ts'
import type { Fault, Values } from './saying.ts'
import { useRecord } from './recording.ts'
import { RefusalSign } from './refusal-sign.tsx'
import { Shape } from './sign.tsx'
import { useWords } from './speaking.tsx'
import { ProblemSign } from './trouble.tsx'

interface Filling {
  name: string
  fields: Readonly<Record<string, z.ZodType>>
  values: Values
  faults: Record<string, Fault>
  change: (path: string, value: unknown, wrong?: string) => void
}

const Filled = createContext<Filling | undefined>(undefined)

/** What is filled in so far, for a screen that lays its form by hand. */
export function useFilled(): Filling {
  const filling = use(Filled)
  if (!filling) throw new Error('a field is drawn outside a form')
  return filling
}

interface FormProps<E extends AnyEvent> {
  of: E
  /** What is known before anything is asked. */
  start?: Partial<Said<E>>
  /** What the screen says itself and nobody is asked. */
  fixed?: Partial<Said<E>>
  /** The word on the button. */
  word?: string
  done: (answer: Recorded, said: Said<E>) => void
  /** Fields placed by hand; without them all fields are asked in their order. */
  children?: ReactNode
  /** More acts beside the button: back, pause. */
  acts?: ReactNode
}

/**
 * A form for one kind of fact. The subject's id is made here once, so that saying it again after a
 * broken line is known for what it is. Errors are shown after the first attempt, beside the fields.
 * What is typed is there again when the officer comes back to the page before it is recorded.
 */
export function Form<E extends AnyEvent>(props: FormProps<E>) {
  const { of: fact, fixed } = props
  const { say } = useWords()
  const form = useRef<HTMLFormElement>(null)
  const { say: attest, busy, answer } = useRecord(fact)
  const { values, unread, change, again, kept } = useTyped(fact, props.start)
  const [tried, setTried] = useState(0)
  const whole = { ...values, ...fixed }
  const found = { ...faultsOf(fact.said, whole), ...unread }
  const faults = tried > 0 ? { ...found, ...faultsFrom(answer, found) } : {}
  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>(firstWrong)?.focus()
  }, [tried])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried((count) => count + 1)
    if (Object.keys(found).length > 0) return
    const next = await attest(whole as Said<E>)
    if (next && 'invalid' in next) setTried((count) => count + 1)
    if (!next || !('done' in next)) return
    keepDraft(fact.name, undefined)
    props.done(next.done, whole as Said<E>)
  }
  const { name, fields } = fact
  return (
    <Filled value={{ name, fields, values: whole, faults, change }}>
      <form ref={form} className="form" noValidate onSubmit={send}>
        {kept && <Kept again={again} />}
        {props.children ?? <Fields except={Object.keys(fixed ?? {})} />}
        <Answered answer={answer} wrong={Object.keys(faults).length} />
        <div className="acts">
          <button className="due" aria-disabled={busy}>
            {say(props.word ?? 'record')} <Key name="Enter" />
          </button>
          {props.acts}
        </div>
      </form>
    </Filled>
  )
}

const firstWrong = '[data-wrong] :is(input, textarea)'

/** What is typed into a form, kept while the officer looks elsewhere. */
function useTyped<E extends AnyEvent>(fact: E, start: Partial<Said<E>> | undefined) {
  const [before, setBefore] = useState(() => draftOf(fact.name))
  const [values, setValues] = useState<Values>(() => before ?? anew(fact, start))
  const [unread, setUnread] = useState<Record<string, Fault>>({})
  // Two changes in one event must both count: the second starts from the first.
  const latest = useRef(values)
  const put = (next: Values, draft: Values | undefined) => {
    latest.current = next
    setValues(next)
    keepDraft(fact.name, draft)
  }
  return {
    values,
    unread,
    kept: before !== undefined,
    change: (path: string, value: unknown, wrong?: string) => {
      const next = withAt(latest.current, path, value)
      put(next, next)
      setUnread(({ [path]: _mended, ...others }) => (
        wrong ? { ...others, [path]: { key: wrong } } : others))
    },
    again: () => {
      put(anew(fact, start), undefined)
      setUnread({})
      setBefore(undefined)
    },
  }
}

function Kept({ again }: { again: () => void }) {
  const { say } = useWords()
  return (
    <p className="faded">
      {say('draft.kept')}
      <button type="button" className="plain" onClick={again}>{say('draft.again')}</button>
    </p>
  )
}

function Answered({ answer, wrong }: { answer: Answer<Recorded> | undefined; wrong: number }) {
  const { say } = useWords()
  return (
    <div className="answer" role="alert">
      {wrong > 0 && <p><b>{say('wrong.count', { count: wrong })}</b></p>}
      {answer && 'refused' in answer && <RefusalSign refusal={answer} />}
      {answer && 'problem' in answer && <ProblemSign problem={answer.problem} />}
    </div>
  )
}

function anew<E extends AnyEvent>(fact: E, start: Partial<Said<E>> | undefined): Values {
  const asked = described(fact.fields[fact.subject]).widget !== 'hidden'
  return { ...(asked ? {} : { [fact.subject]: newId() }), ...start }
}

// What the node found and this form did not; its words are the node's own.
function faultsFrom(
  answer: Answer<unknown> | undefined, found: Record<string, Fault>,
): Record<string, Fault> {
  if (!answer || !('invalid' in answer)) return {}
  return Object.fromEntries(answer.invalid.filter(({ path }) => !(path in found))
    .map(({ path, message }) => [path, { key: 'wrong.by-node', values: { message } }]))
}

/** All fields of a form in their order, or those of one group. */
export function Fields({ except = [] }: { except?: readonly string[] }) {
  const { fields } = useFilled()
  return Object.keys(fields).filter((name) => !except.includes(name))
    .map((name) => <Field key={name} name={name} />)
}

/** One field of the form around it, by its place (`direction`, `document.number`). */
export function Field({ name, autoFocus }: { name: string; autoFocus?: boolean }) {
  const { say } = useWords()
  const filling = useFilled()
  const own = useId()
  const type = typeAt(filling.fields, name)
  const of = described(type)
  const key = `${filling.name}.${name}`
  const words = { ...of, words: of.words ?? key }
  if (of.widget === 'hidden') return null
  if (of.widget === 'group') {
    return (
      <fieldset className="group">
        <legend className="large"><b>{say(key)}</b></legend>
        {Object.keys(of.fields ?? {}).map((each) => <Field key={each} name={`${name}.${each}`} />)}
      </fieldset>
    )
  }
  const kind = fieldTypeOf(of.widget)
  const several = kind.several?.(of) ?? false
  const fault = filling.faults[name] ?? inside(filling.faults, name)
  const help = say.has(`${key}.help`)
  const input = (
    <>
      {help && <p className="help" id={`${own}-help`}>{say(`${key}.help`)}</p>}
      <kind.Input id={own} of={words} value={at(filling.values, name)} wrong={fault !== undefined}
        {...(autoFocus ? { autoFocus } : {})}
        describedBy={[help && `${own}-help`, fault && `${own}-wrong`].filter(Boolean).join(' ')}
        change={(value: unknown, wrong?: string) => filling.change(name, value, wrong)} />
      {fault && (
        <p className="wrong look" id={`${own}-wrong`}>
          <Shape state="look" />{say(fault.key, fault.values)}
        </p>
      )}
    </>
  )
  const question = (
    <>{say(key)} {of.optional && <span className="optional">{say('optional')}</span>}</>
  )
  return several
    ? (
      <fieldset className="field" data-wrong={fault && ''}>
        <legend>{question}</legend>{input}
      </fieldset>
    )
    : (
      <div className="field" data-wrong={fault && ''}>
        <label htmlFor={own}>{question}</label>{input}
      </div>
    )
}

// A fault inside a value of several parts (a list, a date) is shown at its field.
function inside(faults: Record<string, Fault>, name: string): Fault | undefined {
  return Object.entries(faults).find(([path]) => path.startsWith(`${name}.`))?.[1]
}

function typeAt(fields: Readonly<Record<string, z.ZodType>>, path: string): z.ZodType {
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  const type = fields[name]
  if (!type) throw new Error(`the fact has no field ${path}`)
  return rest.length === 0 ? type : typeAt(described(type).fields ?? {}, rest.join('.'))
}

/** A value shown as its field type shows it. */
export function Shown({ type, value, words }: { type: z.ZodType; value: unknown; words?: string }) {
  if (value === undefined || value === null) return <span className="faded">—</span>
  const of = described(type)
  const { Output } = fieldTypeOf(of.widget)
  return <Output value={value} of={{ ...of, words: of.words ?? words ?? '' }} />
}
