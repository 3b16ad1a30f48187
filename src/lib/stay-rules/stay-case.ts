// A person, what they hold, when they were inside, and the day that is asked for.

import type { Span } from './days-inside.ts'
import type { RecordedStay } from './history.ts'
import type { Because, Permit, Visa } from './select.ts'

/** An extension of the stay: from the day it was granted, or from entry, until its last day. */
export interface Extension { granted?: number | undefined; until: number }

/** A person, what they hold, when they were inside, and the day that is asked for. */
export interface StayCase {
  nationalities: readonly string[]
  /** The State that issued the document shown: of two nationalities that one is asked. */
  issuer?: string | undefined
  document?: string | undefined
  purpose?: string | undefined
  residence?: string | undefined
  visas: readonly Visa[]
  permits: readonly Permit[]
  stays: readonly RecordedStay[]
  extensions: readonly Extension[]
  forceMajeure: readonly Span[]
  on: number
  /** Minute of the day asked for. */
  minute?: number | undefined
}

/** Why there is no answer: no rule speaks of the person, each says why; or the stays clash. */
export type StayRefusal =
  | { refused: 'no-rule'; tried: { rule: string; because: Because }[] }
  | { refused: 'exit-before-entry'; stay: number }
