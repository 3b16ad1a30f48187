// The links of a simulated country: they delay, lose, repeat and are cut for weeks.

import { LinkDown, type Door, type Link, type SyncAnswer, type SyncRequest } from
  '../../kernel/sync/link.ts'
import type { World } from './world.ts'

/** How links behave in one schedule; every share is of requests. */
export interface Weather {
  leastMs: number
  mostMs: number
  /** The request is lost on its way: nothing was done. */
  lost: number
  /** The answer is lost: it was done, and nobody knows. */
  unanswered: number
  /** The request arrives once more, later. */
  repeated: number
}

export const fairWeather: Weather = {
  leastMs: 20, mostMs: 60, lost: 0, unanswered: 0, repeated: 0,
}

/** A door, and whom what stands before it (TLS, at a real hub) lets come to it. */
export interface Entrance { door: Door; lets(origin: string): boolean }

/** A request that nobody answers is given up after this. */
const giveUpMs = 30_000

/** Owns which places are cut off from the rest, and how the links behave now. */
export class Network {
  readonly #world: World
  weather: Weather
  #doors = new Map<string, Entrance>()
  #cut = new Set<string>()
  /** Bytes that went over a link, both ways. */
  bytes = 0

  constructor(world: World, weather: Weather) {
    this.#world = world
    this.weather = weather
  }

  /** Opens or closes the door of a place; a machine that is off answers nobody. */
  open(place: string, entrance: Entrance | undefined): void {
    if (entrance) this.#doors.set(place, entrance)
    else this.#doors.delete(place)
  }

  cut(place: string): void {
    this.#cut.add(place)
  }

  heal(place: string): void {
    this.#cut.delete(place)
  }

  /** All links work, and well. */
  clear(): void {
    this.#cut.clear()
    this.weather = fairWeather
  }

  /** A link from a place, as the node of an origin, to another place. */
  link(from: string, origin: () => string, to: string): Link {
    return { ask: (request) => this.#ask({ from, to, origin: origin() }, request) }
  }

  async #ask(
    way: { from: string; to: string; origin: string }, request: SyncRequest,
  ): Promise<SyncAnswer> {
    const { luck } = this.#world
    await this.#world.sleep(luck.between(this.weather.leastMs, this.weather.mostMs))
    if (luck.chance(this.weather.lost)) return this.#noAnswer('lost')
    if (luck.chance(this.weather.repeated)) {
      this.#world.after(luck.between(1, 120_000), () =>
        this.#world.begin(async () => { await this.#deliver(way, request).catch(() => {}) }))
    }
    const answer = await this.#deliver(way, request)
    await this.#world.sleep(luck.between(this.weather.leastMs, this.weather.mostMs))
    if (luck.chance(this.weather.unanswered)) return this.#noAnswer('no answer')
    if (this.#isCut(way)) return this.#noAnswer('cut')
    this.bytes += request.body.length + answer.body.length
    return answer
  }

  async #deliver(
    way: { from: string; to: string; origin: string }, request: SyncRequest,
  ): Promise<SyncAnswer> {
    const entrance = this.#doors.get(way.to)
    if (!entrance || this.#isCut(way)) throw new LinkDown('nobody there')
    if (!entrance.lets(way.origin)) throw new LinkDown('not let in')
    return entrance.door.answer(request, { origin: way.origin })
  }

  async #noAnswer(why: string): Promise<never> {
    await this.#world.sleep(giveUpMs)
    throw new LinkDown(why)
  }

  #isCut({ from, to }: { from: string; to: string }): boolean {
    return this.#cut.has(from) || this.#cut.has(to)
  }
}
