// Reservations of a flight (PNRGOV, 11.1 to 21.1; IATA and ICAO guideline), one after another.

import { valueOf, type Message } from '../../lib/edifact/envelope.ts'
import type { Segment } from '../../lib/edifact/segments.ts'
import { momentOfPadis } from './edifact-dates.ts'
import { begun, nobody, tell, unread, yearOf, type Told } from './message-parts.ts'
import { legOf } from './pnrgov-leg.ts'
import {
  addressOf, contactOf, readDoco, readDocs, seatsOf, ssrOf,
} from './read-ssr.ts'
import type { Address, Leg, ListedPerson, ManifestMessage, Reservation } from './terms.ts'

/** Reads the reservations; the persons of all of them stand in `persons` too. */
export function readPnrgov(message: Message, told: Told, thisYear: number): ManifestMessage {
  return new Pnrgov(message, told, thisYear).read()
}

class Pnrgov {
  readonly #message: Message
  readonly #told: Told
  readonly #year: number
  readonly #list: ManifestMessage
  #pnr: Reservation | undefined
  readonly #early: { segment: Segment; pnr: Reservation }[] = []
  #person: ListedPerson | undefined
  /** In the part of an itinerary, a name is that of a person who was named before. */
  #leg: Leg | undefined

  constructor(message: Message, told: Told, thisYear: number) {
    this.#message = message
    this.#told = told
    this.#year = yearOf(message, thisYear)
    this.#list = { ...begun(message), kind: 'reservations', reservations: [] }
    this.#list.conveyance.mode = 'air'
  }

  read(): ManifestMessage {
    const { segments, header } = this.#message
    for (const segment of segments) this.#take(segment)
    for (const tag of ['TVL', 'SRC']) {
      if (!segments.some((each) => each.tag === tag)) {
        tell(this.#told, header, 'segment-missing', `the message has no ${tag}`)
      }
    }
    const list = this.#list
    for (const { segment, pnr } of this.#early) this.#lateRead(segment, pnr)
    for (const pnr of list.reservations!) {
      if (!pnr.locator) {
        this.#told({ fault: 'value-missing', place: pnr.place,
          hint: 'the reservation has no record locator (RCI)' })
      }
      for (const person of pnr.persons) if (pnr.locator) person.reservation = pnr.locator
    }
    list.persons = list.reservations!.flatMap(({ persons }) => persons)
    for (const { code, said } of list.counts) {
      if (code === 'EQN' && !this.#message.part && said !== list.reservations!.length) {
        tell(this.#told, header, 'count-differs',
          `EQN says ${said} reservations; there are ${list.reservations!.length}`)
      }
    }
    return list
  }

  #take(segment: Segment): void {
    if (segment.tag === 'SRC') {
      this.#pnr = {
        place: segment.place, contacts: [], addresses: [], persons: [], legs: [], tickets: [],
        payments: [], remarks: [], requests: [], other: [],
      }
      this.#person = undefined
      this.#leg = undefined
      this.#list.reservations!.push(this.#pnr)
    } else if (!this.#pnr) this.#ofMessage(segment)
    else {
      const read = this.#readers[segment.tag]
      if (!read || !read(segment, this.#pnr)) this.#pnr.other.push(unread(segment))
    }
  }

  #ofMessage(segment: Segment): void {
    const { tag } = segment
    if (tag === 'MSG') {
      const [kind, code] = [valueOf(segment, 0), valueOf(segment, 0, 1)]
      this.#list.code = code || kind
      if (code === '141') this.#list.action = 'change'
    } else if (tag === 'ORG') {
      const [carrier, place] = [valueOf(segment, 0), valueOf(segment, 0, 1)]
      this.#list.parties.push({ code: 'ORG', id: carrier, ...(place && { name: place }),
        contacts: [] })
    } else if (tag === 'TVL') {
      const leg = legOf(segment, { told: this.#told, year: this.#year })
      this.#list.legs.push(leg)
      const { carrier, number } = leg
      this.#list.conveyance = {
        mode: 'air', ...(carrier && { carrier }), ...(number && { number }),
        flight: valueOf(segment, 3) + valueOf(segment, 4),
      }
    } else if (tag === 'EQN') {
      const said = valueOf(segment, 0)
      if (/^\d+$/.test(said)) this.#list.counts.push({ code: 'EQN', said: Number(said) })
    } else this.#list.other.push(unread(segment))
  }

  /** Whether everything the segment says is read; what is not is kept as it was written. */
  readonly #readers: Readonly<Record<string, (s: Segment, pnr: Reservation) => boolean>> = {
    RCI: (segment, pnr) => {
      if (this.#leg) return false
      pnr.locator ??= valueOf(segment, 0, 1)
      pnr.carrier ??= valueOf(segment, 0)
      const [day, time] = [valueOf(segment, 0, 3), valueOf(segment, 0, 4)]
      const [made, late] = [this.#padis(day, time),
        this.#padis(valueOf(segment, 0, 2), valueOf(segment, 0, 3))]
      if (made ?? late) pnr.made ??= made ?? late!
      return segment.elements.length === 1 && (!day || (made ?? late) !== undefined)
    },
    DAT: (segment, pnr) => {
      if (this.#leg) return false
      const read = segment.elements.map((each) => {
        const moment = this.#padis(each[1] ?? '', each[2] ?? '')
        if (each[0] === '700' && moment) pnr.changed ??= moment
        return each[0] === '700' && moment !== undefined
      })
      return read.every(Boolean)
    },
    ORG: (segment, pnr) => {
      const name = segment.elements.slice(0, 2).flat().filter(Boolean).join(' ')
      if (name) pnr.agency ??= name
      return segment.elements.length <= 2
    },
    ADD: (segment, pnr) => this.#address(segment, pnr),
    TIF: (segment, pnr) => this.#traveller(segment, pnr),
    FTI: (segment) => {
      if (!this.#person) return false
      for (const [carrier = '', number = ''] of segment.elements) {
        if (!number) continue
        this.#person.references.push({ code: 'FTI', value: `${carrier} ${number}`.trim() })
      }
      return segment.elements.every((each) => each.slice(2).every((more) => !more.trim()))
    },
    IFT: (segment, pnr) => this.#remark(segment, pnr),
    REF: (segment) => {
      if (!this.#person) return false
      const value = segment.elements.flat().find(Boolean)
      if (value) this.#person.references.push({ code: 'REF', value })
      return true
    },
    SSR: (segment, pnr) => this.#request(segment, pnr),
    TKT: (segment, pnr) => {
      const number = valueOf(segment, 0)
      if (number) pnr.tickets.push(number)
      if (number && this.#person) this.#person.references.push({ code: 'TKT', value: number })
      return segment.elements.length === 1
    },
    FOP: (segment, pnr) => {
      pnr.payments.push(...segment.elements.map((each) => each.filter(Boolean).join(' ')))
      return true
    },
    TVL: (segment, pnr) => {
      // The carrier that flies under another's number says so in a line of its own.
      const flown = valueOf(segment, 4)
      if (!valueOf(segment, 0) && !valueOf(segment, 1)) return false
      if (!flown && !valueOf(segment, 3)) return false
      this.#leg = legOf(segment, { told: this.#told, year: this.#year })
      this.#person = undefined
      pnr.legs.push(this.#leg)
      return true
    },
    SSD: (segment) => this.#boarded(segment),
    TBD: (segment) => this.#baggage(segment),
  }

  #traveller(segment: Segment, pnr: Reservation): boolean {
    const surname = valueOf(segment, 0)
    const travellers = segment.elements.length > 1 ? segment.elements.slice(1) : [[]]
    if (this.#leg) {
      const [given = '', , number = ''] = travellers[0]!
      this.#person = this.#byNumber(pnr, number)
        ?? pnr.persons.find((each) => each.references.some(({ code, value }) =>
          code === 'TIF-name' && value === `${surname} ${given}`))
      return this.#person !== undefined
    }
    if (!surname) tell(this.#told, segment, 'value-missing', 'the traveller has no surname')
    // Several of one surname may stand in one segment; what follows is said of the last of them.
    for (const [given = '', type = '', number = ''] of travellers) {
      const person = nobody(segment, 'passenger')
      const [, name = given.trim(), title] =
        /^(.*\S)\s+(MR|MRS|MS|MISS|MSTR|DR|PROF)$/.exec(given.trim()) ?? []
      person.surname = surname
      person.givenNames = [name].filter(Boolean)
      if (title) person.title = title
      if (number) person.references.push({ code: 'TIF', value: number })
      if (type) person.references.push({ code: 'type', value: type })
      person.references.push({ code: 'TIF-name', value: `${surname} ${given}` })
      pnr.persons.push(person)
      this.#person = person
    }
    return travellers.every((each) => each.slice(3).every((more) => !more.trim()))
  }

  #request(segment: Segment, pnr: Reservation): boolean {
    const ssr = ssrOf(segment)
    const { seats, ...request } = ssr
    const whose = this.#person ?? this.#byNumber(pnr, ssr.persons[0])
    // Said before the persons are named: read when they are.
    if (!whose && /^DOC[SO]$/.test(ssr.code)) this.#early.push({ segment, pnr })
    const given = { told: this.#told, year: this.#year }
    if (ssr.code === 'DOCS' && whose) readDocs(segment, whose, given)
    else if (ssr.code === 'DOCO' && whose) readDoco(segment, whose, given)
    else if (ssr.code === 'DOCA') (whose ?? pnr).addresses.push(addressOf(ssr))
    else if (/^CTC[EMRHB]?$/.test(ssr.code)) {
      const contact = contactOf(ssr.code, ssr.text ?? '')
      if (contact) (whose ?? pnr).contacts.push(contact)
    } else if (ssr.code === 'SEAT') {
      for (const { seat, person } of seatsOf(segment)) this.#byNumber(pnr, person)?.seats.push(seat)
      pnr.requests.push({ ...request, text: seats.map(({ seat }) => seat).join(' ') })
    } else pnr.requests.push(request)
    return true
  }

  /** A document of somebody by their number, or of the only one there is. */
  #lateRead(segment: Segment, pnr: Reservation): void {
    const { code, persons: [number] } = ssrOf(segment)
    const [only, ...others] = pnr.persons
    const whose = this.#byNumber(pnr, number) ?? (others.length === 0 ? only : undefined)
    const given = { told: this.#told, year: this.#year }
    if (whose) (code === 'DOCS' ? readDocs : readDoco)(segment, whose, given)
  }

  #byNumber(pnr: Reservation, number: string | undefined): ListedPerson | undefined {
    return number ? pnr.persons.find(({ references }) =>
      references.some(({ code, value }) => code === 'TIF' && value === number)) : undefined
  }

  #remark(segment: Segment, pnr: Reservation): boolean {
    const text = segment.elements.slice(1).flat().filter(Boolean).join(' ')
    const [, code = '', rest = ''] = /\b(CTC[A-Z]?)\s+(.*)$/.exec(text) ?? []
    const contact = code ? contactOf(code, rest) : undefined
    if (contact) (this.#person ?? pnr).contacts.push(contact)
    if (text) pnr.remarks.push(text)
    return true
  }

  #address(segment: Segment, pnr: Reservation): boolean {
    for (const each of segment.elements.slice(1)) {
      const [kind = '', street = '', city = '', region = '', , country = '', postcode = '',
        ...text] = each
      const address: Address = {
        ...(street && { street }), ...(city && { city }), ...(region && { region }),
        ...(country && { country }), ...(postcode && { postcode }),
      }
      if (Object.keys(address).length > 0) {
        (this.#person ?? pnr).addresses.push({ ...address, ...(kind && { kind }) })
      }
      const contact = contactOf('', text.filter(Boolean).join(' '))
      if (contact) (this.#person ?? pnr).contacts.push(contact)
    }
    return valueOf(segment, 0) === ''
  }

  /** The seat that was given at the desk. */
  #boarded(segment: Segment): boolean {
    const seat = valueOf(segment, 0)
    if (!this.#person || !seat) return false
    if (!this.#person.seats.includes(seat)) this.#person.seats.push(seat)
    return segment.elements.slice(1).flat().every((each) => !each.trim())
  }

  #baggage(segment: Segment): boolean {
    const { elements } = segment
    const [count = '', weight = '', unit = ''] = elements[1] ?? []
    const tags = elements.slice(4).map((each) => each.filter(Boolean).join(' ')).filter(Boolean)
    if (!this.#person) return false
    this.#person.bags = {
      ...(/^\d+$/.test(count) && { count: Number(count) }),
      ...(/^\d+(\.\d+)?$/.test(weight) && { weight: Number(weight) }),
      ...(unit && { unit: unit === '700' ? 'KGM' : unit === '701' ? 'LBR' : unit }),
      tags: [...new Set([...this.#person.bags?.tags ?? [], ...tags])],
    }
    return true
  }

  #padis(day: string, time: string): string | undefined {
    return momentOfPadis(day.trim(), time.trim(), this.#year)
  }
}
