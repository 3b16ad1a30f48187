// The roster of a post: who may sign in here, checked and recorded by the node itself.

import type { Roster, SignInHow } from '../../kernel/access/sessions.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import type { Role } from '../../kernel/event.ts'
import { newId } from '../../kernel/given.ts'
import type { Reader } from '../../kernel/known.ts'
import type { Node } from '../../kernel/node.ts'
import { isInvalid, type Fact } from '../../kernel/record.ts'
import { isRefusal, refuse, type Refusal } from '../../kernel/refusal.ts'
import { bundleOf, rosterIsOld } from '../bundles/terms.ts'
import { officerNow, officerTyped, type OfficerNow } from './officer-now.ts'
import { checkCode } from './one-time-codes.ts'
import { signInCodes, signIns } from './register.ts'
import { SIGN_IN_REFUSALS, type SignInRefusal } from './terms.ts'
import { SignedIn } from './signed-in.ts'
import { SignedOut } from './signed-out.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** How somebody signs in; a second officer beside the sign-in of the first. */
export interface SigningIn extends SignInHow { first?: { officer: string; signIn: string } }

/** The roster of a post, to whom both officers of an act may be known. */
export interface PostRoster extends Roster {
  signIn(
    signIn: string, officer: string, code: string, how: SigningIn,
  ): Promise<OfficerNow | Refusal>
}

/**
 * The roster of a running node, for its sessions: works without a link and asks nobody else.
 * `used` is told of each officer whose code was spent.
 */
export function rosterOf(node: Node, used: (officer: string) => void = () => {}): PostRoster {
  const itself = nodeItself(node.keys.identity.post)
  const known = () => node.known(itself)
  const refused = async (officer: string, no: Refusal): Promise<Refusal> => {
    const written = (SIGN_IN_REFUSALS as readonly string[]).includes(no.reason)
    if (!written) return no
    const answer = await node.record(SignInRefused, {
      attempt: newId(node.given), officer: officerTyped(officer) || '-',
      why: no.reason as SignInRefusal,
    }, itself)
    return isRefusal(answer) ? answer : no
  }
  return {
    async officerNow(officer) {
      const reader = known()
      return await officerNow(reader, officerTyped(officer), reader)
    },
    async signIn(signIn, typed, code, how) {
      const reader = known()
      const officer = officerTyped(typed)
      const proved = await checkCode(reader, officer, code, reader)
      if (isRefusal(proved)) return refused(officer, proved)
      const now = await officerNow(reader, officer, reader) as OfficerNow
      if (now.roles.length === 0) return refused(officer, refuse('no-role-here'))
      const confirmed = await confirmedBy(node, { officer, roles: now.roles }, how)
      if (isRefusal(confirmed)) return refused(how.supervisor?.officer ?? officer, confirmed)
      if (how.first && await isOneHand(reader, { officer, issuedBy: proved.issuedBy }, how.first)) {
        return refused(officer, refuse('code-issued-by-the-other'))
      }
      const answer = await node.recordAll([...confirmed.signIns, { kind: SignedIn, said: {
        signIn, officer, code: proved.code, as: how.as, ...(how.lane && { lane: how.lane }),
        ...(confirmed.by && { confirmedBy: confirmed.by }),
      } }], itself)
      if (isInvalid(answer)) return refused(officer, refuse('wrong-code'))
      if (isRefusal(answer)) return refused(officer, answer)
      used(officer)
      if (confirmed.by) used(confirmed.by)
      return now
    },
    async signedOut(signIn) {
      await node.record(SignedOut, { signIn }, itself)
    },
  }
}

/**
 * Who confirms a sign-in where the roster is older than the hub's word may be (PROMISES A7): a
 * supervisor of this post who proves it here and now, or nobody where a supervisor signs in. A
 * refusal where one is needed and there is none.
 */
async function confirmedBy(
  node: Node, { officer, roles }: { officer: string; roles: readonly Role[] }, how: SigningIn,
): Promise<{ by?: string; signIns: Fact[] } | Refusal> {
  const old = rosterIsOld(bundleOf(node))
  if (!old || how.as !== 'session' || roles.includes('supervisor')) return { signIns: [] }
  if (!how.supervisor) return refuse('supervisor-needed')
  const reader = node.known(nodeItself(node.keys.identity.post))
  const supervisor = officerTyped(how.supervisor.officer)
  const proved = await checkCode(reader, supervisor, how.supervisor.code, reader)
  if (isRefusal(proved)) return proved
  const now = await officerNow(reader, supervisor, reader)
  if (supervisor === officer || !now?.roles.includes('supervisor')) {
    return refuse('supervisor-needed')
  }
  return { by: supervisor, signIns: [{ kind: SignedIn, said: {
    signIn: newId(node.given), officer: supervisor, code: proved.code, as: 'second',
  } }] }
}

/**
 * Whether two sign-ins may be one person: one of the two officers issued the code by which the
 * other signed in, and so may know it (PROMISES A4, self-approval).
 */
async function isOneHand(
  reader: Reader, second: { officer: string; issuedBy: string },
  first: { officer: string; signIn: string },
): Promise<boolean> {
  if (second.issuedBy === first.officer) return true
  const began = await reader.find(signIns, { signIn: first.signIn })
  const code = began?.code && await reader.find(signInCodes, { code: began.code })
  return Boolean(code && code.by === second.officer)
}
