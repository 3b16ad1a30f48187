// How often a name may be tried: after five refusals it waits, and longer each time.

import type { Reader } from '../../kernel/known.ts'
import { signInCodes, signInRefusals, signIns } from './register.ts'

/** So many refused tries within so long make a name wait. */
export const triesBeforeWaiting = 5
export const triesWithinMs = 15 * 60_000
/** The first wait; each further refusal doubles it, up to the longest. */
export const firstWaitMs = 60_000
export const longestWaitMs = 15 * 60_000
/** Names that nobody bears are counted together: so many in a quarter of an hour. */
export const mostUnknownNames = 40

/**
 * Until when (ISO) this name has to wait before its next try, or undefined. The counting starts
 * anew when the officer signs in and when somebody issues a new code to them.
 */
export async function waitUntil(
  reader: Reader, officer: string, at: string,
): Promise<string | undefined> {
  const since = new Date(Date.parse(at) - 24 * 3_600_000).toISOString()
  const [signedIn] = await reader.all(signIns, { officer }, { order: 'at desc', limit: 1 })
  const [issued] = await reader.all(signInCodes, { officer }, { order: 'at desc', limit: 1 })
  const anew = [since, signedIn?.at ?? '', issued?.at ?? ''].sort().at(-1)!
  const refused = await reader.rows(signInRefusals, (q) => q
    .where('officer', '=', officer).where('at', '>=', anew).orderBy('at', 'asc'))
  const until = waitAfter(refused.map((each) => Date.parse(each.at)))
  return until > Date.parse(at) ? new Date(until).toISOString() : undefined
}

/** Until when (ms) one waits after refused tries at these times (ms, ascending); 0: not at all. */
export function waitAfter(tries: readonly number[]): number {
  let counted: number[] = []
  let waits = 0
  let until = 0
  for (const at of tries) {
    if (waits > 0 && at - until <= triesWithinMs) waits += 1
    else {
      counted = [...counted.filter((earlier) => at - earlier < triesWithinMs), at]
      waits = counted.length >= triesBeforeWaiting ? 1 : 0
    }
    if (waits > 0) until = at + Math.min(firstWaitMs * 2 ** (waits - 1), longestWaitMs)
  }
  return until
}

/**
 * Until when (ISO) names that nobody bears have to wait, all together: a program that tries names
 * must not fill the disk with what it tried. Officers of the post do not wait for it.
 */
export async function strangersWait(reader: Reader, at: string): Promise<string | undefined> {
  const since = new Date(Date.parse(at) - triesWithinMs).toISOString()
  const tried = await reader.count(signInRefusals, (q) => q
    .where('why', '=', 'unknown-officer').where('at', '>', since))
  return tried < mostUnknownNames ? undefined
    : new Date(Date.parse(at) + firstWaitMs).toISOString()
}
