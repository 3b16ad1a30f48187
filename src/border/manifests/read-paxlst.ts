// A passenger or crew list (PAXLST, D.02B to D.15B; WCO/IATA/ICAO guideline) out of segments.

import { valueOf, type Message } from '../../lib/edifact/envelope.ts'
import type { Segment } from '../../lib/edifact/segments.ts'
import { momentOfDtm } from './edifact-dates.ts'
import { begun, flightOf, nobody, tell, unread, yearOf, type Told } from './message-parts.ts'
import { readOfPerson } from './paxlst-person.ts'
import {
  type Leg, type ListedPerson, type ListedRole, type ManifestAction, type ManifestKind,
  type ManifestMessage, type Party,
} from './terms.ts'

const kinds: Readonly<Record<string, ManifestKind>> = {
  745: 'passengers', 250: 'crew', 266: 'flight-status', 336: 'master-crew', 655: 'gate-pass',
}
const actions: Readonly<Record<string, ManifestAction>> = {
  CP: 'change', RP: 'reduction', XR: 'cancel-reservation', XF: 'cancel-flight', CL: 'close-out',
  CLOB: 'close-out-on-board', CLNB: 'close-out-not-on-board',
}
/** Who is who in NAD (3035). */
const roles: Readonly<Record<string, ListedRole>> = {
  FL: 'passenger', FM: 'crew', DDU: 'transit-passenger', DDT: 'transit-crew',
}
const modes: Readonly<Record<string, ManifestMessage['conveyance']['mode']>> = {
  1: 'sea', 2: 'rail', 3: 'road', 4: 'air', 8: 'inland-water',
}

/** Reads a list; what is wrong is told with its place, and everything else is kept. */
export function readPaxlst(message: Message, told: Told, thisYear: number): ManifestMessage {
  return new Paxlst(message, told, thisYear).read()
}

class Paxlst {
  readonly #message: Message
  readonly #told: Told
  readonly #year: number
  readonly #list: ManifestMessage
  #party: Party | undefined
  #person: ListedPerson | undefined
  #inTransport = false
  #leg: Leg | undefined
  #call: { departs: boolean; arrives: boolean } | undefined

  constructor(message: Message, told: Told, thisYear: number) {
    this.#message = message
    this.#told = told
    this.#year = yearOf(message, thisYear)
    this.#list = begun(message)
  }

  read(): ManifestMessage {
    const { segments, header } = this.#message
    for (const segment of segments) this.#take(segment)
    const has = (tag: string) => segments.some((each) => each.tag === tag)
    for (const tag of ['BGM', 'TDT']) {
      if (!has(tag)) tell(this.#told, header, 'segment-missing', `the list has no ${tag}`)
    }
    if (this.#list.conveyance.mode === 'unknown' && has('TDT')) this.#list.conveyance.mode = 'air'
    return this.#list
  }

  #take(segment: Segment): void {
    const { tag } = segment
    if (tag === 'NAD') return this.#name(segment)
    if (tag === 'TDT') return this.#transport(segment)
    if (tag === 'CNT') return this.#count(segment)
    if (this.#person) {
      return readOfPerson(segment, this.#person, { told: this.#told, year: this.#year })
    }
    if (this.#inTransport && (tag === 'LOC' || tag === 'DTM')) return this.#call_(segment)
    if (this.#party && (tag === 'COM' || tag === 'CTA')) return this.#contact(segment, this.#party)
    if (tag === 'BGM') return this.#beginning(segment)
    if (tag === 'RFF' && valueOf(segment, 0) === 'TN') {
      this.#list.transaction = segment.elements[0]!.slice(1).filter(Boolean).join(':')
      return
    }
    this.#list.other.push(unread(segment))
  }

  #beginning(segment: Segment): void {
    const [code, identifier] = [valueOf(segment, 0), valueOf(segment, 1)]
    this.#list.code = code
    this.#list.kind = kinds[code] ?? 'unknown'
    this.#list.action = actions[identifier] ?? 'original'
    if (!kinds[code]) {
      tell(this.#told, segment, 'code-unknown',
        `BGM ${code || 'without a code'} is no list known here`)
    }
    if (identifier && !actions[identifier]) this.#list.other.push(unread(segment))
  }

  #name(segment: Segment): void {
    const code = valueOf(segment, 0)
    const role = roles[code]
    if (!role && !this.#inTransport) return this.#reporting(segment)
    if (!role) {
      tell(this.#told, segment, 'code-unknown',
        `NAD ${code || 'without a code'} is nobody's role in a list; read as a passenger`)
    }
    const person = nobody(segment, role ?? 'passenger')
    const [surname = '', ...given] = segment.elements[3] ?? []
    person.surname = surname.trim()
    person.givenNames = given.map((each) => each.trim()).filter(Boolean)
    const [street, city, region, postcode, country] = [
      (segment.elements[4] ?? []).filter(Boolean).join(', '), valueOf(segment, 5),
      (segment.elements[6] ?? []).filter(Boolean).join(', '), valueOf(segment, 7),
      valueOf(segment, 8),
    ]
    if (street || city || region || postcode || country) {
      person.addresses.push({
        ...(street && { street }), ...(city && { city }), ...(region && { region }),
        ...(postcode && { postcode }), ...(country && { country }),
      })
    }
    if (!person.surname && person.givenNames.length === 0) {
      tell(this.#told, segment, 'value-missing', 'the person has no name')
    }
    this.#person = person
    this.#list.persons.push(person)
  }

  #reporting(segment: Segment): void {
    const [id, name] = [valueOf(segment, 1),
      (segment.elements[3] ?? segment.elements[2] ?? []).filter(Boolean).join(' ')]
    this.#party = {
      code: valueOf(segment, 0), ...(id && { id }), ...(name && { name }), contacts: [],
    }
    this.#list.parties.push(this.#party)
  }

  #contact(segment: Segment, party: Party): void {
    if (segment.tag === 'CTA') {
      const person = (segment.elements[1] ?? []).filter(Boolean).join(' ')
      if (person) party.person = person
      return
    }
    for (const [value = '', kind = ''] of segment.elements) {
      if (value.trim()) party.contacts.push({ kind, value: value.trim() })
    }
  }

  #transport(segment: Segment): void {
    this.#person = undefined
    this.#party = undefined
    this.#inTransport = true
    this.#leg = undefined
    this.#call = undefined
    const mode = modes[valueOf(segment, 2)]
    const carrier = valueOf(segment, 4).toUpperCase()
    const vessel = segment.elements[7] ?? []
    const [registration, name] = [vessel[0]?.trim(), vessel[3]?.trim()]
    const flight = flightOf(valueOf(segment, 1), carrier)
    const conveyance = {
      mode: mode ?? 'unknown' as const, ...flight,
      ...(registration && { registration }), ...(name && { name }),
    }
    if (!this.#list.conveyance.flight) this.#list.conveyance = conveyance
    this.#flight = flight
    if (!flight.flight && !registration) {
      tell(this.#told, segment, 'value-missing', 'TDT names no flight, vessel or vehicle')
    }
  }

  #flight: Pick<Leg, 'carrier' | 'number'> = {}

  /** Ports of call, with the times there; two of them are a leg. */
  #call_(segment: Segment): void {
    if (segment.tag === 'DTM') return this.#time(segment)
    const [code, port] = [valueOf(segment, 0).replace(/^0+/, ''), valueOf(segment, 1)]
    if (!port) return tell(this.#told, segment, 'value-missing', 'LOC names no place')
    const { legs } = this.#list
    const departs = ['125', '5', '9'].includes(code)
    const arrives = ['87', '8', '11', '61'].includes(code)
    if (!departs && !arrives && !['92', '130', '60'].includes(code)) {
      this.#list.other.push(unread(segment))
      this.#call = undefined
      return
    }
    const open = this.#leg && this.#leg.to === undefined
    if (departs || (!arrives && !open && !this.#continues(port))) this.#opens(port)
    else {
      if (!open) this.#opens(legs.at(-1)?.to)
      this.#leg!.to = port
    }
    this.#call = { departs: this.#leg!.to === undefined, arrives: this.#leg!.to === port }
  }

  /** A place of the route after a leg that ended elsewhere is where the next leg ends. */
  #continues(port: string): boolean {
    return this.#leg?.to !== undefined && this.#leg.to !== port
  }

  #opens(from: string | undefined): void {
    const { flight: _, ...named } = this.#flight as Leg & { flight?: string }
    this.#leg = { ...named, ...(from && { from }) }
    this.#list.legs.push(this.#leg)
  }

  #time(segment: Segment): void {
    const [code, value] = [valueOf(segment, 0), valueOf(segment, 0, 1)]
    const moment = momentOfDtm(value, this.#year)
    if (!moment) {
      return tell(this.#told, segment, 'date-form', `${value || 'nothing'} is no day and time`)
    }
    const departure = ['189', '136', '133', '186'].includes(code)
    const arrival = ['232', '132', '178', '252'].includes(code)
    const leg = this.#leg
    if (!leg || !this.#call || (!departure && !arrival)) {
      this.#list.other.push(unread(segment))
    } else if (arrival && this.#call.arrives) leg.arrival = moment
    else if (departure && this.#call.departs) leg.departure = moment
    else if (departure) {
      // Departs from where the leg before ended: a stop on the way.
      this.#opens(leg.to)
      this.#leg!.departure = moment
      this.#call = { departs: true, arrives: false }
    } else leg.arrival = moment
  }

  #count(segment: Segment): void {
    const [code, said] = [valueOf(segment, 0), valueOf(segment, 0, 1)]
    if (!/^\d+$/.test(said)) {
      return tell(this.#told, segment, 'value-form', `CNT says ${said || 'nothing'}, no number`)
    }
    this.#list.counts.push({ code, said: Number(said) })
    const own = this.#list.persons.filter(({ role }) =>
      (code === '41' ? /crew/.test(role) : code === '42' ? true : false)).length
    const counts = code === '41' || code === '42'
    // A list in several messages is counted when all its parts are there.
    if (counts && !this.#message.part && Number(said) !== own) {
      tell(this.#told, segment, 'count-differs', `CNT says ${said} persons; there are ${own}`)
    }
  }
}
