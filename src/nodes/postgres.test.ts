// The hub's store and the post's are one: the same leaves, the same rows, the same answers.

import { strict as assert } from 'node:assert'
import { randomUUID } from 'node:crypto'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { door, type Door } from '../kernel/http/door-on-trial.ts'
import { bent, operationsOf, sent } from '../kernel/http/fuzz.ts'
import { readRegister } from '../kernel/http/reading.ts'
import { roles } from '../kernel/event.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { openMemory } from '../kernel/store/memory.ts'
import { openPostgres } from '../kernel/store/postgres.ts'
import { rowsByKey } from '../kernel/store/examining.ts'
import type { Store } from '../kernel/store/store.ts'
import { carried } from '../kernel/sync/carried-on-trial.ts'
import type { ForeignLeaf } from '../kernel/sync/take.ts'
import { makeKeys } from '../kernel/keys.ts'
import { newRealmPair } from '../kernel/realms/sealing.ts'
import { unsound } from '../kernel/sound.ts'
import { demoCountryOn } from '../simulation/demo-country.ts'
import { luckOfSeed } from '../simulation/luck.ts'
import { beside } from './beside.ts'
import { capabilities } from './capabilities.ts'
import { seedCountry } from './demo-seeding.ts'
import { realGiven } from './given.ts'
import { postgresServer, type Server } from './postgres-on-trial.ts'
import { trial, type Trial } from './trial.ts'
import { sourceFolder } from './words.ts'

let server: Server
before(async () => { server = await postgresServer() })
after(() => server.stop())

const opened = (url: string) => openPostgres({ url, given: realGiven, withoutSync: true })
const onPostgres = async (): Promise<{ store: () => Promise<Store> }> => {
  const url = await server.database()
  return { store: () => opened(url) }
}
const inMemory = () => {
  const disk = openMemory()
  return { store: () => disk.open() }
}

/** Sixty days of the demo at one post, as they would be carried to a hub. */
async function sixtyDays(): Promise<{
  leaves: ForeignLeaf[]; keys: Map<string, string>; t: Trial
}> {
  const t = await trial(capabilities, inMemory())
  const at = (ms: number) => t.clock.set(new Date(ms).toISOString())
  const clock = { ...t.clock, at, arrive: () => {} }
  await seedCountry(t.node, demoCountryOn({ today: '2026-11-22' }), clock as never, () => {})
  const keys = new Map([[t.node.journal.options.origin, t.node.keys.vkey]])
  return { leaves: await carried(t), keys, t }
}

test('the tables that are committed are those of a real server', async () => {
  const url = await server.database()
  const sql = readFileSync(join(sourceFolder, '../docs/generated/registers.postgres.sql'), 'utf8')
  await server.sql(url, `${sql}; grant all on all tables in schema public to safar`)
  const tables = await server.sql(url, `select tablename from pg_tables
    where schemaname = 'public' order by tablename collate "C"`)
  const declared = [...sql.matchAll(/create table if not exists "([\w-]+)"/g)]
    .map(([, name]) => name)
  assert.deepEqual(tables.map(({ tablename }) => tablename), declared.sort())
  const long = await server.sql(url, `select relname from pg_class
    where relnamespace = 'public'::regnamespace and length(relname) >= 63`)
  assert.deepEqual(long, [], 'a longer name would be cut, and two might become one')
})

test('sixty days of a post add up to the same rows and pages on both stores', async () => {
  const { leaves, keys, t: post } = await sixtyDays()
  assert.ok(leaves.length > 400, `${leaves.length} leaves`)
  const nodes: Trial[] = []
  for (const on of [inMemory(), await onPostgres()]) {
    const keysFolder = `${post.folder}/keys-${nodes.length}`
    makeKeys(post.given, keysFolder, {
      country: 'test', kind: 'hub', post: 'hargeisa', device: 'server-1',
    })
    copyFileSync(`${post.folder}/keys/realms.json`, `${keysFolder}/realms.json`)
    const t = await trial(capabilities, { ...on, keysFolder })
    for (let at = 0; at < leaves.length; at += 256) {
      const taken = await t.node.take(leaves.slice(at, at + 256), keys)
      assert.ok(taken.every((each) => 'taken' in each && !each.unopened), JSON.stringify(taken))
    }
    nodes.push(t)
  }
  const [lite, pg] = nodes as [Trial, Trial]
  assert.deepEqual(pg.node.registersDigest(), lite.node.registersDigest())
  assert.deepEqual(pg.node.registersDigest(), post.node.registersDigest())
  for (const register of lite.node.contents.registers.values()) {
    const both = await Promise.all(nodes.map(async (t) => {
      const rows: unknown[] = []
      for await (const row of rowsByKey(t.node.store, register)) rows.push({ ...row })
      return rows
    }))
    assert.deepEqual(both[1], both[0], register.name)
    assert.deepEqual(await pagesOf(pg, register.name), await pagesOf(lite, register.name))
  }
  await pg.restart()
  assert.deepEqual(pg.node.registersDigest(), lite.node.registersDigest())
  for (const t of [...nodes, post]) await t.end()
})

/** All pages of a register, few rows at a time, as its readers see them. */
async function pagesOf(t: Trial, name: string): Promise<unknown[]> {
  const register = t.node.contents.registers.get(name)!
  const pages: unknown[] = []
  for (let after: string | undefined; ;) {
    // What a reading of persons records would be another row of the register that is read.
    const page = await readRegister(t.node, { ...register, readingIs: undefined } as never,
      { limit: '37', ...(after && { after }) }, t.officer('amina', [...roles]))
    assert.ok(!isRefusal(page))
    pages.push(page.rows)
    if (!page.next || pages.length > 12) return pages
    after = page.next
  }
}

test('whatever a post is asked, it answers the same from both stores', {
  timeout: 300_000,
}, async () => {
  const doors: Door[] = []
  const { publicKey } = await newRealmPair()
  const office = { office: randomUUID(), key: publicKey.toString('base64') }
  for (const on of [inMemory(), await onPostgres()]) {
    const d = await door(capabilities, {}, { ...on, luck: luckOfSeed(7) })
    await beside(d.t.node)
    const at = (ms: number) => d.t.clock.set(new Date(ms).toISOString())
    const country = demoCountryOn({ today: '2026-11-22' })
    country.history.crossings.splice(60)
    country.history.groups.splice(0)
    await seedCountry(
      d.t.node, country, { ...d.t.clock, at, arrive: () => {} } as never, () => {}, office)
    d.t.node.offer('checkpoint', async () => 'a checkpoint')
    d.t.node.offer('journal-proof', { receipt: async () => 'a receipt' })
    doors.push(d)
  }
  const { body } = await doors[0]!.send(undefined, { method: 'GET', url: '/api/openapi.json' })
  const officers = ['primary-officer', 'supervisor', 'alert-owner', 'administrator']
  const sessions: string[][] = []
  for (const officer of officers) {
    sessions.push(await Promise.all(doors.map((d) => d.signIn(officer))))
  }
  let equal = 0
  for (const operation of operationsOf(body).filter(({ path }) => !/events|sign-/.test(path))) {
    await fc.assert(fc.asyncProperty(bent(operation), fc.nat(officers.length - 1), async (
      request, who,
    ) => {
      const [lite, pg] = await Promise.all(doors.map((d, index) =>
        d.send(sessions[who]![index], sent(operation, request))))
      const told = `${operation.method} ${operation.path}`
      assert.equal(pg!.status, lite!.status, `${told}: ${pg!.text} and ${lite!.text}`)
      assert.deepEqual(pg!.body, lite!.body, told)
      if (lite!.status < 300) equal += 1
    }), { numRuns: 15 })
  }
  assert.ok(equal > 60, `${equal} were answered`)
  assert.deepEqual(doors[1]!.t.node.registersDigest(), doors[0]!.t.node.registersDigest())
  for (const d of doors) assert.deepEqual(await unsound(d.t.node), [])
  for (const d of doors) await d.end()
})
