// The travellers of the demo, each with a name, a birth date as far as known, and a document.

import { addDays, addYears } from '../lib/dates/days.ts'
import { writeMrz, type MrzContents } from '../lib/mrz/write-mrz.ts'
import { SeededLuck } from './luck.ts'
import {
  arab, chain, ethiopian, family, foreign, french, kenyan, passportSomali, somali, type PersonName,
} from './peoples.ts'

type Sex = 'M' | 'F'

/** A person as said of a crossing. */
export interface DemoPerson extends PersonName {
  sex: Sex
  birthDate: { value: string; precision: 'day' | 'year' }
  nationality: string
  residenceCountry?: string
}

/** A document as said of a crossing. */
export interface DemoDocument {
  type: 'P' | 'I' | 'PR' | 'border-pass'
  number: string
  issuer: string
  issued: string
  expiry: string
  mrz?: string[]
}

export interface DemoTraveller { traveller: string; person: DemoPerson; document: DemoDocument }

/** What the makers below share; `today` is an ISO day. */
interface Making { luck: SeededLuck; today: string; serial: number }

/** An origin: how often, how its people are called, how its documents are numbered. */
interface Origin {
  share: number
  nationality: string
  name: (luck: SeededLuck, sex: Sex) => PersonName
  number: (serial: number, luck: SeededLuck) => string
  document?: 'TD1' | 'refugee' | 'border-pass'
  issuer?: string
}

// Serials have six figures; longer numbers look as if a state had issued millions before.
const digits = (serial: number, length: number) =>
  String((serial + 623_000_000) % 10 ** length).padStart(length, '0')
const somaliName = (luck: SeededLuck, sex: Sex) => chain(luck, somali, sex, passportSomali)
const ethiopianName = (luck: SeededLuck, sex: Sex) => chain(luck, ethiopian, sex)
const letter = (luck: SeededLuck) => luck.pick([...'ABCDEFGHJKLMNPRSTUVWXYZ'])

const origins: readonly Origin[] = [
  { share: 28, nationality: 'SOM', name: somaliName, number: (s) => `P${digits(s, 8)}` },
  { share: 22, nationality: 'ETH', name: ethiopianName, number: (s) => `EP${digits(s, 7)}` },
  { share: 6, nationality: 'ETH', name: somaliName, number: (s) => `EP${digits(s, 7)}` },
  { share: 9, nationality: 'DJI', name: somaliName, number: (s) => `${digits(s, 8)}` },
  {
    share: 8, nationality: 'YEM', number: (s) => digits(s, 8),
    name: (luck, sex) => family(luck, arab, sex, { of: arab.yemeni, father: true }),
  },
  {
    share: 6, nationality: 'SDN', number: (s) => `P${digits(s, 8)}`,
    name: (luck, sex) => family(luck, arab, sex, { of: arab.sudanese, father: true }),
  },
  {
    share: 5, nationality: 'KEN', number: (s) => `AK${digits(s, 7)}`,
    name: (luck, sex) => family(luck, kenyan, sex, { of: kenyan.family }),
  },
  {
    share: 2, nationality: 'KEN', number: (s) => `${digits(s, 9)}`, document: 'TD1',
    name: (luck, sex) => family(luck, kenyan, sex, { of: kenyan.family }),
  },
  { share: 3, nationality: 'ERI', name: ethiopianName, number: (s) => `K${digits(s, 7)}` },
  {
    share: 2, nationality: 'EGY', number: (s) => `A${digits(s, 8)}`,
    name: (luck, sex) => family(luck, arab, sex, { of: arab.egyptian, father: true }),
  },
  {
    share: 3, nationality: 'FRA',
    number: (s, luck) => `${19 + s % 7}${letter(luck)}${letter(luck)}${digits(s, 6).slice(1)}`,
    name: (luck, sex) => family(luck, french, sex, { of: french.family }),
  },
  {
    share: 2, nationality: 'GBR', number: (s) => digits(s, 9),
    name: (luck, sex) => family(luck, foreign, sex, { of: foreign.family }),
  },
  {
    share: 1, nationality: 'XXB', issuer: 'KEN', document: 'refugee', name: somaliName,
    number: (s) => `RT${digits(s, 6)}`,
  },
  {
    share: 3, nationality: 'ETH', document: 'border-pass', name: somaliName,
    number: (s) => `BP${digits(s, 6)}`,
  },
]

const byShare = origins.flatMap((origin) => Array.from({ length: origin.share }, () => origin))

/**
 * So many travellers, always the same for a seed and a day (ISO). Three in ten know only the year
 * they were born in, and their documents print 1 January of it or leave the day open; one document
 * in twenty has expired. Numbers are unique for up to a million travellers.
 */
export function demoTravellers(
  { count, seed, today }: { count: number; seed: number; today: string },
): DemoTraveller[] {
  return Array.from({ length: count }, (_, i) => traveller(i, { seed, today }))
}

/** The traveller of a place in that list, without making the others. */
export function traveller(place: number, of: { seed: number; today: string }): DemoTraveller {
  return printed(unprinted(place, of))
}

/** The same traveller, whose document has no zone yet: cheaper, and the name may still change. */
export function unprinted(
  place: number, { seed, today }: { seed: number; today: string },
): DemoTraveller {
  const luck = new SeededLuck(seed, 1000 + place)
  const origin = luck.pick(byShare)
  // Coprime to ten: neighbours in the list have numbers far apart, and none twice.
  const serial = (place * 7919 + (seed % 1000) * 10_007 + 10_000) % 1_000_000
  return {
    traveller: luck.id(Date.parse(`${today}T00:00:00Z`) - 400 * 86_400_000),
    ...bearer(origin, { luck, today, serial }),
  }
}

function bearer(origin: Origin, making: Making): Omit<DemoTraveller, 'traveller'> {
  const { luck, today } = making
  const sex = luck.chance(0.38) ? 'F' : 'M'
  const age = luck.between(1, 48) + luck.between(0, 22)
  const year = Number(today.slice(0, 4)) - age
  const born = `${year}-${two(luck.between(1, 12))}-${two(luck.between(1, 28))}`
  const birthDate = luck.chance(0.3)
    ? { value: String(year), precision: 'year' as const }
    : { value: born, precision: 'day' as const }
  const person: DemoPerson = {
    ...origin.name(luck, sex), sex, birthDate, nationality: origin.nationality,
    ...(origin.issuer && { residenceCountry: origin.issuer }),
  }
  return { person, document: documentFor(person, origin, making) }
}

/** The next document of a person whose old one was lost or ran out. */
export function newDocument(
  { traveller, person, document }: DemoTraveller,
  { luck, today }: { luck: SeededLuck; today: string },
): DemoDocument {
  const number = document.number.replace(/\d{5}$/, (old) => digits(Number(old) + 50_001, 5))
  const issued = addDays(today, -luck.between(3, 12))
  return printed({
    traveller, person, document: { ...document, number, issued, expiry: addYears(issued, 5) },
  }).document
}

function documentFor(person: DemoPerson, origin: Origin, making: Making): DemoDocument {
  const { luck, today, serial } = making
  const expiry = luck.chance(0.05) ? addDays(today, -luck.between(1, 300))
    : addDays(today, luck.between(20, 1800))
  const type = origin.document === 'TD1' ? 'I' : origin.document === 'refugee' ? 'PR'
    : origin.document ?? 'P'
  return {
    type, number: origin.number(serial, luck), issuer: origin.issuer ?? origin.nationality,
    issued: later(addYears(expiry, -5), person.birthDate.value), expiry,
  }
}

/** A traveller whose document has its zone; border passes are written by hand and have none. */
export function printed(one: DemoTraveller): DemoTraveller {
  const { person, document } = one
  if (document.type === 'border-pass') return one
  // Some states leave an unknown day open; the others print 1 January.
  const open = Number(document.number.slice(-1)) < 3
  return { ...one, document: { ...document, mrz: zoneOf(person, document, open) } }
}

/** The zone of a document; `open`: an unknown day of birth is left open, not 1 January. */
export function zoneOf(person: DemoPerson, document: DemoDocument, open = false): string[] {
  const { value, precision } = person.birthDate
  const contents: MrzContents = {
    documentCode: document.type, issuer: document.issuer, surname: person.surname,
    givenNames: person.givenNames, documentNumber: document.number,
    nationality: person.nationality, sex: person.sex, expiryDate: document.expiry,
    birthDate: precision === 'day' || open ? value : `${value}-01-01`,
  }
  const lines = writeMrz(contents, document.type === 'I' ? 'TD1' : 'TD3')
  if (!Array.isArray(lines)) throw new Error(`no zone for ${document.number}: ${lines.refused}`)
  return lines
}

/** A day, but not before a birth: of a year only, its last day. */
function later(day: string, born: string): string {
  const birth = born.length === 4 ? `${born}-12-31` : born
  return day < birth ? birth : day
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
