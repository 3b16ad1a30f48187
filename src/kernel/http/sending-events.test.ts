// Changes as they happen: a screen is told of what its officer may read, and of nothing else.

import { strict as assert } from 'node:assert'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { BoatBanned, BoatMoored, CrewLookedUp, crews, harbour, lists } from '../harbour-on-trial.ts'
import { door, type Door } from './door-on-trial.ts'

const capabilities = [harbour, lists, crews]

/** Listens as an officer; answers what was heard so far, and how to stop. */
async function listen(d: Door, session: string) {
  if (!d.server.server.listening) await d.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = d.server.server.address() as AddressInfo
  let heard = ''
  let ended = false
  const asked = request(
    {
      port, host: '127.0.0.1', path: '/api/events', headers: { authorization: `Bearer ${session}` },
    },
  )
  const status = await new Promise<number>((done, fail) => {
    asked.on('error', fail).on('response', (response) => {
      response.setEncoding('utf8').on(
        'data', (text: string) => { heard += text },
      ).on('end', () => { ended = true })
      response.on('error', () => {})
      done(response.statusCode!)
    }).end()
  })
  return {
    status, ended: () => ended, text: () => heard, stop: () => asked.destroy(),
    async data() {
      await wait(30)
      return [...heard.matchAll(/^data: (.*)$/gm)].map(
        ([, json]) => JSON.parse(json!) as Record<string, unknown>,
      )
    },
  }
}

test('an officer is told of a leaf that moved a register of theirs: its number, event and ' +
  'registers', async () => {
  const d = await door(capabilities)
  const ear = await listen(d, await d.signIn('primary-officer'))
  const leaf = await d.t.said(
    BoatMoored, { boat: d.t.newId(), name: 'Sagal' }, d.t.officer('amina', 'primary-officer'),
  )
  assert.deepEqual(
    await ear.data(), [{ number: leaf.number, event: 'boat-moored', registers: ['boats'] }],
  )
  assert.ok(!ear.text().includes('Sagal'))
  ear.stop()
  await d.end()
})

test('nobody is told of what they may not read, not even that it was', async () => {
  const d = await door(capabilities)
  const [amina, abdi] = [
    await listen(d, await d.signIn('primary-officer')),
    await listen(d, await d.signIn('alert-owner')),
  ]
  const ban = await d.t.said(
    BoatBanned, { ban: d.t.newId(), name: 'Hodan' }, d.t.officer('abdi', 'alert-owner'),
  )
  await d.t.said(CrewLookedUp, { lookUp: d.t.newId(), register: 'sailors', asked: '', results: [] },
    d.t.officer('omar', 'supervisor'))
  assert.deepEqual(await amina.data(), [])
  assert.ok(!/ban/.test(amina.text()))
  assert.deepEqual(
    await abdi.data(), [{ number: ban.number, event: 'boat-banned', registers: ['bans'] }],
  )
  amina.stop()
  abdi.stop()
  await d.end()
})

test('a role that ended while a screen listens ends what it is told, one that was given adds ' +
  'to it', async () => {
  const d = await door(capabilities)
  const ear = await listen(d, await d.signIn('primary-officer'))
  const moor = () => d.t.said(
    BoatMoored, { boat: d.t.newId(), name: 'Sagal' }, d.t.officer('amina', 'primary-officer'))
  const ban = () => d.t.said(
    BoatBanned, { ban: d.t.newId(), name: 'Hodan' }, d.t.officer('abdi', 'alert-owner'))
  const told = [(await moor()).number]
  await ear.data()
  d.roles.set('primary-officer', [])
  await moor()
  await ear.data()
  d.roles.set('primary-officer', ['alert-owner'])
  told.push((await ban()).number)
  assert.deepEqual((await ear.data()).map(({ number }) => number), told)
  ear.stop()
  await d.end()
})

test('without a session nobody listens, and listening does not keep a session alive', async () => {
  const d = await door(capabilities)
  const session = await d.signIn('primary-officer')
  assert.equal((await listen(d, 'x'.repeat(32))).status, 401)
  const ear = await listen(d, session)
  for (let beat = 0; beat < 21; beat++) {
    d.t.clock.pass(15_000)
    await wait(1)
  }
  await wait(30)
  assert.ok(ear.ended(), 'the stream ends with the session')
  assert.match(ear.text(), /: here/)
  await d.end()
})

test('every screen is told at once when the node cannot record', async () => {
  const d = await door(capabilities)
  const ear = await listen(d, await d.signIn('inspector'))
  d.t.node.health.stop('disk-failing')
  const [state] = await ear.data()
  assert.deepEqual([state!['recording'], state!['fault']], [false, 'disk-failing'])
  assert.match(ear.text(), /^event: health$/m)
  ear.stop()
  await d.end()
})
