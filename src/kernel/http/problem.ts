// Errors as RFC 9457 problems: what is wrong, and what the person can do next.

import type { FastifyReply } from 'fastify'
import type { Refusal } from '../refusal.ts'

export interface Problem {
  status: number
  title: string
  detail?: string
  hint?: string
  [extension: string]: unknown
}

/** Says what to do next about a reason, in a language; from the product's words. */
export type HintOf = (reason: string, language: string) => string | undefined

/** Sends an error as a problem whose type is named after its title. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const slug = problem.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return reply.code(problem.status).type('application/problem+json')
    .send({ type: `about:blank#${slug}`, ...problem })
}

/** Reasons that are about who asks, and not about what is asked. */
const statusOf: Record<string, number> = {
  'not-permitted': 403, 'second-officer-not-permitted': 403, 'officer-not-on-roster': 403,
  'session-over': 401, 'unknown-officer': 401, 'wrong-code': 401, 'code-used': 401,
  'code-expired': 401, 'too-many-tries': 429, 'too-many-look-ups': 429, 'cannot-record': 503,
  'too-large': 413,
}

/** A refusal as its HTTP answer: 409 unless it is about who asks or the node cannot record. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal, hint?: string): FastifyReply {
  const status = statusOf[refusal.reason] ?? 409
  return sendProblem(reply, {
    status, title: refusal.reason, refused: true, reason: refusal.reason,
    ...(refusal.detail && { about: refusal.detail }), ...(hint && { hint }),
  })
}
