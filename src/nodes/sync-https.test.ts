// The line between two nodes: who shows a pinned certificate is answered, and nobody else.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as plainly } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { test, type TestContext } from 'node:test'
import type { SyncRequest } from '../kernel/sync/link.ts'
import { certificateOf, type NodeCertificate } from './certificate.ts'
import { realGiven } from './given.ts'
import { HttpsDown, httpsLink, type NoAnswer } from './sync-link.ts'
import { mostBodyBytes, serveSync, type KnownPeer } from './sync-server.ts'

const originOf = (post: string) => `safar.test/post/${post}/${'0'.repeat(32)}`

function certificate(context: TestContext, post: string): NodeCertificate {
  const folder = mkdtempSync(join(tmpdir(), 'safar-line-'))
  context.after(() => rmSync(folder, { recursive: true }))
  return certificateOf(realGiven, folder, originOf(post))
}

/** A server that says who asked what, a post that it knows, and a link between them. */
async function line(context: TestContext) {
  const [hub, post] = [certificate(context, 'hub'), certificate(context, 'galafi')]
  const peers = new Map<string, KnownPeer>([[post.pin, { origin: originOf('galafi') }]])
  const seen: { path: string; origin: string; bytes: number }[] = []
  let hold: Promise<void> = Promise.resolve()
  const server = await serveSync({
    certificate: hub, port: 0, host: '127.0.0.1', peers: () => peers,
    door: {
      async answer({ path, body }, { origin }) {
        seen.push({ path, origin, bytes: body.length })
        await hold
        return { status: 200, headers: { 'x-told': 'yes' }, body: Buffer.from(`told ${path}`) }
      },
    },
  })
  const address = `https://127.0.0.1:${server.port}`
  const linkOf = (own = post, pin = hub.pin) => {
    const link = httpsLink({ addresses: [address], pin, own })
    context.after(() => link.close())
    return link
  }
  context.after(() => server.close())
  return { hub, post, peers, seen, server, linkOf, holdBy: (by: Promise<void>) => { hold = by } }
}

const asked = (path: string, body = Buffer.alloc(0)): SyncRequest =>
  ({ method: body.length > 0 ? 'POST' : 'GET', path, headers: {}, body })

async function down(answer: Promise<unknown>, ...reasons: NoAnswer[]) {
  await assert.rejects(answer, (failure) => {
    assert.ok(failure instanceof HttpsDown, String(failure))
    assert.ok(reasons.includes(failure.reason), failure.reason)
    return true
  })
}

test('a node with a pinned certificate is answered, and its origin is proved', async (c) => {
  const { linkOf, seen } = await line(c)
  const link = linkOf()
  const answer = await link.ask(asked('/sync/a', Buffer.alloc(3_000_000, 7)))
  assert.deepEqual([answer.status, answer.headers['x-told'], answer.body.toString()],
    [200, 'yes', 'told /sync/a'])
  await Promise.all(Array.from({ length: 8 }, (_, at) => link.ask(asked(`/sync/${at}`))))
  assert.ok(seen.every(({ origin }) => origin === originOf('galafi')))
  assert.equal(seen[0]!.bytes, 3_000_000)
})

test('a certificate that is not known is not let in, and no word of it is read', async (c) => {
  const { linkOf, seen } = await line(c)
  const stranger = certificate(c, 'stranger')
  await down(linkOf(stranger).ask(asked('/sync/a')), 'not-let-in', 'unreachable', 'cut')
  // One who names the same origin, with another key.
  await down(linkOf(certificate(c, 'galafi')).ask(asked('/sync/a')), 'not-let-in', 'unreachable',
    'cut')
  assert.deepEqual(seen, [])
})

test('a node says nothing to one who shows another certificate than the pinned one', async (c) => {
  const { linkOf, seen, post } = await line(c)
  await down(linkOf(post, certificate(c, 'hub').pin).ask(asked('/sync/a')), 'other-certificate')
  assert.deepEqual(seen, [])
})

test('older TLS, no certificate, and no TLS at all are refused', async (c) => {
  const { server, seen, post } = await line(c)
  const ended = (socket: NodeJS.EventEmitter) => new Promise<void>((done) => {
    socket.on('error', () => {}).once('close', () => done())
  })
  const key = post.key.export({ type: 'pkcs8', format: 'pem' })
  const to = { host: '127.0.0.1', port: server.port, rejectUnauthorized: false }
  for (const maxVersion of ['TLSv1.2', 'TLSv1.1'] as const) {
    await ended(connect({ ...to, key, maxVersion, minVersion: 'TLSv1' }))
  }
  const nobody = connect(to, () => nobody.write('GET /sync/a HTTP/1.1\r\nhost: x\r\n\r\n'))
  await ended(nobody)
  const plain = plainly(to, () => plain.write('GET /sync/a HTTP/1.1\r\nhost: x\r\n\r\n'))
  await ended(plain)
  assert.deepEqual(seen, [])
})

test('a node that is revoked is cut within a second, in the middle of a question', async (c) => {
  const { linkOf, peers, post, server, holdBy } = await line(c)
  const link = linkOf()
  await link.ask(asked('/sync/a'))
  let go = () => {}
  holdBy(new Promise((done) => { go = done }))
  const waiting = link.ask(asked('/sync/waits'))
  await new Promise((later) => setTimeout(later, 50))
  const began = performance.now()
  peers.set(post.pin, { origin: originOf('galafi'), refused: 'revoked' })
  server.renew()
  await down(waiting, 'not-let-in', 'cut')
  assert.ok(performance.now() - began < 1000)
  go()
  const again = await link.ask(asked('/sync/b'))
  assert.deepEqual([again.status, again.body.toString()], [403, 'this node was revoked\n'])
  peers.delete(post.pin)
  await down(link.ask(asked('/sync/c')), 'not-let-in', 'cut', 'unreachable')
})

test('a body too large is refused unread, and a port where nobody listens is told', async (c) => {
  const { linkOf, seen, server, hub, post } = await line(c)
  const answer = linkOf().ask(asked('/sync/a', Buffer.alloc(mostBodyBytes + 1)))
    .then(({ status }) => status, (failure: unknown) => (failure as HttpsDown).reason)
  assert.ok([413, 'cut', 'not-let-in', 'unreachable'].includes(await answer), String(await answer))
  assert.deepEqual(seen, [])
  await server.close()
  await down(linkOf().ask(asked('/sync/a')), 'unreachable')
  const none = httpsLink({ addresses: [], pin: hub.pin, own: post })
  await down(none.ask(asked('/sync/a')), 'unreachable')
})
