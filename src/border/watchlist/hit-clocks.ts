// The clocks that run upon a hit: a first look, the owner told, a verdict (domain/forms 3.4).

import type { HitRow } from './hits.ts'

/** Minutes from the raising or re-opening of a hit until each is due. */
export const dueMinutes = { firstLook: 2, ownerInformed: 5, verdict: 30 } as const

export interface HitClock { due: string; doneAt?: string; overdue: boolean }
export type HitClocks = Record<keyof typeof dueMinutes, HitClock>

/**
 * When each step of a hit is or was due, when it was done, and whether it is late; what was done
 * late stays late. `readByOwner`: when an officer of the list first read the hit.
 */
export function clocksOf(hit: HitRow, now: string, readByOwner?: string): HitClocks {
  const from = hit.reopenedAt ?? hit.raisedAt
  const informed = [hit.ownerInformedAt, readByOwner].filter((at) => at !== undefined && at >= from)
    .sort()[0]
  const clock = (minutes: number, doneAt: string | undefined): HitClock => {
    const due = new Date(Date.parse(from) + minutes * 60_000).toISOString()
    return { due, ...(doneAt && { doneAt }), overdue: (doneAt ?? now) > due }
  }
  return {
    firstLook: clock(dueMinutes.firstLook, hit.takenUpAt ?? hit.decidedAt),
    ownerInformed: clock(dueMinutes.ownerInformed, informed),
    verdict: clock(dueMinutes.verdict, hit.decidedAt),
  }
}
