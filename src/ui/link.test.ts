// The line to a node that stops, comes back, forgets who is signed in, and refuses.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { lineTo } from './link.ts'
import type { Ends, LinkState } from './link.ts'

interface Given { status: number; body?: unknown; headers?: Record<string, string> }

/** A real server that gives these answers in turn, the last for ever; `cut` hangs up instead. */
async function node(context: TestContext, answers: (Given | 'cut')[], ends: Partial<Ends> = {}) {
  const asked: { url: string; body: string; second: string | undefined }[] = []
  const heard: LinkState[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => { body += piece }).on('end', () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)]!
      asked.push({ url: request.url!, body, second: request.headers['safar-second'] as string })
      if (answer === 'cut') return request.socket.destroy()
      response.writeHead(answer.status, answer.headers ?? {}).end(
        answer.body === undefined ? '' : JSON.stringify(answer.body))
    })
  })
  await new Promise<void>((go) => { server.listen(0, '127.0.0.1', go) })
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const line = lineTo({
    fetch: (path, how) => fetch(`http://127.0.0.1:${port}${String(path)}`, how),
    language: () => 'so',
    now: () => 1_000,
    later: async (_, signal) => signal?.throwIfAborted(),
    signIn: async () => undefined,
    heard: (state) => heard.push(state),
    ...ends,
  })
  return { line, asked, heard }
}

const leaf = { leaf: { origin: 'dhobley.1', number: 7, at: '2026-11-22T08:00:00.000Z' } }
const crossing = { crossing: '0192f7c0-0000-7000-8000-000000000001' }

test('a crossing said while the line is cut is said again, word for word, until it is recorded',
  async (context) => {
    const { line, asked, heard } = await node(context, ['cut', 'cut', { status: 201, body: leaf }])
    const answer = await line.ask('crossing-recorded', { said: crossing })
    assert.deepEqual(answer, { done: leaf })
    assert.equal(asked.length, 3)
    assert.deepEqual(new Set(asked.map(({ body }) => body)), new Set([JSON.stringify(crossing)]))
    assert.deepEqual(heard.map(({ answers }) => answers), [false, false, true])
  })

test('a node that is starting is asked again', async (context) => {
  const starting = { status: 503, headers: { 'retry-after': '1' } }
  const { line } = await node(context, [starting, { status: 200, body: { rows: [] } }])
  assert.deepEqual(await line.ask('crossings'), { done: { rows: [] } })
})

test('an ended session waits for the sign-in and then goes on', async (context) => {
  let signIns = 0
  const over = { status: 401, body: { refused: true, reason: 'session-over' } }
  const { line } = await node(context, [over, { status: 201, body: leaf }],
    { signIn: async () => { signIns += 1 } })
  assert.deepEqual(await line.ask('crossing-recorded', { said: crossing }), { done: leaf })
  assert.equal(signIns, 1)
})

test('what one officer left behind is never said in the name of the next', async (context) => {
  const over = { status: 401, body: { refused: true, reason: 'session-over' } }
  const { line, asked } = await node(context, [over, { status: 201, body: leaf }],
    { signIn: () => Promise.reject(new Error('signed out')) })
  const answer = await line.ask('crossing-recorded', { said: crossing })
  assert.deepEqual(answer, { problem: { status: 401, type: 'signed-out' } })
  assert.equal(asked.length, 1)
})

test('a double click records one crossing', async (context) => {
  const { line, asked } = await node(context, [{ status: 201, body: leaf }])
  const both = await Promise.all([
    line.askOnce('crossing-recorded', { said: crossing }),
    line.askOnce('crossing-recorded', { said: crossing }),
  ])
  assert.deepEqual(both, [{ done: leaf }, { done: leaf }])
  assert.equal(asked.length, 1)
})

test('a refusal comes with its reason, its details and what to do', async (context) => {
  const refused = { refused: true, reason: 'alert-open', about: { alert: 'A1' }, hint: 'Call 204' }
  const { line } = await node(context, [{ status: 409, body: refused }])
  assert.deepEqual(await line.ask('crossing-recorded', { said: crossing }),
    { refused: true, reason: 'alert-open', detail: { alert: 'A1', hint: 'Call 204' } })
})

test('a node that cannot record says so at once, with a number for paper', async (context) => {
  const full = { refused: true, reason: 'cannot-record', about: { paperSerial: 'dhobley-1' } }
  const { line, asked } = await node(context, [{ status: 503, body: full }])
  const answer = await line.ask('crossing-recorded', { said: crossing })
  assert.deepEqual(answer,
    { refused: true, reason: 'cannot-record', detail: { paperSerial: 'dhobley-1' } })
  assert.equal(asked.length, 1)
})

test('fields that the node finds wrong come with their places', async (context) => {
  const invalid = { invalid: [{ path: ['document', 'number'], message: 'too long' }] }
  const { line } = await node(context, [{ status: 422, body: invalid }])
  assert.deepEqual(await line.ask('crossing-recorded', { said: crossing }),
    { invalid: [{ path: 'document.number', message: 'too long' }] })
})

test('a sign-in is tried once and does not wait', async (context) => {
  const { line, asked } = await node(context, ['cut'])
  assert.deepEqual(await line.ask('sign-in', { said: {}, once: true }),
    { problem: { status: 0, type: 'not-answering' } })
  assert.equal(asked.length, 1)
})

test('a screen that is left stops asking', async (context) => {
  const { line } = await node(context, ['cut'])
  const leaving = new AbortController()
  leaving.abort()
  await assert.rejects(line.ask('crossings', { signal: leaving.signal }))
})

test('the second officer’s token goes beside what is said, not in it', async (context) => {
  const { line, asked } = await node(context, [{ status: 201, body: leaf }])
  await line.ask('hit-released', { said: { hit: 'H1' }, second: 'token' })
  assert.equal(asked[0]!.second, 'token')
  assert.equal(asked[0]!.body, '{"hit":"H1"}')
})
