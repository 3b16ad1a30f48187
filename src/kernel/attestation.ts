// Who attests: an officer with a sign-in at a post, and a second one where two are needed.

import type { AnyEvent, Attester, Role } from './event.ts'
import { refuse, type Refusal } from './refusal.ts'

/** A sign-in this old or younger is fresh enough for an act of two (PROMISES A4). */
export const freshMs = 5 * 60_000

export interface Attestation {
  officer: string
  name?: string
  roles: readonly (Role | 'node')[]
  post: string
  /** Opaque id of the sign-in, written into the leaf; absent for the node itself. */
  signIn?: string
  /** How long ago the officer last signed in. */
  signedInMsAgo: number
  second?: { officer: string; signIn: string; at: string; roles: readonly Role[] }
}

/** The node attesting for itself. */
export function nodeItself(post: string): Attestation {
  return { officer: 'node', roles: ['node'], post, signedInMsAgo: 0 }
}

/** Whether this kind of fact needs two officers for what is said. */
export function needsSecond(kind: AnyEvent, said: unknown): boolean {
  return typeof kind.twoOfficers === 'function'
    ? kind.twoOfficers(said as never) : kind.twoOfficers === true
}

/** Refuses whoever may not record this kind of fact; deny by default. */
export function permitted(kind: AnyEvent, said: unknown, by: Attestation): Refusal | undefined {
  if (!mayRecord(kind, by.roles)) return refuse('not-permitted', { event: kind.name })
  if (!needsSecond(kind, said)) return undefined
  if (by.signedInMsAgo > freshMs) return refuse('sign-in-not-fresh')
  if (!by.second) return refuse('second-officer-needed')
  if (by.second.officer === by.officer) return refuse('second-officer-is-the-first')
  if (!maySecond(kind, by.second.roles)) return refuse('second-officer-not-permitted')
  return undefined
}

/** Whether any of these roles may record this kind of fact. */
export function mayRecord(kind: AnyEvent, roles: readonly Attester[]): boolean {
  return roles.some((role) => kind.recordedBy.includes(role))
}

/** Whether any of these roles may be the second officer for this kind of fact. */
export function maySecond(kind: AnyEvent, roles: readonly Attester[]): boolean {
  return mayRecord(kind, roles) || roles.includes('supervisor')
}
