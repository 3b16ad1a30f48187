// A link over HTTPS: one other node, known by its certificate alone, asked as long as it answers.

import { X509Certificate } from 'node:crypto'
import { Agent, request as ask } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { connect, type TLSSocket } from 'node:tls'
import { LinkDown, type Link, type SyncAnswer, type SyncRequest } from '../kernel/sync/link.ts'
import { pinOf } from '../kernel/sync/pinned.ts'
import type { NodeCertificate } from './certificate.ts'

/** The largest answer: a bundle of leaves is one megabyte, a piece of a journal four. */
const mostAnswerBytes = 32 * 1024 * 1024
const connectMs = 15_000
/** The longest question waits 25 seconds for its answer; a line silent for longer is cut. */
const silentMs = 45_000

/** Why there is no answer, as a screen says it. */
export type NoAnswer =
  | 'unreachable' | 'other-certificate' | 'not-let-in' | 'silent' | 'cut' | 'too-large'

/** A link that is down, with why in a word. */
export class HttpsDown extends LinkDown {
  readonly reason: NoAnswer
  constructor(reason: NoAnswer, cause?: unknown) {
    super(reason, cause)
    this.reason = reason
  }
}

export interface SyncLinkParts {
  /** https://NAME:PORT of each way to the other node, the best first. */
  addresses: readonly string[]
  /** What is pinned of the other's certificate. */
  pin: string
  own: NodeCertificate
}

/** A link with lines that are kept open between requests. */
export interface SyncLink extends Link {
  /** Cuts everything that is under way. */
  close(): void
}

/** A link to a node; a way that does not lead there is followed by the next at the next request. */
export function httpsLink({ addresses, pin, own }: SyncLinkParts): SyncLink {
  const agent = pinnedAgent(pin, own)
  const closing = new AbortController()
  let way = 0
  return {
    async ask(request) {
      const address = addresses[way % addresses.length]
      if (!address) throw new HttpsDown('unreachable')
      try {
        return await asked(new URL(address), request, { agent, signal: closing.signal })
      } catch (failure) {
        if (failure instanceof HttpsDown && failure.reason !== 'cut') way += 1
        throw failure
      }
    },
    close() {
      closing.abort()
      agent.destroy()
    },
  }
}

/** Lines whose other end showed the pinned certificate; nothing is sent over any other. */
function pinnedAgent(pin: string, own: NodeCertificate): Agent {
  const key = own.key.export({ type: 'pkcs8', format: 'pem' })
  const cert = new X509Certificate(own.der).toString()
  const agent = new Agent({ keepAlive: true, maxSockets: 4, scheduling: 'lifo' })
  agent.createConnection = (options, made) => {
    const { host, port } = options as { host: string; port: number }
    // What vouches for the other node is its pin, compared below; the clock has no say in it.
    const socket: TLSSocket = connect({
      host, port, key, cert, minVersion: 'TLSv1.3', rejectUnauthorized: false,
    })
    const fail = (reason: NoAnswer, cause?: unknown) => {
      socket.destroy()
      made?.(new HttpsDown(reason, cause), undefined as unknown as Duplex)
      made = undefined
    }
    socket.setTimeout(connectMs, () => fail('silent'))
    socket.once('error', (failure) => fail('unreachable', failure))
    socket.once('close', () => fail('not-let-in'))
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()
      if (!shown || pinOf(shown.raw) !== pin) return fail('other-certificate')
      socket.setTimeout(0)
      made?.(null, socket)
      made = undefined
    })
    return undefined
  }
  return agent
}

function asked(
  address: URL, { method, path, headers, body }: SyncRequest,
  { agent, signal }: { agent: Agent; signal: AbortSignal },
): Promise<SyncAnswer> {
  return new Promise((answered, failed) => {
    const sent = ask({
      host: address.hostname.replace(/^\[|\]$/g, ''), port: address.port, method, path, agent,
      signal, timeout: silentMs, headers: { ...headers, 'content-length': body.length },
    })
    let began = false
    sent.once('timeout', () => sent.destroy(new HttpsDown('silent')))
    sent.once('error', (failure) => failed(asDown(failure, began)))
    sent.once('response', (response) => {
      began = true
      whole(response).then(
        (bytes) => answered({
          status: response.statusCode ?? 0, headers: plain(response), body: bytes,
        }),
        (failure: unknown) => {
          sent.destroy()
          failed(asDown(failure, true))
        },
      )
    })
    sent.end(body)
  })
}

async function whole(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) throw new HttpsDown('too-large')
    chunks.push(chunk)
  }
  if (!response.complete) throw new HttpsDown('cut')
  return Buffer.concat(chunks)
}

function plain({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers)
    .flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

function asDown(failure: unknown, began: boolean): HttpsDown {
  if (failure instanceof HttpsDown) return failure
  const { code } = failure as { code?: string }
  // A node that knows our certificate no more ends the line after the handshake, without a word.
  if (code === 'ECONNRESET' && !began) return new HttpsDown('not-let-in', failure)
  return new HttpsDown(began || code === 'EPIPE' ? 'cut' : 'unreachable', failure)
}
