// Recording a fact from a screen: two officers where the fact needs them, and never twice.

import { useCallback, useRef, useState } from 'react'
import type { AnyEvent, Said } from '../kernel/event.ts'
import { ask, record } from './api.ts'
import type { Answer, Recorded } from './api.ts'
import { askFresh, askSecond } from './signing-in.tsx'

/** What a screen needs to know of a fact in order to record it. */
export type Recordable<E extends AnyEvent> = Pick<E, 'name' | 'twoOfficers'>

/** Reasons of the node for which an officer signs in again, or a second one beside them. */
const needsFresh = 'sign-in-not-fresh'
const spentSecond = 'second-sign-in-spent'
const needsSecond = 'second-officer-needed'
/** So long the second officer may take to type. */
const leastFreshMs = 90_000

/**
 * Records a fact. Where it needs two officers the second is asked to sign in first; where the first
 * one's sign-in is too old they sign in again. Answers `undefined` when they went back instead.
 */
export async function attest<E extends AnyEvent>(
  fact: Recordable<E>, said: Said<E>,
): Promise<Answer<Recorded> | undefined> {
  const two = typeof fact.twoOfficers === 'function' ? fact.twoOfficers(said) : fact.twoOfficers
  let second: string | undefined
  // The first officer signs in afresh before the second one does: a second sign-in is good once,
  // and an act that is refused for the first one's sake has used it up.
  if (two && await staleSignIn() && !await askFresh()) return undefined
  if (two && !(second = await askSecond())) return undefined
  for (;;) {
    const answer = await record(fact.name, said, second)
    const reason = reasonOf(answer)
    if (reason === needsFresh) {
      if (!await askFresh()) return undefined
    } else if (reason === needsSecond || reason === spentSecond) {
      if (!(second = await askSecond())) return undefined
    } else {
      return answer
    }
  }
}

/** Whether the sign-in of the officer at work is too old, or soon will be, for an act of two. */
async function staleSignIn(): Promise<boolean> {
  const me = await ask<{ freshForMs?: number }>('me')
  return 'done' in me && (me.done.freshForMs ?? leastFreshMs) < leastFreshMs
}

function reasonOf(answer: Answer<unknown>): string | undefined {
  if ('refused' in answer) return answer.reason
  if ('problem' in answer) return answer.problem.type?.split(/[/:#]/).at(-1)
  return undefined
}

/** Where recording stands on a screen. */
export interface Recording<E extends AnyEvent> {
  say: (said: Said<E>) => Promise<Answer<Recorded> | undefined>
  busy: boolean
  answer: Answer<Recorded> | undefined
  /** Forgets the last answer, for the next statement. */
  clear: () => void
}

/** Recording of one kind of fact; while one is on its way, a second click says nothing. */
export function useRecord<E extends AnyEvent>(fact: Recordable<E>): Recording<E> {
  const [answer, setAnswer] = useState<Answer<Recorded>>()
  const [busy, setBusy] = useState(false)
  const going = useRef<Promise<Answer<Recorded> | undefined>>(undefined)
  const say = useCallback((said: Said<E>) => {
    going.current ??= attest(fact, said).then((next) => {
      if (next) setAnswer(next)
      return next
    }).finally(() => {
      going.current = undefined
      setBusy(false)
    })
    setBusy(true)
    return going.current
  }, [fact])
  return { say, busy, answer, clear: useCallback(() => setAnswer(undefined), []) }
}
