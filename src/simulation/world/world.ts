// Time that is made: one thing happens after another, in an order that a seed decides.

import { SeededLuck } from '../luck.ts'

interface Due { at: number; serial: number; run: () => void | Promise<void> }

/** More happenings than this in one schedule are a loop that never rests. */
const mostHappenings = 200_000

/**
 * Everything of a simulated country happens here. Exactly one thing runs at a time: whoever
 * waits for time gives the turn away, and the next begins only when nobody runs, so that the same
 * seed gives the same story to the last byte.
 */
export class World {
  readonly luck: SeededLuck
  #nowMs: number
  #serial = 0
  #due: Due[] = []
  #running = 0
  #atRest: (() => void) | undefined
  #failure: unknown
  #happened = 0

  /** Waits until what the machine itself had begun has gone on: a turn of its event loop. */
  readonly turn: () => Promise<void>

  constructor(seed: number, turn: () => Promise<void>, start = '2026-11-22T08:00:00.000Z') {
    this.turn = turn
    this.luck = new SeededLuck(seed, 0x5eed)
    this.#nowMs = Date.parse(start)
  }

  /** The true time, in milliseconds since 1970; no node of the country knows it. */
  get nowMs(): number {
    return this.#nowMs
  }

  /** Runs something after some time; what it returns calls it off. */
  after(ms: number, run: () => void | Promise<void>): () => void {
    const due = { at: this.#nowMs + Math.max(0, ms), serial: this.#serial++, run }
    this.#insert(due)
    return () => { this.#due = this.#due.filter((each) => each !== due) }
  }

  /** Begins something that may wait for time, when its turn comes; its failure fails the run. */
  begin(work: () => Promise<void>): void {
    this.after(0, () => {
      this.#running += 1
      void work().catch((failure) => { this.#failure ??= failure }).finally(() => this.#rest())
    })
  }

  /** Waits for some time; only what was begun here, or what that called, may wait. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, () => {
        this.#running += 1
        resolve()
      })
      this.#rest()
    })
  }

  /** Lets everything happen that is due until a time from now. */
  async pass(ms: number): Promise<void> {
    const until = this.#nowMs + ms
    for (;;) {
      await this.#quiet()
      const next = this.#due[0]
      if (!next || next.at > until) break
      this.#due.shift()
      this.#happened += 1
      if (this.#happened > mostHappenings) throw new Error('this schedule never comes to rest')
      this.#nowMs = Math.max(this.#nowMs, next.at)
      await next.run()
    }
    this.#nowMs = until
  }

  /** Time goes by in which nothing happens: everybody's machine slept. */
  leap(ms: number): void {
    this.#nowMs += ms
    for (const due of this.#due) due.at += ms
  }

  async #quiet(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((rest) => { this.#atRest = rest })
    if (this.#failure) throw this.#failure
  }

  #rest(): void {
    this.#running -= 1
    if (this.#running === 0) this.#atRest?.()
  }

  #insert(due: Due): void {
    let low = 0
    let high = this.#due.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.#due[middle]!
      if (other.at < due.at || (other.at === due.at && other.serial < due.serial)) low = middle + 1
      else high = middle
    }
    this.#due.splice(low, 0, due)
  }
}
