// The door of a node for other nodes: TLS 1.3, a certificate on either side, nobody unknown let in.

import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { X509Certificate } from 'node:crypto'
import { tellDefect } from '../kernel/defect.ts'
import type { Door, SyncAnswer } from '../kernel/sync/link.ts'
import { pinOf } from '../kernel/sync/pinned.ts'
import type { NodeCertificate } from './certificate.ts'

/** The largest body of one request: 32 packages of leaves, or one piece of a picture. */
export const mostBodyBytes = 24 * 1024 * 1024
/** What all requests under way may hold in memory together; more are asked to come again. */
const mostHeldBytes = 256 * 1024 * 1024
/** A node asks on two lines at once: up, and down. */
const mostLinesOfPeer = 8
const mostLines = 8192
/** A line of 64 kbit/s needs minutes for one body; a line that is silent is let go. */
const mostRequestMs = 15 * 60_000
const silentMs = 60_000

/** A node whose certificate is known: what it is called, and why it is not let in any more. */
export interface KnownPeer { origin: string; refused?: 'revoked' | 'retired' | 'succeeded' }

export interface SyncServerParts {
  door: Door
  certificate: NodeCertificate
  /** Who is known by which pinned certificate, just now. */
  peers(): ReadonlyMap<string, KnownPeer>
  port: number
  host?: string
  /** Told when the server closes: whoever waits for an answer waits no longer. */
  letGo?(): void
}

export interface SyncServer {
  port: number
  /** Who is known has changed: lines of those who are refused now are cut at once. */
  renew(): void
  /** Lets nobody in any more; resolves when what was being answered is done. */
  close(): Promise<void>
}

/** Listens; resolves when others may come. */
export async function serveSync(parts: SyncServerParts): Promise<SyncServer> {
  const lines = new Map<TLSSocket, string>()
  const pem = new X509Certificate(parts.certificate.der).toString()
  const held = { bytes: 0 }
  const underWay = new Set<Promise<void>>()
  const server = createServer({
    key: parts.certificate.key.export({ type: 'pkcs8', format: 'pem' }), cert: pem,
    minVersion: 'TLSv1.3', requestCert: true,
    // No authority vouches for a node: what it proves is the key of the certificate it shows, and
    // whether that one is pinned is looked up below, before a byte of a request is read.
    rejectUnauthorized: false,
    maxHeaderSize: 8 * 1024, requestTimeout: mostRequestMs, headersTimeout: 20_000,
    keepAliveTimeout: silentMs, handshakeTimeout: 20_000,
  }, (request, response) => {
    const answering = answer(parts, request, response, held).catch((failure: unknown) => {
      tellDefect('a sync request', failure)
      response.destroy()
    }).finally(() => underWay.delete(answering))
    underWay.add(answering)
  })
  server.maxConnections = mostLines
  server.on('secureConnection', (socket) => letIn(parts, socket, lines))
  server.on('tlsClientError', (_, socket) => socket.destroy())
  await new Promise<void>((listening, fail) => {
    server.once('error', fail)
    server.listen(parts.port, parts.host ?? '0.0.0.0', () => listening())
  })
  return {
    port: (server.address() as AddressInfo).port,
    renew() {
      const peers = parts.peers()
      for (const [socket, pin] of lines) {
        const peer = peers.get(pin)
        if (!peer || peer.refused) socket.destroy()
      }
    },
    async close() {
      await closed(server)
      parts.letGo?.()
      await Promise.all(underWay)
    },
  }
}

function letIn({ peers }: SyncServerParts, socket: TLSSocket, lines: Map<TLSSocket, string>): void {
  const shown = socket.getPeerX509Certificate()
  const pin = shown && pinOf(shown.raw)
  const own = [...lines.values()].filter((each) => each === pin).length
  if (!pin || !peers().has(pin) || own >= mostLinesOfPeer) {
    socket.destroy()
    return
  }
  lines.set(socket, pin)
  socket.setTimeout(silentMs, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.once('close', () => lines.delete(socket))
}

async function answer(
  { door, peers }: SyncServerParts, request: IncomingMessage, response: ServerResponse,
  held: { bytes: number },
): Promise<void> {
  // Looked up anew for every request: who was let in may have been refused meanwhile.
  const shown = (request.socket as TLSSocket).getPeerX509Certificate()
  const peer = shown && peers().get(pinOf(shown.raw))
  if (!peer) return void request.socket.destroy()
  if (peer.refused) return end(response, said(403, `this node was ${peer.refused}`), 'and close')
  const length = Number(request.headers['content-length'] ?? 0)
  const { method = '', url = '' } = request
  if (request.headers['transfer-encoding']) return end(response, said(411, 'say the length'), 'and')
  if (length > mostBodyBytes) return end(response, said(413, `at most ${mostBodyBytes}`), 'and')
  if (method !== 'GET' && method !== 'POST') return end(response, said(405, 'GET or POST'), 'and')
  if (held.bytes + length > mostHeldBytes) return end(response, said(503, 'come again'), 'and')
  held.bytes += length
  try {
    const body = await read(request, length)
    if (!body) return void request.socket.destroy()
    const headers = Object.fromEntries(Object.entries(request.headers)
      .flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
    end(response, await door.answer({ method, path: url, headers, body }, { origin: peer.origin }))
  } finally {
    held.bytes -= length
  }
}

/** The whole body, or nothing where the line was cut before its end. */
async function read(request: IncomingMessage, length: number): Promise<Buffer | undefined> {
  const body = Buffer.allocUnsafe(length)
  let at = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (at + chunk.length > length) return undefined
      at += chunk.copy(body, at)
    }
  } catch {
    return undefined
  }
  return at === length ? body : undefined
}

function end(response: ServerResponse, { status, headers, body }: SyncAnswer, close?: string) {
  if (response.destroyed) return
  response.writeHead(status, {
    ...headers, 'content-length': body.length, ...(close && { connection: 'close' }),
  })
  response.end(body)
}

function said(status: number, text: string): SyncAnswer {
  return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from(`${text}\n`) }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((done) => { server.close(() => done()) })
}
