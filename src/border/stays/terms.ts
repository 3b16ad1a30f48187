// A stay: from the day of entry to the last lawful day, counted in days as the law counts them.

import { addDays, daysBetween } from '../../lib/dates/days.ts'

/** Days a visitor is admitted for where no law of the country says otherwise. */
export const ordinaryStayDays = 90

/** An admitted entry, and the exit that ended it, as days. */
export interface Stay { from: string; to?: string | undefined }

/**
 * The last lawful day of a stay: the day of the permission, or the days allowed counted from the
 * day of entry, which is the first of them. Undefined where no limit was set.
 */
export function lastLawfulDay(
  entry: { day: string; until?: string | undefined; stayDays?: number | undefined },
): string | undefined {
  if (entry.until !== undefined) return entry.until
  return entry.stayDays === undefined ? undefined
    : addDays(entry.day, Math.max(entry.stayDays, 1) - 1)
}

/** Where a stay stands on a day: days inside, days left, days over. */
export function standingOn(
  entry: { day: string; until?: string | undefined; stayDays?: number | undefined }, today: string,
) {
  const last = lastLawfulDay(entry)
  const over = last === undefined ? 0 : daysBetween(last, today)
  return {
    daysInside: daysBetween(entry.day, today) + 1,
    ...(last !== undefined && { lastLawfulDay: last, daysLeft: Math.max(0, -over) }),
    ...(over > 0 && { overstayedDays: over }),
  }
}

/**
 * Days inside within a window that ends on a day and includes it; the day of entry and the day of
 * exit both count, and a day counts once (forms 3.3). A stay without an end goes on.
 */
export function daysInside(stays: readonly Stay[], on: string, windowDays: number): number {
  const first = addDays(on, 1 - windowDays)
  const spans = stays
    .map(({ from, to }) => ({
      from: from < first ? first : from, to: to === undefined || to > on ? on : to,
    }))
    .filter(({ from, to }) => from <= to)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  let counted = 0
  let covered = addDays(first, -1)
  for (const { from, to } of spans) {
    const start = from > covered ? from : addDays(covered, 1)
    if (start > to) continue
    counted += daysBetween(start, to) + 1
    covered = to
  }
  return counted
}

/** One person's crossings as stays, newest first: each entry with the exit that ended it. */
export function staysOf<C extends {
  crossing: string; at: string; direction: string; decision: string; pairedWith?: string | undefined
}>(crossings: readonly C[]): { entry: C; exit?: C }[] {
  const admitted = crossings.filter((row) => row.decision === 'admitted')
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  return admitted.flatMap((entry, index) => {
    if (entry.direction !== 'entry') return []
    const exit = admitted.find((row) => row.pairedWith === entry.crossing)
      // An exit that was paired with nothing ends the stay before it.
      ?? endedBy(admitted.slice(index + 1))
    return [exit ? { entry, exit } : { entry }]
  }).reverse()
}

function endedBy<C extends { direction: string; pairedWith?: string | undefined }>(
  later: readonly C[],
): C | undefined {
  const [next] = later.filter(({ direction }) => direction !== 'transit')
  return next?.direction === 'exit' && next.pairedWith === undefined ? next : undefined
}
