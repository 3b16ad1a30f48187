// Reading registers through the door: page by page, filtered, recorded first where they hold
// persons.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { z } from 'zod'
import { capability } from '../capability.ts'
import { event } from '../event.ts'
import {
  BoatMoored, CrewLookedUp, crews, harbour, lists, SailorSigned,
} from '../harbour-on-trial.ts'
import { leavesOf } from '../leaves.ts'
import { register } from '../register.ts'
import { door, type Answer, type Door } from './door-on-trial.ts'

const capabilities = [harbour, lists, crews]

async function fleet(d: Door, count: number) {
  const amina = d.t.officer('amina', 'primary-officer')
  for (let boat = 0; boat < count; boat++) {
    // Three boats of each millisecond: the key decides between them.
    if (boat % 3 === 0) d.t.clock.pass(1)
    await d.t.said(BoatMoored, {
      boat: d.t.newId(), name: boat % 2
        ? 'Sagal' : 'Hodan', berth: `A${boat}`, metres: 10 + (boat % 4), afloat: boat % 5 > 0,
    }, amina)
  }
}

const read = (d: Door, session: string, query: string, register = 'boats'): Promise<Answer> =>
  d.send(session, { method: 'GET', url: `/api/${register}${query}` })

/** All pages of a register, one after the other. */
async function pages(d: Door, session: string, query: string, between = async () => {}) {
  const all: Answer['body'][][] = []
  for (let next: string | undefined = ''; next !== undefined;) {
    const { status, body }: Answer = await read(
      d, session, `?${query}${next && `&after=${encodeURIComponent(next)}`}`,
    )
    assert.equal(status, 200)
    all.push(body.rows)
    next = body.next as string | undefined
    await between()
  }
  return all
}

test('all pages together are the register in its order, each row once', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  await fleet(d, 23)
  for (const limit of [1, 4, 23, 24, 500]) {
    const rows = (await pages(d, amina, `limit=${limit}`)).flat()
    assert.equal(rows.length, 23)
    const sorted = [...rows].sort(
      (a, b) => (a.at === b.at ? (a.boat < b.boat ? 1 : -1) : a.at < b.at ? 1 : -1)
    )
    assert.deepEqual(rows, sorted)
    assert.equal(new Set(rows.map(({ boat }) => boat)).size, 23)
  }
  await d.end()
})

test('what is recorded while somebody turns pages neither shifts nor repeats a row', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  await fleet(d, 12)
  let berth = 100
  const rows = (await pages(d, amina, 'limit=3', async () => {
    d.t.clock.pass(5)
    await d.t.said(
      BoatMoored, { boat: d.t.newId(), name: 'Late', berth: `Z${berth++}` },
      d.t.officer('omar', 'primary-officer'),
    )
  })).flat()
  assert.equal(rows.filter(({ name }) => name !== 'Late').length, 12)
  assert.equal(new Set(rows.map(({ boat }) => boat)).size, rows.length)
  await d.end()
})

test('a page is as long as was asked, at most 500 rows and at least one, and says when it was ' +
  'known', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  await fleet(d, 60)
  const lengths: number[] = []
  for (const query of [
    '', '?limit=7', '?limit=0', '?limit=-3', '?limit=x', '?limit=1e9', '?limit=2.5',
    '?limit=1&limit=2',
  ]) {
    const { status, body } = await read(d, amina, query)
    assert.equal(status, 200, query)
    assert.match(body.knownAt, /^\d{4}-.*Z$/)
    lengths.push(body.rows.length)
  }
  assert.deepEqual(lengths, [50, 7, 50, 1, 50, 60, 2, 50])
  await d.end()
})

test('filters are equalities on the columns that are declared, of text, numbers and yes or ' +
  'no', async () => {
  const d = await door(capabilities)
  const amina = await d.signIn('primary-officer')
  await fleet(d, 20)
  const count = async (query: string) => (await read(d, amina, query)).body.rows.length
  assert.equal(await count('?name=Sagal'), 10)
  assert.equal(await count('?metres=10'), 5)
  assert.equal(await count('?afloat=false'), 4)
  assert.equal(await count('?name=Hodan&afloat=true&metres=12'), 4)
  assert.equal(await count('?name=sagal%27%20or%201=1--'), 0)
  assert.equal(await count('?metres=many'), 0)
  assert.equal((await pages(d, amina, 'limit=3&name=Sagal')).flat().length, 10)
  for (const query of [
    '?colour=blue', '?officer=amina', '?of_subject=x', '?__proto__=x', '?name=a&name=b', '?after=x',
    '?after=W10', `?after=${Buffer.from('[null,"x"]').toString('base64url')}`]) {
    const { status, body } = await read(d, amina, query)
    assert.ok(status === 409 || status === 422, `${query}: ${status}`)
    assert.ok(body.reason || body.invalid, query)
  }
  await d.end()
})

test('a register is read by the roles that it names and by no other; one that names none has no ' +
  'route', async () => {
  const hidden = register(
    'hidden', { about: 'x', key: 'x', columns: { x: z.string() }, seenBy: [] },
  )
  const d = await door([...capabilities, capability('hidden', { registers: [hidden] })])
  for (const [role, status] of [
    ['primary-officer', 200], ['supervisor', 200], ['inspector', 403], ['alert-owner', 403],
  ] as const) {
    assert.equal((await read(d, await d.signIn(role), '')).status, status, role)
  }
  assert.equal((await read(d, await d.signIn('administrator'), '', 'hidden')).status, 404)
  await d.end()
})

test('reading a register of persons is a leaf with who read what, before the rows leave the ' +
  'node', async () => {
  const d = await door(capabilities)
  const sailor = d.t.newId()
  await d.t.said(SailorSigned, { sailor, name: 'Yusuf' }, d.t.officer('amina', 'primary-officer'))
  const size = d.t.node.journal.size
  const answer = await read(d, await d.signIn('supervisor'), '?name=Yusuf', 'sailors')
  assert.deepEqual(answer.body.rows, [{ sailor, name: 'Yusuf' }])
  assert.equal(d.t.node.journal.size, size + 1)
  for await (const leaf of leavesOf(
    d.t.node.store.reading, d.t.node.journal.options.origin, size,
  )) {
    const said = await d.t.node.content.open(CrewLookedUp,
      { ...leaf, realm: 'border', version: 1 }, leaf.content, d.t.node.store.reading)
    assert.deepEqual(
      [said!['register'], said!['asked'], said!['results']],
      ['sailors', '{"name":"Yusuf"}', [sailor]],
    )
  }
  await d.end()
})

test('rows of persons do not leave a node that cannot record that they were read', async () => {
  const d = await door(capabilities)
  await d.t.said(
    SailorSigned, { sailor: d.t.newId(), name: 'Yusuf' }, d.t.officer('amina', 'primary-officer'),
  )
  const omar = await d.signIn('supervisor')
  d.t.node.health.stop('disk-failing')
  const answer = await read(d, omar, '', 'sailors')
  assert.equal(answer.status, 503)
  assert.ok(!answer.text.includes('Yusuf'))
  await d.end()
})

test('a name in five scripts is kept and read back as it was written', async () => {
  const Called = event('boat-called', {
    about: 'x', subject: 'boat', fields: {
      boat: z.uuid(), name: z.string(),
    }, recordedBy: ['primary-officer'],
    travels: 'border', changes: (said) => [calls.put(said)],
  })
  const calls = register('calls', {
    about: 'x', key: 'boat', columns: {
      boat: z.uuid(), name: z.string(),
    }, seenBy: ['primary-officer'], filters: ['name'],
  })
  const d = await door([capability('calls', { facts: [Called], registers: [calls] })])
  const amina = await d.signIn('primary-officer')
  const name = 'Ömer عُمَر ኦማር Омар 奥马尔 e\u0301 \u0001 \u{1F6A2}'
  const boat = d.t.newId()
  assert.equal(
    (
      await d.send(amina, { method: 'POST', url: '/api/boat-called', payload: { boat, name } })
    ).status,
    201,
  )
  const { body } = await read(d, amina, `?name=${encodeURIComponent(name)}`, 'calls')
  assert.deepEqual(body.rows, [{ boat, name }])
  // A database of C strings ends a text there; the same name must be the same at a hub.
  const cut = await d.send(amina, {
    method: 'POST', url: '/api/boat-called', payload: { boat: d.t.newId(), name: 'Omar\0' },
  })
  assert.equal(cut.status, 422)
  await d.end()
})
