// Asking a node: permitted, valid, and answered from what it has folded so far.

import { tryCanonical } from '../lib/canonical.ts'
import { newId } from './given.ts'
import type { Attestation } from './attestation.ts'
import type { Node } from './node.ts'
import type { AnyQuery, Asking } from './query.ts'
import { isInvalid, type Invalid } from './record.ts'
import { isRefusal, refuse, type Refusal } from './refusal.ts'

/** Answers a query as an officer; what it finds of persons is recorded before the answer leaves. */
export async function ask(
  node: Node, query: AnyQuery, asked: Record<string, unknown>, by: Attestation,
): Promise<{ answer: unknown } | Refusal | Invalid> {
  if (!by.roles.some((role) => (query.seenBy as readonly string[]).includes(role))) {
    return refuse('not-permitted', { query: query.name })
  }
  const parsed = query.asked.safeParse(asked)
  if (!parsed.success) {
    return {
      invalid: parsed.error.issues.map((issue) => ({
        path: issue.path.map(String).join('.'), message: issue.message,
      })),
    }
  }
  // What is asked becomes part of the look-up that is recorded: half a character has no one text.
  const canonical = tryCanonical(asked)
  if (typeof canonical !== 'string' && ['lone-surrogate', 'nul'].includes(canonical.refused)) {
    const message = canonical.refused === 'nul' ? 'the character U+0000' : 'half a character'
    return { invalid: [{ path: canonical.at.slice(1), message }] }
  }
  const answer = await query.answer(askingOf(node, by), parsed.data)
  return isRefusal(answer) ? answer : { answer }
}

/** What a query may do, for one who asks. */
export function askingOf(node: Node, by: Attestation): Asking {
  return {
    ...node.known(by),
    async record(facts) {
      const answer = await node.recordAll(facts, by)
      if (isInvalid(answer)) {
        throw new Error(`a query said something invalid: ${JSON.stringify(answer)}`)
      }
      return isRefusal(answer) ? answer : undefined
    },
    newId: () => newId(node.given),
    service: <T>(name: string) => node.service<T>(name),
    offered: <T>(name: string) => node.offered<T>(name),
  }
}
