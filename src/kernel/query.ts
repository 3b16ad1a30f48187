// A query: something that can be asked of a node, declared in one file beside what it is about.

import { z } from 'zod'
import type { AnyEvent, Role } from './event.ts'
import type { Known } from './known.ts'
import type { Refusal } from './refusal.ts'

/** What a query may do beside reading: record the look-up that it is (PROMISES A2). */
export interface Asking extends Known {
  /** Records facts in one durable transaction, as the officer who asks; durable when it returns. */
  record(
    facts: readonly { kind: AnyEvent; said: Record<string, unknown> }[],
  ): Promise<Refusal | undefined>
  /** A new id (UUIDv7). */
  newId(): string
  /** What else the node offers to queries, by name (the screening engine, a journal's proofs). */
  service<T>(name: string): T
  /** The same of what not every node offers (a link, the audit): undefined where it does not. */
  offered<T>(name: string): T | undefined
}

export interface QueryDeclaration<A extends z.ZodRawShape, T> {
  about: string
  seenBy: readonly Role[]
  asks: A
  method: 'GET' | 'POST'
  /** The largest body of asking, where it is more than usual; read of signed-in officers only. */
  mostBytes?: number
  answer(known: Asking, asked: z.infer<z.ZodObject<A>>): Promise<T | Refusal>
}

/** A declared query. */
export interface QueryKind<N extends string =
  string, A extends z.ZodRawShape = z.ZodRawShape, T = unknown>
  extends QueryDeclaration<A, T> {
  kind: 'query'
  name: N
  asked: z.ZodObject<A, z.core.$strict>
}

// oxlint-disable-next-line no-explicit-any
export type AnyQuery = QueryKind<string, any, any>
/** What a query answers when it does not refuse. */
export type Answer<Q extends AnyQuery> = Exclude<Awaited<ReturnType<Q['answer']>>, Refusal>

/** Declares a query; the name is its route. */
export function query<const N extends string, A extends z.ZodRawShape, T>(
  name: N, declared: QueryDeclaration<A, T>,
): QueryKind<N, A, T> {
  return { ...declared, kind: 'query', name, asked: z.strictObject(declared.asks) }
}
