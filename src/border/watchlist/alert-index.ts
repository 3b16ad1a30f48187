// The alerts in memory: found by how their names sound and by their numbers, in a millisecond.

import { foldName } from '../../lib/names/fold-name.ts'
import { skeletons } from '../../lib/names/skeleton.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { addYears, dayNumber } from '../../lib/dates/days.ts'
import { partialDate } from '../../lib/dates/partial-date.ts'
import { compareNames } from '../../lib/names/compare-names.ts'
import { readName, type ReadName } from '../../lib/names/read-name.ts'
import { weigh, type BestName, type Evidence } from './evidence.ts'
import { birthSpan, comparedIn, isOf, numbered, toldIn, type Listed } from './listed.ts'
import { NumberIndex } from './number-index.ts'
import { neighboursOf, readNumber } from './numbers.ts'

/** As many candidates by name are weighed; the rest agree in less. */
export const mostWeighed = 32
/**
 * Names of one person that are screened; a person of more spellings has the first ones screened.
 */
export const mostNames = 12

/** An alert as its row has it: both texts, and its first and last day (days since 1970). */
export interface Kept {
  alert: string
  compared: string
  told: string
  from: number
  until: number
}

const growth = 1.5
const unknownDay = -0x80000000
/** One shared word of so many bits is reason enough to weigh an alert. */
const rareWorth = 8

/** Owns its typed arrays; a slot is one alert, and is never given to another. */
export class AlertIndex {
  #kept: (string | undefined)[] = []
  #told = new Uint32Array(1024)
  #from = new Int32Array(1024)
  #until = new Int32Array(1024)
  #birthFirst = new Int32Array(1024)
  #birthLast = new Int32Array(1024)
  #worth = new Float32Array(1024)
  #shared = new Uint8Array(1024)
  /** Words of the shortest name of each alert. */
  #words = new Uint8Array(1024)
  #touched = new Uint32Array(1024)
  #seenBy = new Uint32Array(1024)
  #token = 0
  #slotOf = new NumberIndex()
  #byNumber = new NumberIndex()
  #bySkeleton = new Map<string, number[]>()
  /** Texts that most alerts share (lists, contacts), kept once. */
  #texts: string[] = []
  #textAt = new Map<string, number>()
  #alive = 0

  /** How many alerts are screened, whether in force today or not. */
  get size(): number { return this.#alive }

  /** Takes an alert in, in place of the one of the same id. */
  put({ alert, compared, told, from, until }: Kept): void {
    this.drop(alert)
    const slot = this.#kept.length
    if (slot === this.#from.length) this.#grow()
    const { birth, words, documents, vehicle } = comparedIn(compared)
    this.#kept.push(compared)
    this.#told[slot] = this.#once(told)
    this.#from[slot] = from
    this.#until[slot] = until
    const span = birthSpan(birth)
    this.#birthFirst[slot] = span?.first ?? unknownDay
    this.#birthLast[slot] = span?.last ?? unknownDay
    this.#slotOf.add(alert, slot)
    this.#putWords(words, slot)
    for (const { number } of documents ?? []) {
      const read = readNumber(number)
      this.#byNumber.add(read, slot)
      for (const each of neighboursOf(read)) this.#byNumber.add(each, slot)
    }
    if (vehicle) this.#byNumber.add(`plate ${readNumber(vehicle.plate)}`, slot)
    this.#alive += 1
  }

  #putWords(names: readonly string[][], slot: number): void {
    let least = 255
    for (const words of names) {
      least = Math.min(least, words.length)
      for (const word of words) {
        for (const skeleton of skeletonsOf(word)) {
          const holders = this.#bySkeleton.get(skeleton)
          if (!holders) this.#bySkeleton.set(skeleton, [slot])
          else if (holders.at(-1) !== slot) holders.push(slot)
        }
      }
    }
    this.#words[slot] = least
  }

  /** Lets an alert go; nothing where it is not there. */
  drop(alert: string): void {
    const slot = this.#slotOf.find(alert).find((each) => isOf(alert, this.#kept[each]))
    if (slot === undefined) return
    this.#kept[slot] = undefined
    this.#until[slot] = unknownDay
    this.#alive -= 1
  }

  /** Alerts in force on a day that may be about this person, most alike first. */
  screen(person: ScreenedPerson, day: string): (Evidence & { alert: Listed })[] {
    const today = dayNumber(day)
    const words = person.names.slice(0, mostNames).map(foldName)
    const candidates = new Set([
      ...this.#byNumbers(person, today), ...this.#byNames(person, words, today)
    ])
    const population = this.#alive + 1000
    const read = person.names.slice(0, mostNames).map((name) => readName(name))
    const found = [...candidates].map((slot) => {
      const alert = { ...comparedIn(this.#kept[slot]!), ...toldIn(this.#texts[this.#told[slot]!]!) }
      return { ...weigh(person, alert, bestName(alert, person, read), population), alert }
    })
    return found.filter(({ level }) => level !== undefined)
      .sort((a, b) => b.score - a.score || (a.alert.alert < b.alert.alert ? -1 : 1))
  }

  #inForce(slot: number, today: number): boolean {
    return this.#until[slot]! >= today && this.#from[slot]! <= today
  }

  #byNumbers(person: ScreenedPerson, today: number): number[] {
    const asked = numbered(person).map(({ number }) => readNumber(number))
      .flatMap((read) => [read, ...neighboursOf(read)])
    if (person.vehicle) asked.push(`plate ${readNumber(person.vehicle.plate)}`)
    return asked.flatMap((number) => this.#byNumber.find(number))
      .filter((slot) => this.#inForce(slot, today))
  }

  /** The slots that share the most with the person's names, the rarest words weighing most. */
  #byNames(person: ScreenedPerson, names: readonly string[][], today: number): number[] {
    const touched = this.#touch(new Set(names.flat()))
    const born = bornOf(person)
    const ours = Math.min(...names.map((name) => name.length))
    const best = new Best(mostWeighed)
    for (let index = 0; index < touched; index++) {
      const slot = this.#touched[index]!
      const shared = this.#shared[slot]!
      const worth = this.#worth[slot]!
      this.#worth[slot] = 0
      this.#shared[slot] = 0
      // One word may be miscopied where the birth date agrees, or where the others are rare.
      const least = Math.min(ours, this.#words[slot]!)
      if (shared < least - 1 || !this.#inForce(slot, today)) continue
      const birth = this.#birth(slot, born)
      const enough = shared >= least || birth === 'agrees' || worth >= rareWorth
      if (birth !== 'other' && enough) best.offer(slot, worth + (birth === 'agrees' ? 9 : 0))
    }
    return best.slots()
  }

  /**
   * Counts, for each slot that shares a word, how many and what they are worth; says how many
   * slots.
   */
  #touch(words: ReadonlySet<string>): number {
    let touched = 0
    for (const word of words) {
      this.#token += 1
      const worth = this.#rarity(word)
      for (const skeleton of skeletonsOf(word)) {
        for (const slot of this.#bySkeleton.get(skeleton) ?? []) {
          if (this.#seenBy[slot] === this.#token) continue
          this.#seenBy[slot] = this.#token
          if (this.#shared[slot] === 0) this.#touched[touched++] = slot
          this.#shared[slot]! += 1
          this.#worth[slot]! += worth
        }
      }
    }
    return touched
  }

  /** Whether an alert's birth date can be the person's; unknown on either side, it can. */
  #birth(slot: number, born: Born | undefined): 'agrees' | 'unknown' | 'slip' | 'other' {
    const first = this.#birthFirst[slot]!
    const last = this.#birthLast[slot]!
    if (!born || first === unknownDay) return 'unknown'
    if (born.first <= last && first <= born.last) return 'agrees'
    return born.slips.some((slip) => slip >= first && slip <= last) ? 'slip' : 'other'
  }

  /** Bits that a token is worth: how few of the listed, and of a thousand more, sound like it. */
  #rarity(token: string): number {
    const holders = Math.max(
      0, ...skeletonsOf(token).map((each) => this.#bySkeleton.get(each)?.length ?? 0)
    )
    return Math.log2((this.#kept.length + 1000) / (holders + 1))
  }

  /** Lists and contacts are the same for thousands of alerts: each is kept once. */
  #once(text: string): number {
    let at = this.#textAt.get(text)
    if (at === undefined) {
      this.#textAt.set(text, (at = this.#texts.length))
      this.#texts.push(text)
    }
    return at
  }

  #grow(): void {
    const size = Math.ceil(this.#from.length * growth)
    const wider = <T extends Int32Array | Float32Array | Uint32Array | Uint8Array>(
      old: T, made: T,
    ): T => {
      made.set(old)
      return made
    }
    this.#told = wider(this.#told, new Uint32Array(size))
    this.#from = wider(this.#from, new Int32Array(size))
    this.#until = wider(this.#until, new Int32Array(size))
    this.#birthFirst = wider(this.#birthFirst, new Int32Array(size))
    this.#birthLast = wider(this.#birthLast, new Int32Array(size))
    this.#worth = wider(this.#worth, new Float32Array(size))
    this.#shared = wider(this.#shared, new Uint8Array(size))
    this.#words = wider(this.#words, new Uint8Array(size))
    this.#touched = wider(this.#touched, new Uint32Array(size))
    this.#seenBy = wider(this.#seenBy, new Uint32Array(size))
  }
}

/** The pair of a listed name and a name of the person that says the most. */
function bestName(
  alert: Listed, person: ScreenedPerson, read: readonly ReadName[],
): BestName | undefined {
  let best: BestName | undefined
  for (const listed of alert.names) {
    const theirs = readName(listed)
    read.forEach((ours, at) => {
      const comparison = compareNames(ours, theirs)
      if (best && comparison.score <= best.comparison.score) return
      best = { comparison, alert: listed, person: person.names[at]! }
    })
  }
  return best
}

/** When a person was born, and the days that a slip of the pen makes of it. */
interface Born { first: number; last: number; slips: number[] }

function bornOf({ birthDate }: ScreenedPerson): Born | undefined {
  const span = birthSpan(birthDate)
  if (!span?.exact) return span && { ...span, slips: [] }
  const [year, month, day] = birthDate!.value!.split('-') as [string, string, string]
  const swapped = partialDate(`${year}-${day}-${month}`)
  const years = [-1, 1].map((by) => addYears(birthDate!.value!, by))
  const slips = [...('value' in swapped ? [swapped.value] : []), ...years].map(dayNumber)
  return { first: span.first, last: span.last, slips }
}

/** Keeps the best few of many without sorting them all. */
class Best {
  readonly #most: number
  #held: { slot: number; worth: number }[] = []
  #least = -Infinity

  constructor(most: number) {
    this.#most = most
  }

  offer(slot: number, worth: number): void {
    if (worth <= this.#least) return
    this.#held.push({ slot, worth })
    if (this.#held.length >= this.#most * 4) this.#cut()
  }

  slots(): number[] {
    this.#cut()
    return this.#held.map(({ slot }) => slot)
  }

  #cut(): void {
    this.#held.sort((a, b) => b.worth - a.worth || a.slot - b.slot)
    this.#held.length = Math.min(this.#held.length, this.#most)
    if (this.#held.length === this.#most) this.#least = this.#held.at(-1)!.worth
  }
}

const kept = new Map<string, readonly string[]>()

/** The skeletons of a word; names repeat, so the last few thousand are kept. */
function skeletonsOf(word: string): readonly string[] {
  let found = kept.get(word)
  if (!found) {
    // Dropped whole before it can grow without limit.
    if (kept.size >= 20_000) kept.clear()
    kept.set(word, (found = skeletons(word)))
  }
  return found
}
