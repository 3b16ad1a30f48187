// Screening: could this person, document or vehicle be on a list? Asked in memory, with no link.

import { nodeItself } from '../../kernel/attestation.ts'
import type { LeafHead } from '../../kernel/event.ts'
import type { Reader } from '../../kernel/known.ts'
import type { Node } from '../../kernel/node.ts'
import type { RowOf } from '../../kernel/register.ts'
import { dayNumber } from '../../lib/dates/days.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { AlertIndex, type Kept } from './alert-index.ts'
import { alerts } from './alerts.ts'
import { foreignHits, type AskedOn } from './foreign-hits.ts'
import type { ForeignRecord } from './foreign-terms.ts'
import { hits } from './hits.ts'
import type { KeptScreening } from './kept-screening.ts'
import type { ListedAlert } from './listed-entries.ts'
import { ListsFollowed, registersOfLists } from './lists-followed.ts'
import { personKeysOf } from './person-keys.ts'
import { RememberedPairs } from './remembered-pairs.ts'
import { settledBeside } from './settled-beside.ts'
import { engineVersion, hitOf } from './told-hit.ts'
import type { Hit } from './terms.ts'

/** More hits than this are not shown: they would hide the one that matters. */
export const mostHits = 10

export type ScreeningAnswer =
  | { ran: true; hits: Hit[]; alerts: number; newest?: string; engine: string }
  | { ran: false; why: 'alerts-not-trusted' | 'screening-not-running' }

export interface ScreeningOptions {
  /** The instant of asking; alerts in force on the post's day of that instant can hit. */
  at: string
}

/**
 * The place of every engine: a person in, hits out, in a few milliseconds and without waiting.
 * `alerts` counts what was screened against and `newest` is when the newest of it was issued.
 */
export interface Screening {
  screen(person: ScreenedPerson, options: ScreeningOptions): ScreeningAnswer
  /** The day at this post of an instant: what the validity of alerts is counted in. */
  dayAt(at: string): string
}

/** What the node runs: screening for the counter, and apart from it, against silent alerts. */
export interface OpenedScreening {
  /** Offered to queries as `screening`; it does not know the silent alerts at all. */
  screening: Screening
  /** For the watch-keeper only; never offered. */
  silent: Screening
  /** Calls back with each open alert that comes or changes; the returned function calls it off. */
  onAlert(listener: (kept: Kept) => void): () => void
  /** Entries of lists from outside that were put in force after an instant. */
  listedSince(at: string): Promise<Kept[]>
  /** A list of these alerts alone: says of a person whether one of them may be meant that day. */
  listOf(alerts: Iterable<Kept>): (person: ScreenedPerson, day: string) => boolean
  /** Which of these records of another authority may be a person's, worst first. */
  foreign(records: readonly ForeignRecord[], person: ScreenedPerson, on: AskedOn): Hit[]
  /** Resolves when every alert recorded so far is screened against. */
  settled(): Promise<void>
  stop(): void
}

/**
 * Loads the alerts, offers `screening` to queries, and follows what is recorded: an alert is
 * screened against from the next screening after it was issued, and no longer once it ended.
 */
export async function openScreening(node: Node, kept?: KeptScreening): Promise<OpenedScreening> {
  const engine = new Engine(node, kept)
  await engine.load()
  const off = node.onRecorded((leaves) => engine.follow(leaves))
  node.offer('screening', engine.open)
  return {
    screening: engine.open, silent: engine.silent,
    onAlert(listener) {
      engine.listeners.add(listener)
      return () => engine.listeners.delete(listener)
    },
    listedSince: (at) => engine.listedSince(at),
    listOf(alerts) {
      const list = new AlertIndex()
      for (const kept of alerts) list.put(kept)
      return (person, day) => list.screen(person, day).length > 0
    },
    foreign: foreignHits,
    settled: () => engine.settled(),
    stop() {
      off()
      engine.stop()
    },
  }
}

/** Owns both indexes and the remembered pairs; only `load` and `follow` change them. */
class Engine {
  readonly open: Screening
  readonly silent: Screening
  /** Told of open alerts only: of silent ones nobody is. */
  readonly listeners = new Set<(kept: Kept) => void>()
  readonly #node: Node
  readonly #kept: KeptScreening | undefined
  readonly #openAlerts = new AlertIndex()
  readonly #silentAlerts = new AlertIndex()
  readonly #pairs = new RememberedPairs()
  readonly #days = new Map<string, number>()
  readonly #outside: ListsFollowed
  readonly #settling: readonly ReturnType<typeof settledBeside>[]
  #newest = ''
  #following: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(node: Node, kept: KeptScreening | undefined) {
    this.#node = node
    this.#kept = kept
    const { dayAt } = node
    this.#settling = [this.#openAlerts, this.#silentAlerts]
      .map((index) => settledBeside(index, node.given))
    this.#outside = new ListsFollowed({
      put: (listed) => this.#put(this.#openAlerts, this.#keptOf(listed)),
      drop: (alert) => this.#openAlerts.drop(alert),
    })
    this.open = {
      dayAt, screen: (person, options) => this.#screen(this.#openAlerts, person, options),
    }
    this.silent = {
      dayAt, screen: (person, options) => this.#screen(this.#silentAlerts, person, options),
    }
  }

  /** Takes up what was kept of just these alerts, or reads them all; and who is not who. */
  async load(): Promise<void> {
    const known = this.#node.known(nodeItself(this.#node.keys.identity.post))
    // What the node proved of the registers that decide is what a snapshot is known again by.
    const of = this.#alertsAsProved()
    const kept = of === undefined ? undefined : this.#kept?.find(of)
    if (kept) this.#restore(kept as unknown as Snapshot)
    else {
      await this.#read(known)
      // Where an alert came meanwhile, what was read is not what was proved, and is not kept.
      if (of !== undefined && this.#alertsAsProved() === of) this.#kept?.keep(of, this.snapshot())
    }
    for (let after = ''; ;) {
      const rows = await known.rows(hits, (q) => q.where('verdict', '=', 'not-the-person')
        .where('hit', '>', after).orderBy('hit', 'asc').limit(pageRows))
      rows.forEach((row) => this.#pairs.take(row))
      if (rows.length < pageRows) break
      after = rows.at(-1)!.hit
    }
  }

  #alertsAsProved(): string | undefined {
    const proved = this.#node.decidedDigest([alerts, ...registersOfLists])
    return proved && `${engineVersion} ${proved}`
  }

  /** All that is kept for the next start. */
  snapshot() {
    return {
      newest: [this.#newest], open: this.#openAlerts.columns(),
      silent: this.#silentAlerts.columns(), outside: this.#outside.columns(),
    }
  }

  #restore({ newest: [newest], open, silent, outside }: Snapshot): void {
    this.#newest = newest!
    this.#openAlerts.restore(open)
    this.#silentAlerts.restore(silent)
    this.#outside.restore(outside)
  }

  /** Reads all alerts that have not ended, a few thousand at a time. */
  async #read(known: Reader): Promise<void> {
    const [newest] = await known.all(
      alerts, { silent: false }, { order: 'issuedAt desc', limit: 1 },
    )
    this.#newest = newest?.issuedAt ?? ''
    for (const index of [this.#openAlerts, this.#silentAlerts]) index.reading()
    for (let after = ''; ;) {
      // Only what is screened is read: the terms are most of a row.
      const rows = await known.rows(alerts, (q) => q.clearSelect().select(screenedColumns)
        .where('alert', '>', after).where('endedAt', 'is', null as never)
        .orderBy('alert', 'asc').limit(pageRows) as unknown as typeof q)
      rows.forEach((row) => this.#take(row))
      if (rows.length < pageRows) break
      after = rows.at(-1)!.alert
    }
    const listed = await this.#outside.load(known)
    if (listed > this.#newest) this.#newest = listed
    for (const index of [this.#openAlerts, this.#silentAlerts]) index.settle()
  }

  /** Reads anew what leaves are about; begun in the turn in which they became durable. */
  follow(leaves: readonly LeafHead[]): void {
    const known = this.#node.known(nodeItself(this.#node.keys.identity.post))
    const reading = leaves.map(async ({ event, subject, at }) => {
      if (event.startsWith('alert-')) {
        const row = await known.find(alerts, { alert: subject })
        if (row) this.#take(row)
        else [this.#openAlerts, this.#silentAlerts].forEach((index) => index.drop(subject))
      } else if (event === 'list-activated' || event === 'list-ended') {
        await this.#outside.renew(known, subject)
        if (at > this.#newest) this.#newest = at
      } else if (event === 'hit-decided' || event === 'hit-reopened') {
        const row = await known.find(hits, { hit: subject })
        if (row) this.#pairs.take(row)
      }
    })
    this.#following = Promise.all([this.#following, ...reading])
      .then(() => this.#settling.forEach((each) => each.look()))
  }

  settled(): Promise<void> {
    return this.#following
  }

  async listedSince(at: string): Promise<Kept[]> {
    const known = this.#node.known(nodeItself(this.#node.keys.identity.post))
    return (await this.#outside.since(known, at)).map((each) => this.#keptOf(each))
  }

  #keptOf({ alert, compared, told, validFrom, validUntil }: ListedAlert): Kept {
    return { alert, compared, told, from: this.#day(validFrom), until: this.#day(validUntil) }
  }

  stop(): void {
    this.#stopped = true
    this.#settling.forEach((each) => each.stop())
  }

  #take(row: Screened): void {
    const index = row.silent ? this.#silentAlerts : this.#openAlerts
    if (row.endedAt) return index.drop(row.alert)
    const { alert, compared, told } = row
    this.#put(index, {
      alert, compared, told, from: this.#day(row.validFrom), until: this.#day(row.validUntil),
    })
    // How old the list is, is told at the counter: silent alerts make it no younger.
    if (!row.silent && row.issuedAt > this.#newest) this.#newest = row.issuedAt
  }

  #put(index: AlertIndex, kept: Kept): void {
    index.put(kept)
    if (index === this.#openAlerts) for (const listener of this.listeners) listener(kept)
  }

  /** Days since 1970; a hundred thousand alerts share a few thousand days. */
  #day(day: string): number {
    let number = this.#days.get(day)
    if (number === undefined) this.#days.set(day, (number = dayNumber(day)))
    return number
  }

  #screen(index: AlertIndex, person: ScreenedPerson, { at }: ScreeningOptions): ScreeningAnswer {
    if (this.#stopped) return { ran: false, why: 'screening-not-running' }
    const deciding = [alerts, ...registersOfLists]
    if (!deciding.every((each) => this.#node.trusted(each))) {
      return { ran: false, why: 'alerts-not-trusted' }
    }
    const day = this.#node.dayAt(at)
    const keys = personKeysOf(person)
    // What was remembered decides too: where it cannot be trusted, everything hits again.
    const remembered = this.#node.trusted(hits)
    const found = index.screen(person, day)
      .filter(({ alert }) => !(remembered && this.#pairs.apart(alert.alert, keys, day)))
    return {
      ran: true, alerts: index.size, engine: engineVersion,
      hits: found.slice(0, mostHits)
        .map(({ alert, score, reasons }) => {
          const listed = this.#outside.placeOf(alert.list.code, alert.alert)
          return { ...hitOf(alert, score, reasons), ...(listed && { listed }) }
        }),
      ...(this.#newest && { newest: this.#newest }),
    }
  }
}

type Snapshot = ReturnType<Engine['snapshot']>

const pageRows = 64
const screenedColumns = [
  'alert', 'compared', 'told', 'silent', 'validFrom', 'validUntil', 'issuedAt', 'endedAt',
] as const
type Screened = Pick<RowOf<typeof alerts>, (typeof screenedColumns)[number]>
