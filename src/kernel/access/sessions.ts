// Who is signed in: sessions in memory only, so that a stopped node has none to steal.

import { createHash } from 'node:crypto'
import type { Attestation } from '../attestation.ts'
import { freshMs } from '../attestation.ts'
import type { Role } from '../event.ts'
import { newId, type Clock, type Given } from '../given.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'

/** An officer as the signed roster of this node knows them just now. */
export interface OfficerNow { officer: string; name: string; roles: readonly Role[]; post: string }

/** What the country offers to access: its roster, and ways to prove who one is. */
export interface Roster {
  /** The officer's name and roles at this moment; roles that ended are gone at once. */
  officerNow(officer: string): Promise<OfficerNow | undefined>
  /** Checks a proof and records the sign-in, or records that it was refused. */
  signIn(
    signIn: string, officer: string, code: string, how: SignInHow,
  ): Promise<OfficerNow | Refusal>
  signedOut(signIn: string, officer: string): Promise<void>
}

/** What somebody types to prove who they are. */
export interface Credentials { officer: string; code: string }

export interface SignInHow {
  as: 'session' | 'second'
  lane?: string
  /** Who confirms the sign-in where the roster is too old to let in by itself (A7). */
  supervisor?: Credentials
  /** Beside whom a second officer attests: neither may have issued the other's code (A4). */
  first?: { officer: string; signIn: string }
}

export interface AccessPolicy {
  /** A session that nobody used for this long is locked. */
  idleMs: number
  /** No session outlives a shift. */
  absoluteMs: number
}

/** Five idle minutes and twelve hours (PROMISES 5.11). */
export const strictPolicy: AccessPolicy = { idleMs: 5 * 60_000, absoluteMs: 12 * 3_600_000 }

export interface Session {
  officer: string
  signIn: string
  lane?: string
  beganMs: number
  usedMs: number
  freshMs: number
}

interface Second { officer: string; signIn: string; at: string; first: string; untilMs: number }

/** At most so many sessions at a post at once; beyond, the longest unused one ends. */
const mostSessions = 500
/** At most so many second sign-ins wait to be spent; beyond, the oldest is worth nothing. */
const mostSeconds = 100

/**
 * How long it has been, by whichever of two clocks says more: a machine that slept counts no time
 * elapsed, and a wall clock that was set back counts none at all. A wall clock set forward looks
 * like sleep, and officers sign in once more.
 */
class Waking {
  readonly #clock: Clock
  /** Where both clocks stood when last looked, and the milliseconds since the first look. */
  #last: { wall: number; elapsed: number }
  #passedMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
    this.#last = { wall: clock.now(), elapsed: clock.elapsed() }
  }

  now(): number {
    const [wall, elapsed] = [this.#clock.now(), this.#clock.elapsed()]
    this.#passedMs += Math.max(0, wall - this.#last.wall, elapsed - this.#last.elapsed)
    this.#last = { wall, elapsed }
    return this.#passedMs
  }
}

/** Sessions and second sign-ins, by the digest of their token; owns both. */
export class Sessions {
  readonly #given: Given
  readonly #waking: Waking
  readonly #roster: Roster
  readonly policy: AccessPolicy
  #sessions = new Map<string, Session>()
  #seconds = new Map<string, Second>()

  constructor(given: Given, roster: Roster, policy: AccessPolicy = strictPolicy) {
    this.#given = given
    this.#waking = new Waking(given.clock)
    this.#roster = roster
    this.policy = policy
  }

  /**
   * Signs in; the token is told once and only its digest is kept. Keeps the officer's own session.
   */
  async signIn(
    officer: string, code: string, present?: { token: string; session: Session },
    how: Pick<SignInHow, 'lane' | 'supervisor'> = {},
  ): Promise<{ token: string; session: Session; officer: OfficerNow } | Refusal> {
    const signIn = newId(this.#given)
    const proved = await this.#roster.signIn(
      signIn, officer, code, { as: 'session', ...how },
    )
    if (isRefusal(proved)) return proved
    const now = this.#waking.now()
    const kept = present?.session.officer === proved.officer ? present : undefined
    if (kept) {
      Object.assign(kept.session, { freshMs: now, usedMs: now, signIn })
      return { ...kept, officer: proved }
    }
    const session: Session = {
      officer: proved.officer, signIn, beganMs: now, usedMs: now, freshMs: now,
      ...(how.lane && { lane: how.lane }),
    }
    const token = this.#given.luck.bytes(24).toString('base64url')
    this.#makeRoom()
    this.#sessions.set(digestOf(token), session)
    return { token, session, officer: proved }
  }

  /** The session of a token, used now; nothing where there is none or it ran out. */
  find(token: string | undefined): Session | undefined {
    if (!token) return undefined
    const digest = digestOf(token)
    const session = this.#sessions.get(digest)
    if (!session) return undefined
    const now = this.#waking.now()
    if (now - session.usedMs > this.policy.idleMs ||
      now - session.beganMs > this.policy.absoluteMs) {
      this.#sessions.delete(digest)
      return undefined
    }
    session.usedMs = now
    return session
  }

  /** Milliseconds until a session locks if nobody uses it. */
  leftMs(session: Session): number {
    const now = this.#waking.now()
    return Math.min(
      session.usedMs + this.policy.idleMs, session.beganMs + this.policy.absoluteMs,
    ) - now
  }

  /** A second officer proves who they are, for one act of the officer of this session. */
  async secondSignIn(
    first: Session, officer: string, code: string,
  ): Promise<{ token: string; officer: OfficerNow } | Refusal> {
    if (officer === first.officer) return refuse('second-officer-is-the-first')
    const signIn = newId(this.#given)
    const proved = await this.#roster.signIn(signIn, officer, code, {
      as: 'second', first: { officer: first.officer, signIn: first.signIn },
    })
    if (isRefusal(proved)) return proved
    if (proved.officer === first.officer) return refuse('second-officer-is-the-first')
    this.#forgetSeconds()
    const token = this.#given.luck.bytes(24).toString('base64url')
    this.#seconds.set(digestOf(token), {
      officer: proved.officer, signIn, first: first.signIn,
      at: new Date(this.#given.clock.now()).toISOString(),
      untilMs: this.#waking.now() + freshMs,
    })
    return { token, officer: proved }
  }

  /** The attestation of a session's officer just now; a second token is spent by asking for it. */
  async attestation(session: Session, second?: string): Promise<Attestation | Refusal> {
    const now = await this.#roster.officerNow(session.officer)
    if (!now) return refuse('officer-not-on-roster')
    const attestation: Attestation = {
      officer: now.officer, name: now.name, roles: now.roles, post: now.post,
      signIn: session.signIn,
      signedInMsAgo: this.#waking.now() - session.freshMs,
    }
    if (!second) return attestation
    const spent = this.#seconds.get(digestOf(second))
    this.#seconds.delete(digestOf(second))
    if (!spent || spent.first !== session.signIn || spent.untilMs < this.#waking.now()) {
      return refuse('second-sign-in-spent')
    }
    const other = await this.#roster.officerNow(spent.officer)
    if (!other) return refuse('officer-not-on-roster')
    const { officer, signIn, at } = spent
    return { ...attestation, second: { officer, signIn, at, roles: other.roles } }
  }

  /** Ends a session; its token is worth nothing afterwards. */
  async signOut(token: string): Promise<void> {
    const session = this.#sessions.get(digestOf(token))
    if (!session) return
    this.#sessions.delete(digestOf(token))
    await this.#roster.signedOut(session.signIn, session.officer)
  }

  /** Second sign-ins that nobody spent in time are forgotten, and the oldest where many wait. */
  #forgetSeconds(): void {
    const now = this.#waking.now()
    for (const [digest, { untilMs }] of this.#seconds) {
      if (untilMs >= now && this.#seconds.size < mostSeconds) break
      this.#seconds.delete(digest)
    }
  }

  #makeRoom(): void {
    if (this.#sessions.size < mostSessions) return
    const [longest] = [...this.#sessions].sort(([, a], [, b]) => a.usedMs - b.usedMs)
    if (longest) this.#sessions.delete(longest[0])
  }
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
