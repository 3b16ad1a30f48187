// The node's door for a test: a trial node behind its server, and officers who sign in by their
// name.

import type { FastifyInstance, InjectOptions } from 'fastify'
import { trial, type Trial } from '../../nodes/trial.ts'
import { Sessions, type Roster } from '../access/sessions.ts'
import type { Capability } from '../capability.ts'
import { roles, type Role } from '../event.ts'
import { refuse } from '../refusal.ts'
import { serve, type ServeOptions } from './serve.ts'

export interface Door {
  t: Trial
  server: FastifyInstance
  sessions: Sessions
  /** Roles that somebody gave an officer since, by the officer; none where they are empty. */
  roles: Map<string, readonly Role[]>
  /** Signs in an officer, who is called like their role, and answers the session's token. */
  signIn(officer: string): Promise<string>
  /** Sends something as the officer of a session and answers what came back. */
  send(session: string | undefined, request: InjectOptions): Promise<Answer>
  end(): Promise<void>
}

// What comes back is any JSON; each test says what it expects.
// oxlint-disable-next-line no-explicit-any
export interface Answer {
  status: number
  body: any
  headers: Record<string, unknown>
  text: string
}

/** The code of everybody here. */
export const code = 'open-sesame'

/** A server over a trial node; an officer called `primary-officer` has that role, and so on. */
export async function door(
  capabilities: readonly Capability[], options: Partial<ServeOptions> = {},
  of: Parameters<typeof trial>[1] = {},
): Promise<Door> {
  const t = await trial(capabilities, of)
  const given = new Map<string, readonly Role[]>()
  const officerNow: Roster['officerNow'] = async (officer) => {
    const [role] = officer.split('.')
    return roles.includes(role as Role)
      ? { officer, name: officer, roles: given.get(officer) ?? [role as Role], post: 'dhobley' }
      : undefined
  }
  const roster: Roster = {
    officerNow,
    signIn: async (_, officer, typed) => (typed === code
      ? (await officerNow(officer)) ?? refuse('unknown-officer') : refuse('wrong-code')),
    signedOut: async () => {},
  }
  const sessions = new Sessions(t.given, roster)
  const server = serve({
    node: t.node, sessions, version: '0.1.0',
    hintOf: (reason, language) => `${language}: do ${reason}`, ...options,
  })
  async function send(session: string | undefined, request: InjectOptions): Promise<Answer> {
    const { headers, ...rest } = request
    const response = await server.inject({
      ...rest, headers: { ...(session && { authorization: `Bearer ${session}` }), ...headers },
    })
    const text = response.body
    let body: unknown
    try { body = JSON.parse(text) } catch { body = undefined }
    return { status: response.statusCode, body, headers: response.headers, text }
  }
  return {
    t, server, sessions, roles: given, send,
    async signIn(officer) {
      const { body } = await send(
        undefined, { method: 'POST', url: '/api/sign-in', payload: { officer, code } },
      )
      return (body as { session: string }).session
    },
    async end() {
      await server.close()
      await t.end()
    },
  }
}
