// The cells of a table of stay cases: days, spans, visas, as they are written, or why they are not.

import { dayNumber } from '../dates/days.ts'
import { partialDate } from '../dates/partial-date.ts'
import type { Moment, RecordedStay } from './history.ts'
import type { Extension } from './stay-case.ts'
import type { Permit, Visa } from './select.ts'
import type { Span } from './days-inside.ts'

/** What is wrong in a cell: from which character, counted from 1, and what to write instead. */
export interface CellFault { fault: string; at: number; hint: string }

/** Thrown while a cell is read; whoever reads the row tells its line and column. */
export class WrongCell extends Error {
  readonly fault: CellFault

  constructor(fault: CellFault) {
    super(fault.hint)
    this.fault = fault
  }
}

/** A piece of a cell, and where it begins. */
interface Piece { text: string; at: number }

const mostPieces = 2_000

/** The pieces of a cell between separators, trimmed; empty ones are not there. */
function pieces(cell: string, separator: RegExp, start = 1): Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const part of cell.split(separator)) {
    const lead = part.length - part.trimStart().length
    if (part.trim()) found.push({ text: part.trim(), at: start + at + lead })
    at += part.length + 1
  }
  if (found.length > mostPieces) {
    throw new WrongCell({ fault: 'too-many', at: 1, hint: `at most ${mostPieces} in one cell` })
  }
  return found
}

const listed = (cell: string) => pieces(cell, /[;|,]/)

/** A day, `YYYY-MM-DD`; other forms are refused, since 03/04 is two days. */
export function dayIn({ text, at }: Piece): number {
  const date = partialDate(text)
  if ('refused' in date) {
    const shape = date.refused === 'not-a-date'
    throw new WrongCell({
      fault: shape ? 'date-form' : date.refused, at,
      hint: shape ? `write the day as YYYY-MM-DD, not ${text.slice(0, 30)}`
        : `${text} is no day of the calendar`,
    })
  }
  if (date.precision !== 'day' || text < '1900-01-01' || text > '2199-12-31') {
    throw new WrongCell({
      fault: 'date-form', at, hint: 'write a whole day between 1900 and 2199 as YYYY-MM-DD',
    })
  }
  return dayNumber(text)
}

/** A day, with or without its time on the wall (`2025-01-01T14:30`), or `first..last` of two. */
export function momentIn(piece: Piece): Moment {
  const { text, at } = piece
  const [from, to] = pieces(text, /\.\.(?=\s*\d)/, at) as [Piece, Piece?]
  if (to) {
    const [first, last] = [dayIn(from), dayIn({ text: to.text.replace(/^\.+/, ''), at: to.at })]
    if (last < first) throw backwards(at)
    return { first, last }
  }
  const [, day, hour, minute, rest] = /^(\S{10})[T ](\d\d):(\d\d)(.*)$/.exec(text) ?? []
  if (day === undefined) {
    const only = dayIn(piece)
    return { first: only, last: only }
  }
  if (Number(hour) > 23 || Number(minute) > 59 || !/^(:[0-5]\d(\.\d+)?)?$/.test(rest!)) {
    throw new WrongCell({ fault: 'time-form', at: at + 11,
      hint: 'write the time on the wall at the post as HH:MM, without a zone' })
  }
  const only = dayIn({ text: day, at })
  return { first: only, last: only, minute: Number(hour) * 60 + Number(minute) }
}

const backwards = (at: number) => new WrongCell(
  { fault: 'last-before-first', at, hint: 'the first day of a span comes first' },
)

/** Moments, separated by semicolons. */
export const momentsIn = (cell: string): Moment[] => listed(cell).map(momentIn)

/** Spans `first/last`, of one day where only one is written. */
export function spansIn(cell: string): Span[] {
  return listed(cell).map(spanIn)
}

function spanIn({ text, at }: Piece): Span {
  const [from, to, more] = pieces(text, /\//, at) as [Piece, Piece?, Piece?]
  if (!from || more) throw spanForm(at)
  const span = { from: dayIn(from), to: dayIn(to ?? from) }
  if (span.to < span.from) throw backwards(at)
  return span
}

const spanForm = (at: number) => new WrongCell(
  { fault: 'span-form', at, hint: 'write a span as first/last, 2025-01-10/2025-01-29' },
)

/** Stays `entry/exit`; `entry/` goes on, `/exit` has no entry. */
export function staysIn(cell: string): RecordedStay[] {
  return listed(cell).map(({ text, at }) => {
    const slash = text.indexOf('/')
    if (slash < 0 || text.indexOf('/', slash + 1) >= 0 || text.length === 1) throw spanForm(at)
    const [entry] = pieces(text.slice(0, slash), /;/, at)
    const [exit] = pieces(text.slice(slash + 1), /;/, at + slash + 1)
    return { ...(entry && { entry: momentIn(entry) }), ...(exit && { exit: momentIn(exit) }) }
  })
}

/** Stays out of a list of entries and a list of exits: each exit ends the stay that is open. */
export function paired(entries: readonly Moment[], exits: readonly Moment[]): RecordedStay[] {
  const order = (a: Moment, b: Moment) => a.first - b.first || (a.minute ?? 0) - (b.minute ?? 0)
  const [ins, outs] = [[...entries].sort(order), [...exits].sort(order)]
  const stays: RecordedStay[] = []
  for (let open: Moment | undefined; open || ins.length > 0 || outs.length > 0;) {
    const [entry, exit] = [ins[0], outs[0]]
    if (open && exit && (!entry || order(exit, entry) <= 0)) {
      stays.push({ entry: open, exit: outs.shift()! })
      open = undefined
    } else if (open) {
      stays.push({ entry: open })
      open = undefined
    } else if (entry && (!exit || order(entry, exit) <= 0)) open = ins.shift()
    else stays.push({ exit: outs.shift()! })
  }
  return stays
}

/** Visas: `T 2025-01-01/2025-06-30 entries=2 days=30`, separated by semicolons. */
export function visasIn(cell: string): Visa[] {
  return listed(cell).map((piece) => {
    const { name, span, more } = held(piece)
    const visa: Visa = { class: name, from: span.from, until: span.to }
    for (const { text, at } of more) {
      const [key, value] = text.split('=') as [string, string?]
      if (key === 'entries') Object.assign(visa, { entries: entriesIn({ text: value ?? '', at }) })
      else if (key === 'days') Object.assign(visa, { days: numberIn({ text: value ?? '', at }) })
      else {
        throw new WrongCell({ fault: 'visa-form', at,
          hint: 'write a visa as CLASS first/last entries=2 days=30' })
      }
    }
    return visa
  })
}

/** Permits: `work 2025-01-01/2025-12-31`, separated by semicolons. */
export function permitsIn(cell: string): Permit[] {
  return listed(cell).map((piece) => {
    const { name, span, more } = held(piece)
    if (more.length > 0) throw spanForm(more[0]!.at)
    return { class: name, ...span }
  })
}

function held({ text, at }: Piece): { name: string; span: Span; more: Piece[] } {
  const [name, span, ...more] = pieces(text, / /, at)
  if (!name || !span) {
    throw new WrongCell({ fault: 'class-and-span', at,
      hint: 'write the class and its days: T 2025-01-01/2025-06-30' })
  }
  return { name: name.text, span: spanIn(span), more }
}

/** Extensions: their last day, or `granted>last`. */
export function extensionsIn(cell: string): Extension[] {
  return listed(cell).map(({ text, at }) => {
    const [first, last] = pieces(text, />/, at) as [Piece, Piece?]
    return last ? { granted: dayIn(first), until: dayIn(last) } : { until: dayIn(first) }
  })
}

/** How many entries; `multiple` and `M` are as many as one likes. */
export function entriesIn(piece: Piece): number | undefined {
  return /^(m|mult|multiple)$/i.test(piece.text) ? undefined : numberIn(piece)
}

/** A whole number of at most four digits. */
export function numberIn({ text, at }: Piece): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new WrongCell({ fault: 'number', at, hint: `write a number, not ${text.slice(0, 30)}` })
}
