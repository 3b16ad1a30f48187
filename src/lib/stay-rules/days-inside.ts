// The days a person was inside, one by one: which count, which are left out, and why.

import type { CountedStay } from './history.ts'
import type { LeftOutKind } from './terms.ts'

/** Days from first to last, both included. */
export interface Span { from: number; to: number }
export interface Counted extends Span { days: number }
export interface LeftOut extends Counted { why: LeftOutKind | 'outside-window' }

/** Which days are counted: of stays, without the spans that the rule leaves out. */
export interface Counting {
  stays: readonly CountedStay[]
  leftOut: Readonly<Partial<Record<LeftOutKind, readonly Span[]>>>
}

/**
 * Days inside between two days, summed once so that any window is a difference of two sums. A stay
 * that is open goes on to `last`: that is the question *and if they stayed?*.
 */
export class DaysInside {
  readonly #first: number
  readonly #sums: Int32Array
  readonly #inside: Uint8Array
  readonly #why: Readonly<Counting['leftOut']>

  /** Counts from `first` to `last`; nothing before or after is known. */
  constructor({ stays, leftOut }: Counting, { from: first, to: last }: Span) {
    this.#first = first
    this.#why = leftOut
    const length = Math.max(0, last - first + 1)
    this.#inside = new Uint8Array(length)
    for (const { from, to = last } of stays) {
      this.#inside.fill(1, Math.max(0, from - first), Math.max(0, Math.min(to, last) - first + 1))
    }
    const counts = this.#inside.slice()
    for (const { from, to } of Object.values(leftOut).flat()) {
      counts.fill(0, Math.max(0, from - first), Math.max(0, Math.min(to, last) - first + 1))
    }
    this.#sums = new Int32Array(length + 1)
    for (let at = 0; at < length; at++) this.#sums[at + 1] = this.#sums[at]! + counts[at]!
  }

  /** How many days of a span count. */
  count(from: number, to: number): number {
    return Math.max(0, this.#sum(to) - this.#sum(from - 1))
  }

  /** The days of a span that count, as spans. */
  counted(from: number, to: number): Counted[] {
    return this.#spans(from, to, (day) => this.count(day, day) === 1)
  }

  /** The days inside that do not count on a day, and why; a window began on `from`. */
  leftOut(from: number, to: number): LeftOut[] {
    const before = this.#spans(this.#first, from - 1, (day) => this.#isInside(day))
    const why = (day: number) => (Object.keys(this.#why) as LeftOutKind[])
      .find((kind) => this.#why[kind]!.some((span) => span.from <= day && day <= span.to))
    const kinds = Object.keys(this.#why) as LeftOutKind[]
    return [
      ...before.map((span) => ({ ...span, why: 'outside-window' as const })),
      ...kinds.flatMap((kind) => this.#spans(
        from, to, (day) => this.#isInside(day) && this.count(day, day) === 0 && why(day) === kind,
      ).map((span) => ({ ...span, why: kind }))),
    ].sort((a, b) => a.from - b.from)
  }

  #isInside(day: number): boolean {
    return this.#inside[day - this.#first] === 1
  }

  #sum(day: number): number {
    const at = Math.min(Math.max(day - this.#first + 1, 0), this.#sums.length - 1)
    return this.#sums[at]!
  }

  #spans(from: number, to: number, of: (day: number) => boolean): Counted[] {
    const spans: Counted[] = []
    for (let day = Math.max(from, this.#first); day <= to; day++) {
      if (!of(day)) continue
      const open = spans.at(-1)
      if (open?.to === day - 1) {
        open.to = day
        open.days += 1
      } else spans.push({ from: day, to: day, days: 1 })
    }
    return spans
  }
}
