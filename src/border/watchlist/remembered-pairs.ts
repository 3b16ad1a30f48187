// Who two officers found not to be the person of an alert; remembered until a day, then forgotten.

import type { HitRow } from './hits.ts'
import { samePerson } from './person-keys.ts'

/** Owns the pairs in memory: for each alert, whom it is not. */
export class RememberedPairs {
  readonly #ofAlert = new Map<string, Map<string, { keys: string[]; until: string }>>()

  /** Takes what a hit now says: remembers, or forgets where it was re-opened. */
  take(row: Pick<HitRow, 'hit' | 'alert' | 'verdict' | 'rememberUntil' | 'personKeys'>): void {
    let pairs = this.#ofAlert.get(row.alert)
    if (row.verdict === 'not-the-person' && row.rememberUntil) {
      if (!pairs) this.#ofAlert.set(row.alert, (pairs = new Map()))
      pairs.set(row.hit, { keys: row.personKeys, until: row.rememberUntil })
    } else pairs?.delete(row.hit)
  }

  /** Whether these keys are of one who is known not to be the person of the alert on this day. */
  apart(alert: string, keys: readonly string[], day: string): boolean {
    const pairs = this.#ofAlert.get(alert)
    if (!pairs) return false
    return [...pairs.values()].some((pair) => pair.until >= day && samePerson(pair.keys, keys))
  }
}
