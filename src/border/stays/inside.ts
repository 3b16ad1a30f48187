// A new alert is compared with everybody who is in the country already, within a minute.

import { nodeItself } from '../../kernel/attestation.ts'
import { newId } from '../../kernel/given.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid } from '../../kernel/record.ts'
import { StoreFailure } from '../../kernel/store/store.ts'
import { dayNumber } from '../../lib/dates/days.ts'
import { before } from '../../lib/dates/instants.ts'
import { screened } from '../crossings/terms.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import type { Kept } from '../watchlist/alert-index.ts'
import { alerts } from '../watchlist/alerts.ts'
import { HitRaised } from '../watchlist/hit-raised.ts'
import { alertsEverHit } from '../watchlist/hits.ts'
import type { OpenedScreening } from '../watchlist/screening.ts'
import type { OpenedNumbers } from '../watchlist/stolen-numbers.ts'
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
  node: Node, opened: Pick<OpenedScreening, 'screening' | 'onAlert' | 'listOf' | 'listedSince'>,
  numbers?: OpenedNumbers,
): Promise<Inside> {
  let stopped = false
  let came = await lastHours(node, opened)
  let renewed = new Set(numbers?.since(before(node.time.wall(), 60)))
  let offTimer: (() => void) | undefined
  let comparing: Promise<number> = Promise.resolve(0)

  function compare(): Promise<number> {
    offTimer?.()
    offTimer = undefined
    const gathered = { came, renewed }
    came = new Map()
    renewed = new Set()
    const next = comparing.then(() => stopped || gathered.came.size + gathered.renewed.size === 0
      ? 0 : compareAll(node, { ...opened, numbers }, gathered, () => stopped))
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
  const offNumbers = numbers?.onRenewed((list) => {
    renewed.add(list)
    soon()
  })
  if (came.size + renewed.size > 0) soon()
  return {
    compare,
    async stop() {
      stopped = true
      off()
      offNumbers?.()
      offTimer?.()
      await comparing
    },
  }
}

/** Open alerts and entries of the last hour: a node that stopped may not have compared them. */
async function lastHours(
  node: Node, { listedSince }: Pick<OpenedScreening, 'listedSince'>,
): Promise<Map<string, Kept>> {
  const known = node.known(nodeItself(node.journal.options.post))
  const rows = await known.rows(alerts, (q) => q.where('silent', '=', false)
    .where('issuedAt', '>', before(known.at, 60)).where('endedAt', 'is', null as never)
    .orderBy('issuedAt', 'desc').limit(mostAfterStart))
  const issued = rows.map(({ alert, compared, told, validFrom, validUntil }) => ({
    alert, compared, told, from: dayNumber(validFrom), until: dayNumber(validUntil),
  }))
  const listed = await listedSince(before(known.at, 60))
  return new Map([...issued, ...listed].map((kept) => [kept.alert, kept]))
}

/** What came since people were compared last: alerts, and lists of numbers of documents. */
interface Gathered { came: ReadonlyMap<string, Kept>; renewed: ReadonlySet<string> }

/** A list of only these alerts: everybody inside is screened against it, and few are found. */
async function compareAll(
  node: Node, { screening, listOf, numbers }: Pick<OpenedScreening, 'screening' | 'listOf'> & {
    numbers: OpenedNumbers | undefined
  },
  { came, renewed }: Gathered, stopped: () => boolean,
): Promise<number> {
  const at = node.time.wall()
  const day = node.dayAt(at)
  const today = dayNumber(day)
  const inForce = [...came.values()].filter(({ from, until }) => from <= today && today <= until)
  if (inForce.length + renewed.size === 0) return 0
  const mayBeMeant = listOf(inForce)
  const meant = (person: ScreenedPerson): Found => {
    const onLists = renewed.size === 0 ? [] : (person.documents ?? []).flatMap((document) =>
      numbers!.look(document, at).hits.filter(({ list }) => renewed.has(list.code)))
    const answer = mayBeMeant(person, day) && screening.screen(person, { at })
    if (!answer || !answer.ran) return onLists
    return [...onLists, ...answer.hits.filter(({ alert }) => came.has(alert))]
  }
  const known = node.known(nodeItself(node.journal.options.post))
  const ours = await raisesFor(known, node.journal.options.origin)
  let raised = 0
  let compared = 0
  for (let after = ''; !stopped();) {
    const stays = await openStays(known, { after, limit: pageStays })
    for (const stay of stays) {
      if (ours(stay)) raised += await raise(node, stay, meant(screened(stay)))
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
  if (found.length === 0) return 0
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
