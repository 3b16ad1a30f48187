// The node's door: what it answers to good and bad requests, and what it never does.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { capability } from '../capability.ts'
import { event } from '../event.ts'
import { crews, harbour, lists } from '../harbour-on-trial.ts'
import { query } from '../query.ts'
import { code, door, type Answer, type Door } from './door-on-trial.ts'
import { mostBodyBytes } from './serve.ts'

const capabilities = [harbour, lists, crews]

/** Every error is a problem that says what to do next, and never says more than it must. */
function isProblem(answer: Answer, status: number, title?: string) {
  assert.equal(answer.status, status, answer.text)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  assert.equal(answer.body.status, status)
  assert.equal(typeof answer.body.type, 'string')
  if (title) assert.equal(answer.body.title, title)
  assert.ok(answer.body.hint, `no hint: ${answer.text}`)
}

const moor = (d: Door, session: string | undefined, payload: object, headers = {}) =>
  d.send(session, { method: 'POST', url: '/api/boat-moored', payload, headers })

test('a fact that is recorded is answered 201 with its leaf, and 201 again when it is ' +
  'repeated', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  const boat = d.t.newId()
  const first = await moor(d, amina, { boat, name: 'Sagal' })
  assert.equal(first.status, 201)
  assert.deepEqual(
    [first.body.leaf.number, first.body.leaf.by], [d.t.node.journal.size - 1, 'primary-officer'],
  )
  const again = await moor(d, amina, { boat, name: 'Sagal' })
  assert.deepEqual([again.status, again.body.leaf], [201, first.body.leaf])
  await d.end()
})

test('each no has its status: not signed in, not permitted, not lawful, not of the shape, not ' +
  'there', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  const boat = d.t.newId()
  await moor(d, amina, { boat: d.t.newId(), name: 'Sagal', berth: 'A1' })
  isProblem(await moor(d, undefined, { boat, name: 'Hodan' }), 401, 'session-over')
  isProblem(await moor(d, 'x'.repeat(32), { boat, name: 'Hodan' }), 401, 'session-over')
  isProblem(
    await moor(d, await d.signIn('inspector'), { boat, name: 'Hodan' }), 403, 'not-permitted',
  )
  const unlawful = await moor(d, amina, { boat, name: 'Hodan', berth: 'A1' })
  isProblem(unlawful, 409, 'berth-taken')
  assert.deepEqual(
    [unlawful.body.refused, unlawful.body.reason, unlawful.body.about],
    [true, 'berth-taken', { berth: 'A1' }],
  )
  const invalid = await moor(d, amina, { boat, name: '', colour: 'blue' })
  isProblem(invalid, 422, 'invalid')
  assert.ok(invalid.body.invalid.some(({ path }: { path: string }) => path === 'name'))
  isProblem(await d.send(amina, { method: 'GET', url: '/api/ghosts' }), 404, 'not-found')
  isProblem(await d.send(amina, { method: 'DELETE', url: '/api/boats' }), 404, 'not-found')
  await d.end()
})

test('a hint is in the language that was asked for, and in English for any other', async () => {
  const d = await door(capabilities)
  for (const [asked, given] of [
    ['ar', 'ar'], ['so,en;q=0.5', 'so'], ['fr-FR', 'fr'], ['zh', 'en'], [undefined, 'en'],
  ]) {
    const answer = await d.send(
      undefined,
      { method: 'GET', url: '/api/me', headers: asked ? { 'accept-language': asked } : {} },
    )
    assert.equal(answer.body.hint, `${given}: do session-over`)
  }
  await d.end()
})

test('an act of two needs the second officer\'s token, which is spent by one act', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  const boat = d.t.newId()
  await moor(d, amina, { boat, name: 'Sagal' })
  const seize = (headers: Record<string, string>, why = 'no papers') =>
    d.send(amina, { method: 'POST', url: '/api/boat-seized', payload: { boat, why }, headers })
  isProblem(await seize({}), 409, 'second-officer-needed')
  const second = async (officer: string, given = code) => d.send(amina, {
    method: 'POST', url: '/api/second-sign-in', payload: { officer, code: given },
  })
  isProblem(await second('primary-officer'), 409, 'second-officer-is-the-first')
  isProblem(await second('supervisor', 'guess'), 401, 'wrong-code')
  const { body } = await second('supervisor')
  const done = await seize({ 'safar-second': body.second })
  assert.deepEqual([done.status, done.body.leaf.second], [201, 'supervisor'])
  isProblem(await seize({ 'safar-second': body.second }, 'again'), 409, 'second-sign-in-spent')
  const late = (await second('supervisor')).body.second
  d.t.clock.pass(4 * 60_000)
  await d.send(amina, { method: 'GET', url: '/api/me' })
  d.t.clock.pass(60_001)
  isProblem(await seize({ 'safar-second': late }, 'later'), 409, 'second-sign-in-spent')
  await d.end()
})

test('a body that is too large, no JSON, too deep, of another type or with a poisoned key is ' +
  'the sender\'s error', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  const post = (payload: string, type = 'application/json') => d.send(amina, {
    method: 'POST', url: '/api/boat-moored', payload, headers: { 'content-type': type },
  })
  const size = d.t.node.journal.size
  isProblem(await post(`{"name":"${'x'.repeat(mostBodyBytes)}"}`), 413, 'too-large')
  for (const bad of [
    '{', '', 'nul', '{"a":1,}', '\u0000', '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":1}}',
  ]) {
    isProblem(await post(bad), 400, 'not-understood')
  }
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  isProblem(await post(deep), 422)
  isProblem(await post(`{"name":${deep}}`), 422)
  isProblem(await post('a=1', 'application/x-www-form-urlencoded'), 415)
  isProblem(await post('<a/>', 'text/xml'), 415)
  for (const odd of ['null', '[]', '1', '"text"', 'true']) isProblem(await post(odd), 422)
  assert.equal(d.t.node.journal.size, size)
  await d.end()
})

test('an address that is none is the sender\'s error, too', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  for (const url of [
    '/api/%zz', '/api/boats/..%2f..%2fkeys', '/api//boats', `/api/${'x'.repeat(5000)}`, '/%00',
  ]) {
    const answer = await d.send(amina, { method: 'GET', url })
    assert.ok(
      answer.status === 404 || answer.status === 400 || answer.status === 414,
      `${url}: ${answer.status}`,
    )
    assert.match(String(answer.headers['content-type']), /problem\+json/, url)
  }
  await d.end()
})

test('what another site sends in an officer\'s browser is refused; what our own page sends is ' +
  'not', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  for (const site of ['cross-site', 'same-site']) {
    isProblem(
      await moor(d, amina, { boat: d.t.newId(), name: 'Sagal' }, { 'sec-fetch-site': site }), 403,
      'not-permitted',
    )
    const signIn = await d.send(undefined, {
      method: 'POST', url: '/api/sign-in', payload: {
        officer: 'inspector', code,
      }, headers: { 'sec-fetch-site': site },
    })
    isProblem(signIn, 403, 'not-permitted')
  }
  for (const site of ['same-origin', 'none']) {
    assert.equal(
      (
        await moor(d, amina, { boat: d.t.newId(), name: 'Sagal' }, { 'sec-fetch-site': site })
      ).status,
      201,
    )
  }
  await d.end()
})

test('the session is a cookie that no script reads and no other site sends; behind TLS it is ' +
  'Secure', async () => {
  for (const secure of [false, true]) {
    const d = await door(capabilities, { secure })
    const answer = await d.send(
      undefined,
      { method: 'POST', url: '/api/sign-in', payload: { officer: 'primary-officer', code } },
    )
    const cookie = String(answer.headers['set-cookie'])
    assert.match(cookie, /^safar=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict/)
    assert.equal(cookie.includes('Secure'), secure)
    assert.ok(!/Expires|Max-Age|Domain/i.test(cookie), 'it goes with the browser')
    const me = await d.send(
      undefined, { method: 'GET', url: '/api/me', headers: { cookie: cookie.split(';')[0]! } },
    )
    assert.deepEqual(
      [me.status, me.body.officer, me.body.roles], [200, 'primary-officer', ['primary-officer']],
    )
    const out = await d.send(
      undefined,
      { method: 'POST', url: '/api/sign-out', headers: { cookie: cookie.split(';')[0]! } },
    )
    assert.deepEqual([out.status, /Max-Age=0/.test(String(out.headers['set-cookie']))], [204, true])
    isProblem(
      await d.send(
        undefined, { method: 'GET', url: '/api/me', headers: { cookie: cookie.split(';')[0]! } },
      ),
      401,
    )
    await d.end()
  }
})

test('a sign-in with a wrong code, without one, or of a strange shape opens nothing', async () => {
  const d = await door(capabilities)
  const signIn = (payload: object) => d.send(
    undefined, { method: 'POST', url: '/api/sign-in', payload },
  )
  isProblem(await signIn({ officer: 'primary-officer', code: 'guess' }), 401, 'wrong-code')
  isProblem(await signIn({ officer: 'nobody', code }), 401, 'unknown-officer')
  for (const odd of [
    {}, { officer: 1, code: 2 }, { officer: 'a', code: '' }, { officer: 'x'.repeat(101), code }, [],
  ]) {
    isProblem(await signIn(odd), 422, 'invalid')
  }
  await d.end()
})

test('no answer is kept by a browser, framed by a page, or runs a script of others', async () => {
  const d = await door(capabilities)
  for (const url of ['/api/me', '/api/health', '/api/openapi.json', '/api/nothing']) {
    const { headers } = await d.send(undefined, { method: 'GET', url })
    assert.equal(headers['cache-control'], 'no-store', url)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    const policy = String(headers['content-security-policy'])
    for (const part of [
      "default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
    ]) {
      assert.ok(policy.includes(part), part)
    }
    assert.ok(!policy.includes('unsafe'))
  }
  await d.end()
})

test('a defect is a 500 that says nothing was recorded, and neither it nor the log tells what ' +
  'was sent', async () => {
  const broken = query('broken', {
    about: 'A query with a defect.', seenBy: ['primary-officer'], asks: {}, method: 'POST',
    answer: async () => { throw new Error('Sagal Warsame P1234567') },
  })
  const d = await door([...capabilities, capability('broken', { queries: [broken] })])
  const amina = await d.signIn('primary-officer')
  const written: string[] = []
  const { write } = process.stderr
  process.stderr.write = ((text: string) => written.push(String(text)) > 0) as never
  const answer = await d.send(amina, { method: 'POST', url: '/api/broken', payload: {} })
  process.stderr.write = write
  isProblem(answer, 500, 'defect')
  assert.equal(written.length, 1)
  assert.match(written[0]!, /^defect POST \/api\/broken Error/)
  for (const text of [answer.text, ...written]) {
    assert.ok(!text.includes('Sagal') && !text.includes('P1234567'))
  }
  await d.end()
})

test('what declares no permission does not start', async () => {
  const nobody = event('nobody-said', {
    about: 'A fact that nobody may record.', subject: 'x', fields: {}, recordedBy: [],
    travels: 'public', changes: () => [],
  } as never)
  const unseen = query(
    'unseen',
    { about: 'Nobody may ask.', seenBy: [], asks: {}, method: 'GET', answer: async () => ({}) },
  )
  await assert.rejects(door([capability('x', { facts: [nobody] })]), /nobody may record/)
  await assert.rejects(door([capability('x', { queries: [unseen] })]), /nobody may ask/)
})

test('a query answers, refuses with its reason, and tells a wrong question', async () => {
  const d = await door(capabilities)
  const [amina, omar] = [await d.signIn('primary-officer'), await d.signIn('supervisor')]
  await moor(d, amina, { boat: d.t.newId(), name: 'Sagal' })
  const named = await d.send(amina, { method: 'GET', url: '/api/boats-named?name=Sagal' })
  assert.deepEqual([named.status, named.body.boats.length], [200, 1])
  isProblem(await d.send(amina, { method: 'GET', url: '/api/boats-named' }), 422, 'invalid')
  isProblem(
    await d.send(amina, { method: 'GET', url: '/api/boats-named?name=a&name=b' }), 422, 'invalid',
  )
  isProblem(
    await d.send(omar, { method: 'GET', url: '/api/boats-named?name=Sagal' }), 403, 'not-permitted',
  )
  isProblem(
    await d.send(omar, { method: 'POST', url: '/api/count-boats', payload: { berth: 'dry-dock' } }),
    409, 'berth-unknown',
  )
  assert.deepEqual(
    (await d.send(omar, { method: 'POST', url: '/api/count-boats', payload: {} })).body,
    { boats: 1 },
  )
  await d.end()
})

test('a node that cannot record says so with 503 and a serial for the paper form', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  d.t.node.health.stop('disk-failing')
  const answer = await moor(d, amina, { boat: d.t.newId(), name: 'Sagal' })
  isProblem(answer, 503, 'cannot-record')
  assert.match(answer.body.about.paperSerial, /^dhobley-/)
  const health = await d.send(undefined, { method: 'GET', url: '/api/health' })
  assert.deepEqual([health.body.recording, health.body.fault], [false, 'disk-failing'])
  await d.end()
})

test('the description of the API is OpenAPI 3.1 and names every route, shape and ' +
  'permission', async () => {
  const d = await door(capabilities)
  const { body } = await d.send(undefined, { method: 'GET', url: '/api/openapi.json' })
  assert.equal(body.openapi, '3.1.0')
  const { boats, 'boat-moored': moored } = Object.fromEntries(
    Object.entries(body.paths).map(
      ([path, item]) => [path.slice('/api/'.length), item]
    )) as never as Record<string, Answer['body']>
  assert.match(moored.post.description, /primary-officer, secondary-officer/)
  const { schema } = moored.post.requestBody.content['application/json']
  assert.deepEqual(
    [
      schema.type, schema.additionalProperties, schema.required,
    ], ['object', false, ['boat', 'name']],
  )
  assert.deepEqual(boats.get.parameters.map(({ name }: { name: string }) => name),
    ['limit', 'after', 'berth', 'name', 'metres', 'afloat'])
  const ids = Object.values(body.paths).flatMap((item) => Object.values(item as object))
    .map((each) => each.operationId)
  assert.equal(new Set(ids).size, ids.length, 'every operation has a name of its own')
  const refs = JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)
  for (const [, name] of refs) assert.ok(body.components.schemas[name!], name)
  for (const [path, item] of Object.entries<Answer['body']>(body.paths)) {
    for (const operation of Object.values<Answer['body']>(item)) {
      assert.ok(operation.summary && operation.responses && operation.tags.length === 1, path)
    }
  }
  await d.end()
})
