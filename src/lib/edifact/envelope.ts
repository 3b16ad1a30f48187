// Interchanges, groups and messages of UN/EDIFACT, held to what their trailers say of them.

import type { EdifactFault, FaultKind, Segment } from './segments.ts'

/** One interchange: who sent it to whom, when, under which reference. */
export interface Interchange {
  syntax: string
  sender: string
  recipient: string
  /** As it is written: `yymmdd`, `hhmm`. */
  prepared: [date: string, time: string]
  reference: string
  test: boolean
}

/** One message: what it is, and its segments between UNH and UNT. */
export interface Message {
  interchange: Interchange | undefined
  header: Segment
  type: string
  /** `D:05B:UN:IATA`: version, release, agency, association. */
  version: string
  reference: string
  /** What several messages of one list have in common (UNH 0068). */
  commonReference?: string
  /** The part of a list in several messages: its number, and `C`, `F` or nothing. */
  part?: { number: number; status: string }
  segments: Segment[]
  whole: boolean
}

/** A value of a segment, elements and components counted from 0; empty where it is not there. */
export function valueOf(segment: Segment | undefined, element: number, component = 0): string {
  return segment?.elements[element]?.[component]?.trim() ?? ''
}

/** Puts segments together to messages; what fits nowhere, and every wrong trailer, is told. */
export function messagesOf(
  segments: readonly Segment[], told: (fault: EdifactFault) => void,
): { interchanges: Interchange[]; messages: Message[] } {
  const reading = new Reading(told)
  for (const segment of segments) reading.take(segment)
  reading.end()
  return { interchanges: reading.interchanges, messages: reading.messages }
}

class Reading {
  readonly interchanges: Interchange[] = []
  readonly messages: Message[] = []
  readonly #told: (fault: EdifactFault) => void
  #unb: Segment | undefined
  #ung: Segment | undefined
  #message: Message | undefined
  #groups = 0
  #inGroup = 0
  #inInterchange = 0
  #dangling: Segment | undefined

  constructor(told: (fault: EdifactFault) => void) {
    this.#told = told
  }

  take(segment: Segment): void {
    switch (segment.tag) {
      case '': return
      case 'UNB': return this.#opens(segment)
      case 'UNG': {
        if (this.#message) this.#endMessage(undefined)
        this.#ung = segment
        this.#inGroup = 0
        this.#groups += 1
        return
      }
      case 'UNH': return this.#header(segment)
      case 'UNT': return this.#endMessage(segment)
      case 'UNE': return this.#endGroup(segment)
      case 'UNZ': return this.#closes(segment)
    }
    if (this.#message) {
      this.#message.segments.push(segment)
      return
    }
    if (this.#dangling?.place.segment !== segment.place.segment - 1) {
      this.#fault('dangling', segment, `${segment.tag} stands in no message: a UNH is missing`)
    }
    this.#dangling = segment
  }

  end(): void {
    if (this.#message) this.#endMessage(undefined)
    if (this.#unb) {
      this.#fault('trailer-missing', this.#unb, 'the interchange has no UNZ: it may be cut short')
    }
  }

  #opens(segment: Segment): void {
    if (this.#message) this.#endMessage(undefined)
    if (this.#unb) this.#fault('trailer-missing', this.#unb, 'the interchange has no UNZ')
    this.#unb = segment
    this.#ung = undefined
    this.#groups = 0
    this.#inInterchange = 0
    this.interchanges.push({
      syntax: (segment.elements[0] ?? []).join(':'),
      sender: valueOf(segment, 1), recipient: valueOf(segment, 2),
      prepared: [valueOf(segment, 3), valueOf(segment, 3, 1)],
      reference: valueOf(segment, 4), test: valueOf(segment, 10) === '1',
    })
  }

  #header(segment: Segment): void {
    if (this.#message) this.#endMessage(undefined)
    if (!this.#unb) {
      this.#fault('header-missing', segment, 'the message stands in no interchange: no UNB')
    }
    const [type = '', ...version] = segment.elements[1] ?? []
    const number = valueOf(segment, 3)
    const common = valueOf(segment, 2)
    this.#message = {
      interchange: this.interchanges.at(-1), header: segment, type: type.trim(),
      version: version.map((each) => each.trim()).join(':'), reference: valueOf(segment, 0),
      ...(common && { commonReference: common }),
      ...(number && { part: { number: Number(number) || 0, status: valueOf(segment, 3, 1) } }),
      segments: [], whole: false,
    }
  }

  #endMessage(trailer: Segment | undefined): void {
    const message = this.#message
    this.#message = undefined
    if (!message) {
      if (trailer) this.#fault('trailer-without-header', trailer, 'UNT ends no message')
      return
    }
    this.#inGroup += 1
    this.#inInterchange += 1
    this.messages.push(message)
    if (!trailer) {
      this.#fault('trailer-missing', message.header, 'the message has no UNT: it may be cut short')
      return
    }
    message.whole = true
    this.#sameCount(trailer, message.segments.length + 2, 'segments, with UNH and UNT')
    this.#sameReference(trailer, message.reference, 'UNH')
  }

  #endGroup(trailer: Segment): void {
    if (this.#message) this.#endMessage(undefined)
    if (!this.#ung) return this.#fault('trailer-without-header', trailer, 'UNE ends no group')
    this.#sameCount(trailer, this.#inGroup, 'messages of the group')
    this.#sameReference(trailer, valueOf(this.#ung, 4), 'UNG')
    this.#ung = undefined
  }

  #closes(trailer: Segment): void {
    if (this.#message) this.#endMessage(undefined)
    if (this.#ung) {
      this.#fault('trailer-missing', this.#ung, 'the group has no UNE')
      this.#ung = undefined
    }
    if (!this.#unb) return this.#fault('trailer-without-header', trailer, 'UNZ ends no interchange')
    const [count, what] = this.#groups > 0 ? [this.#groups, 'groups'] as const
      : [this.#inInterchange, 'messages'] as const
    this.#sameCount(trailer, count, what)
    this.#sameReference(trailer, valueOf(this.#unb, 4), 'UNB')
    this.#unb = undefined
  }

  #sameCount(trailer: Segment, counted: number, what: string): void {
    const said = valueOf(trailer, 0)
    if (/^\d+$/.test(said) && Number(said) === counted) return
    this.#fault('count-differs', trailer, `${trailer.tag} says ${said || 'nothing'}; there are ${
      counted} ${what}`)
  }

  #sameReference(trailer: Segment, wanted: string, header: string): void {
    const said = valueOf(trailer, 1)
    if (said === wanted) return
    this.#fault('reference-differs', trailer,
      `${trailer.tag} says ${said || 'nothing'}; ${header} says ${wanted || 'nothing'}`)
  }

  #fault(fault: FaultKind, { place }: Segment, hint: string): void {
    this.#told({ fault, hint, place })
  }
}
