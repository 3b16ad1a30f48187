// Who may what: every role at every event, register and query, through the door.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { aDay } from '../../testdata/leaves/a-day.ts'
import { enrollingOf } from '../country/network/enrolling.ts'
import { roles, type Role } from '../kernel/event.ts'
import { code, door, type Door } from '../kernel/http/door-on-trial.ts'
import { beside } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { whoMay, type Cell } from './generate.ts'

/** Asks for a cell's thing as an officer, with a second officer where an act may need one. */
async function tried(
  d: Door, session: string, { route, kind, name, twoOfficers }: Cell, role: Role,
) {
  const { method, path } = route!
  if (kind !== 'event') {
    return d.send(session, { method, url: path, ...(method === 'POST' && { payload: {} }) })
  }
  const { said } = aDay(await place(d)).find(({ event }) => event === name)!
  const headers: Record<string, string> = {}
  if (twoOfficers !== 'no') {
    const { body } = await d.send(session, {
      method: 'POST', url: '/api/second-sign-in', payload: { officer: `${role}.two`, code },
    })
    headers['safar-second'] = body.second
  }
  return d.send(session, { method, url: path, payload: said, headers })
}

async function place(d: Door) {
  const checkpoint = (await d.t.node.checkpoint()).toString()
  return { newId: d.t.newId, checkpoint, day: '2026-11-22', leaves: d.t.node.journal.size }
}

for (const role of roles) {
  test(`${role}: what they may is open, and all else is shut`, async () => {
    const d = await door(capabilities)
    const stop = await beside(d.t.node)
    d.t.node.offer('enrolling', enrollingOf({
      node: d.t.node, certificate: Buffer.alloc(0), addresses: () => [],
    }))
    d.t.node.offer('checkpoint', async () => (await d.t.node.checkpoint()).toString())
    const session = await d.signIn(role)
    for (const cell of whoMay().filter(({ route }) => route)) {
      const answer = await tried(d, session, cell, role)
      const told = `${cell.kind} ${cell.name}: ${answer.status} ${answer.text.slice(0, 300)}`
      if (cell.may.includes(role)) {
        assert.ok(
          [200, 201, 409, ...(cell.kind === 'query' ? [422] : [])].includes(answer.status), told,
        )
      } else {
        assert.deepEqual([answer.status, answer.body.reason], [403, 'not-permitted'], told)
      }
    }
    stop()
    await d.end()
  })
}

test('what only the node or a query attests, and what only queries read, has no door', async () => {
  const d = await door(capabilities)
  const session = await d.signIn('administrator')
  for (const { name, kind } of whoMay().filter(({ route }) => !route)) {
    const method = kind === 'event' ? 'POST' : 'GET'
    const answer = await d.send(
      session, { method, url: `/api/${name}`, ...(kind === 'event' && { payload: {} }) },
    )
    assert.equal(answer.status, 404, name)
  }
  await d.end()
})

test('without a session every door is shut', async () => {
  const d = await door(capabilities)
  for (const { route, name } of whoMay()) {
    if (!route) continue
    const answer = await d.send(undefined, {
      method: route.method, url: route.path, ...(route.method === 'POST' && { payload: {} }),
    })
    assert.deepEqual([answer.status, answer.body.reason], [401, 'session-over'], name)
  }
  await d.end()
})
