// Who an officer is at this moment and what they may do at this post, out of this node's registers.

import type { Role } from '../../kernel/event.ts'
import type { Reader } from '../../kernel/known.ts'
import { saidHereOrByHub } from '../../kernel/origin.ts'
import { officers, roleGrants } from './register.ts'
import { everyPost } from './terms.ts'

/** An officer as this node knows them: the roles they hold here and now, perhaps none. */
export interface OfficerNow {
  officer: string
  name: string
  roles: readonly Role[]
  post: string
}

/** A moment (ISO) at a post (its code) that keeps this journal; what a node knows has all three. */
export interface HereAndNow { at: string; post: string; origin: string }

/** An officer's short name as people type it: capitals and spaces around it do not count. */
export function officerTyped(text: string): string {
  return text.trim().toLowerCase().slice(0, 40)
}

/**
 * The officer of this short name with the roles held at a moment at a post, or undefined for a name
 * that nobody enrolled. Roles run from the start of their first to the end of their last day, UTC,
 * and stop at once when they are ended. Asks registers only: works without a link. What counts was
 * said by the hub or at this place itself: no post decides who may do what at another.
 */
export async function officerNow(
  reader: Reader, officer: string, here: HereAndNow,
): Promise<OfficerNow | undefined> {
  // Two nodes may have enrolled one name before they knew of each other: the first one counts.
  const [enrolled] = await reader.all(officers, { officer }, { order: 'at asc', limit: 1 })
  if (!enrolled) return undefined
  const grants = await reader.all(roleGrants, { officer })
  const roles = grants.filter((grant) => holds(grant, here)).flatMap((grant) => grant.roles)
  return { officer, name: enrolled.name, roles: [...new Set(roles)].sort(), post: here.post }
}

interface Grant {
  post: string
  from: string
  until?: string | undefined
  origin?: string | undefined
  endedAt?: string | undefined
  endedOrigin?: string | undefined
  endedByHubAt?: string | undefined
}

/** Whether what was given holds at a moment at a post. */
export function holds(grant: Grant, { at, post, origin }: HereAndNow): boolean {
  const day = at.slice(0, 10)
  return (grant.post === post || grant.post === everyPost)
    && saidHereOrByHub(grant.origin ?? origin, origin)
    && grant.from <= day && (grant.until === undefined || day <= grant.until)
    && !over(grant.endedByHubAt, at)
    && !(over(grant.endedAt, at) && saidHereOrByHub(grant.endedOrigin ?? origin, origin))
}

function over(endedAt: string | undefined, at: string): boolean {
  return endedAt !== undefined && endedAt <= at
}
