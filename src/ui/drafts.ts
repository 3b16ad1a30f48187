// What was typed and not yet recorded, kept in memory while the officer looks elsewhere.

import { onSession, sessionNow } from './session.ts'
import type { Values } from './saying.ts'

// Owned by this module alone; it goes when the officer does, and is never written anywhere.
const drafts = new Map<string, Values>()

onSession(() => {
  if (sessionNow().is === 'out') drafts.clear()
})

addEventListener('beforeunload', (event) => {
  if (drafts.size > 0) event.preventDefault()
})

/** What was typed into the form of this name on this page before. */
export function draftOf(form: string): Values | undefined {
  return drafts.get(`${form} ${location.pathname}`)
}

/** Keeps what is typed; `undefined` when it is recorded or no longer wanted. */
export function keepDraft(form: string, values: Values | undefined): void {
  const name = `${form} ${location.pathname}`
  if (values) drafts.set(name, values)
  else drafts.delete(name)
}
