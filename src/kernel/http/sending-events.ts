// Server-sent changes: which registers moved, told only to those who may read them.

import type { FastifyReply } from 'fastify'
import type { Attestation } from '../attestation.ts'
import type { Session } from '../access/sessions.ts'
import { tellDefect } from '../defect.ts'
import type { LeafHead } from '../event.ts'
import type { Node } from '../node.ts'
import { isRefusal } from '../refusal.ts'
import type { ServeOptions } from './serve.ts'

/** A line this often keeps the connection and shows a screen that the node is there. */
const heartbeatMs = 15_000
/** At most so many screens listen at once. */
const mostListeners = 500
let listening = 0

/**
 * Sends `{number, event, registers}` for each leaf that moved a register which this officer may
 * read; of leaves that moved none, nothing: not even that they were. Ends with the session.
 */
export function sendEvents(
  reply: FastifyReply, { node, sessions }: ServeOptions, session: Session,
): FastifyReply {
  if (listening >= mostListeners) return reply.code(503).send()
  listening += 1
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no',
  })
  raw.write('retry: 3000\n\n')
  const tell = async (leaves: readonly LeafHead[]) => {
    // The roles of this moment, not of when the screen began to listen: they may have ended.
    const by = await sessions.attestation(session)
    if (isRefusal(by)) return raw.end()
    const moves = movesOf(node, by)
    for (const leaf of leaves) {
      const registers = moves.get(leaf.event)
      if (!registers) continue
      const data = JSON.stringify({ number: leaf.number, event: leaf.event, registers })
      raw.write(`id: ${leaf.number}\ndata: ${data}\n\n`)
    }
  }
  let telling: Promise<unknown> = Promise.resolve()
  const offRecorded = node.onRecorded((leaves: readonly LeafHead[]) => {
    telling = telling.then(() => tell(leaves)).catch((failure: unknown) => {
      tellDefect('a screen that listens', failure)
      raw.end()
    })
  })
  const offHealth = node.health.onChange((state) => {
    raw.write(`event: health\ndata: ${JSON.stringify(state)}\n\n`)
  })
  let offTimer = () => {}
  const beat = () => {
    // A listening screen does not keep a session alive: only the officer's own acts do.
    if (sessions.leftMs(session) <= 0) return raw.end()
    raw.write(': here\n\n')
    offTimer = node.given.timers.after(heartbeatMs, beat)
  }
  beat()
  raw.on('close', () => {
    listening -= 1
    offTimer()
    offRecorded()
    offHealth()
  })
  return reply
}

/** For each event: the registers of its capability that this officer may read. */
function movesOf(node: Node, by: Attestation): Map<string, string[]> {
  const moves = new Map<string, string[]>()
  for (const { facts, registers } of node.capabilities) {
    const seen = registers
      .filter(
        (register) => by.roles.some((role) => (register.seenBy as readonly string[]).includes(role))
      )
      .map((register) => register.name)
    if (seen.length === 0) continue
    for (const fact of facts) {
      const mayKnow = fact.tellsOf ? seen.filter((name) => fact.tellsOf!.includes(name)) : seen
      if (mayKnow.length > 0) moves.set(fact.name, mayKnow)
    }
  }
  return moves
}
