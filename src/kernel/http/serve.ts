// The node's door: routes derived from what is declared; whatever declares no permission has none.

import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { ask } from '../ask.ts'
import type { Attestation } from '../attestation.ts'
import type { Credentials, Session, Sessions } from '../access/sessions.ts'
import { tellDefect } from '../defect.ts'
import type { AnyEvent } from '../event.ts'
import type { Node } from '../node.ts'
import type { AnyQuery } from '../query.ts'
import { isInvalid, type Invalid } from '../record.ts'
import { isRefusal, refuse, type Refusal } from '../refusal.ts'
import { isOffered, openApi } from './openapi.ts'
import { sendProblem, sendRefusal, type HintOf } from './problem.ts'
import { readRegister } from './reading.ts'
import { sendEvents } from './sending-events.ts'

/** The largest body that is read at all: a bus of fifty is 100 kB. */
export const mostBodyBytes = 512 * 1024
const sessionCookie = 'safar'

export interface ServeOptions {
  node: Node
  sessions: Sessions
  version: string
  /** What to do next about a reason, in a language. */
  hintOf: HintOf
  /** Behind TLS, cookies are marked Secure. */
  secure?: boolean
  /** What else `me` tells of this place: post, lanes, age of what was sent down. */
  place?: () => Promise<Record<string, unknown>>
}

/** Everything that a handler of a signed-in officer is given. */
export interface Signed { session: Session; by: Attestation; language: string }

/** Makes the server; it listens when told. Throws where a route would have no permission (A1). */
export function serve(options: ServeOptions): FastifyInstance {
  const { node } = options
  const server = fastify({
    bodyLimit: mostBodyBytes, logger: false, forceCloseConnections: true, exposeHeadRoutes: false,
    // An address that is none reaches no route and no hook.
    frameworkErrors: (failure, _request, reply) => sendProblem(reply.headers(securityHeaders), {
      status: failure.statusCode ?? 400, title: 'not-understood', hint: 'Check the address.',
    }),
  })
  harden(server, options)
  accessRoutes(server, options)
  for (const event of node.contents.events.values()) {
    if (event.recordedBy.length === 0) throw new Error(`nobody may record ${event.name}`)
    if (isOffered(event)) eventRoute(server, options, event)
  }
  for (const register of node.contents.registers.values()) {
    if (register.seenBy.length === 0) continue
    server.get(`/api/${register.name}`, (request, reply) =>
      signedIn(request, reply, options, async ({ by, language }) => {
      if (!by.roles.some((role) => (register.seenBy as readonly string[]).includes(role))) {
        return refused(
          reply, options, refuse('not-permitted', { register: register.name }), language,
        )
      }
      const page = await readRegister(node, register, request.query as Record<string, string>, by)
      return isRefusal(page) ? refused(reply, options, page, language) : page
    }))
  }
  for (const query of node.contents.queries.values()) {
    if (query.seenBy.length === 0) throw new Error(`nobody may ask ${query.name}`)
    queryRoute(server, options, query)
  }
  server.get('/api/events', (request, reply) =>
    signedIn(request, reply, options, async ({ session }) => sendEvents(reply, options, session)))
  server.get('/api/openapi.json', async () => openApi(node.contents, options.version))
  server.get('/api/health', async () => ({
    ...node.health.state, ...(node.health.audited && { audited: node.health.audited }),
  }))
  return server
}

function eventRoute(server: FastifyInstance, options: ServeOptions, event: AnyEvent): void {
  server.post(`/api/${event.name}`, (request, reply) =>
    signedIn(request, reply, options, async ({ by, language }) => {
    const answer = await options.node.record(
      event, (request.body ?? {}) as Record<string, unknown>, by,
    )
    if (isInvalid(answer)) return invalid(reply, answer)
    if (isRefusal(answer)) return refused(reply, options, answer, language)
    return reply.code(201).send(answer[0])
  }))
}

function queryRoute(server: FastifyInstance, options: ServeOptions, query: AnyQuery): void {
  const { node, sessions } = options
  server.route({
    method: query.method, url: `/api/${query.name}`,
    ...(query.mostBytes !== undefined && {
      bodyLimit: query.mostBytes,
      // A large body is read of nobody who is not signed in.
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        if (sessions.find(tokenOf(request))) return undefined
        return refused(reply, options, refuse('session-over'), languageOf(request))
      },
    }),
    handler: (request, reply) => signedIn(request, reply, options, async ({ by, language }) => {
      const asked = (
        query.method === 'POST' ? request.body : request.query
      ) as Record<string, unknown>
      const answer = await ask(node, query, asked ?? {}, by)
      if (isInvalid(answer)) return invalid(reply, answer)
      return isRefusal(answer)
        ? refused(reply, options, answer, language) : reply.send(answer.answer)
    }),
  })
}

function accessRoutes(server: FastifyInstance, options: ServeOptions): void {
  const { sessions } = options
  server.post('/api/sign-in', async (request, reply) => {
    const given = credentialsOf(request.body)
    if (!given) {
      return invalid(
        reply, { invalid: [{ path: 'officer', message: 'officer and code are needed' }] },
      )
    }
    const token = tokenOf(request)
    const session = sessions.find(token)
    const signed = await sessions.signIn(given.officer, given.code,
      session && token ? { token, session } : undefined, {
        ...(given.lane && { lane: given.lane }),
        ...(given.supervisor && { supervisor: given.supervisor }),
      })
    if (isRefusal(signed)) return refused(reply, options, signed, languageOf(request))
    const { officer, token: made } = signed
    const cookie = `${sessionCookie}=${made}; Path=/; HttpOnly; SameSite=Strict` +
      (options.secure ? '; Secure' : '')
    return reply.header('set-cookie', cookie).send({
      ...officer, ...await options.place?.(), session: made,
      expires: expiryOf(options, signed.session),
    })
  })
  server.post('/api/second-sign-in', (request, reply) =>
    signedIn(request, reply, options, async ({ session, language }) => {
    const given = credentialsOf(request.body)
    if (!given) {
      return invalid(
        reply, { invalid: [{ path: 'officer', message: 'officer and code are needed' }] },
      )
    }
    const signed = await sessions.secondSignIn(session, given.officer, given.code)
    if (isRefusal(signed)) return refused(reply, options, signed, language)
    return { second: signed.token, officer: signed.officer.officer, name: signed.officer.name }
  }))
  server.post('/api/sign-out', async (request, reply) => {
    const token = tokenOf(request)
    if (token) await sessions.signOut(token)
    const gone = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`
    return reply.header('set-cookie', gone).code(204).send()
  })
  server.get('/api/me', (request, reply) =>
    signedIn(request, reply, options, async ({ session, by }) => ({
    officer: by.officer, name: by.name ?? by.officer, roles: by.roles, post: by.post,
    ...(session.lane && { lane: session.lane }), ...await options.place?.(),
    freshForMs: Math.max(0, 300_000 - by.signedInMsAgo), expires: expiryOf(options, session),
  })))
}

/** Runs a handler for the officer of a session, or answers 401. */
async function signedIn(
  request: FastifyRequest, reply: FastifyReply, options: ServeOptions,
  handle: (signed: Signed) => Promise<unknown>,
): Promise<unknown> {
  const language = languageOf(request)
  const session = options.sessions.find(tokenOf(request))
  if (!session) return refused(reply, options, refuse('session-over'), language)
  const second = request.headers['safar-second']
  const by = await options.sessions.attestation(
    session, typeof second === 'string' ? second : undefined,
  )
  if (isRefusal(by)) return refused(reply, options, by, language)
  return handle({ session, by, language })
}

/** Headers, cross-site refusal, and errors that say what to do and nothing of persons. */
function harden(server: FastifyInstance, options: ServeOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    const site = request.headers['sec-fetch-site']
    if (request.url.startsWith('/api/') && request.method !== 'GET' && site &&
      site !== 'same-origin' && site !== 'none') {
      return refused(
        reply, options, refuse('not-permitted', { from: 'another site' }), languageOf(request),
      )
    }
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
  server.setErrorHandler((failure: { statusCode?: number; code?: string }, request, reply) => {
    const status = failure.statusCode ?? 500
    if (status === 413) return refused(reply, options, refuse('too-large'), languageOf(request))
    if (status >= 400 && status < 500) {
      return sendProblem(reply, {
        status, title: 'not-understood', detail: failure.code ?? 'malformed',
        hint: 'Send JSON (content-type application/json) of the shape in /api/openapi.json.',
      })
    }
    tellDefect(`${request.method} ${request.routeOptions.url ?? ''}`, failure)
    return sendProblem(reply, {
      status: 500, title: 'defect', hint: 'Nothing was recorded. Try once more; if it happens ' +
        'again, use paper and tell the person who looks after this node.',
    })
  })
  server.setNotFoundHandler((request, reply) => sendProblem(reply, {
    status: 404, title: 'not-found',
    hint: `Nothing is called ${request.url.split('?')[0]?.slice(0, 80)} here.`,
  }))
}

const securityHeaders = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; " +
    "font-src 'self'; img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; " +
    "require-trusted-types-for 'script'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'geolocation=(), microphone=(), camera=(self)',
}

function invalid(reply: FastifyReply, problem: Invalid): FastifyReply {
  return sendProblem(reply, {
    status: 422, title: 'invalid', ...problem,
    hint: 'Correct the fields that are named; nothing was recorded.',
  })
}

function refused(
  reply: FastifyReply, options: ServeOptions, refusal: Refusal, language: string,
): FastifyReply {
  return sendRefusal(reply, refusal, options.hintOf(refusal.reason, language))
}

function credentialsOf(
  body: unknown,
): Credentials & { lane?: string; supervisor?: Credentials } | undefined {
  const { lane, supervisor } = (body ?? {}) as Record<string, unknown>
  const own = pairOf(body)
  const confirming = pairOf(supervisor)
  return own && {
    ...own, ...(short(lane) && { lane }), ...(confirming && { supervisor: confirming }),
  }
}

function pairOf(value: unknown): Credentials | undefined {
  const { officer, code } = (value ?? {}) as Record<string, unknown>
  return short(officer) && short(code) ? { officer, code } : undefined
}

function short(text: unknown): text is string {
  return typeof text === 'string' && text.length > 0 && text.length <= 100
}

function tokenOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? /(?:^|; )safar=([\w-]{20,100})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1]
}

function languageOf(request: FastifyRequest): string {
  const asked = String(request.headers['accept-language'] ?? 'en').slice(0, 2).toLowerCase()
  return ['en', 'fr', 'ar', 'so'].includes(asked) ? asked : 'en'
}

function expiryOf({ node, sessions }: ServeOptions, session: Session): string {
  return new Date(node.given.clock.now() + sessions.leftMs(session)).toISOString()
}
