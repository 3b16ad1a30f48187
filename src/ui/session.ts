// Who is signed in at this workstation, and the questions that wait for a sign-in.

import type { Role } from '../kernel/event.ts'
import { standAt } from './light.ts'

/** The officer at this workstation, as the node knows them. */
export interface Me {
  officer: string
  name: string
  roles: readonly Role[]
  post: string
  /** The post's name by language; English where a language has none. */
  postNames?: Readonly<Record<string, string | undefined>>
  /** What this place is: a post, an office, or the hub that holds what all posts said. */
  kind?: string
  /** Where the post lies, for its own sunset. */
  latitude?: number
  longitude?: number
  lane?: string
  expires?: string
  [more: string]: unknown
}

/**
 * `unknown` before the node was asked; `out`: nobody; `in`: someone; `lapsed`: the session ended
 * while someone worked, who signs in again over the screen.
 */
export type Session =
  | { is: 'unknown' } | { is: 'out' } | { is: 'in'; me: Me } | { is: 'lapsed'; me: Me }

let session: Session = { is: 'unknown' }
let waiting: { go: () => void; stop: (reason: Error) => void }[] = []
const listeners = new Set<() => void>()

// Two tabs share one cookie: when another officer signs in there, this tab must not go on as here.
const tabs = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('safar')
tabs?.addEventListener('message', ({ data }) => {
  if ((session.is === 'in' || session.is === 'lapsed') && session.me.officer !== data) signedOut()
})

/** The name of the officer's post in a language, in English, or else its code. */
export function postOf({ post, postNames }: Me, language: string): string {
  return postNames?.[language] ?? postNames?.['en'] ?? post
}

function placeOf({ latitude, longitude }: Me) {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude }
}

/** The session as it is now; for React through `onSession`. */
export function sessionNow(): Session {
  return session
}

/** Tells when the session changes; the answer stops the telling. */
export function onSession(heard: () => void): () => void {
  listeners.add(heard)
  return () => { listeners.delete(heard) }
}

function change(next: Session) {
  session = next
  if (next.is === 'in') standAt(placeOf(next.me))
  for (const heard of listeners) heard()
}

/**
 * Someone signed in. What waited for it goes on when it is the same officer; what another officer
 * left behind is never said in the new one's name.
 */
export function signedIn(me: Me): void {
  if (session.is === 'lapsed' && session.me.officer !== me.officer) signedOut()
  change({ is: 'in', me })
  tabs?.postMessage(me.officer)
  const go = waiting
  waiting = []
  for (const each of go) each.go()
}

/** Nobody is signed in, and nothing on the screen belongs to anybody. */
export function signedOut(): void {
  const stop = waiting
  waiting = []
  change({ is: 'out' })
  for (const each of stop) each.stop(new Error('signed out'))
}

/** Settles at the next sign-in of the same officer; rejects when they sign out instead. */
export function untilSignedIn(): Promise<void> {
  if (session.is === 'in') change({ is: 'lapsed', me: session.me })
  else if (session.is === 'unknown') change({ is: 'out' })
  return new Promise((go, stop) => { waiting.push({ go, stop }) })
}
