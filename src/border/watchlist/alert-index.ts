// The alerts in memory: found by how their names sound and by their numbers, in a millisecond.

import { foldName } from '../../lib/names/fold-name.ts'
import { skeletons } from '../../lib/names/skeleton.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { dayNumber } from '../../lib/dates/days.ts'
import { weigh, type Evidence } from './evidence.ts'
import { birthSpan, numbered, type Listed } from './listed.ts'
import { NumberIndex } from './number-index.ts'
import { neighboursOf, readNumber } from './numbers.ts'

/** As many candidates by name are weighed; the rest agree in less. */
export const mostWeighed = 96
/** Names of one person that are screened; a person of more spellings has the first ones screened. */
export const mostNames = 12

export interface Kept { alert: Listed; from: number; until: number; issuedAt: string }

const growth = 1.5
const unknownDay = -0x80000000

/** Owns its typed arrays; a slot is one alert, and is never given to another. */
export class AlertIndex {
  #kept: (string | undefined)[] = []
  #from = new Int32Array(1024)
  #until = new Int32Array(1024)
  #birthFirst = new Int32Array(1024)
  #birthLast = new Int32Array(1024)
  #worth = new Float32Array(1024)
  #seenBy = new Uint32Array(1024)
  #token = 0
  #slotOf = new NumberIndex()
  #byNumber = new NumberIndex()
  #bySkeleton = new Map<string, number[]>()
  /** Texts that most alerts share (lists, contacts), kept once. */
  #shared: string[] = []
  #sharedAt = new Map<string, number>()
  #alive = 0
  #newest = ''

  /** How many alerts are screened, whether in force today or not. */
  get size(): number { return this.#alive }
  /** When the newest of them was issued; '' where there is none. */
  get newest(): string { return this.#newest }

  /** Takes an alert in, in place of the one of the same id. */
  put({ alert, from, until, issuedAt }: Kept): void {
    this.drop(alert.alert)
    const slot = this.#kept.length
    if (slot === this.#from.length) this.#grow()
    this.#kept.push(this.#packed(alert))
    this.#from[slot] = from
    this.#until[slot] = until
    const birth = birthSpan(alert.birth)
    this.#birthFirst[slot] = birth?.first ?? unknownDay
    this.#birthLast[slot] = birth?.last ?? unknownDay
    this.#slotOf.add(alert.alert, slot)
    for (const skeleton of new Set(alert.words.flat().flatMap(skeletonsOf))) {
      const holders = this.#bySkeleton.get(skeleton)
      if (holders) holders.push(slot)
      else this.#bySkeleton.set(skeleton, [slot])
    }
    for (const { number } of alert.documents ?? []) {
      const read = readNumber(number)
      for (const each of new Set([read, ...neighboursOf(read)])) this.#byNumber.add(each, slot)
    }
    if (alert.vehicle) this.#byNumber.add(`plate ${readNumber(alert.vehicle.plate)}`, slot)
    this.#alive += 1
    if (issuedAt > this.#newest) this.#newest = issuedAt
  }

  /** Lets an alert go; nothing where it is not there. */
  drop(alert: string): void {
    const slot = this.#slotOf.find(alert).find((each) => this.#kept[each]?.startsWith(`["${alert}"`))
    if (slot === undefined) return
    this.#kept[slot] = undefined
    this.#until[slot] = unknownDay
    this.#alive -= 1
  }

  /** Alerts in force on a day that may be about this person, most alike first. */
  screen(person: ScreenedPerson, day: string): (Evidence & { alert: Listed })[] {
    const today = dayNumber(day)
    const words = person.names.slice(0, mostNames).map(foldName)
    const candidates = new Set([...this.#byNumbers(person, today), ...this.#byNames(person, words, today)])
    const population = this.#alive + 1000
    const rarity = (token: string) => this.#rarity(token)
    const found = [...candidates].map((slot) => {
      const alert = this.#unpacked(this.#kept[slot]!)
      return { ...weigh(alert, person, words, rarity, population), alert }
    })
    return found.filter(({ hit }) => hit)
      .sort((a, b) => b.score - a.score || (a.alert.alert < b.alert.alert ? -1 : 1))
  }

  #inForce(slot: number, today: number): boolean {
    return this.#until[slot]! >= today && this.#from[slot]! <= today
  }

  #byNumbers(person: ScreenedPerson, today: number): number[] {
    const asked = numbered(person).map(({ number }) => readNumber(number))
      .flatMap((read) => [read, ...neighboursOf(read)])
    if (person.vehicle) asked.push(`plate ${readNumber(person.vehicle.plate)}`)
    return asked.flatMap((number) => this.#byNumber.find(number)).filter((slot) => this.#inForce(slot, today))
  }

  /** The slots that share the most with the person's names, the rarest tokens weighing most. */
  #byNames(person: ScreenedPerson, names: readonly string[][], today: number): number[] {
    const touched: number[] = []
    for (const token of new Set(names.flat())) {
      this.#token += 1
      const worth = this.#rarity(token)
      for (const skeleton of skeletonsOf(token)) {
        for (const slot of this.#bySkeleton.get(skeleton) ?? []) {
          if (this.#seenBy[slot] === this.#token) continue
          this.#seenBy[slot] = this.#token
          if (this.#worth[slot] === 0) touched.push(slot)
          this.#worth[slot]! += worth
        }
      }
    }
    const birth = birthSpan(person.birthDate)
    const best = new Best(mostWeighed)
    for (const slot of touched) {
      const worth = this.#worth[slot]! + this.#birthWorth(slot, birth)
      this.#worth[slot] = 0
      if (this.#inForce(slot, today)) best.offer(slot, worth)
    }
    return best.slots()
  }

  #birthWorth(slot: number, birth: ReturnType<typeof birthSpan>): number {
    const first = this.#birthFirst[slot]!
    if (!birth || first === unknownDay) return 0
    if (birth.first <= this.#birthLast[slot]! && first <= birth.last) return 9
    return Math.max(birth.first - this.#birthLast[slot]!, first - birth.last) < 366 * 2 ? -2 : -9
  }

  /** Bits that a token is worth: how few of the listed, and of a thousand more, sound like it. */
  #rarity(token: string): number {
    const holders = Math.max(0, ...skeletonsOf(token).map((each) => this.#bySkeleton.get(each)?.length ?? 0))
    return Math.log2((this.#kept.length + 1000) / (holders + 1))
  }

  #share(text: string): number {
    let at = this.#sharedAt.get(text)
    if (at === undefined) {
      this.#sharedAt.set(text, (at = this.#shared.length))
      this.#shared.push(text)
    }
    return at
  }

  #packed({ alert, list, contact, action, priority, names, words, ...rest }: Listed): string {
    return JSON.stringify([alert, this.#share(list.code), this.#share(list.name), this.#share(contact),
      this.#share(action), this.#share(priority), names, words.map((each) => each.join(' ')), rest])
  }

  #unpacked(packed: string): Listed {
    const [alert, code, name, contact, action, priority, names, words, rest] = JSON.parse(packed) as
      [string, number, number, number, number, number, string[], string[], object]
    const shared = (at: number) => this.#shared[at]!
    return {
      ...rest, alert, names, words: words.map((each) => each.split(' ')), list: { code: shared(code), name: shared(name) }, contact: shared(contact),
      action: shared(action) as Listed['action'], priority: shared(priority) as Listed['priority'],
    }
  }

  #grow(): void {
    const size = Math.ceil(this.#from.length * growth)
    const wider = <T extends Int32Array | Float32Array | Uint32Array>(old: T, made: T): T => {
      made.set(old)
      return made
    }
    this.#from = wider(this.#from, new Int32Array(size))
    this.#until = wider(this.#until, new Int32Array(size))
    this.#birthFirst = wider(this.#birthFirst, new Int32Array(size))
    this.#birthLast = wider(this.#birthLast, new Int32Array(size))
    this.#worth = wider(this.#worth, new Float32Array(size))
    this.#seenBy = wider(this.#seenBy, new Uint32Array(size))
  }
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
    if (kept.size >= 8000) kept.clear()
    kept.set(word, (found = skeletons(word)))
  }
  return found
}
