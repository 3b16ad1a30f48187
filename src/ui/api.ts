// The node, as screens use it: record a fact, read a register, ask a query.

import { lineTo } from './link.ts'
import type { Answer, Asked, LinkState } from './link.ts'
import { signedIn, signedOut, untilSignedIn } from './session.ts'
import type { Me } from './session.ts'

export type { Answer, Problem, Wrong } from './link.ts'

let state: LinkState = { answers: true }
const listeners = new Set<() => void>()

/** Whether the node answers, as last heard. */
export function linkNow(): LinkState {
  return state
}

/** Tells when the node stops or starts answering; the answer stops the telling. */
export function onLink(heard: () => void): () => void {
  listeners.add(heard)
  return () => { listeners.delete(heard) }
}

function heard(next: LinkState) {
  if (next.answers && state.answers) return
  state = next
  for (const each of listeners) each()
}

let tryNow: (() => void) | undefined

/** Asks the node again at once instead of at the end of the pause. */
export function tryAgain(): void {
  tryNow?.()
}

const line = lineTo({
  fetch: (...asked) => fetch(...asked),
  language: () => document.documentElement.lang,
  now: () => Date.now(),
  later: (ms, signal) => new Promise((go, stop) => {
    const timer = setTimeout(go, ms)
    tryNow = () => {
      clearTimeout(timer)
      go()
    }
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      stop(signal.reason)
    }, { once: true })
  }),
  signIn: untilSignedIn,
  heard,
})

/** Asks the node anything under `/api/`; a 401 waits for a sign-in over the screen and goes on. */
export const ask: <T>(path: string, asked?: Asked) => Promise<Answer<T>> = line.ask

/** Where a leaf stands in the journal of its node. */
export interface Recorded {
  leaf: { origin: string; number: number; at: string; [more: string]: unknown }
  [more: string]: unknown
}

/** Records a fact by its name; the same content said twice at once is said once. */
export function record(
  fact: string, said: unknown, second?: string,
): Promise<Answer<Recorded>> {
  return line.askOnce<Recorded>(fact, { method: 'POST', said, ...(second ? { second } : {}) })
}

/** Signs in, or again when the sign-in must be fresh; the answer is who is at work now. */
export async function signIn(
  officer: string, code: string,
  { lane, supervisor }: { lane?: string; supervisor?: { officer: string; code: string } } = {},
): Promise<Answer<Me>> {
  const at = lane ? { lane } : {}
  const said = { officer, code, ...at, ...(supervisor && { supervisor }) }
  const answer = await line.ask<Me>('sign-in', { said, once: true })
  if ('done' in answer) signedIn({ ...answer.done, ...at })
  return answer
}

/** Signs the second officer in for one act; the answer holds the token. */
export function signInSecond(officer: string, code: string): Promise<Answer<{ second: string }>> {
  return line.ask('second-sign-in', { said: { officer, code }, once: true })
}

/** Ends the session at the node and leaves no screen of it behind. */
export async function signOut(): Promise<void> {
  await line.ask('sign-out', { said: {}, once: true })
  signedOut()
}

/** Locks the workstation: the node ends the session, the screen waits for the same officer. */
export async function lock(): Promise<void> {
  await line.ask('sign-out', { said: {}, once: true })
  untilSignedIn().catch(() => undefined)
}

/** Finds out at the start who is signed in at this workstation. */
export async function whoAmI(): Promise<void> {
  const answer = await line.ask<Me>('me')
  if ('done' in answer) signedIn(answer.done)
}

/**
 * A new id made here (UUIDv7, RFC 9562 §5.7), so that saying the same thing again is known for what
 * it is.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const ms = Date.now()
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(ms / 2 ** (8 * (5 - index)))
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
