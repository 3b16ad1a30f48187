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

  /** All that is held, as a snapshot keeps it. */
  columns(): ReturnType<typeof emptyLists> {
    const columns = emptyLists()
    const parts = new Map<string, number>()
    const partOf: number[] = []
    for (const [list, { told, validUntil, places }] of this.#held) {
      columns.lists.push(list, told, validUntil, String(places.size))
      for (const [alert, { entry, version, part }] of places) {
        const place = `${version} ${part}`
        if (!parts.has(place)) parts.set(place, parts.size)
        partOf.push(parts.get(place)!)
        columns.alerts.push(alert)
        columns.entries.push(entry)
      }
    }
    return { ...columns, parts: [...parts.keys()], partOf: Uint32Array.from(partOf) }
  }

  /** Takes what a snapshot kept. */
  restore({ lists: told, alerts, entries, parts, partOf }: ReturnType<typeof emptyLists>): void {
    const where = parts.map((place) => place.split(' ') as [version: string, part: string])
    let at = 0
    for (let each = 0; each < told.length; each += 4) {
      const places = new Map<string, Place>()
      for (let left = Number(told[each + 3]); left > 0; left--, at++) {
        const [version, part] = where[partOf[at]!]!
        places.set(alerts[at]!, { entry: entries[at]!, version, part })
      }
      this.#held.set(told[each]!, { told: told[each + 1]!, validUntil: told[each + 2]!, places })
    }
  }

  /** The entries of lists that were put in force after an instant. */
  async since(known: Reader, at: string): Promise<ListedAlert[]> {
    const rows = await known.rows(lists, (q) => q.where('activatedAt', '>', at).limit(mostLists))
    return (await Promise.all(rows.map(({ list }) => alertsOfList(known, list)))).flat()
  }

  /** Where the entry of an alert stands; nothing for an alert of a State's own list. */
  placeOf(list: string, alert: string): Place | undefined {
    return this.#held.get(list)?.places.get(alert)
  }
}

const mostLists = 500

function emptyLists() {
  return {
    lists: [] as string[], alerts: [] as string[], entries: [] as string[],
    parts: [] as string[], partOf: new Uint32Array(0),
  }
}
