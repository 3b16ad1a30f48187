// The one way in: valid, permitted, lawful, sealed, registered; the last two in one durable step.

import { tryCanonical } from '../lib/canonical.ts'
import { tellDefect } from './defect.ts'
import type { AnyEvent, LeafHead, Realm } from './event.ts'
import { permitted, type Attestation } from './attestation.ts'
import type { Contents } from './capability.ts'
import { applyChanges, FoldDigest, keepDigest, storedRows } from './fold.ts'
import type { Given } from './given.ts'
import { isLoss, type Health } from './health.ts'
import type { HybridTime } from './hybrid-time.ts'
import { headOf, type Recorded } from './leaf-head.ts'
import type { Known } from './known.ts'
import type { MarkFile } from './mark.ts'
import type { OwnJournal } from './own-journal.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'
import type { AnyRegister } from './register.ts'
import type { ContentKeeper } from './realms/content.ts'
import { readerOf } from './store/rows.ts'
import { isUnnamed, nameAttachment } from './sync/attached.ts'
import {
  openAgain, takeMany, verified, verifiedHere, type ForeignLeaf, type Taken,
} from './sync/take.ts'
import { diskFaultOf, StoreFailure, type Statements, type Store } from './store/store.ts'

/** One fact to be recorded. */
export interface Fact { kind: AnyEvent; said: Record<string, unknown> }

/** What does not have the declared shape: where, and why. */
export interface Invalid { invalid: { path: string; message: string }[] }

export type RecordAnswer = Recorded[] | Refusal | Invalid

/** Tells what is not of the declared shape from any other answer. */
export function isInvalid(answer: unknown): answer is Invalid {
  return typeof answer === 'object' && answer !== null && 'invalid' in answer
}

/** At most this many waiting requests share one durable transaction. */
export const mostInOneTransaction = 64
/** At most this many facts may be recorded by one request. */
export const mostFactsAtOnce = 500

export interface RecorderParts {
  given: Given
  store: Store
  journal: OwnJournal
  time: HybridTime
  mark: MarkFile
  content: ContentKeeper
  contents: Contents
  digest: FoldDigest
  health: Health
  trusted: (register: AnyRegister) => boolean
  /** Whether signatures are verified with all of the machine. */
  apart: boolean
  dayAt: (at: string) => string
}

/** What is written within a transaction of the recorder. */
export type Within = (statements: Statements) => Promise<void>
/** Work within a transaction; `kept` is told of each leaf of another journal that it wrote. */
export type DurableWork<T> =
  (statements: Statements, kept: (leaf: LeafHead) => void) => Promise<T>

interface Waiting {
  facts: readonly Fact[]
  by: Attestation
  answer: (answer: RecordAnswer) => void
  fail: (failure: unknown) => void
}

/** Records facts one transaction after another; owns the queue and the digest of the registers. */
export class Recorder {
  readonly parts: RecorderParts
  /** What becomes durable together with new leaves (a hub's bundle log); set once, at start. */
  alongside: ((leaves: readonly LeafHead[], statements: Statements) => Promise<void>) | undefined
  #digest: FoldDigest
  #waiting: Waiting[] = []
  #running = false
  #last: Promise<unknown> = Promise.resolve()
  #listeners = new Set<(recorded: readonly LeafHead[]) => void>()

  constructor(parts: RecorderParts) {
    this.parts = parts
    this.#digest = parts.digest
  }

  /** The digest of all registers' rows as last made durable. */
  get digest(): Buffer {
    return this.#digest.bytes()
  }

  /** Calls back with each batch of leaves once they are durable. */
  onRecorded(listener: (recorded: readonly LeafHead[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Records facts, all or none; resolves only when they are durable, or with the reason why not.
   */
  async record(facts: readonly Fact[], by: Attestation): Promise<RecordAnswer> {
    if (facts.length > mostFactsAtOnce) return refuse('too-many-at-once', { most: mostFactsAtOnce })
    const valid: Fact[] = []
    for (const { kind, said } of facts) {
      const parsed = kind.said.safeParse(said)
      if (!parsed.success) return { invalid: parsed.error.issues.map(problemOf) }
      const no = permitted(kind, parsed.data, by)
      if (no) return no
      const fact = { kind, said: present(parsed.data as Record<string, unknown>) }
      const canonical = tryCanonical(fact.said)
      if (typeof canonical !== 'string') return { invalid: [notPlain(canonical)] }
      valid.push(fact)
    }
    return new Promise((answer, fail) => {
      this.#waiting.push({ facts: valid, by, answer, fail })
      void this.#run()
    })
  }

  /** Waits until nothing is being recorded. */
  async settled(): Promise<void> {
    while (this.#running) await this.#last
    await this.#last
  }

  /**
   * Takes leaves of other journals in one durable transaction, in which `also` writes what belongs
   * with them; each leaf is answered by itself.
   */
  async take(
    leaves: readonly ForeignLeaf[], keys: ReadonlyMap<string, string>, also?: Within,
  ): Promise<Taken[]> {
    const { store, journal, content, contents, time, apart } = this.parts
    const parts = { own: journal.options.origin, store, contents, content, keys }
    // Where it may, this goes on while another batch is being written.
    const first = apart ? await verified(parts, leaves) : undefined
    return this.#orSay(async () => {
      const sound = first ?? verifiedHere(parts, leaves)
      const { taken, fresh } = await this.#writing(async (statements) => {
        const done = await takeMany(parts, sound, statements)
        this.#digest.join(done.change)
        // What came bare belongs beside others when its content is here.
        const whole = done.fresh.filter((each) => each.whole).map(({ head }) => head)
        await this.alongside?.(whole, statements)
        await also?.(statements)
        await this.#keepDigest(statements)
        return done
      })
      for (const { head } of fresh) time.saw(head)
      this.#moveMark()
      if (fresh.length > 0) this.#tell(fresh.map(({ head }) => head))
      return taken
    })
  }

  /**
   * Runs work of another kind in one durable transaction, between two batches of facts. Leaves of
   * other journals that it kept are told once they are durable. Where the disk says no, the node
   * says so too, and it throws.
   */
  async durably<T>(work: DurableWork<T>): Promise<T> {
    const leaves: LeafHead[] = []
    const keep = (statements: Statements) => work(statements, (leaf) => leaves.push(leaf))
    return this.#orSay(async () => {
      const done = await this.parts.store.writing(keep)
      if (this.parts.store.tally) this.#moveMark()
      for (const leaf of leaves) this.parts.time.saw(leaf)
      if (leaves.length > 0) this.#tell(leaves)
      return done
    })
  }

  /**
   * Opens and folds what was taken before its key was here: keys came. Resolves with the events of
   * leaves that still no key here opens.
   */
  async openAgain(): Promise<ReadonlySet<string>> {
    const { store, journal, contents, content } = this.parts
    const parts = { own: journal.options.origin, store, contents, content, keys: new Map() }
    if ((await store.reading.all(stillShut, ['unopened'])).length === 0) return new Set()
    for (let after: string | undefined = ''; after !== undefined;) {
      const from: string = after
      after = await this.#orSay(async () => {
        const { opened, last } = await this.#writing(async (statements) => {
          const again = await openAgain(parts, from, statements)
          this.#digest.join(again.change)
          await this.#keepDigest(statements)
          return again
        })
        this.#moveMark()
        if (opened.length > 0) this.#tell(opened)
        return last
      })
    }
    const left = await store.reading.all(stillShut, ['unopened'])
    return new Set(left.map((row) => row['event'] as string))
  }

  /** Runs a reading between two batches: nothing is written until it is done. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(work)
  }

  /** Work alone with the store; where the disk says no the node says so too (PROMISES D4, D5). */
  #orSay<T>(work: () => Promise<T>): Promise<T> {
    return this.#alone(async () => {
      try {
        return await work()
      } catch (failure) {
        const fault = diskFaultOf(failure)
        if (fault) this.parts.health.stop(fault)
        throw failure
      }
    })
  }

  /**
   * Signs between two batches, when what memory holds is what is durable, and keeps in the store
   * what was signed, if anything is given back.
   */
  async keepCheckpoint(sign: () => { size: number; note: Buffer } | undefined): Promise<void> {
    const { store, journal } = this.parts
    await this.#alone(async () => {
      const signed = sign()
      if (!signed) return
      const row = [journal.options.origin, signed.size, signed.note]
      await store.writing((statements) => statements.run(insertCheckpoint, row))
      if (store.tally) this.#moveMark()
    })
  }

  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    // Requests of the same turn of the event loop share a transaction.
    await Promise.resolve()
    try {
      while (this.#waiting.length > 0) {
        await this.#alone(() =>
          this.#recordTogether(this.#waiting.splice(0, mostInOneTransaction)))
      }
    } finally {
      this.#running = false
    }
  }

  /** One transaction after another: the store has one writer. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => {})
    return done
  }

  async #recordTogether(batch: Waiting[]): Promise<void> {
    const { health } = this.parts
    const wasFull = health.state.fault === 'disk-full'
    const closing = batch.some(ofReserve)
    // Only what closes the shift may use the reserve of a full disk; the rest is answered alone.
    if (wasFull && closing && batch.length > 1) return this.#eachAlone(batch)
    try {
      const no = health.mayRecord(closing)
      if (no) return batch.forEach(({ answer }) => answer(no))
      const answers = await this.#durably(batch)
      health.recorded()
      const leaves = answers.flatMap(newLeavesOf)
      batch.forEach(({ answer }, index) => answer(answers[index]!))
      if (leaves.length > 0) this.#tell(leaves)
    } catch (failure) {
      const fault = diskFaultOf(failure)
      if (fault) {
        health.stop(fault)
        if (fault === 'disk-full' && !wasFull && closing) return this.#eachAlone(batch)
        return batch.forEach(({ answer }) => answer(health.refusal()))
      }
      if (batch.length === 1) return batch[0]!.fail(failure)
      // One defect must not take the others' facts with it.
      await this.#eachAlone(batch)
    }
  }

  /** Tells every listener; one that fails takes nothing from the others or from what is durable. */
  #tell(leaves: readonly LeafHead[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(leaves)
      } catch (failure) {
        tellDefect('a listener', failure)
      }
    }
  }

  async #eachAlone(batch: readonly Waiting[]): Promise<void> {
    for (const waiting of batch) await this.#recordTogether([waiting])
  }

  /** Writes a batch in one transaction and moves the mark; durable when it resolves. */
  async #durably(batch: readonly Waiting[]): Promise<RecordAnswer[]> {
    const { journal } = this.parts
    const before = journal.size
    const answers = await this.#writing(async (statements) => {
      const given: RecordAnswer[] = []
      for (const { facts, by } of batch) given.push(await this.#allOrNone(facts, by, statements))
      if (journal.size > before) {
        await this.alongside?.(given.flatMap(newLeavesOf), statements)
        await this.#keepDigest(statements)
      }
      return given
    })
    // If we stop here: the leaves are durable and the mark is behind them; start takes the store's
    // word for what lies beyond the mark, and the officer, who was not told, asks again.
    if (journal.size > before) this.#moveMark()
    // If we stop here: all is durable, and only the answer is lost; the same request is answered
    // with the leaf that is already there.
    return answers
  }

  /** One transaction; memory goes back to where it stood when nothing of it became durable. */
  async #writing<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    const goBack = this.#remember()
    try {
      return await this.parts.store.writing(work)
    } catch (failure) {
      goBack()
      throw failure
    }
  }

  /**
   * Moves the mark to what was just committed. Where that fails the leaves are durable all the
   * same:
   * memory does not go back, and only a start from disk goes on (PROMISES D5).
   */
  #moveMark(ending = false): void {
    const { journal, mark, health, store: { tally } } = this.parts
    const { fault } = health.state
    // The mark of a journal that lost leaves stays where that had come: every start finds it ahead.
    if (fault && isLoss(fault)) return
    try {
      const said = tally?.say(ending)
      mark.write({
        origin: journal.options.origin, size: journal.size, root: journal.root(),
        registers: this.digest, ...(said !== undefined && { tally: said }),
      })
    } catch (failure) {
      throw new StoreFailure('disk-failing', failure)
    }
    try {
      tally?.copyLog(ending)
    } catch (failure) {
      // On a full disk the log goes on growing into what is left; all that was said is in it.
      if (diskFaultOf(failure) !== 'disk-full') throw failure
    }
  }

  /** Marks where the journal stands, at start. */
  mark(): void {
    this.#moveMark()
  }

  /** Copies the whole log into the store's file and marks it so: nothing is recorded after. */
  async leave(): Promise<void> {
    await this.#alone(async () => {
      this.#moveMark(true)
      this.#moveMark()
    })
  }

  async #allOrNone(
    facts: readonly Fact[], by: Attestation, statements: Statements,
  ): Promise<RecordAnswer> {
    if (facts.length === 1) {
      const only = await this.#one(facts[0]!, by, statements)
      return isRefusal(only) ? only : [only]
    }
    const goBack = this.#remember()
    await statements.run('savepoint several')
    const recorded: Recorded[] = []
    for (const fact of facts) {
      const one = await this.#one(fact, by, statements)
      if (isRefusal(one)) {
        await statements.run('rollback to several')
        await statements.run('release several')
        goBack()
        return one
      }
      recorded.push(one)
    }
    await statements.run('release several')
    return recorded
  }

  async #one(
    { kind, said }: Fact, by: Attestation, statements: Statements,
  ): Promise<Recorded | Refusal> {
    const { journal, store, content, contents, trusted, time, dayAt } = this.parts
    const subject = String(said[kind.subject])
    const already = await content.saidBefore(kind, subject, said, statements)
    if (already) return already
    if (kind.lawful) {
      const known: Known = {
        ...readerOf(statements, store.dialect), at: time.wall(), by: by.officer, roles: by.roles,
        post: by.post, origin: journal.options.origin, trusted, dayAt,
        ...(by.second && { second: by.second.officer }),
      }
      const no = await kind.lawful(said as never, known)
      if (no) return no
    }
    const attached = kind.attaches?.(said as never) ?? []
    for (const digest of attached) {
      if (!await isUnnamed(statements, digest)) return refuse('attachment-missing')
    }
    const place = { at: time.wall(), number: journal.size }
    const sealed = await content.seal(kind, subject, said, place, statements)
    const leaf = headOf(await journal.append({
      event: kind.name, version: kind.version, realm: kind.travels, subject, by: by.officer,
      said: sealed.said, sealed: sealed.sealed,
      ...(by.signIn !== undefined && { signIn: by.signIn }),
      ...(
        by.second &&
          { second: { officer: by.second.officer, signIn: by.second.signIn, at: by.second.at } }
      ),
    }, sealed.content, statements))
    for (const digest of attached) await nameAttachment(statements, digest, leaf.number)
    if (content.holds(kind.travels as Realm)) {
      const rows = storedRows(statements, store.dialect, contents.registers.values(), this.#digest)
      await applyChanges(rows, kind.changes(said as never, leaf), subject)
    }
    return { leaf }
  }

  async #keepDigest(statements: Statements): Promise<void> {
    await statements.run(keepDigest, [this.#digest.bytes()])
  }

  #remember(): () => void {
    const journalBack = this.parts.journal.remember()
    const digest = this.#digest.bytes()
    return () => {
      journalBack()
      this.#digest = new FoldDigest(digest)
    }
  }
}

function newLeavesOf(answer: RecordAnswer): LeafHead[] {
  return Array.isArray(answer) ? answer.filter((each) => !each.already).map(({ leaf }) => leaf) : []
}

const stillShut = 'select distinct event from unfolded where reason = ?'
const insertCheckpoint = 'insert into checkpoint (origin, size, note) values (?, ?, ?)' +
  ' on conflict (origin, size) do nothing'

function ofReserve({ facts }: Waiting): boolean {
  return facts.every(({ kind }) => kind.fromReserve)
}

function problemOf(issue: { path: PropertyKey[]; message: string; code?: string }) {
  return { path: issue.path.map(String).join('.'), message: issue.message, code: issue.code }
}

/**
 * What a verifier in another language could read otherwise, such as half a character, is invalid.
 */
function notPlain({ refused, at }: { refused: string; at: string }) {
  return { path: at.slice(1).replaceAll('/', '.'), message: refused, code: refused }
}

/** What is said, without fields that are there and undefined: absent and undefined are the same. */
function present(said: Record<string, unknown>): Record<string, unknown> {
  return Object.values(said).includes(undefined)
    ? Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) : said
}
