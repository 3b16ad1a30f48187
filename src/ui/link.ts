// The line to the node: what is asked is answered, refused, or asked again until the node answers.

import type { Refusal } from '../kernel/refusal.ts'

/** What is wrong with one field of what was said; `path` is its place (`document.number`). */
export interface Wrong { path: string; message: string }

/** A problem of the node (RFC 9457): `hint` says what to do. */
export interface Problem {
  status: number
  type?: string
  title?: string
  detail?: string
  hint?: string
  [more: string]: unknown
}

/** Every way in which the node answers. */
export type Answer<T> = { done: T } | Refusal | { invalid: Wrong[] } | { problem: Problem }

/** Whether the node answers, or when it is tried again (milliseconds since 1970). */
export type LinkState = { answers: true } | { answers: false; since: number; again: number }

export interface Asked {
  method?: 'GET' | 'POST'
  said?: unknown
  /** The token of the second officer, for acts that need two. */
  second?: string
  signal?: AbortSignal
  /** Sign-ins are tried once and never wait for another sign-in. */
  once?: boolean
}

/** What the line is handed: the browser's fetch, time, and the way to sign in again. */
export interface Ends {
  fetch: typeof fetch
  /** The language in which the node says what to do. */
  language(): string
  now(): number
  later(ms: number, signal?: AbortSignal): Promise<void>
  /** Asks the officer to sign in again over the screen; rejects when they sign out instead. */
  signIn(): Promise<void>
  heard(state: LinkState): void
}

/** How long the node may take before it counts as not answering. */
const patienceMs = 15_000
const firstWaitMs = 1_000
const longestWaitMs = 15_000

/**
 * Makes the line. `ask` settles when the node has answered; while it does not, it is asked again
 * with growing pauses, and what was said is kept. A write may be repeated because its subject's id
 * is made here: the node answers what it has already recorded.
 */
export function lineTo(ends: Ends) {
  const underWay = new Map<string, Promise<Answer<unknown>>>()
  const ask = async <T>(path: string, asked: Asked = {}): Promise<Answer<T>> => {
    let brokenSince: number | undefined
    for (let attempt = 0; ; attempt++) {
      const response = await attemptOnce(ends, path, asked)
      if (response && !notReady(response)) {
        ends.heard({ answers: true })
        if (response.status !== 401 || asked.once) return await read<T>(response)
        const lost = await ends.signIn().then(() => undefined, () => 'signed-out')
        if (lost) return { problem: { status: 401, type: lost } }
        continue
      }
      if (asked.once) return { problem: { status: 0, type: 'not-answering' } }
      const wait = Math.min(firstWaitMs * 2 ** attempt, longestWaitMs)
      brokenSince ??= ends.now()
      ends.heard({ answers: false, since: brokenSince, again: ends.now() + wait })
      await ends.later(wait, asked.signal)
    }
  }
  // A double click says the same thing twice at once: it is asked once.
  const askOnce = <T>(path: string, asked: Asked = {}): Promise<Answer<T>> => {
    const key = JSON.stringify([path, asked.said, asked.second])
    const before = underWay.get(key)
    if (before) return before as Promise<Answer<T>>
    const going = ask<T>(path, asked).finally(() => underWay.delete(key))
    underWay.set(key, going)
    return going
  }
  return { ask, askOnce }
}

export type Line = ReturnType<typeof lineTo>

async function attemptOnce(ends: Ends, path: string, asked: Asked): Promise<Response | undefined> {
  const patience = AbortSignal.timeout(patienceMs)
  try {
    return await ends.fetch(`/api/${path}`, {
      method: asked.method ?? (asked.said === undefined ? 'GET' : 'POST'),
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': ends.language(),
        ...(asked.said === undefined ? {} : { 'content-type': 'application/json' }),
        ...(asked.second ? { 'safar-second': asked.second } : {}),
      },
      body: asked.said === undefined ? null : JSON.stringify(asked.said),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: asked.signal ? AbortSignal.any([asked.signal, patience]) : patience,
    })
  } catch (reason) {
    if (asked.signal?.aborted) throw reason
    return undefined
  }
}

// A node that starts, or a proxy without its node, says so with a status and no problem of its own.
function notReady(response: Response): boolean {
  return response.status === 502 || response.status === 504
    || (response.status === 503 && response.headers.has('retry-after'))
}

async function read<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text()
  const body = parsed(text)
  if (response.ok) return { done: body as T }
  const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  if (response.status === 409 || told.refused === true) {
    const { reason, about, hint } = told
    return {
      refused: true,
      reason: String(reason ?? 'refused'),
      detail: { ...(typeof about === 'object' ? about : {}), ...(hint ? { hint } : {}) },
    }
  }
  if (response.status === 422 && Array.isArray(told.invalid)) {
    return { invalid: told.invalid.map(({ path, message }: { path: unknown; message: string }) => (
      { path: Array.isArray(path) ? path.join('.') : String(path), message }
    )) }
  }
  return { problem: { ...told, status: response.status } }
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
