// Signing in: at the start of work, again over a screen, and the second officer beside the first.

import { useRef, useState, useSyncExternalStore } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { signIn, signInSecond } from './api.ts'
import type { Answer } from './api.ts'
import { Dialog } from './dialog.tsx'
import { Key } from './key.tsx'
import { RefusalSign } from './refusal-sign.tsx'
import { Sign } from './sign.tsx'
import { signedOut } from './session.ts'
import type { Me } from './session.ts'
import { useWords } from './speaking.tsx'
import { LanguageSwitch, LightSwitch } from './switches.tsx'

/** The lane, where there are several; and who confirms, where the roster is too old. */
interface More { lane?: string; supervisor?: { officer: string; code: string } }

/** The two questions of every sign-in; a reader that types the badge and Enter does the first. */
function Credentials(props: {
  officer?: string
  word: string
  enter: (officer: string, code: string, more: More) => Promise<Answer<unknown>>
  withLane?: boolean
  children?: ReactNode
}) {
  const { say } = useWords()
  const code = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<ReactNode>()
  const [confirmed, confirm] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const said = new FormData(event.currentTarget)
    if (busy || !code.current) return
    if (!said.get('code')) return code.current.focus()
    setBusy(true)
    const { officer, code: typed, more } = typedIn(said)
    const answer = await props.enter(officer, typed, more)
    setBusy(false)
    if ('done' in answer) return
    setWrong(<WhyNot answer={answer} />)
    // The officer's own code was right and is still good: the supervisor's is what is missing.
    if ('refused' in answer && answer.reason === 'supervisor-needed' && !confirmed) {
      return confirm(true)
    }
    if (code.current) {
      code.current.value = ''
      code.current.focus()
    }
  }
  return (
    <form className="form" onSubmit={send} noValidate>
      <WhichOfficer officer={props.officer} />
      <div className="field">
        <label htmlFor="code">{say('sign-in.code')}</label>
        <input className="entry" id="code" name="code" dir="ltr" type="password" ref={code}
          autoComplete="off" required data-first={props.officer === undefined ? undefined : ''}
          aria-describedby="sign-in-wrong" />
        <div id="sign-in-wrong" role="alert">{wrong}</div>
      </div>
      {confirmed && <WhoConfirms />}
      {props.withLane && <WhichLane />}
      <div className="acts">
        <button className="due" aria-disabled={busy}>{say(props.word)} <Key name="Enter" /></button>
        {props.children}
      </div>
    </form>
  )
}

function typedIn(said: FormData): { officer: string; code: string; more: More } {
  const typed = (name: string) => String(said.get(name) ?? '').trim()
  const [lane, supervisor] = [typed('lane'), typed('supervisor')]
  return {
    officer: typed('officer'), code: typed('code'),
    more: {
      ...(lane && { lane }),
      ...(supervisor && { supervisor: { officer: supervisor, code: typed('supervisor-code') } }),
    },
  }
}

// A short name has small letters: it is shown as it is typed.
function WhichOfficer({ officer }: { officer: string | undefined }) {
  const { say } = useWords()
  const asked = officer === undefined
  return (
    <div className="field">
      <label htmlFor="officer">{say('sign-in.officer')}</label>
      <input className="entry" id="officer" name="officer" dir="ltr" autoComplete="off"
        autoCapitalize="none" spellCheck={false} required defaultValue={officer}
        readOnly={!asked} autoFocus={asked} data-first={asked ? '' : undefined} />
    </div>
  )
}

function WhoConfirms() {
  const { say } = useWords()
  return (
    <>
      <div className="field">
        <label htmlFor="supervisor">{say('sign-in.supervisor')}</label>
        <input className="entry" id="supervisor" name="supervisor" dir="ltr" autoComplete="off"
          autoCapitalize="none" spellCheck={false} required autoFocus />
      </div>
      <div className="field">
        <label htmlFor="supervisor-code">{say('sign-in.supervisor.code')}</label>
        <input className="entry" id="supervisor-code" name="supervisor-code" dir="ltr"
          type="password" autoComplete="off" required />
      </div>
    </>
  )
}

function WhichLane() {
  const { say } = useWords()
  return (
    <div className="field">
      <label htmlFor="lane">
        {say('sign-in.lane')} <span className="optional">{say('optional')}</span>
      </label>
      <input className="entry short" id="lane" name="lane" dir="ltr" autoComplete="off"
        maxLength={16} />
    </div>
  )
}

// Whether the officer or the code is the wrong one is not told to whoever stands here.
const notTold = ['unknown-officer', 'wrong-code']

function WhyNot({ answer }: { answer: Answer<unknown> }) {
  const { say } = useWords()
  if ('refused' in answer && !notTold.includes(answer.reason)) {
    return <RefusalSign refusal={answer} />
  }
  const why = 'problem' in answer && (answer.problem.status === 0 || answer.problem.status >= 500)
    ? 'sign-in.not-answering' : 'sign-in.wrong'
  return <Sign state="look" word={say(why)}>{say(`${why}.hint`)}</Sign>
}

/** The door of the house: nobody is signed in at this workstation. */
export function SignIn() {
  const { say } = useWords()
  return (
    <main className="door" id="main">
      <h1>{say('sign-in')}</h1>
      <Credentials word="sign-in.enter" enter={signIn} withLane />
      <div className="quiet"><LanguageSwitch /><LightSwitch /></div>
    </main>
  )
}

/** The session ended: the same officer signs in over the screen, which stays as it was below. */
export function SignInAgain({ me }: { me: Me }) {
  const { say } = useWords()
  return (
    <Dialog title={say('sign-in.again')} lock>
      <p className="large">{say('sign-in.kept', { name: me.name })}</p>
      <Credentials officer={me.officer} word="sign-in.go-on"
        enter={(officer, code, { supervisor }) => signIn(officer, code, {
          ...(me.lane && { lane: me.lane }), ...(supervisor && { supervisor }),
        })}>
        <button type="button" className="plain" onClick={signedOut}>
          {say('sign-in.another')}
        </button>
      </Credentials>
    </Dialog>
  )
}

// One question at a time is open; whoever asked waits for the token or for `undefined`.
type Open = { why: 'second' | 'fresh'; answer: (token?: string) => void }
let open: Open | undefined
const listeners = new Set<() => void>()

function opened(next: Open | undefined) {
  open = next
  for (const heard of listeners) heard()
}

/**
 * Asks a second officer to sign in for one act (A4). Answers the token for `record`, valid once and
 * for five minutes, or `undefined` when they go back.
 */
export function askSecond(): Promise<string | undefined> {
  return new Promise((answer) => opened({ why: 'second', answer }))
}

/** Asks the officer at work to sign in afresh before an act of two; answers whether they did. */
export async function askFresh(): Promise<boolean> {
  return await new Promise<string | undefined>((answer) => opened({ why: 'fresh', answer }))
    !== undefined
}

/** Where those two questions are asked; the house draws it once. */
export function Beside({ me }: { me: Me }) {
  const { say } = useWords()
  const asked = useSyncExternalStore(
    (heard) => {
      listeners.add(heard)
      return () => { listeners.delete(heard) }
    },
    () => open,
  )
  if (!asked) return null
  const settle = (token?: string) => {
    opened(undefined)
    asked.answer(token)
  }
  const enter = async (officer: string, code: string, more: More) => {
    if (asked.why === 'fresh') {
      const answer = await signIn(officer, code, more)
      if ('done' in answer) settle('fresh')
      return answer
    }
    const answer = await signInSecond(officer, code)
    if ('done' in answer) settle(answer.done.second)
    return answer
  }
  return (
    <Dialog title={say(`sign-in.${asked.why}`)} close={() => settle()} key={asked.why}>
      <p>{say(`sign-in.${asked.why}.why`, { name: me.name })}</p>
      <Credentials {...(asked.why === 'fresh' ? { officer: me.officer } : {})}
        word="sign-in.attest" enter={enter}>
        <button type="button" className="plain" onClick={() => settle()}>{say('back')}</button>
      </Credentials>
    </Dialog>
  )
}
