// Lists from outside as the screening holds them: a new version replaces the last at once.

import type { Reader } from '../../kernel/known.ts'
import { listParts } from '../lists/list-parts.ts'
import { listVersions } from '../lists/list-versions.ts'
import { lists } from '../lists/lists.ts'
import { alertsOfList, type ListedAlert, type Place } from './listed-entries.ts'

/** The registers that must be trusted before anybody is screened. */
export const registersOfLists = [lists, listVersions, listParts] as const

/** What entries are put into and taken out of. */
export interface Into {
  put(alert: ListedAlert): void
  drop(alert: string): void
}

interface Held { told: string; validUntil: string; places: Map<string, Place> }

/** Owns where each entry that is screened stands. */
export class ListsFollowed {
  readonly #into: Into
  readonly #held = new Map<string, Held>()

  constructor(into: Into) {
    this.#into = into
  }

  /** Takes in all lists in force, and says when the newest was put in force. */
  async load(known: Reader): Promise<string> {
    const rows = await known.rows(lists, (q) => q.orderBy('activatedAt', 'asc').limit(mostLists))
    for (const { list } of rows) await this.renew(known, list)
    return rows.at(-1)?.activatedAt ?? ''
  }

  /**
   * Reads a list anew and exchanges it in one turn: nobody is screened against half of each.
   * Entries said by the same part, in a list of which the same is told, stay as they are.
   */
  async renew(known: Reader, list: string): Promise<void> {
    const found = await alertsOfList(known, list)
    const before = this.#held.get(list)
    const { told = '', validUntil = '' } = found[0] ?? {}
    const same = before?.told === told && before.validUntil === validUntil
    const places = new Map(found.map(({ alert, place }) => [alert, place]))
    for (const alert of before?.places.keys() ?? []) {
      if (!places.has(alert)) this.#into.drop(alert)
    }
    for (const each of found) {
      if (same && before.places.get(each.alert)?.part === each.place.part) continue
      this.#into.put(each)
    }
    this.#held.set(list, { told, validUntil, places })
  }

  /** Where the entry of an alert stands; nothing for an alert of a State's own list. */
  placeOf(list: string, alert: string): Place | undefined {
    return this.#held.get(list)?.places.get(alert)
  }
}

const mostLists = 500
