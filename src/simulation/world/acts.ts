// What people do in a simulated country: cross, correct, pair, look out for somebody, and stop.

import type { Attestation } from '../../kernel/attestation.ts'
import type { AnyEvent, Role } from '../../kernel/event.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { CrossingCorrected } from '../../border/crossings/crossing-corrected.ts'
import { CrossingPaired } from '../../border/crossings/crossing-paired.ts'
import { CrossingRecorded } from '../../border/crossings/crossing-recorded.ts'
import { crossings } from '../../border/crossings/register.ts'
import { AlertEnded } from '../../border/watchlist/alert-ended.ts'
import { AlertIssued } from '../../border/watchlist/alert-issued.ts'
import { alerts } from '../../border/watchlist/alerts.ts'
import type { RowOf } from '../../kernel/register.ts'
import { addDays } from '../../lib/dates/days.ts'
import { manyAlerts } from '../many.ts'
import { unprinted } from '../travellers.ts'
import type { World } from './world.ts'

/** Few people, so that they meet at several posts and two posts speak of one crossing. */
const mostPeople = 12

/** An officer whose sign-in is fresh, with a second one. */
export function officerAt(post: string, role: Role): Attestation {
  return {
    officer: `${role}-${post}`.toLowerCase(), roles: [role], post, signIn: `sign-in-${role}`,
    signedInMsAgo: 0,
    second: {
      officer: `supervisor-${post}`.toLowerCase(), roles: ['supervisor'],
      signIn: 'sign-in-second', at: new Date(0).toISOString(),
    },
  }
}

/** A leaf that somebody was told is durable; from here on it must never be missing. */
export interface Acknowledged { origin: string; number: number; event: string; subject: string }

/** Acts at a node, drawn by luck; resolves with what was acknowledged, or nothing. */
export class Acts {
  readonly #world: World
  readonly #seed: number
  #alerts = 0

  constructor(world: World, seed: number) {
    this.#world = world
    this.#seed = seed
  }

  async act(node: Node): Promise<Acknowledged[]> {
    const { luck } = this.#world
    if (node.keys.identity.kind === 'hub') {
      return luck.chance(0.5) ? this.#issue(node) : luck.chance(0.4) ? this.#end(node)
        : this.#correct(node)
    }
    const drawn = luck.next() / 2 ** 32
    if (drawn < 0.55) return this.#enter(node)
    if (drawn < 0.8) return this.#leave(node)
    if (drawn < 0.92) return this.#correct(node)
    return this.#pair(node)
  }

  #enter(node: Node): Promise<Acknowledged[]> {
    return this.#cross(node, { direction: 'entry', purpose: 'family' })
  }

  /** Leaves by an entry that is open as far as this post knows, or by none. */
  async #leave(node: Node): Promise<Acknowledged[]> {
    const { luck } = this.#world
    const entries = await this.#rows(node, 'entry')
    if (entries.length === 0 || luck.chance(0.2)) return this.#cross(node, { direction: 'exit' })
    const entry = luck.pick(entries)
    return this.#say(node, CrossingRecorded, {
      crossing: luck.id(this.#world.nowMs), direction: 'exit', decision: 'admitted',
      person: entry.person, document: entry.document, traveller: entry.traveller,
      pairedWith: entry.crossing, pairing: 'same-document', evidence: 'declared',
    }, 'primary-officer')
  }

  #cross(node: Node, more: Record<string, unknown>): Promise<Acknowledged[]> {
    const { luck } = this.#world
    const of = { seed: this.#seed, today: '2026-11-22' }
    const { person, document } = unprinted(luck.below(mostPeople), of)
    return this.#say(node, CrossingRecorded, {
      crossing: luck.id(this.#world.nowMs), decision: 'admitted', evidence: 'declared', person,
      document, ...more,
    }, 'primary-officer')
  }

  async #correct(node: Node): Promise<Acknowledged[]> {
    const { luck } = this.#world
    const rows = await this.#rows(node)
    if (rows.length === 0) return this.#enter(node)
    const { crossing } = luck.pick(rows)
    const corrected = luck.pick([
      { purpose: luck.pick(['business', 'health', 'education']) },
      { until: addDays('2026-12-01', luck.below(90)) }, { lane: String(luck.below(9)) },
    ])
    return this.#say(node, CrossingCorrected, {
      crossing, correction: luck.id(this.#world.nowMs), corrected, why: 'as the document says',
    }, 'supervisor')
  }

  async #pair(node: Node): Promise<Acknowledged[]> {
    const { luck } = this.#world
    const exits = await this.#rows(node, 'exit')
    const entries = await this.#rows(node, 'entry')
    if (exits.length === 0 || entries.length === 0) return this.#leave(node)
    return this.#say(node, CrossingPaired, {
      crossing: luck.pick(exits).crossing, with: luck.pick(entries).crossing, how: 'by-officer',
      pairing: luck.id(this.#world.nowMs),
    }, 'supervisor')
  }

  #issue(node: Node): Promise<Acknowledged[]> {
    const { luck } = this.#world
    const of = { count: 1, seed: this.#seed * 1000 + this.#alerts++, today: '2026-11-22' }
    const [alert] = manyAlerts(of)
    // Far enough away that a clock twenty years off is what ends it, and not the calendar.
    return this.#say(node, AlertIssued, {
      ...alert!, alert: luck.id(this.#world.nowMs), validUntil: '2090-01-01',
    }, 'alert-owner')
  }

  async #end(node: Node): Promise<Acknowledged[]> {
    const rows = await node.known(nodeItself('hub')).all(alerts, {}, { limit: 20 })
    const open = rows.filter((row) => !row.endedAt)
    if (open.length === 0) return this.#issue(node)
    return this.#say(node, AlertEnded,
      { alert: this.#world.luck.pick(open).alert, why: 'found' }, 'alert-owner')
  }

  async #rows(node: Node, direction?: 'entry' | 'exit'): Promise<RowOf<typeof crossings>[]> {
    const known = node.known(nodeItself('sim'))
    return known.all(crossings, direction ? { direction } : {}, { order: 'at desc', limit: 20 })
  }

  /** A refusal is an answer like another; what is told to be recorded is held against the node. */
  async #say(
    node: Node, kind: AnyEvent, said: Record<string, unknown>, role: Role,
  ): Promise<Acknowledged[]> {
    const { post } = node.keys.identity
    const answer = await node.record(kind, said, officerAt(post, role))
    if (isInvalid(answer)) throw new Error(`an act is invalid: ${JSON.stringify(answer)}`)
    if (isRefusal(answer)) return []
    return answer.map(({ leaf: { origin, number, event, subject } }) =>
      ({ origin, number, event, subject }))
  }
}
