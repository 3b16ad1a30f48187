// The tally of the store's file: a sum over its pages and a digest of its log, by which a start
// sees that not one byte of either is other than it was left.

import { createHash, type Hash } from 'node:crypto'
import { closeSync, fstatSync, openSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { PageSum, readWhole, type Counted } from './page-sum.ts'

/** What the embedded database lets be asked and done about its file and its write-ahead log. */
export interface Paged {
  path: string
  pageBytes: number
  /** How many committed frames the log holds, and how many of them are in the file. */
  log(): LogStanding
  /** Copies the log into the file, as far as readers let it; `empty` cuts it off then. */
  copy(empty: boolean): LogStanding
  /** Another number once another connection has written. */
  version(): number
}
export interface LogStanding { frames: number; copied: number }

/** From so many frames on the log is copied into the file (SQLite's own number). */
const copyFromFrames = 1000
const headBytes = 32
const frameHeadBytes = 24
/** Frames are read so many at a time. */
const atOnce = 256
/** A file of more pages is counted in a thread of its own, while the node reads what it needs. */
const apartFromPages = 2000

/** One life of the log, from one time that it is begun anew to the next. */
interface Log { head: Buffer; frames: number; pages: Set<number>; digest: Hash }

/** Follows a store's file and log; what it says of them is kept in the mark. */
export class Tally {
  readonly #paged: Paged
  readonly #key: Uint8Array
  readonly #file: number
  #logFile: number | undefined
  readonly #sum: PageSum
  #counted: Promise<void> | undefined
  /** How many pages of the file are in the sum, but for those that are left out. */
  #pages = 0
  /** Pages whose last word the log has: the file may hold them as they were or as they will be. */
  #leftOut = new Set<number>()
  #leftFrames = 0
  #log: Log | undefined
  readonly #version: number
  /** Another program wrote, or the file is not as it can be followed: nothing is said any more. */
  #lost = false

  /**
   * `key` is 32 secret bytes. The file is held open until `close`: to close it earlier would let go
   * of SQLite's locks on it (POSIX).
   */
  constructor(paged: Paged, key: Uint8Array) {
    this.#paged = paged
    this.#key = key
    this.#version = paged.version()
    this.#file = openSync(paged.path, 'r')
    this.#sum = new PageSum(this.#of())
  }

  /** Reads file and log once, to the last byte; the log must not be copied until this is done. */
  count(): Promise<void> {
    this.#counted ??= this.#countAll()
    return this.#counted
  }

  async #countAll(): Promise<void> {
    this.#pages = this.#pagesThere()
    const lanes = this.#pages > apartFromPages ? await this.#lanesApart() : undefined
    if (lanes) this.#sum.lanes.set(lanes)
    else this.#sum.countAll(this.#pages)
    this.#follow()
  }

  /** The sum as a thread counts it; nothing where that failed: then it is counted here. */
  async #lanesApart(): Promise<Uint32Array | undefined> {
    const worker = new Worker(new URL('./counting-apart.ts', import.meta.url), {
      workerData: { ...this.#of(), pages: this.#pages } satisfies Counted & { pages: number },
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 },
    })
    try {
      return await new Promise((counted) => {
        worker.once('message', counted)
        worker.once('error', () => counted(undefined))
        worker.once('exit', () => counted(undefined))
      })
    } finally {
      await worker.terminate()
    }
  }

  #of(): Counted {
    return { file: this.#file, pageBytes: this.#paged.pageBytes, key: this.#key }
  }

  /** Whether file and log are, byte for byte, those of which this was said. */
  async is(said: string): Promise<boolean> {
    await this.count()
    const [pages, leftFrames, frames] = said.split(' ').map(Number) as [number, number, number]
    if (frames !== (this.#log?.frames ?? 0) || leftFrames > frames || pages > this.#pages) {
      return false
    }
    if (leftFrames === 0) {
      const { size } = fstatSync(this.#file)
      return size === pages * this.#paged.pageBytes && this.#said() === said
    }
    // It was said before the log was copied, and the copying may have stopped anywhere: what the
    // log has counts by the log alone, and so do pages that came after the file's end.
    const whole = { lanes: this.#sum.lanes.slice(), pages: this.#pages }
    this.#leaveOut(new Set(this.#pagesOfFrames(leftFrames)), leftFrames)
    for (let page = pages + 1; page <= this.#pages; page++) {
      if (!this.#leftOut.has(page)) this.#sum.count(-1, page)
    }
    this.#pages = pages
    const same = this.#said() === said
    this.#sum.lanes.set(whole.lanes)
    this.#pages = whole.pages
    this.#leftOut = new Set()
    this.#leftFrames = 0
    return same
  }

  /**
   * What is to be said of file and log as they are now, on one line. Where the log is long, or
   * `ending`, the pages that it has are left out, so that what was said holds while `copyLog`
   * copies them. Undefined where another program wrote: the next start examines everything.
   */
  say(ending = false): string | undefined {
    if (this.#paged.version() !== this.#version) this.forget()
    if (this.#lost) return undefined
    const { copied } = this.#follow()
    const { frames, pages } = this.#log ?? { frames: 0, pages: new Set<number>() }
    const waiting = frames - Math.max(copied, this.#leftFrames)
    if (waiting >= copyFromFrames || (ending && frames > 0)) this.#leaveOut(pages, frames)
    return this.#lost ? undefined : this.#said()
  }

  /** Copies the log into the file where that was announced by what was last said. */
  copyLog(ending = false): void {
    if (this.#lost) return this.#copyUncounted(ending)
    if (this.#leftFrames === 0 || this.#leftFrames !== this.#log?.frames) return
    // If we stop within the copying: each page of the log is in the file as it was, as it will be
    // or torn, and the log, which was synced before, says what it is.
    const { frames, copied } = this.#paged.copy(ending)
    if (copied !== frames) return
    const there = this.#pagesThere()
    if (there < this.#pages) return this.forget()
    const came = Array.from({ length: there - this.#pages }, (_, each) => this.#pages + each + 1)
    for (const page of new Set([...this.#leftOut, ...came])) this.#sum.count(1, page)
    this.#pages = there
    this.#leftOut = new Set()
    this.#leftFrames = 0
  }

  #copyUncounted(ending: boolean): void {
    const { frames, copied } = this.#paged.log()
    if (ending || frames - copied >= copyFromFrames) this.#paged.copy(ending)
  }

  /** Says nothing any more: the next start examines everything. */
  forget(): void {
    this.#lost = true
  }

  /** Lets the files go; only after SQLite has. */
  close(): void {
    closeSync(this.#file)
    if (this.#logFile !== undefined) closeSync(this.#logFile)
    this.#logFile = undefined
  }

  #said(): string {
    const digest = createHash('sha256').update(this.#key)
      .update(new Uint8Array(this.#sum.lanes.buffer))
    if (this.#log) digest.update(this.#log.digest.copy().digest())
    const frames = this.#log?.frames ?? 0
    return `${this.#pages} ${this.#leftFrames} ${frames} ${digest.digest('base64')}`
  }

  /** Reads what the log gained. */
  #follow(): LogStanding {
    const { frames, copied } = this.#paged.log()
    if (frames === 0) {
      this.#log = undefined
      return { frames, copied }
    }
    this.#logFile ??= openSync(`${this.#paged.path}-wal`, 'r')
    const head = Buffer.alloc(headBytes)
    readWhole(this.#logFile, head, 0)
    if (!this.#log?.head.equals(head)) {
      this.#log = { head, frames: 0, pages: new Set(), digest: createHash('sha256').update(head) }
    }
    const log = this.#log!
    if (frames < log.frames) this.forget()
    for (const { page, frame } of this.#framesOf(log.frames, frames)) {
      log.pages.add(page)
      log.digest.update(frame)
    }
    log.frames = frames
    return { frames, copied }
  }

  *#framesOf(from: number, to: number): Generator<{ page: number; frame: Buffer }> {
    const frameBytes = frameHeadBytes + this.#paged.pageBytes
    for (let first = from; first < to; first += atOnce) {
      const pieces = Buffer.alloc(Math.min(atOnce, to - first) * frameBytes)
      readWhole(this.#logFile!, pieces, headBytes + first * frameBytes)
      for (let at = 0; at < pieces.length; at += frameBytes) {
        yield { page: pieces.readUInt32BE(at), frame: pieces.subarray(at, at + frameBytes) }
      }
    }
  }

  *#pagesOfFrames(frames: number): Generator<number> {
    for (const { page } of this.#framesOf(0, frames)) yield page
  }

  #leaveOut(pages: ReadonlySet<number>, frames: number): void {
    for (const page of pages) {
      if (page <= this.#pages && !this.#leftOut.has(page)) this.#sum.count(-1, page)
      this.#leftOut.add(page)
    }
    this.#leftFrames = frames
  }

  #pagesThere(): number {
    return Math.floor(fstatSync(this.#file).size / this.#paged.pageBytes)
  }
}
