// Registers and queries as a screen uses them: what is known, since when, and what is going on.

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { Answer as AnswerOf, AnyQuery } from '../kernel/query.ts'
import type { AnyRegister, RowOf } from '../kernel/register.ts'
import { ask, linkNow, onLink } from './api.ts'
import type { Answer, Problem } from './api.ts'
import { healthNow, onChange, onHealth } from './live.ts'
import { onSession, sessionNow } from './session.ts'
import type { Me } from './session.ts'

/** Whether the node answers. */
export function useLink() {
  return useSyncExternalStore(onLink, linkNow)
}

/** Whether the node can record, as it last said. */
export function useHealth() {
  return useSyncExternalStore(onHealth, healthNow)
}

/** The session at this workstation. */
export function useSession() {
  return useSyncExternalStore(onSession, sessionNow)
}

/** The officer at work; only inside screens, where there is one. */
export function useMe(): Me {
  const session = useSession()
  if (session.is !== 'in' && session.is !== 'lapsed') throw new Error('nobody is signed in')
  return session.me
}

type Filters = Record<string, string | number | boolean | undefined>

/** One page of a register. */
export interface RegisterPage<Row> {
  rows: Row[]
  /** When this node knew it, ISO. */
  knownAt?: string
  /** The page's number, from 1. */
  page: number
  waiting: boolean
  problem?: Problem
  /** Turns to the next or the previous page, where there is one. */
  next?: () => void
  previous?: () => void
  refresh: () => void
}

interface Read { rows: unknown[]; next?: string; knownAt?: string }

/**
 * Reads a register page by page and again whenever it changes. Filters are equalities that the
 * register allows; changing them goes back to the first page.
 */
export function useRegister<R extends AnyRegister>(
  register: Pick<R, 'name'>, options: { filters?: Filters; limit?: number } = {},
): RegisterPage<RowOf<R>> {
  const filters = new URLSearchParams(given(options.filters)).toString()
  const [turns, turn] = useState<{ filters: string; after: string[] }>({ filters, after: [] })
  const after = turns.filters === filters ? turns.after : []
  const params = new URLSearchParams(filters)
  params.set('limit', String(options.limit ?? 50))
  const last = after.at(-1)
  if (last) params.set('after', last)
  const asked = useAsked<Read>(`${register.name}?${params}`, { method: 'GET' }, [register.name])
  const following = asked.done?.next
  return {
    rows: (asked.done?.rows ?? []) as RowOf<R>[],
    ...(asked.done?.knownAt ? { knownAt: asked.done.knownAt } : {}),
    ...(asked.problem ? { problem: asked.problem } : {}),
    page: after.length + 1,
    waiting: asked.waiting,
    refresh: asked.refresh,
    ...(following ? { next: () => turn({ filters, after: [...after, following] }) } : {}),
    ...(last ? { previous: () => turn({ filters, after: after.slice(0, -1) }) } : {}),
  }
}

/** What a query answered: `done`, a refusal or a problem, and whether an answer is on its way. */
export interface Asking<T> {
  done?: T
  refused?: { reason: string; detail?: Record<string, unknown> }
  problem?: Problem
  waiting: boolean
  refresh: () => void
}

/**
 * Asks a query when the screen is drawn and again when one of `registers` changes. Pass `undefined`
 * instead of what is asked to ask nothing yet.
 */
export function useQuery<Q extends AnyQuery>(
  query: Pick<Q, 'name' | 'method'>,
  asked: Q['asked']['_zod']['input'] | undefined,
  registers: readonly string[] = [],
): Asking<AnswerOf<Q>> {
  const { path, how } = requestOf(query, asked)
  return useAsked<AnswerOf<Q>>(asked === undefined ? undefined : path, how, registers)
}

/** Asks a query once, when something is done (a scan), not when something is drawn. */
export function askQuery<Q extends AnyQuery>(
  query: Pick<Q, 'name' | 'method'>, asked: Q['asked']['_zod']['input'], signal?: AbortSignal,
): Promise<Answer<AnswerOf<Q>>> {
  const { path, how } = requestOf(query, asked)
  return ask(path, { ...how, ...(signal ? { signal } : {}) })
}

function requestOf(query: Pick<AnyQuery, 'name' | 'method'>, asked: unknown): {
  path: string
  how: { method: 'GET' | 'POST'; said?: unknown }
} {
  if (query.method === 'POST') return { path: query.name, how: { method: 'POST', said: asked } }
  const params = new URLSearchParams(given(asked as Filters))
  return { path: `${query.name}?${params}`, how: { method: 'GET' } }
}

function given(values: Filters | undefined): [string, string][] {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => [name, String(value)])
}

function useAsked<T>(
  path: string | undefined, how: { method: 'GET' | 'POST'; said?: unknown },
  registers: readonly string[],
): Asking<T> {
  const key = path === undefined ? undefined : JSON.stringify([path, how])
  const [answered, setAnswered] = useState<{ key: string; answer: Answer<T> }>()
  const [readings, again] = useState(0)
  const said = useRef(how)
  said.current = how
  useEffect(() => {
    if (path === undefined || key === undefined) return
    const leaving = new AbortController()
    ask<T>(path, { ...said.current, signal: leaving.signal }).then(
      (answer) => { if (!leaving.signal.aborted) setAnswered({ key, answer }) },
      (reason) => { if (!leaving.signal.aborted) throw reason },
    )
    return () => leaving.abort()
  }, [path, key, readings])
  const refresh = useCallback(() => again((count) => count + 1), [])
  const heard = registers.join(' ')
  useEffect(() => (heard ? onChange(heard.split(' '), refresh) : undefined), [heard, refresh])
  const answer = answered && answered.key === key ? answered.answer : undefined
  return {
    ...(answer && 'done' in answer ? { done: answer.done } : {}),
    ...(answer && 'refused' in answer ? { refused: answer } : {}),
    ...(answer && 'problem' in answer ? { problem: answer.problem } : {}),
    waiting: key !== undefined && answer === undefined,
    refresh,
  }
}
