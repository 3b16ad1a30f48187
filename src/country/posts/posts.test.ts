// Posts, as those who look after them would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial } from '../../nodes/trial.ts'
import capability from './capability.ts'
import { PostRegistered } from './post-registered.ts'
import { posts } from './register.ts'

const galdahay = {
  code: 'GLD', name: { en: 'Galdahay', ar: 'جلدهاي' }, country: 'XDM', kind: 'land',
  neighbour: 'ETH', lanes: 4,
}

test('a post that is registered is found by its code, also after the power was cut', async () => {
  const t = await trial([capability])
  const nasir = t.officer('nasir.abokor', 'administrator')
  await t.said(PostRegistered, { post: t.newId(), ...galdahay }, nasir)
  await t.restart()
  const row = await t.node.known(nasir).get(posts, { code: 'GLD' })
  assert.deepEqual([row.name.ar, row.lanes, row.neighbour], ['جلدهاي', 4, 'ETH'])
  await t.end()
})

test('what changed at a post is registered again under its id, and the code stays', async () => {
  const t = await trial([capability])
  const nasir = t.officer('nasir.abokor', 'administrator')
  const post = t.newId()
  await t.said(PostRegistered, { post, ...galdahay }, nasir)
  await t.said(PostRegistered, { post, ...galdahay, lanes: 6 }, nasir)
  const rows = await t.node.known(nasir).all(posts, {})
  assert.deepEqual(rows.map(({ code, lanes }) => [code, lanes]), [['GLD', 6]])
  await t.end()
})

test('two posts cannot share a code, in capitals or not', async () => {
  const t = await trial([capability])
  const nasir = t.officer('nasir.abokor', 'administrator')
  await t.said(PostRegistered, { post: t.newId(), ...galdahay }, nasir)
  const no = await t.refused(PostRegistered, { post: t.newId(), ...galdahay, code: 'Gld' }, nasir)
  assert.equal(no.reason, 'post-code-taken')
  assert.deepEqual(no.detail, { code: 'GLD', name: 'Galdahay' })
  await t.end()
})

test('an officer at the counter may read the posts and may not register one', async () => {
  const t = await trial([capability])
  const no = await t.refused(PostRegistered, { post: t.newId(), ...galdahay },
    t.officer('amina.warsame', 'primary-officer'))
  assert.equal(no.reason, 'not-permitted')
  await t.end()
})

test('a post north of the pole, without a lane, or with no true place code is invalid', () => {
  const bad = [
    { lat: 90.1 }, { lanes: 0 }, { unlocode: 'ET1ABC' }, { code: 'G D' }, { kind: 'cave' },
  ]
  for (const one of bad) {
    const said = { post: '01890000-0000-7000-8000-000000000001', ...galdahay, ...one }
    assert.equal(PostRegistered.said.safeParse(said).success, false, JSON.stringify(one))
  }
})
