// An officer signed in; the node attests it, and the code that was used is used.

import { z } from 'zod'
import { event } from '../../kernel/event.ts'
import { refuse } from '../../kernel/refusal.ts'
import { officerNow } from './officer-now.ts'
import { letsInHere } from './one-time-codes.ts'
import { signInCodes, signIns } from './register.ts'
import { Lane, OfficerId, SignInAs, SignInMethod } from './terms.ts'

export const SignedIn = event('signed-in', {
  about: 'An officer proved who they are, to begin work or to attest beside another officer.',
  subject: 'signIn',
  fields: {
    signIn: z.uuid(),
    officer: OfficerId,
    /** One-time code where nothing is said. */
    method: SignInMethod.optional(),
    as: SignInAs.optional(),
    code: z.uuid().optional(),
    device: z.string().max(64).optional(),
    lane: Lane.optional(),
    /** The supervisor who confirmed it while the roster was too old. */
    confirmedBy: OfficerId.optional(),
  },
  recordedBy: ['node'],
  travels: 'border',
  once: true,
  // An officer whose session locked must get in again to close the shift on a full disk.
  fromReserve: true,
  async lawful({ officer, code }, known) {
    const now = await officerNow(known, officer, known)
    if (!now) return refuse('unknown-officer')
    if (now.roles.length === 0) return refuse('no-role-here')
    const issued = code && await known.find(signInCodes, { code, officer })
    if (!issued || !letsInHere(issued, known)) return refuse('wrong-code')
    if (issued.expires <= known.at) return refuse('code-expired', { expired: issued.expires })
    // Asked in the transaction that records it: of two who come with one code, one signs in.
    return await known.find(signIns, { code }) ? refuse('code-used') : undefined
  },
  changes: (said, leaf) => [signIns.put({
    method: 'one-time-code', as: 'session', device: leaf.device, ...said,
    post: leaf.post, at: leaf.at,
  })],
})
