// UN/EDIFACT as segments, each with its place in the file; what is broken is named and read around.

import { charsetOf, textIn } from './charsets.ts'

/** Where a segment begins: its number in the file, line and column, all from 1. */
export interface Place { segment: number; tag: string; line: number; column: number }

/** One segment: its data elements, each of one or more components. */
export interface Segment { tag: string; elements: string[][]; place: Place }

/** What is wrong, where, and what to do about it. */
export interface EdifactFault { fault: FaultKind; hint: string; place: Place }
export const faultKinds = [
  'no-interchange', 'too-long', 'text-outside', 'service-string', 'terminator-missing', 'truncated',
  'release-dangling', 'tag', 'charset-unknown', 'character-outside-set', 'header-missing',
  'trailer-missing', 'trailer-without-header', 'reference-differs', 'count-differs', 'dangling',
  'segment-unexpected', 'segment-missing', 'date-form', 'code-unknown', 'value-missing',
  'message-unknown', 'value-form',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** The service characters of an interchange (UNA; ISO 9735-1 §9.1). */
export interface Signs {
  component: string
  element: string
  release: string
  terminator: string
}

export const ordinarySigns: Signs =
  { component: ':', element: '+', release: '?', terminator: '\'' }
/** The service characters of syntax level B, which are no letters (ISO 9735 §5.2). */
const levelB: Signs = { component: '\x1f', element: '\x1d', release: '', terminator: '\x1c' }

/** The longest file that is read: five thousand passengers take about three megabytes. */
export const longestFile = 64 * 1024 * 1024
/** So many faults are told. */
const mostFaults = 10_000

/** Tags at the start of a line that begin a segment though the one before was not ended. */
const tagsOfLists = new Set((
  'UNB UNG UNH UNT UNE UNZ BGM RFF DTM NAD CTA COM TDT LOC ATT MEA GEI FTX EMP NAT DOC CNT ERP '
  + 'ERC MSG ORG TVL EQN SRC RCI SSR DAT IFT ADD EBD TIF FTI REF FAR TKT MON PTK TXD FOP TRA RPI '
  + 'APD SSD TBD SAC TRI ABI LTS PDT UNS CPI QTY'
).split(' '))

/**
 * Reads the segments of a file that may hold several interchanges, each with its own service string
 * and character set. Line breaks are no data (ISO 9735 §8); text before, between and after
 * interchanges is told and skipped.
 */
export function segmentsOf(
  bytes: Uint8Array, told: (fault: EdifactFault) => void,
): Segment[] {
  return new Reader(bytes, told).segments()
}

class Reader {
  /** One character a byte, so that places are those of the file whatever its characters mean. */
  readonly #text: string
  readonly #told: (fault: EdifactFault) => void
  #faults = 0
  #at = 0
  #signs = ordinarySigns
  #charset = charsetOf('UNOA')!
  #lineAt = 0
  #line = 1
  #nextLine: number
  readonly #found: Segment[] = []

  constructor(bytes: Uint8Array, told: (fault: EdifactFault) => void) {
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    this.#told = told
    this.#nextLine = this.#breakAfter(0)
  }

  segments(): Segment[] {
    if (this.#text.length > longestFile) {
      this.#fault('too-long', 0, '', `a file has at most ${longestFile} bytes: send it in parts`)
      return []
    }
    for (let start = this.#nextStart(); start !== undefined; start = this.#nextStart()) {
      this.#serviceString(start)
      this.#interchange()
    }
    if (this.#found.length === 0) {
      this.#fault('no-interchange', 0, '', 'no UNB was found: is this an EDIFACT file?')
    }
    return this.#found
  }

  /** Where the next interchange begins; other text before it is told. */
  #nextStart(): number | undefined {
    const next = /UNA(?=[^A-Za-z0-9]{2})|UNB(?=[^A-Za-z0-9])/g
    next.lastIndex = this.#at
    const found = next.exec(this.#text)
    const between = this.#text.slice(this.#at, found?.index ?? this.#text.length)
    // Blanks, and the control characters of telex lines, are no text.
    if (/[^\s\x00-\x20\u00ef\u00bb\u00bf]/.test(between)) {
      const place = this.#at + between.search(/\S/)
      this.#fault('text-outside', place, '', `${between.trim().length} characters stand outside an `
        + `interchange and were not read: ${this.#shown(between)}`)
    }
    return found?.index
  }

  #serviceString(start: number): void {
    this.#at = start
    this.#signs = ordinarySigns
    if (this.#text.startsWith('UNB', start)) {
      if (this.#text[start + 3] === levelB.element) this.#signs = levelB
      else this.#signs = { ...ordinarySigns, ...this.#unannounced(start) }
      return
    }
    const signs = this.#text.slice(start + 3, start + 9)
    const [component, element, , release, , terminator] = signs
    // A blank of the string may have been lost on the way: then UNB begins one character early.
    const short = this.#text.startsWith('UNB', start + 8) && terminator === 'U'
    const whole = { component: component!, element: element!, release: release?.trim() ?? '',
      terminator: short ? signs[4]! : terminator! }
    this.#at = start + (short ? 8 : 9)
    const all = [whole.component, whole.element, whole.terminator]
    if (short) {
      this.#fault('service-string', start, 'UNA', 'the service string has five characters, not six')
    }
    if (new Set(all).size === 3 && all.every((each) => each && !/[A-Za-z0-9\s]/.test(each))) {
      this.#signs = whole
    } else {
      this.#fault('service-string', start, 'UNA',
        `${this.#shown(signs)} cannot be the service characters; the ordinary ones were taken`)
    }
  }

  /** Service characters that are not the ordinary ones and were not announced. */
  #unannounced(start: number): Partial<Signs> {
    const element = this.#text[start + 3]!
    const next = /.(?=[\r\n\s]*UN[GH][^A-Za-z0-9])/.exec(this.#text.slice(start, start + 400))
    const ends = next?.[0]
    const { terminator } = ordinarySigns
    const other = ends !== undefined && ends !== terminator && !/[A-Za-z0-9\s]/.test(ends)
    if (element === ordinarySigns.element && !other) return {}
    this.#fault('service-string', start, 'UNB',
      'the service characters are not the ordinary ones, and no UNA says so')
    return { element, ...(other && { terminator: ends }) }
  }

  #interchange(): void {
    for (;;) {
      this.#skipBlanks()
      const next = this.#text.slice(this.#at, this.#at + 4)
      if (next === '' || next.startsWith('UNA')) return
      const segment = this.#segment()
      if (!segment) return
      this.#found.push(segment)
      if (segment.tag === 'UNB') this.#takeCharset(segment)
      if (segment.tag === 'UNZ') return
    }
  }

  /** One segment up to its terminator; or up to a line that begins another, which is told. */
  #segment(): Segment | undefined {
    const start = this.#at
    const { component, element, release, terminator } = this.#signs
    const raw: string[][] = [['']]
    let at = start
    let end: 'terminated' | 'line' | 'file' = 'file'
    for (; at < this.#text.length; at++) {
      const sign = this.#text[at]!
      if (sign === '\r' || sign === '\n') {
        if (this.#beginsSegment(at + 1)) {
          end = 'line'
          break
        }
        continue
      }
      const current = raw.at(-1)!
      if (sign === terminator) {
        end = 'terminated'
        break
      } else if (sign === release && release !== '') {
        at += 1
        if (at < this.#text.length) current[current.length - 1] += this.#text[at]!
        else this.#fault('release-dangling', at - 1, '', 'the file ends after a release character')
      } else if (sign === element) raw.push([''])
      else if (sign === component) current.push('')
      else current[current.length - 1] += sign
    }
    const tag = raw[0]![0]!.trim()
    this.#at = end === 'terminated' ? at + 1 : at
    if (!/^[A-Z][A-Z0-9]{2}$/.test(tag)) {
      const begins = this.#shown(this.#text.slice(start, start + 20))
      this.#fault('tag', start, tag.slice(0, 3),
        `a segment begins with a tag of three letters, not ${begins}; it was not read`)
      return end === 'file' ? undefined
        : { tag: '', elements: [], place: this.#place(start, '') }
    }
    const elements = raw.slice(1).map((each) =>
      each.map((value) => this.#value(value, start, tag)))
    if (end === 'line') {
      this.#fault('terminator-missing', start, tag,
        'the segment is not ended; the next line begins another')
    } else if (end === 'file') {
      this.#fault('truncated', start, tag, 'the file ends within this segment: ask for it again')
    }
    return { tag, elements, place: this.#place(start, tag) }
  }

  #beginsSegment(at: number): boolean {
    const tag = this.#text.slice(at, at + 3)
    const next = this.#text[at + 3]
    return tagsOfLists.has(tag) && (next === this.#signs.element || next === this.#signs.terminator)
  }

  #value(value: string, start: number, tag: string): string {
    // Nearly all values are plain letters, which mean the same in every set.
    if (!/[^\x20-\x7e]/.test(value)) return value
    const { text, outside } = textIn(value, this.#charset)
    if (outside) {
      this.#fault('character-outside-set', start, tag,
        `${this.#shown(text)} has a character that ${this.#charset.name} does not have`)
    }
    return text
  }

  #takeCharset({ elements: [syntax] }: Segment): void {
    const name = syntax?.[0] ?? ''
    const charset = charsetOf(name)
    if (charset) this.#charset = charset
    else {
      this.#fault('charset-unknown', this.#at, 'UNB',
        `${this.#shown(name)} is no character set of ISO 9735; the text was read as UNOC`)
      this.#charset = charsetOf('UNOC')!
    }
  }

  #skipBlanks(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 32
      && this.#text[this.#at] !== this.#signs.terminator) this.#at += 1
  }

  #place(at: number, tag: string): Place {
    // Places are asked for nearly in the order of the file: lines are counted once.
    if (at < this.#lineAt) [this.#lineAt, this.#line, this.#nextLine] = [0, 1, this.#breakAfter(0)]
    while (this.#nextLine < at) {
      this.#line += 1
      this.#lineAt = this.#nextLine + 1
      this.#nextLine = this.#breakAfter(this.#lineAt)
    }
    const column = at - this.#lineAt + 1
    return { segment: this.#found.length + 1, tag, line: this.#line, column }
  }

  #breakAfter(at: number): number {
    const next = this.#text.indexOf('\n', at)
    return next < 0 ? Infinity : next
  }

  #fault(fault: FaultKind, at: number, tag: string, hint: string): void {
    this.#faults += 1
    if (this.#faults <= mostFaults) this.#told({ fault, hint, place: this.#place(at, tag) })
  }

  #shown(text: string): string {
    return JSON.stringify(text.trim().slice(0, 40))
  }
}
