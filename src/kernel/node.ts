// A node: a place that keeps a journal. Opening it is the same story after a crash as at any start.

import { hash } from 'node:crypto'
import { dayIn } from '../lib/dates/day-in.ts'
import { contentsOf, type Capability, type Contents } from './capability.ts'
import { asCannotOpen } from './cannot-open.ts'
import type { AnyEvent, LeafHead } from './event.ts'
import { sumOf, type FoldDigest } from './fold.ts'
import { readAsLeft } from './as-left.ts'
import { readEdge } from './hub-edge.ts'
import { nodeItself, type Attestation } from './attestation.ts'
import { newId, type Given } from './given.ts'
import { Health, isLoss } from './health.ts'
import { HybridTime } from './hybrid-time.ts'
import { Frontier } from './journal/tree.ts'
import kernel, { ClockJumped, JournalOpened, RegistersRebuilt } from './kernel-facts.ts'
import type { Founding, NodeKeys } from './keys.ts'
import {
  holdFolder, keptCheckpoint, keyDamaged, keysFor, mustFit, sqliteOptions,
} from './node-folder.ts'
import type { Known } from './known.ts'
import { MarkFile, type MarkRead } from './mark.ts'
import {
  asDeclared, decidingFold, readJournal, readRegisters, rebuild, visitOthers, type JournalFound,
  type RegistersFound,
} from './opening.ts'
import { OwnJournal } from './own-journal.ts'
import {
  isInvalid, Recorder, type DurableWork, type Fact, type RecordAnswer, type Within,
} from './record.ts'
import { isRefusal } from './refusal.ts'
import type { AnyRegister } from './register.ts'
import { ContentKeeper } from './realms/content.ts'
import type { ForeignLeaf, Taken } from './sync/take.ts'
import { openSqlite, type Cipher } from './store/sqlite.ts'
import { examinedBeside, examinedHere } from './store/examining.ts'
import { divideAnew, tablesOf } from './store/dividing.ts'
import { kernelTables } from './store/schema.ts'
import { readerOf } from './store/rows.ts'
import { diskFaultOf, StoreFailure, type Seen, type Store } from './store/store.ts'

export interface NodeOptions {
  folder: string
  /** Where keys lie; beside the store unless told: a medium that can be taken away is better. */
  keysFolder?: string
  given: Given
  capabilities: readonly Capability[]
  /** Who a new node is; read from its keys where the node exists. */
  founding?: Founding
  cipher?: Cipher
  cacheKib?: number
  /** The time zone (IANA) in which days are counted here; UTC unless told. */
  zone?: string
  /** Verifies signatures with all of the machine; then it is not settled which batch is first. */
  apart?: boolean
  /** Where leaves and registers lie; absent: encrypted SQLite in the folder. */
  store?: (keys: NodeKeys) => Promise<Store> | Store
  /** An audit reads the whole database once the node is ready, where others may change it. */
  audited?: boolean
  /** Goes on after a loss as a new incarnation that names what it had before. */
  afterLoss?: boolean
  /** Weakens syncing, so that a test shows that it would be caught. */
  synchronous?: 'FULL' | 'NORMAL'
}

/** At least this often a checkpoint is signed and kept (PROMISES D3). */
export const checkpointEveryLeaves = 100
export const checkpointEveryMs = 60_000

/** Opens a node's folder, or founds one; throws CannotOpen with what to do. */
export async function openNode(options: NodeOptions): Promise<Node> {
  const { given, folder } = options
  const keysFolder = options.keysFolder ?? `${folder}/keys`
  let release = () => {}
  let store: Store | undefined
  try {
    release = holdFolder(given, folder)
    const keys = await keysFor(options, keysFolder)
    store = await (options.store?.(keys) ?? openSqlite(sqliteOptions(options, keys)))
    const tables = kernelTables(tablesOf(store))
    await divideAnew(store, tables)
    for (const sql of tables) await store.script(sql)
    return await Node.open(options, keys, store, release)
  } catch (failure) {
    await store?.close()
    release()
    throw asCannotOpen(failure, folder)
  }
}

/** A running node; owns its store, its journal and the queue of what is being recorded. */
export class Node {
  readonly given: Given
  /** The calendar day of an instant where this node is. */
  readonly dayAt: (at: string) => string
  readonly folder: string
  readonly keys: NodeKeys
  readonly capabilities: readonly Capability[]
  readonly contents: Contents
  readonly store: Store
  readonly content: ContentKeeper
  readonly journal: OwnJournal
  readonly time: HybridTime
  readonly health: Health
  readonly mark: MarkFile
  /** Whether its store was, byte for byte, as it was left, and so was not read leaf by leaf. */
  readonly asLeft: boolean
  /** What the registers added up to when they were opened. */
  readonly #opened: { all: Buffer; decided: ReadonlyMap<string, FoldDigest> | undefined }
  /** Whether its start left most of its database to the first round of its audit. */
  readonly unread: boolean
  readonly #recorder: Recorder
  readonly #release: () => void
  #checkpointed = { size: 0, elapsed: 0 }
  #offTimer: () => void = () => {}
  #services = new Map<string, unknown>()
  #untrusted = new Set<string>()
  /** Registers that decide, of which a leaf that came is shut; `take` and `openAgain` own it. */
  #shut = new Set<string>()
  #closed = false

  /** Reads everything that must hold, repairs what can be folded anew, and begins to record. */
  static async open(
    options: NodeOptions, keys: NodeKeys, store: Store, release: () => void,
  ): Promise<Node> {
    const capabilities = [kernel, ...options.capabilities]
    const content = new ContentKeeper(keys.keyring, options.given.luck, keys.identity.origin)
    const markFile = new MarkFile(options.given.disk, `${options.folder}/mark`, keys.markKey)
    const mark = markFile.read()
    const contents = contentsOf(capabilities)
    const heads: Parameters<typeof readJournal>[2] = [mark, keptCheckpoint(options, keys)]
    const asked = { contents, capabilities, content, heads }
    const asLeft = await readAsLeft(store, keys.identity.origin, asked)
    const edge = asLeft || !options.audited || store.dialect !== 'postgres' ? undefined
      : await readEdge(store, keys.identity.origin, asked)
    const { found, complaints, digests, fold } =
      asLeft ?? edge ?? await readAll(options, keys, store, asked)
    await store.tally?.count()
    mustFit(options, keys, mark, found)
    const shut = await content.shutRealm(store.reading)
    if (shut) throw keyDamaged(options, 'realms.json', shut)
    const marked = typeof mark === 'object' && mark.size === found.frontier.size && !edge
      ? mark.registers : undefined
    let registers: RegistersFound
    if (complaints.length > 0) {
      registers = { ...await rebuild(store, contents, content), rebuilt: 'index-changed' }
      const [left] = await store.complaints()
      if (left) throw new StoreFailure('damaged', left)
    } else {
      const sum = asLeft?.sum ?? edge?.sum ?? sumOf(digests)
      registers = await readRegisters(store, contents, content, { digests, sum, fold, marked })
    }
    const node = new Node({
      options, keys, store, release, content, markFile, contents, capabilities, found, registers,
      asLeft: asLeft !== undefined, unread: edge !== undefined,
      ...(!registers.rebuilt && registers.unopened === 0 && { decided: fold.digests }),
    })
    await node.#begin(mark, found, registers)
    return node
  }

  private constructor(parts: {
    options: NodeOptions; keys: NodeKeys; store: Store; release: () => void; content: ContentKeeper
    markFile: MarkFile; contents: Contents; capabilities: readonly Capability[]
    found: JournalFound; registers: RegistersFound; asLeft: boolean; unread: boolean
    decided?: ReadonlyMap<string, FoldDigest>
  }) {
    const { options, keys, store, found } = parts
    const { given } = options
    this.given = given
    this.dayAt = dayIn(options.zone ?? 'UTC')
    this.folder = options.folder
    this.keys = keys
    this.capabilities = parts.capabilities
    this.contents = parts.contents
    this.store = store
    this.content = parts.content
    this.mark = parts.markFile
    this.#release = parts.release
    this.asLeft = parts.asLeft
    this.#opened = { all: parts.registers.digest.bytes(), decided: parts.decided }
    this.unread = parts.unread
    const boot = given.luck.bytes(8).toString('hex')
    const { origin, post, device } = keys.identity
    this.time = new HybridTime(given.clock, found.last)
    this.health = new Health({
      disk: given.disk, clock: given.clock, folder: this.folder, post, boot,
    })
    this.journal = new OwnJournal({
      origin, post, device, boot, deviceKey: keys.deviceKey, time: this.time,
      elapsed: () => given.clock.elapsed(),
      opening: { vkey: keys.vkey, predecessor: keys.identity.predecessor },
    }, found.frontier, found.previous, found.pendingTile)
    this.#recorder = new Recorder({
      given, store, journal: this.journal, time: this.time, mark: this.mark, content: this.content,
      contents: this.contents, digest: parts.registers.digest, health: this.health,
      trusted: (register) => this.trusted(register), dayAt: this.dayAt,
      apart: options.apart ?? false,
    })
    if (parts.registers.unopened > 0) {
      for (const each of this.contents.registers.values()) {
        if (each.decides) this.#untrusted.add(each.name)
      }
    }
  }

  async #begin(mark: MarkRead, found: JournalFound, registers: RegistersFound) {
    if (found.fault && this.journal.size > 0) return this.health.stop('journal-behind-mark')
    const { origin } = this.keys.identity
    if (this.journal.size === 0) {
      if (typeof mark === 'object' && mark.origin === origin && mark.size > 0) {
        return this.health.stop('journal-behind-mark')
      }
      this.mark.begin({
        origin, size: 0, root: new Frontier().root(), registers: registers.digest.bytes(),
      })
      await this.#attest(JournalOpened, {
        journal: newId(this.given), post: this.keys.identity.post,
        device: this.keys.identity.device,
      })
      const { fault } = this.health.state
      // A journal begins with its opening or not at all.
      if (fault && !isLoss(fault)) {
        throw new StoreFailure(fault, 'at the first leaf')
      }
    } else {
      this.#recorder.mark()
    }
    if (registers.rebuilt) {
      await this.#attest(RegistersRebuilt, { rebuild: newId(this.given), why: registers.rebuilt })
    }
    await this.checkpoint()
    // The keys may have come in the moment before a stop.
    await this.openAgain()
    this.#recorder.onRecorded(() => {
      if (this.journal.size >= this.#checkpointed.size + checkpointEveryLeaves) {
        void this.checkpoint()
      }
    })
    this.#everyMinute()
  }

  /** The wall clock is looked at, and a checkpoint signed, at least once a minute. */
  #everyMinute(): void {
    this.#offTimer = this.given.timers.after(checkpointEveryMs, () => {
      void this.noticeClock().then(() => this.checkpoint()).finally(() => {
        if (!this.#closed) this.#everyMinute()
      })
    })
  }

  /** Records that the wall clock was set, where it was (PROMISES C3). */
  async noticeClock(): Promise<void> {
    const byMs = this.time.jumpedMs()
    if (byMs !== 0) await this.#attest(ClockJumped, { jump: newId(this.given), byMs })
  }

  /** Records one fact as an officer; durable when it resolves. */
  async record(
    kind: AnyEvent, said: Record<string, unknown>, by: Attestation,
  ): Promise<RecordAnswer> {
    return this.recordAll([{ kind, said }], by)
  }

  /** Records facts, all or none, in one durable transaction. */
  async recordAll(facts: readonly Fact[], by: Attestation): Promise<RecordAnswer> {
    const byMs = this.time.jumpedMs()
    if (byMs !== 0) await this.#attest(ClockJumped, { jump: newId(this.given), byMs })
    return this.#recorder.record(facts, by)
  }

  /**
   * Takes leaves of other journals whose keys are pinned; each is answered by itself. What `also`
   * writes becomes durable together with them.
   */
  async take(
    leaves: readonly ForeignLeaf[], keys: ReadonlyMap<string, string>, also?: Within,
  ): Promise<Taken[]> {
    const taken = await this.#recorder.take(leaves, keys, also)
    const unopened = new Set(taken.map((each) => ('unopened' in each ? each.unopened : undefined)))
    this.#decidedBy(unopened).forEach((name) => this.#shut.add(name))
    return taken
  }

  /** Keys of realms came: opens and folds what no key here had opened. */
  async openAgain(): Promise<void> {
    this.#shut = this.#decidedBy(await this.#recorder.openAgain())
  }

  /** The registers that decide and that events may change. */
  #decidedBy(events: ReadonlySet<string | undefined>): Set<string> {
    return new Set(this.capabilities
      .filter(({ facts }) => facts.some(({ name }) => events.has(name)))
      .flatMap(({ registers }) => registers.filter(({ decides }) => decides))
      .map(({ name }) => name))
  }

  /** What becomes durable together with new leaves from now on. */
  alongside(append: NonNullable<Recorder['alongside']>): void {
    this.#recorder.alongside = append
  }

  /** Runs work in a durable transaction between two batches; `kept` hears of foreign leaves. */
  async durably<T>(work: DurableWork<T>): Promise<T> {
    return this.#recorder.durably(work)
  }

  /**
   * A mirror showed what this node's own key signed of a longer journal: leaves were lost here. The
   * mark goes to where the journal had come, so that every start from now on finds it ahead (J5).
   */
  behindMirror({ size, root }: { size: number; root: Buffer }): void {
    this.health.stop('journal-behind-mirror')
    try {
      this.mark.write({
        origin: this.journal.options.origin, size, root, registers: this.registersDigest(),
      })
    } catch (failure) {
      // Where the disk says no, the mirror says the same again after the next start.
      if (!diskFaultOf(failure)) throw failure
    }
  }

  /** Calls back with leaves once they are durable. */
  onRecorded(listener: (leaves: readonly LeafHead[]) => void): () => void {
    return this.#recorder.onRecorded(listener)
  }

  /** What this node knows, for one who asks. */
  known(by: Attestation): Known {
    return {
      ...readerOf(this.store.reading, this.store.dialect),
      at: this.time.wall(), dayAt: this.dayAt, by: by.officer, roles: by.roles, post: by.post,
      origin: this.journal.options.origin, trusted: (register) => this.trusted(register),
      ...(by.second && { second: by.second.officer }),
    }
  }

  /** What the node offers to queries by a name: the screening engine, a journal's proofs. */
  service<T>(name: string): T {
    const found = this.offered<T>(name)
    if (found === undefined) throw new Error(`this node offers no ${name}`)
    return found
  }

  /** The same of what not every node offers: undefined where this one does not. */
  offered<T>(name: string): T | undefined {
    return this.#services.get(name) as T | undefined
  }

  /** Offers something to queries under a name. */
  offer(name: string, service: unknown): void {
    this.#services.set(name, service)
  }

  /** Whether a register that decides was found equal to a fresh fold and may be used (J9). */
  trusted(register: AnyRegister): boolean {
    return !this.#untrusted.has(register.name) && !this.#shut.has(register.name)
  }

  /** An audit found a register not to be what its leaves say: it is not used until a start. */
  distrust(register: string): void {
    this.#untrusted.add(register)
    this.store.tally?.forget()
  }

  /** Reads one state of the store: of PostgreSQL beside what is written, else between batches. */
  async still<T>(work: (seen: Seen) => Promise<T>): Promise<T> {
    return this.store.snapshot?.(work) ?? this.#recorder.between(() => work(this.store))
  }

  /** The digest of all registers' rows as last made durable. */
  registersDigest(): Buffer {
    return this.#recorder.digest
  }

  /**
   * What some registers that decide add up to, as a text, as it was proved at the opening; nothing
   * once a row of any register changed since. Who keeps what was made of them knows it again by it.
   */
  decidedDigest(registers: readonly AnyRegister[]): string | undefined {
    const { all, decided } = this.#opened
    if (!this.registersDigest().equals(all)) return undefined
    const digests = registers.map(({ name }) => decided?.get(name)?.bytes())
    if (!digests.every((each) => each !== undefined)) return undefined
    return hash('sha256', Buffer.concat(digests), 'base64url')
  }

  /**
   * Signs and keeps a checkpoint of the journal as it stands; returns it. A journal that is behind
   * its mark is not signed again: the last checkpoint that was kept is returned (PROMISES J4).
   */
  async checkpoint(): Promise<Buffer> {
    const path = `${this.folder}/checkpoint`
    let note: Buffer = Buffer.alloc(0)
    try {
      await this.#recorder.keepCheckpoint(() => {
        const { recording, fault } = this.health.state
        if (fault && isLoss(fault)) {
          note = this.given.disk.read(path) ?? note
          return undefined
        }
        const { size } = this.journal
        note = this.journal.checkpoint()
        if (size === this.#checkpointed.size || !recording) return undefined
        this.given.disk.replace(path, note)
        this.#checkpointed = { size, elapsed: this.given.clock.elapsed() }
        return { size, note }
      })
    } catch (failure) {
      const fault = diskFaultOf(failure)
      if (!fault) throw failure
      this.health.stop(fault)
    }
    return note
  }

  async settled(): Promise<void> {
    await this.#recorder.settled()
  }

  /** Finishes what is being recorded, signs a last checkpoint, and lets the folder go. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#offTimer()
    await this.settled()
    if (this.health.state.recording) {
      await this.checkpoint()
      await this.#leave()
    }
    await this.store.close()
    this.mark.close()
    this.#release()
  }

  /** Leaves the store's file whole; where the disk says no, the next start reads everything. */
  async #leave(): Promise<void> {
    if (!this.store.tally) return
    try {
      await this.#recorder.leave()
    } catch (failure) {
      if (!diskFaultOf(failure)) throw failure
    }
  }

  async #attest(kind: AnyEvent, said: Record<string, unknown>): Promise<void> {
    const answer = await this.#recorder.record(
      [{ kind, said }], nodeItself(this.keys.identity.post),
    )
    if (isInvalid(answer)) {
      throw new Error(`the node said something invalid: ${JSON.stringify(answer)}`)
    }
    // A refusal here is the disk's; health says it to everyone already.
    if (isRefusal(answer)) return
  }
}

/**
 * Reads the whole store once: leaves and pages here, tables and indexes beside. Where an index did
 * not fit its table it is made anew, and the leaves are read again, as they were read through it.
 */
async function readAll(
  options: NodeOptions, keys: NodeKeys, store: Store,
  { contents, capabilities, content, heads }: {
    contents: Contents; capabilities: readonly Capability[]; content: ContentKeeper
    heads: Parameters<typeof readJournal>[2]
  },
) {
  const { origin } = keys.identity
  const registers = await asDeclared(store, contents) ? [...contents.registers.values()] : []
  const read = async () => {
    const fold = await decidingFold(store, contents, capabilities, content)
    const found = await readJournal(store, origin, heads, (leaf) => fold.visit(leaf))
    await visitOthers(store, origin, fold)
    return { found, fold }
  }
  const failed = (failure: unknown) => ({ failure })
  const random = options.given.luck.bytes(8)
  const seed = [random.readInt32LE(0), random.readInt32LE(4)] as const
  const examining = examinedBeside(
    store, options.store ? undefined : sqliteOptions(options, keys), registers, seed,
  ).catch(failed)
  const first = await read().catch(failed)
  const here = await examinedHere(store, registers, seed).catch(failed)
  const examined = await examining
  if ('failure' in here) throw here.failure
  if ('failure' in examined) throw examined.failure
  const complaints = [...here, ...examined.complaints]
  const { digests } = examined
  if (complaints.length > 0) {
    // Where the table itself is wrong: what can be rebuilt is, and what cannot the caller says.
    await store.reindex().catch(() => {})
    return { ...await read(), digests, complaints }
  }
  if ('failure' in first) throw first.failure
  return { ...first, digests, complaints }
}
