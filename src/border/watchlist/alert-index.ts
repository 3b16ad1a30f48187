// The alerts in memory: found by how their names sound and by their numbers, in a millisecond.

import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { cutNumber, readNumber } from '../travellers/number-terms.ts'
import { dayNumber } from '../../lib/dates/days.ts'
import { remembered } from '../../lib/names/remembered.ts'
import { readName, type ReadName } from '../../lib/names/read-name.ts'
import { Entries } from './engine/entries.ts'
import { HashIndex } from './engine/hash-index.ts'
import { NameIndex } from './engine/name-index.ts'
import { NameSearch } from './engine/name-search.ts'
import { wordsOf } from './engine/name-words.ts'
import { hashesNear } from './engine/near-numbers.ts'
import { bestName, comparingWith, weighBirths } from './best-name.ts'
import { comparedOf, isTextOf, textOfCompared } from './compared-text.ts'
import { partOfName, type Evidence } from './evidence.ts'
import {
  comparedIn, numbered, toldIn, type birthSpan, type Compared, type Listed,
} from './listed.ts'
import { leastForNear } from './numbers.ts'

/** As many candidates by name are weighed at most; the rest agree in less. */
export const mostWeighed = 96
/** Where so many, one after another, are found not to be the person, the rest are not either. */
const weighedInVain = 32
/** More than so many hits are not looked for: ten are shown. */
const mostFound = 40
/**
 * Names of one person that are screened; a person of more spellings has the first ones screened.
 */
export const mostNames = 12

/** An alert: what is compared of it, what is told, and its first and last day since 1970. */
export interface Kept {
  alert: string
  /** As its row has it, or as it was just made. */
  compared: string | Compared
  told: string
  from: number
  until: number
}

/** What was found of an alert, and which of its names is likest. */
export type Weighed = Evidence & { alert: Listed; name?: string }

/** Owns the index; what is put or dropped is seen by the next screening. */
export class AlertIndex {
  #entries = new Entries(isTextOf)
  #names = new NameIndex(this.#entries)
  #search = new NameSearch(this.#names, this.#entries)
  #numbers = new HashIndex()
  readonly #amongAtLeast: number

  /** `amongAtLeast`: of how long a list these alerts are a choice, where they are. */
  constructor(amongAtLeast = 0) {
    this.#amongAtLeast = amongAtLeast
  }

  /** How many alerts are screened, whether in force today or not. */
  get size(): number { return this.#entries.held }

  /** Before a list is read whole: nothing of it is found before it is settled. */
  reading(): void {
    this.#names.reading()
  }

  /** Takes an alert in, in place of the one of the same id. */
  put({ alert, compared, told, from, until }: Kept): void {
    this.drop(alert)
    const listed = typeof compared === 'string' ? comparedIn(compared) : compared
    const { sex, nationalities, names } = listed
    const entry = this.#entries.add({
      id: alert, record: textOfCompared(listed), told, from, until,
      ...yearsBorn(listed.birth, ...listed.births ?? []),
      sexes: sex ? [sex] : [], nationalities: nationalities ?? [],
    })
    this.#names.add(entry, names.map((text, at) => ({
      text, weak: listed.weak?.includes(at) ?? false,
    })))
    for (const number of numbersOf(listed)) this.#numbers.add(number, entry)
  }

  /** Lets an alert go; nothing where it is not there. */
  drop(alert: string): void {
    const entry = this.#entries.find(alert)
    if (entry === undefined) return
    const listed = comparedOf(this.#entries.record(entry))
    this.#names.drop(listed.names.map((text) => ({ text })))
    for (const number of numbersOf(listed)) this.#numbers.remove(number, entry)
    this.#entries.drop(alert, entry)
  }

  /** Whether so much came or went that a search would be quicker in a list settled anew. */
  get unsettled(): boolean {
    const { names, settled: { names: settled } } = this.#names
    return names - settled > Math.max(2000, settled / 50) ||
      names - this.#names.held > Math.max(4000, settled / 10)
  }

  /** Settles the list step by step; between two steps it is screened against as before. */
  settling(): Generator<void> {
    return this.#names.settling()
  }

  /** Settles the list at once: where nobody is being screened yet. */
  settle(): void {
    for (const step of this.settling()) void step
  }

  /** Its columns, as a snapshot keeps them; it is settled before. */
  columns() {
    this.settle()
    return {
      entries: this.#entries.columns(), names: this.#names.columns(),
      numbers: this.#numbers.columns(),
    }
  }

  /** Takes what a snapshot kept, in place of what it holds. */
  restore({ entries, names, numbers }: ReturnType<AlertIndex['columns']>): void {
    this.#entries = Entries.of(entries, isTextOf)
    this.#names = NameIndex.of(names, this.#entries)
    this.#search = new NameSearch(this.#names, this.#entries)
    this.#numbers = HashIndex.of(numbers)
  }

  /** Alerts in force on a day that may be about this person, most alike first. */
  screen(person: ScreenedPerson, day: string): Weighed[] {
    return this.#weighed(person, day, partOfName).filter(({ level }) => level !== undefined)
  }

  /** All alerts that were weighed, those that are not the person's too, most alike first. */
  weigh(person: ScreenedPerson, day: string): Weighed[] {
    return this.#weighed(person, day, 0)
  }

  /** The hits out of all alerts, each weighed: what a search is held to, and too slow for one. */
  hitsOfAll(person: ScreenedPerson, day: string): Weighed[] {
    const today = dayNumber(day)
    const weighing = this.#weighing(person, namesOf(person))
    for (let entry = 0; entry < this.#entries.size; entry++) {
      if (this.#entries.inForce(entry, today)) weighing.weigh(entry, 0)
    }
    return weighing.found().filter(({ level }) => level !== undefined)
  }

  /** What came by its names alone, and is less like them than `least`, can be no hit. */
  #weighed(person: ScreenedPerson, day: string, least: number): Weighed[] {
    const today = dayNumber(day)
    const read = namesOf(person)
    const { weigh: weighOne, found, has } = this.#weighing(person, read)
    let hits = 0
    for (const entry of this.#byNumbers(person, today)) {
      if (!has(entry) && weighOne(entry, 0)) hits += 1
    }
    let inVain = 0
    for (const entry of this.#byNames(person, read, today)) {
      if (has(entry)) continue
      const hit = weighOne(entry, least)
      inVain = hit ? 0 : inVain + 1
      if (hit) hits += 1
      if (inVain === weighedInVain || hits >= mostFound) break
    }
    return found()
  }

  #weighing(person: ScreenedPerson, read: readonly ReadName[]) {
    const compared = comparingWith(person, read)
    const population = Math.max(this.#entries.held, this.#amongAtLeast) + 1000
    const found = new Map<number, Weighed>()
    return {
      has: (entry: number) => found.has(entry),
      /** Whether an entry is a hit; one less like the names than `least` is not weighed. */
      weigh: (entry: number, least: number): boolean => {
        const kept = comparedOf(this.#entries.record(entry))
        const name = bestName(kept, compared)
        if ((name?.comparison.score ?? 0) < least) return false
        const alert = { ...kept, ...toldOnce(this.#entries.told(entry)) }
        const evidence = weighBirths(person, alert, name, population)
        found.set(entry, { ...evidence, alert, ...(name && { name: name.alert }) })
        return evidence.level !== undefined
      },
      /** What was weighed, most alike first. */
      found: () => [...found.values()].sort((a, b) => b.score - a.score || b.bits - a.bits ||
        (a.alert.alert < b.alert.alert ? -1 : 1)),
    }
  }

  /** The alerts in force that are most alike by name and birth year, before they are weighed. */
  candidates(person: ScreenedPerson, day: string): Compared[] {
    return this.#byNames(person, namesOf(person), dayNumber(day))
      .map((entry) => comparedOf(this.#entries.record(entry)))
  }

  #byNumbers(person: ScreenedPerson, today: number): number[] {
    const found: number[] = []
    for (const { number } of numbered(person)) {
      const read = readNumber(number)
      found.push(...this.#numbers.find(read), ...this.#numbers.find(cutNumber(read)))
      if (read.length < leastForNear) continue
      for (const hash of hashesNear(read)) this.#numbers.findHash(hash, found)
    }
    if (person.vehicle) found.push(...this.#numbers.find(plateKey(person.vehicle.plate)))
    return found.filter((entry) => this.#entries.inForce(entry, today))
  }

  #byNames(person: ScreenedPerson, read: readonly ReadName[], today: number): number[] {
    const born = yearsBorn(person.birthDate)
    const about = {
      ...born, sexes: person.sex ? [person.sex] : [],
      nationalities: person.nationalities ?? [], today,
    }
    const found = read.flatMap((name) =>
      this.#search.find({ ...about, words: wordsOf(name) }, mostWeighed))
    if (read.length > 1) found.sort((a, b) => b.rank - a.rank)
    return found.map(({ entry }) => entry)
  }
}

/** Thousands of alerts say the same. */
const toldOnce = remembered(1000, toldIn)

function namesOf(person: ScreenedPerson): ReadName[] {
  return person.names.slice(0, mostNames).map((name) => readName(name))
}

/** The keys by which an alert is found by number: documents, and those that a zone cuts short. */
function numbersOf({ documents, vehicle }: Compared): string[] {
  const numbers = new Set<string>()
  for (const { number } of documents ?? []) {
    const read = readNumber(number)
    numbers.add(read).add(cutNumber(read))
  }
  if (vehicle) numbers.add(plateKey(vehicle.plate))
  return [...numbers]
}

function plateKey(plate: string): string {
  return `plate ${readNumber(plate)}`
}

/** The years that birth dates can mean, the first and the last; 0 where none is known. */
function yearsBorn(...births: Parameters<typeof birthSpan>[0][]): {
  bornFrom: number
  bornUntil: number
} {
  let [bornFrom, bornUntil] = [0, 0]
  for (const birth of births) {
    const year = Number(/^\d{4}(?!\d)/.exec(birth?.value ?? '')?.[0] ?? 0)
    if (year === 0) continue
    const years = birth?.toleranceYears ?? (birth?.precision === 'estimated' ? 2 : 0)
    bornFrom = bornFrom === 0 ? year - years : Math.min(bornFrom, year - years)
    bornUntil = Math.max(bornUntil, year + years)
  }
  return { bornFrom, bornUntil }
}
