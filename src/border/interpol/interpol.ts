// INTERPOL as a post asks it: the databases of FIND, in the words of the field.

import type { ForeignRecord } from '../watchlist/foreign-terms.ts'
import type { AskedAbout } from './terms.ts'

/**
 * The two questions that FIND (Fixed INTERPOL Network Database) answers for a border post. What is
 * behind it is the State's National Central Bureau and I-24/7; a post knows this interface only.
 */
export interface Interpol {
  /** The bureau to call about an answer, as it is shown at the counter. */
  readonly contact: string
  /**
   * Records of both databases: nominals by name and birth date, travel documents by number and
   * issuer; empty where there is nothing. Throws InterpolDown where either could not be asked.
   */
  ask(about: AskedAbout): Promise<ForeignRecord[]>
  close(): void
}

/** Why there is no answer, as the operator of a node reads it. */
export type NoAnswer =
  'unreachable' | 'not-let-in' | 'silent' | 'refused-our-question' | 'not-understood'

/** The question was not answered; it may be asked again. */
export class InterpolDown extends Error {
  readonly reason: NoAnswer
  constructor(reason: NoAnswer, cause?: unknown) {
    super(`INTERPOL did not answer: ${reason}`, { cause })
    this.reason = reason
  }
}
