// A hub on PostgreSQL starts by the edge of its journal and what decides; the rest is the audit's.

import { strict as assert } from 'node:assert'
import { copyFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { realGiven } from '../nodes/given.ts'
import { postgresServer, type Server } from '../nodes/postgres-on-trial.ts'
import { trial, type Trial } from '../nodes/trial.ts'
import { audit } from './audit.ts'
import { BoatBanned, bans, boats, harbour, lists } from './harbour-on-trial.ts'
import { openPostgres } from './store/postgres.ts'
import { carried } from './sync/carried-on-trial.ts'
import { giveKeys, mooredAt } from './sync/mirror-on-trial.ts'

let server: Server
before(async () => { server = await postgresServer() })
after(() => server.stop())

const capabilities = [harbour, lists]

interface Hub { t: Trial; url: string; post: Trial }

/** A hub with what a post recorded, and a ban of its own. */
async function hubOf(): Promise<Hub> {
  const url = await server.database()
  const t = await trial(capabilities, {
    store: () => openPostgres({ url, given: realGiven, withoutSync: true }), audited: true,
    founding: { country: 'test', kind: 'hub', post: 'centre', device: 'server-1' },
  })
  const post = await trial(capabilities)
  giveKeys(t, post)
  await mooredAt(post, 300)
  await t.node.take(await carried(post), keysOf(t, post))
  await banned(t, 'Deeqa')
  return { t, url, post }
}

const keysOf = (...all: Trial[]) => new Map(all.map(({ node }) =>
  [node.journal.options.origin, node.keys.vkey] as [string, string]))
const banned = (t: Trial, name: string) => t.said(BoatBanned, { ban: t.newId(), name },
  t.officer('sahra', 'alert-owner'))
const audited = ({ t, post }: Hub) => audit({
  store: t.node.store, contents: t.node.contents, content: t.node.content,
  keys: keysOf(t, post), heads: [],
})
async function end({ t, post }: Hub): Promise<void> {
  await t.end()
  await post.end()
}

test('a start reads the edge and what decides, goes on recording, and all is sound', async () => {
  const hub = await hubOf()
  const { t, post } = hub
  assert.equal(t.node.unread, false, 'the first start has nothing to leave unread')
  await t.restart()
  assert.equal(t.node.unread, true)
  await banned(t, 'Ilwad')
  await mooredAt(post, 3)
  await t.node.take(await carried(post), keysOf(t, post))
  await t.restart()
  assert.equal(t.node.unread, true)
  assert.equal(await t.node.known(t.officer('sahra', 'alert-owner') as never).count(boats), 303)
  assert.deepEqual(await audited(hub), [])
  await end(hub)
})

test('leaves that became durable in the moment before a stop are gone on from', async () => {
  const hub = await hubOf()
  const { t } = hub
  for (const more of [1, 300]) {
    const kept = ['mark', 'checkpoint'].map((name) => `${t.folder}/${name}`)
    for (const file of kept) copyFileSync(file, `${file}-before`)
    const facts = Array.from({ length: more }, (_, n) =>
      ({ kind: BoatBanned, said: { ban: t.newId(), name: `Boat ${n}` } }))
    assert.ok(Array.isArray(await t.node.recordAll(facts, t.officer('sahra', 'alert-owner'))))
    const { size } = t.node.journal
    await t.node.close()
    for (const file of kept) copyFileSync(`${file}-before`, file)
    await t.restart()
    assert.equal(t.node.unread, true)
    assert.ok(t.node.journal.size >= size)
  }
  await end(hub)
})

test('what decides and was changed is made anew at the start; what does not, the audit names',
  async () => {
    const hub = await hubOf()
    const { t, url } = hub
    await t.node.close()
    await server.sql(url,
      `update boats set name = 'Ghost' where boat = (select min(boat) from boats)`)
    await t.restart()
    assert.equal(t.node.unread, true, 'the hub does not wait for it')
    const found = await audited(hub)
    assert.match(JSON.stringify(found), /"register":"boats".*\\"name\\" is not what its leaves say/)
    await t.node.close()
    await server.sql(url, 'delete from bans')
    await t.restart()
    const by = t.officer('sahra', 'alert-owner')
    assert.equal((await t.node.known(by).all(bans, {})).length, 1)
    assert.deepEqual(await audited(hub), [], 'all registers were folded anew')
    await end(hub)
  })

test('a journal that is cut below its mark records nothing; tables of another release are made',
  async () => {
    const hub = await hubOf()
    const { t, url } = hub
    await t.node.close()
    await server.sql(url, `update kept set value = '\\x00' where name = 'shape'`)
    await t.restart()
    assert.equal(t.node.unread, false)
    const { origin } = t.node.journal.options
    await t.node.close()
    await server.sql(url, `delete from leaf where origin = '${origin}' and number > 1`)
    await t.restart()
    assert.equal(t.node.health.state.fault, 'journal-behind-mark')
    await t.node.close()
    await hub.post.end()
  })
