// What posts say of themselves, as whoever watches over all of them reads it on the wall.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial } from '../../nodes/trial.ts'
import { Contacts, type Contact, type SaidOfItself } from './contact.ts'
import { contactState, worstFirst } from './contact-state.ts'
import { LeafWhere } from './leaf-where.ts'
import network from './capability.ts'

const at = '2026-11-22T08:00:00.000Z'
const well: SaidOfItself = {
  at, clock: 'good', version: '0.1.0', freeBytes: 50 * 1024 ** 3, recorded: 10, unsent: 0,
  bundle: 5, refused: 0,
}
const hub = { now: '2026-11-22T08:00:30.000Z', version: '0.1.0' }
const state = (said: Partial<SaidOfItself> = {}, more: Partial<Contact> = {}) => {
  const { state: is, why } = contactState(
    { at, offsetMs: 0, said: { ...well, ...said }, ...more }, 'enrolled', hub)
  return [is, why]
}

test('the worst of a post is what is said of it, and a post that is well is clear', () => {
  assert.deepEqual(state(), ['clear', undefined])
  assert.deepEqual(state({ trouble: 'disk-full', unsent: 5000 }), ['stop', 'trouble'])
  assert.deepEqual(state({}, { at: '2026-11-21T07:00:00.000Z' }), ['stop', 'silent'])
  assert.deepEqual(state({}, { at: '2026-11-22T07:50:00.000Z' }), ['look', 'quiet'])
  assert.deepEqual(state({}, { offsetMs: -3_600_000 }), ['stop', 'clock'])
  assert.deepEqual(state({ clock: 'unsure' }), ['look', 'clock'])
  assert.deepEqual(state({ freeBytes: 1024 ** 3 }), ['look', 'disk'])
  assert.deepEqual(state({ unsent: 1001 }), ['look', 'unsent'])
  assert.deepEqual(state({ version: '0.2.0' }), ['look', 'version'])
  assert.deepEqual(contactState(undefined, 'enrolled', hub),
    { state: 'unchecked', why: 'never-heard' })
  assert.deepEqual(contactState({ at, offsetMs: 0, said: well }, 'revoked', hub),
    { state: 'unchecked', why: 'not-enrolled' })
})

test('the worst comes first, and of those alike the one that was silent longest', () => {
  const one = (name: string, is: 'clear' | 'stop', heard: string) =>
    ({ name, state: is, contact: { at: heard, offsetMs: 0, said: well } })
  const order = worstFirst([
    one('a', 'clear', '2026-11-22T08:00:02.000Z'), one('b', 'clear', at), one('c', 'stop', at),
  ])
  assert.deepEqual(order.map(({ name }) => name), ['c', 'b', 'a'])
})

test('what a post says of itself outlives a start of the hub, and nonsense counts as ' +
  'nothing', async () => {
  const t = await trial([network])
  const contacts = new Contacts(t.given, t.folder)
  contacts.heard('a', JSON.stringify({ ...well, at: '2026-11-22T08:00:05.000Z' }))
  for (const bad of [
    undefined, '', '{', '[]', '{"at":1}', JSON.stringify({ ...well, unsent: -1 }),
    JSON.stringify({ ...well, more: 1 }), `"${'x'.repeat(3000)}"`,
  ]) contacts.heard('b', bad)
  t.clock.pass(60_000)
  const later = new Contacts(t.given, t.folder)
  assert.deepEqual(later.of('a'), {
    at, offsetMs: 5000, said: { ...well, at: '2026-11-22T08:00:05.000Z' },
  })
  assert.equal(later.of('b'), undefined)
  t.given.disk.replace(`${t.folder}/contacts.json`, Buffer.from('torn'))
  assert.equal(new Contacts(t.given, t.folder).of('a'), undefined)
  await t.end()
})

test('a leaf is here, waits for the link or its turn, or is at the hub, and says why', async () => {
  const t = await trial([network])
  const amina = t.officer('amina', 'primary-officer')
  const { origin } = t.node.journal.options
  const where = (of = origin) => t.asked(LeafWhere, { origin: of, number: 0 }, amina)
  assert.deepEqual(await where(), { is: 'here' })
  const link = { hub: 'safar.test/hub/HQ/0', linked: false, since: at, why: 'unreachable' }
  let step: 'recorded' | 'contents-up' = 'recorded'
  t.node.offer('link', { now: () => ({ ...link, waiting: 3 }), where: async () => step })
  assert.deepEqual(await where(), {
    is: 'waits', why: 'no-link', waiting: 3, since: at, linkWhy: 'unreachable',
  })
  link.linked = true
  assert.deepEqual(await where(), { is: 'waits', why: 'in-line', waiting: 3 })
  step = 'contents-up'
  assert.deepEqual(await where(), { is: 'at-hub' })
  assert.deepEqual(await where('safar.test/post/lamu/0'), { is: 'from-elsewhere' })
  await t.end()
})
