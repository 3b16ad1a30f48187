// A new alert is compared with everybody who is in the country already, within a minute.

import { nodeItself } from '../../kernel/attestation.ts'
import { newId } from '../../kernel/given.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { StoreFailure } from '../../kernel/store/store.ts'
import { dayNumber } from '../../lib/dates/days.ts'
import { before } from '../../lib/dates/instants.ts'
import { screened } from '../crossings/terms.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import type { Kept } from '../watchlist/alert-index.ts'
import { alerts } from '../watchlist/alerts.ts'
import { HitRaised } from '../watchlist/hit-raised.ts'
import { alertsEverHit } from '../watchlist/hits.ts'
import type { OpenedScreening } from '../watchlist/screening.ts'
import { openStays, type OpenStay } from './open-stays.ts'
import { raisesFor } from './who-raises.ts'

/** Alerts that come together are compared together. */
export const gatheredForMs = 2_000
/** After so many people the counter has its turn. */
const comparedInOneTurn = 40
const pageStays = 200
const mostAfterStart = 1000

export interface Inside {
  /** Compares now those who are inside with the alerts that came; resolves with the hits raised. */
  compare(): Promise<number>
  stop(): Promise<void>
}

/**
 * Follows the open alerts: those that came are gathered for two seconds, and everybody whose stay
 * is open is compared with them. Whoever may be meant is screened as at the counter, and the hit
 * is raised by the node, with the entry. Alerts of the last hour are compared again after a start.
 */
export async function openInside(
  node: Node, opened: Pick<OpenedScreening, 'screening' | 'onAlert' | 'listOf'>,
): Promise<Inside> {
  let stopped = false
  let came = await lastHours(node)
  let offTimer: (() => void) | undefined
  let comparing: Promise<number> = Promise.resolve(0)

  function compare(): Promise<number> {
    offTimer?.()
    offTimer = undefined
    const gathered = came
    came = new Map()
    const next = comparing.then(() =>
      stopped || gathered.size === 0 ? 0 : compareAll(node, opened, gathered, () => stopped))
    comparing = next.catch(() => 0)
    return next
  }

  function failed(failure: unknown): void {
    // That the store fails is told everywhere; the alerts are compared after the next start.
    if (failure instanceof StoreFailure) node.health.failed(failure)
    else if (!stopped) throw failure
  }

  const soon = () => {
    offTimer ??= node.given.timers.after(gatheredForMs, () => void compare().catch(failed))
  }
  const off = opened.onAlert((kept) => {
    came.set(kept.alert, kept)
    soon()
  })
  if (came.size > 0) soon()
  return {
    compare,
    async stop() {
      stopped = true
      off()
      offTimer?.()
      await comparing
    },
  }
}

/** Open alerts of the last hour: a node that stopped may not have compared them. */
async function lastHours(node: Node): Promise<Map<string, Kept>> {
  const known = node.known(nodeItself(node.journal.options.post))
  const rows = await known.rows(alerts, (q) => q.where('silent', '=', false)
    .where('issuedAt', '>', before(known.at, 60)).where('endedAt', 'is', null as never)
    .orderBy('issuedAt', 'desc').limit(mostAfterStart))
  return new Map(rows.map(({ alert, compared, told, validFrom, validUntil }) => [alert, {
    alert, compared, told, from: dayNumber(validFrom), until: dayNumber(validUntil),
  }]))
}

/** A list of only these alerts: everybody inside is screened against it, and few are found. */
async function compareAll(
  node: Node, { screening, listOf }: Pick<OpenedScreening, 'screening' | 'listOf'>,
  came: ReadonlyMap<string, Kept>, stopped: () => boolean,
): Promise<number> {
  const at = node.time.wall()
  const day = node.dayAt(at)
  const today = dayNumber(day)
  const inForce = [...came.values()].filter(({ from, until }) => from <= today && today <= until)
  if (inForce.length === 0) return 0
  const mayBeMeant = listOf(inForce)
  const known = node.known(nodeItself(node.journal.options.post))
  const ours = await raisesFor(known, node.journal.options.origin)
  let raised = 0
  let compared = 0
  for (let after = ''; !stopped();) {
    const stays = await openStays(known, { after, limit: pageStays })
    for (const stay of stays) {
      const person = screened(stay)
      if (ours(stay) && mayBeMeant(person, day)) {
        const answer = screening.screen(person, { at })
        if (answer.ran) {
          const meant = answer.hits.filter(({ alert }) => came.has(alert))
          raised += await raise(node, stay, meant)
        }
      }
      compared += 1
      if (compared % comparedInOneTurn === 0) {
        await new Promise<void>((go) => node.given.timers.after(1, go))
        if (stopped()) return raised
      }
    }
    if (stays.length < pageStays) break
    after = stays.at(-1)!.crossing
  }
  return raised
}

type Found = Extract<ReturnType<OpenedScreening['screening']['screen']>, { ran: true }>['hits']

/** Raises the hits that nobody has of this person yet; resolves with how many. */
async function raise(node: Node, stay: OpenStay, found: Found): Promise<number> {
  const by = nodeItself(node.journal.options.post)
  const person = screened(stay)
  const had = await alertsEverHit(node.known(by), person)
  const hitsNow = found.filter(({ alert }) => !had.has(alert))
  if (hitsNow.length === 0) return 0
  const lookUp = newId(node.given)
  // If we stop here: nothing is recorded, and the alert is compared again after the next start.
  const answer = await node.recordAll([
    { kind: PersonLookedUp, said: {
      lookUp, purpose: 'inspection', query: 'inside', person, results: [stay.traveller],
    } },
    ...hitsNow.map((hit) => ({ kind: HitRaised, said: {
      ...hit, hit: newId(node.given), lookUp, person, inside: stay.crossing,
    } })),
  ], by)
  if (isInvalid(answer)) throw new Error(`a hit was invalid: ${JSON.stringify(answer.invalid)}`)
  return 'reason' in answer ? 0 : hitsNow.length
}
