// Who may work here now, for those who plan shifts: officers, roles, codes left, last sign-in.

import type { Role } from '../../kernel/event.ts'
import { query } from '../../kernel/query.ts'
import type { Known } from '../../kernel/known.ts'
import { officerNow } from './officer-now.ts'
import { letsInHere } from './one-time-codes.ts'
import { officers, signInCodes, signIns } from './register.ts'
import { waitUntil } from './tries.ts'

/** An officer as the roster shows them. */
export interface OnRoster {
  officer: string
  name: string
  roles: readonly Role[]
  /** Codes that are neither used nor expired. */
  codesLeft: number
  lastSignIn?: string
  /** After too many tries: when the next one is allowed. */
  waitsUntil?: string
}

export const RosterNow = query('roster-now', {
  about: 'Officers of this post with the roles they hold now, their codes left and last sign-in.',
  seenBy: ['supervisor', 'administrator', 'inspector'],
  asks: {},
  method: 'GET',
  async answer(known): Promise<{ officers: OnRoster[]; knownAt: string }> {
    const all = await known.all(officers, {}, { order: 'officer asc' })
    const listed: OnRoster[] = []
    for (const { officer } of all) {
      if (listed.at(-1)?.officer === officer) continue
      const now = (await officerNow(known, officer, known))!
      const [last] = await known.all(signIns, { officer }, { order: 'at desc', limit: 1 })
      const waitsUntil = await waitUntil(known, officer, known.at)
      listed.push({
        officer, name: now.name, roles: now.roles,
        codesLeft: await codesLeft(known, officer),
        ...(last && { lastSignIn: last.at }), ...(waitsUntil && { waitsUntil }),
      })
    }
    return { officers: listed, knownAt: known.at }
  },
})

/** How many codes of an officer could still be used here and now. */
async function codesLeft(known: Known, officer: string): Promise<number> {
  const open = await known.rows(signInCodes, (q) => q
    .where('officer', '=', officer).where('expires', '>', known.at))
  const used = await Promise.all(open.filter((each) => letsInHere(each, known))
    .map(({ code }) => known.find(signIns, { code })))
  return used.filter((each) => !each).length
}
