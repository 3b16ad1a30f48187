// An event: a kind of fact that someone attests, declared once; everything else follows from it.

import { z } from 'zod'
import type { Known } from './known.ts'
import type { Change } from './register.ts'
import type { Refusal } from './refusal.ts'

/** The realms of content (DESIGN §4): who may hold what was said. */
export const realms = [
  'public', 'border', 'watch', 'biometric', 'health', 'protection', 'integrity',
] as const
export type Realm = (typeof realms)[number]

/** The roles an officer can hold at a post; `node` is the node attesting for itself. */
export const roles = [
  'primary-officer', 'secondary-officer', 'supervisor', 'alert-owner', 'inspector',
  'administrator',
] as const
export type Role = (typeof roles)[number]
export type Attester = Role | 'node'

/** What `changes` may use of the leaf beside what was said; it never reads a clock itself. */
export interface LeafHead {
  origin: string
  number: number
  at: string
  tick: number
  event: string
  version: number
  realm: string
  subject: string
  by: string
  second?: string
  post: string
  device: string
  clock: 'good' | 'unsure'
}

export interface EventDeclaration<F extends z.ZodRawShape> {
  /** What happened, in a sentence of the field. */
  about: string
  /** The field that holds the id of what it is about: late leaves refold this subject, no other. */
  subject: keyof F & string
  fields: F
  recordedBy: readonly Attester[]
  travels: Realm
  /**
   * The hub sends it down to every post; said of who may do what, only where the hub itself said
   * it: no post decides for another. Absent: it stays with who said it and with the hub.
   */
  reaches?: 'every-post' | 'every-post-from-hub'
  /** True: a second fact of this kind about the same subject is refused unless it says the same. */
  once?: boolean
  /** True where it may still be recorded from the reserve of a full disk: closing a shift. */
  fromReserve?: boolean
  /** True where two officers with fresh sign-ins must attest (PROMISES A4). */
  twoOfficers?: boolean | ((said: z.infer<z.ZodObject<F>>) => boolean)
  /** Said by queries while they answer (a look-up, a hit), and never posted by anybody. */
  withinQueries?: boolean
  /** Digests of sealed bytes that are kept here before it is recorded and go up after it. */
  attaches?(said: z.infer<z.ZodObject<F>>): readonly string[]
  /** Registers whose readers are told when it happens; all of its capability's unless named. */
  tellsOf?: readonly string[]
  /**
   * Asked once, by the node that records, of what it knew; asks registers only, never the network.
   */
  lawful?(said: z.infer<z.ZodObject<F>>, known: Known): Promise<Refusal | undefined>
  /** What it changes in the registers; never refuses. */
  changes(said: z.infer<z.ZodObject<F>>, leaf: LeafHead): Change[]
  /** Schema version of `fields`; 1 when absent. */
  version?: number
  /** Brings what an older version said up by one version. */
  upFrom?: Record<number, (said: Record<string, unknown>) => Record<string, unknown>>
}

/** A declared kind of fact. */
export interface EventKind<N extends string = string, F extends z.ZodRawShape = z.ZodRawShape>
  extends Omit<EventDeclaration<F>, 'version'> {
  kind: 'event'
  name: N
  version: number
  said: z.ZodObject<F, z.core.$strict>
}

// Facts of different shapes live in one list; only the kernel's generic code sees this type.
// oxlint-disable-next-line no-explicit-any
export type AnyEvent = EventKind<string, any>

/** What is said when this kind of fact is attested. */
export type Said<E extends AnyEvent> = z.infer<E['said']>

/** Declares a kind of fact; the name is a past-tense clause and the name of its file. */
export function event<const N extends string, F extends z.ZodRawShape>(
  name: N, declared: EventDeclaration<F>,
): EventKind<N, F> {
  return {
    ...declared, kind: 'event', name, version: declared.version ?? 1,
    said: z.strictObject(declared.fields),
  }
}

/** Brings what a leaf of an older schema version said up to the present shape, step by step. */
export function broughtUp(kind: AnyEvent, said: Record<string, unknown>, version: number) {
  let present = said
  for (let from = version; from < kind.version; from++) {
    present = kind.upFrom?.[from]?.(present) ?? present
  }
  return present
}
