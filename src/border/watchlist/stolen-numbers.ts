// Stolen and lost documents: whether a number is on a list of tens of millions, asked in memory.

import { keyOf } from '../../lib/membership/fuse-filter.ts'
import { NumbersFilter } from '../../lib/membership/numbers-filter.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import type { Node } from '../../kernel/node.ts'
import type { RowOf } from '../../kernel/register.ts'
import { alertOf } from '../lists/digest-terms.ts'
import type { KeptNumbers } from '../lists/kept-numbers.ts'
import { listVersions } from '../lists/list-versions.ts'
import { lists } from '../lists/lists.ts'
import type { NumbersScreened } from '../lists/prepared-numbers.ts'
import { numberKey } from '../travellers/number-terms.ts'
import { writtenNumber } from './numbers.ts'
import { engineVersion } from './told-hit.ts'
import type { Hit } from './terms.ts'

/** A document as it was handed over. */
export interface Presented { number?: string | undefined; issuer?: string | undefined }

export interface NumbersAnswer {
  /** Why a list could not be asked; absent where all in force were. */
  not?: 'no-list' | 'numbers-not-here' | 'nothing-to-read' | 'alerts-not-trusted'
  /** Documents that are on a list, letter for letter or misread. */
  hits: Hit[]
  /** Lists whose filter has the number and whose lines are not here: it may be, so ask. */
  maybe: { list: string; name: string; contact: string }[]
}

/** Offered to queries as `stolen-documents`. */
export interface StolenDocuments extends NumbersScreened {
  look(document: Presented, at: string): NumbersAnswer
}

interface InForce { row: RowOf<typeof lists>; version: string; filter?: NumbersFilter | undefined }

/** What `openStolenNumbers` starts. */
export interface OpenedNumbers {
  look: StolenDocuments['look']
  /** Calls back with each list whose numbers are other than before. */
  onRenewed(listener: (list: string) => void): () => void
  /** Lists of numbers that were put in force after an instant. */
  since(at: string): string[]
  settled(): Promise<void>
  stop(): void
}

/** Loads the filters of the lists in force, offers them to queries, and follows the journal. */
export async function openStolenNumbers(
  node: Node, kept: KeptNumbers,
): Promise<OpenedNumbers> {
  const stolen = new StolenNumbers(node, kept)
  await stolen.load()
  const off = node.onRecorded((leaves) => {
    for (const { event, subject } of leaves) {
      if (event === 'list-activated' || event === 'list-ended') stolen.follow(subject)
    }
  })
  node.offer('stolen-documents', stolen)
  return {
    look: (document, at) => stolen.look(document, at),
    onRenewed(listener) {
      stolen.listeners.add(listener)
      return () => stolen.listeners.delete(listener)
    },
    since: (at) => stolen.since(at),
    settled: () => stolen.settled(), stop: off,
  }
}

/** Owns the filters in force: as large as their lists, and nothing of any other. */
class StolenNumbers implements StolenDocuments {
  readonly #node: Node
  readonly #kept: KeptNumbers
  readonly #inForce = new Map<string, InForce>()
  readonly listeners = new Set<(list: string) => void>()
  #following: Promise<void> = Promise.resolve()

  constructor(node: Node, kept: KeptNumbers) {
    this.#node = node
    this.#kept = kept
  }

  async load(): Promise<void> {
    for (const { list } of await this.#known().all(lists, {})) await this.#renew(list)
    // What was prepared and passed by, or is in force no more, takes room for nothing.
    const known = this.#known()
    for (const version of this.#kept.versions()) {
      const row = await known.find(listVersions, { version })
      const now = row && await known.find(lists, { list: row.list })
      const passedBy = now && now.version !== version && now.activatedAt > row.preparedAt
      if (!row || passedBy) this.#kept.drop(version)
    }
  }

  follow(list: string): void {
    this.#following = this.#following.then(() => this.#renew(list)).then(() => {
      if (!this.#inForce.get(list)?.filter) return
      for (const listener of this.listeners) listener(list)
    })
  }

  since(at: string): string[] {
    return [...this.#inForce.values()].filter(({ row }) => row.activatedAt > at)
      .map(({ row }) => row.list)
  }

  settled(): Promise<void> {
    return this.#following
  }

  async came(version: string): Promise<void> {
    for (const [list, each] of this.#inForce) if (each.version === version) this.follow(list)
    await this.#following
  }

  look({ number, issuer }: Presented, at: string): NumbersAnswer {
    const none = { hits: [], maybe: [] }
    const day = this.#node.dayAt(at)
    const asked = [...this.#inForce.values()].filter(({ row }) => row.validUntil >= day)
    if (asked.length === 0) return { not: 'no-list', ...none }
    if (!number || !issuer) return { not: 'nothing-to-read', ...none }
    if (!this.#node.trusted(lists) || !this.#node.trusted(listVersions)) {
      return { not: 'alerts-not-trusted', ...none }
    }
    const found: NumbersAnswer = { hits: [], maybe: [] }
    const key = keyOf(numberKey({ issuer, number }))
    for (const each of asked) {
      if (!each.filter) found.not = 'numbers-not-here'
      else if (each.filter.hasKey(key)) this.#sought(each, { number, issuer }, found)
    }
    return found
  }

  /** The filter has it: the lines say whether it is mistaken, where they are here. */
  #sought(
    { row, version }: InForce, document: { number: string; issuer: string }, found: NumbersAnswer,
  ): void {
    const text = numberKey(document)
    const lines = this.#kept.lines(version, keyOf(text))
    if (!lines) {
      found.maybe.push({ list: row.list, name: row.name, contact: row.contact })
      return
    }
    const same = lines.map((line) => line.split('\t') as [string, string, string])
      .filter(([issuer, , number]) => numberKey({ issuer, number }) === text)
    const as = (number: string) => writtenNumber(number) === writtenNumber(document.number)
    const [best] = same.sort(([, , a], [, , b]) => Number(as(b)) - Number(as(a)))
    if (best) found.hits.push(hitUpon(row, best, { document, exact: as(best[2]) }))
  }

  /** Takes the list as it stands now; the filter of the version before is let go. */
  async #renew(list: string): Promise<void> {
    const known = this.#known()
    const row = await known.find(lists, { list })
    const version = row && !row.endedAt
      ? await known.find(listVersions, { version: row.version }) : undefined
    const before = this.#inForce.get(list)
    if (!row || !version?.numbers) {
      this.#inForce.delete(list)
      return
    }
    const held = before?.version === version.version ? before.filter : undefined
    const pieces = held ? undefined : this.#kept.filter(version.version)
    const filter = held ?? (pieces && new NumbersFilter(pieces))
    this.#inForce.set(list, { row, version: version.version, filter })
    if (before && before.version !== version.version) this.#kept.drop(before.version)
  }

  #known() {
    return this.#node.known(nodeItself(this.#node.journal.options.post))
  }
}

function hitUpon(
  row: RowOf<typeof lists>, [issuer, , number]: [string, string, string],
  { document, exact }: { document: { number: string; issuer: string }; exact: boolean },
): Hit {
  const entry = `${issuer} ${number}`
  const { action, priority, contact, instruction, version } = row
  return {
    alert: alertOf(row.list, entry), list: { code: row.list, name: row.name }, action, priority,
    contact, score: exact ? 1 : 0.95, engine: engineVersion,
    reasons: [{
      about: 'document', why: exact ? 'same-document' : 'same-document-misread', alert: entry,
      person: `${document.issuer} ${document.number}`, weight: 30,
    }],
    instruction: `watchlist.instruction.${action}`, ...(instruction && { ownText: instruction }),
    // A list of numbers has no parts: the version itself says them all.
    listed: { entry, version, part: version },
  }
}
