// The entries of a list as numbers: in force from when until when, born when, of which sex.

import { HashIndex } from './hash-index.ts'
import { hashOf, roomFor } from './growing.ts'
import { PackedTexts } from './packed-texts.ts'

/** An entry as it is taken in. */
export interface EntryTaken {
  id: string
  /** What is compared of it. */
  record: string
  /** What thousands of entries say alike, kept once. */
  told: string
  /** First and last day in force, in days since 1970. */
  from: number
  until: number
  /** Years between which the person was born; 0 where they are not known. */
  bornFrom: number
  bornUntil: number
  /** `M`, `F` or what else was said; only the first two count. */
  sexes: readonly string[]
  nationalities: readonly string[]
}

const lastDay = 0xffff
/** From the last day until the first: of an entry that was let go. */
const neverInForce = lastDay << 16 >>> 0
const mostYear = 0x3fff

/** What is asked of an entry lies together: a search asks it of very many. */
const perEntry = 4
/**
 * First and last day in force (16 bits each); first and last year of birth (14 each) and sex;
 * nationalities; the order among equals.
 */
const [days, births, nationalities, orders] = [0, 1, 2, 3]

/** Owns the columns; an entry's number is its own, and is never given to another. */
export class Entries {
  #facts: Uint32Array = new Uint32Array(1024)
  #toldAt: Uint32Array = new Uint32Array(1024)
  #told: string[] = []
  readonly #toldPlaces = new Map<string, number>()
  #records = new PackedTexts()
  /** Whether a record is that of an id. */
  readonly #isOf: (record: string, id: string) => boolean
  #byId = new HashIndex({ hashAt: (entry) => this.order(entry) })

  constructor(isOf: (record: string, id: string) => boolean) {
    this.#isOf = isOf
  }

  /** Entries ever taken in, those let go included. */
  get size(): number { return this.#records.size }
  /** Entries that are held. */
  get held(): number { return this.#byId.size }

  add(taken: EntryTaken): number {
    const entry = this.#records.add(taken.record)
    this.#facts = roomFor(this.#facts, (entry + 1) * perEntry)
    this.#toldAt = roomFor(this.#toldAt, entry + 1)
    const at = entry * perEntry
    this.#facts[at + days] = (dayIn(taken.from) << 16) | dayIn(taken.until)
    this.#facts[at + births] =
      (taken.bornFrom << 18) | (taken.bornUntil << 4) | sexBits(taken.sexes)
    this.#facts[at + nationalities] = nationalityBits(taken.nationalities)
    // Order among equals: the same wherever, and in whatever order, the list was made.
    this.#facts[at + orders] = hashOf(taken.id)
    this.#toldAt[entry] = this.#once(taken.told)
    this.#byId.add(taken.id, entry)
    return entry
  }

  /** The entry of an id that is held. */
  find(id: string): number | undefined {
    return this.#byId.find(id).find((entry) => this.#isOf(this.record(entry), id))
  }

  /** Lets an entry go: it is never found again. */
  drop(id: string, entry: number): void {
    this.#byId.remove(id, entry)
    this.#facts[entry * perEntry + days] = neverInForce
  }

  record(entry: number): string { return this.#records.get(entry) }
  told(entry: number): string { return this.#told[this.#toldAt[entry]!]! }
  order(entry: number): number { return this.#facts[entry * perEntry + orders]! }
  isHeld(entry: number): boolean {
    return this.#facts[entry * perEntry + days] !== neverInForce
  }

  inForce(entry: number, day: number): boolean {
    const both = this.#facts[entry * perEntry + days]!
    return both >>> 16 <= day && day <= (both & lastDay)
  }

  /** The year of birth where it is one and known, else 0. */
  yearOf(entry: number): number {
    const born = this.#facts[entry * perEntry + births]!
    const [from, until] = [born >>> 18, (born >>> 4) & mostYear]
    return from === until ? from : 0
  }

  /** How many years lie between a birth in these years and the entry's; -1 where not known. */
  yearsApart(entry: number, from: number, until: number): number {
    const born = this.#facts[entry * perEntry + births]!
    const first = born >>> 18
    if (first === 0 || from === 0) return -1
    return Math.max(0, first - until, from - ((born >>> 4) & mostYear))
  }

  /** Whether what is known of the sex speaks for (1) or against (-1). */
  sex(entry: number, bits: number): number {
    const own = this.#facts[entry * perEntry + births]! & 3
    return own === 0 || bits === 0 ? 0 : own & bits ? 1 : -1
  }

  /** Whether what is known of the nationality speaks for (1) or against (-1). */
  nationality(entry: number, bits: number): number {
    const own = this.#facts[entry * perEntry + nationalities]!
    return own === 0 || bits === 0 ? 0 : own & bits ? 1 : -1
  }

  #once(text: string): number {
    let at = this.#toldPlaces.get(text)
    if (at === undefined) {
      this.#toldPlaces.set(text, (at = this.#told.length))
      this.#told.push(text)
    }
    return at
  }

  /** Its columns, as a snapshot keeps them. */
  columns() {
    return {
      facts: this.#facts.subarray(0, this.size * perEntry),
      toldAt: this.#toldAt.subarray(0, this.size),
      told: this.#told, records: this.#records.columns(), byId: this.#byId.columns(),
    }
  }

  /** The entries whose columns these are. */
  static of(
    columns: ReturnType<Entries['columns']>, isOf: (record: string, id: string) => boolean,
  ): Entries {
    const made = new Entries(isOf)
    made.#facts = columns.facts
    made.#toldAt = columns.toldAt
    made.#told = columns.told
    columns.told.forEach((text, at) => made.#toldPlaces.set(text, at))
    made.#records = PackedTexts.of(columns.records)
    made.#byId = HashIndex.of(columns.byId, (entry) => made.order(entry))
    return made
  }
}

/** Days before 1970 and after 2149 are those days. */
function dayIn(day: number): number {
  return Math.min(lastDay, Math.max(0, day))
}

/** The sexes that count, as bits. */
export function sexBits(sexes: readonly string[]): number {
  return (sexes.includes('M') ? 1 : 0) | (sexes.includes('F') ? 2 : 0)
}

/** A bit of 32 for each nationality; two may share one. */
export function nationalityBits(nationalities: readonly string[]): number {
  return nationalities.reduce((bits, each) => bits | (1 << (hashOf(each) & 31)), 0) >>> 0
}
