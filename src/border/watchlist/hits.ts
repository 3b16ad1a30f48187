// The register of hits: what the screening found, and what the second line made of it.

import { z } from 'zod'
import type { Reader } from '../../kernel/known.ts'
import { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { register, type RowOf } from '../../kernel/register.ts'
import {
  alertActions, barringActions, Hit, HitReason, hitStatuses, outcomes, priorities, verdicts,
} from './terms.ts'
import { personKeysOf, samePerson } from './person-keys.ts'
import { WatchlistRead } from './watchlist-read.ts'

/** Hits of open alerts only; those of silent alerts are nowhere but with the owner of the list. */
export const hits = register('hits', {
  about: 'Hits of persons, documents and vehicles upon alerts, from new to reviewed.',
  key: 'hit',
  columns: {
    hit: z.uuid(),
    lookUp: z.uuid(),
    alert: z.uuid(),
    list: z.string(),
    listName: z.string(),
    action: z.enum(alertActions),
    priority: z.enum(priorities),
    score: z.number(),
    reasons: z.array(HitReason),
    instruction: z.string(),
    ownText: z.string().optional(),
    contact: z.string(),
    listed: Hit.shape.listed,
    foreign: Hit.shape.foreign,
    engine: z.string().optional(),
    /** The entry of one who was inside already when the alert came. */
    inside: z.uuid().optional(),
    person: ScreenedPerson,
    personKeys: z.array(z.string()),
    raisedAt: z.string(),
    raisedBy: z.string(),
    post: z.string(),
    status: z.enum(hitStatuses),
    takenUpAt: z.string().optional(),
    takenUpBy: z.string().optional(),
    ownerInformedAt: z.string().optional(),
    verdict: z.enum(verdicts).optional(),
    outcome: z.enum(outcomes).optional(),
    evidence: z.string().optional(),
    notes: z.string().optional(),
    decidedAt: z.string().optional(),
    decidedBy: z.string().optional(),
    decidedSecond: z.string().optional(),
    rememberUntil: z.string().optional(),
    reopenedAt: z.string().optional(),
    reopenedWhy: z.string().optional(),
  },
  indexes: [
    ['lookUp'], ['status', 'raisedAt'], ['list', 'raisedAt'], ['alert'],
    ['verdict', 'rememberUntil'],
  ],
  seenBy: ['secondary-officer', 'supervisor'],
  decides: true,
  filters: ['status', 'post', 'lookUp', 'alert'],
  order: 'raisedAt desc',
  readingIs: {
    event: WatchlistRead,
    said: ({ id, register: read, asked, results }) =>
      ({ reading: id, what: read, asked: JSON.stringify(asked), hits: results }),
  },
})
export type HitRow = RowOf<typeof hits>

/** The register by which open hits are found again when the same person comes by another way. */
export const hitPersons = register('hit-persons', {
  about: 'Which hits are upon a person, by every key that person was known by.',
  key: 'pair',
  columns: { pair: z.string(), hit: z.uuid(), personKey: z.string() },
  indexes: [['personKey'], ['hit']],
  seenBy: [],
})

/** Whether a hit still keeps its person from being admitted. */
export function bars(hit: Pick<HitRow, 'action' | 'status' | 'verdict'>): boolean {
  return barringActions.includes(hit.action) &&
    (hit.status !== 'reviewed' || hit.verdict !== 'not-the-person')
}

/**
 * Hits that keep a person from being admitted: those of the look-up, and those upon the person by
 * any key. Released ones (not the person, by two officers) do not; hits of alerts that only inform
 * never do.
 */
export async function barringHits(
  known: Reader, asked: { lookUp?: string; personKeys?: readonly string[] },
): Promise<HitRow[]> {
  const found = new Map<string, HitRow>()
  if (asked.lookUp) {
    for (const hit of await known.all(hits, { lookUp: asked.lookUp })) found.set(hit.hit, hit)
  }
  // What was decided stays with its look-up; a new one raises its own hit.
  for (const row of await undecidedHits(known, asked.personKeys ?? [])) found.set(row.hit, row)
  return [...found.values()].filter(bars)
}

/** Hits upon a person, by any key, that the second line has not decided: one for each alert. */
async function undecidedHits(known: Reader, personKeys: readonly string[]): Promise<HitRow[]> {
  const found = new Map<string, HitRow>()
  for (const personKey of personKeys) {
    for (const { hit } of await known.all(hitPersons, { personKey })) {
      const row = await known.find(hits, { hit })
      if (row && row.status !== 'reviewed') found.set(hit, row)
    }
  }
  return [...found.values()]
}

/** Hits upon a person that the second line has not decided, by any key the person is known by. */
export function undecidedHitsUpon(known: Reader, person: ScreenedPerson): Promise<HitRow[]> {
  return undecidedHits(known, personKeysOf(person))
}

/** The alerts that a person was ever found to hit, by any key the person is known by. */
export async function alertsEverHit(known: Reader, person: ScreenedPerson): Promise<Set<string>> {
  const alerts = new Set<string>()
  for (const personKey of personKeysOf(person)) {
    for (const { hit } of await known.all(hitPersons, { personKey })) {
      const row = await known.find(hits, { hit })
      if (row) alerts.add(row.alert)
    }
  }
  return alerts
}

/**
 * What was made of an alert upon a person before: the hit that is not decided yet, or that two
 * officers found it to be another (`apart`), remembered on this day.
 */
export async function standingUpon(
  known: Reader, { alert, person, day }: { alert: string; person: ScreenedPerson; day: string },
): Promise<{ hit?: string; apart: boolean }> {
  const keys = personKeysOf(person)
  const theirs = (await known.all(hits, { alert }))
    .filter(({ personKeys }) => samePerson(personKeys, keys))
  const open = theirs.find(({ status }) => status !== 'reviewed')
  return {
    ...(open && { hit: open.hit }),
    apart: theirs.some(({ verdict, rememberUntil }) =>
      verdict === 'not-the-person' && rememberUntil !== undefined && rememberUntil >= day),
  }
}

/** A row as it is told at the counter: the hit, and the id to decide it by. */
export function hitOfRow(row: HitRow): Hit & { hit: string } {
  const { hit, list, listName, ...rest } = row
  const own = Object.entries({ ...rest, list: { code: list, name: listName } })
    .filter(([name]) => name in Hit.shape)
  return { ...Hit.parse(Object.fromEntries(own)), hit }
}

/** What hit-raised says beside the hit itself; the type of what is raised for each hit. */
export const raisedHit = {
  ...Hit.shape, hit: z.uuid(), lookUp: z.uuid(), person: ScreenedPerson,
  /** The entry of one who was inside already when the alert came. */
  inside: z.uuid().optional(),
}
