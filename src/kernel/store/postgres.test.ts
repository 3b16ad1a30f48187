// The hub's store on a real server: what is acknowledged is there, once, whatever dies meanwhile.

import { strict as assert } from 'node:assert'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { realGiven } from '../../nodes/given.ts'
import { postgresServer, type Server } from '../../nodes/postgres-on-trial.ts'
import { trial } from '../../nodes/trial.ts'
import { CannotOpen } from '../cannot-open.ts'
import { BoatMoored, boats, harbour } from '../harbour-on-trial.ts'
import { openPostgres, type PostgresOptions } from './postgres.ts'
import { placeholders } from './postgres-speech.ts'
import { StoreFailure, type Store } from './store.ts'

let server: Server
before(async () => { server = await postgresServer({ syncs: true }) })
after(async () => {
  // Also those of a test that failed: they would keep the run alive.
  for (const store of stores) await store.close()
  await server.stop()
})
const stores: Store[] = []

/** Timers that keep the test alive while it waits for the server. */
const timers = {
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
async function opened(url: string, more: Partial<PostgresOptions> = {}): Promise<Store> {
  const store = await openPostgres({ url, given: { ...realGiven, timers }, ...more })
  stores.push(store)
  return store
}

async function withTable(): Promise<{ url: string; store: Store }> {
  const url = await server.database()
  const store = await opened(url)
  await store.script('create table held (value bigint primary key)')
  return { url, store }
}
const heldIn = async (store: Store) =>
  (await store.reading.lists('select value from held order by value')).map(([value]) => value)
const hold = (store: Store, value: number) =>
  store.writing((s) => s.run('insert into held values (?)', [value]))
const fault = (wanted: string) => (failure: unknown) =>
  failure instanceof StoreFailure && failure.fault === wanted

test('a question mark is a place for a value, but not in text', () => {
  assert.equal(placeholders('select \'?\' as "why?", a from b where c = ? and d in (?, ?)'),
    'select \'?\' as "why?", a from b where c = $1 and d in ($2, $3)')
})

test('values come back as from the embedded store', async () => {
  const { store } = await withTable()
  const sql = 'select count(*) as n, sum(value) as s, true as yes, null as nothing,' +
    ' cast(? as bytea) as bytes, cast(? as double precision) as real, cast(? as text) as words'
  const parameters = [Buffer.of(0, 255), 0.1, 'été \u{1F42A}']
  const row = { n: 0, s: null, yes: 1, nothing: null, bytes: Buffer.of(0, 255), real: 0.1,
    words: 'été \u{1F42A}' }
  assert.deepEqual(await store.reading.all(`${sql} from held`, parameters), [row])
  assert.deepEqual(await store.reading.lists(`${sql} from held`, parameters), [Object.values(row)])
  await hold(store, 9_007_199_254_740_991)
  assert.deepEqual(await heldIn(store), [9_007_199_254_740_991])
  await store.close()
})

test('work that fails leaves nothing, and what the server refuses has a name', async () => {
  const { store } = await withTable()
  await assert.rejects(store.writing(async (s) => {
    await s.run('insert into held values (1)')
    throw new Error('no')
  }), /no/)
  for (const [code, name] of [
    ['53100', 'disk-full'], ['58030', 'disk-failing'], ['XX001', 'damaged'], ['25006', 'read-only'],
    ['53300', 'busy'],
  ] as const) {
    const raise = `do $$ begin raise exception 'no' using errcode = '${code}'; end $$`
    await assert.rejects(store.writing(async (s) => {
      await s.run('insert into held values (2)')
      await s.run(raise)
    }), fault(name))
  }
  await assert.rejects(store.reading.run('insert into held values (3)'), fault('read-only'))
  assert.deepEqual(await heldIn(store), [])
  await store.close()
})

test('a database has one writer, on whatever machine, until it is gone', async () => {
  const { url, store } = await withTable()
  await assert.rejects(opened(url, { patienceMs: 100 }), fault('busy'))
  await hold(store, 1)
  await store.close()
  const next = await opened(url)
  assert.deepEqual(await heldIn(next), [1])
  await next.close()
})

test('a server that would lose what it acknowledged is not begun with', async () => {
  const other = await postgresServer()
  const url = await other.database()
  await assert.rejects(opened(url), (failure: unknown) =>
    failure instanceof CannotOpen && failure.reason === 'database-unfit' &&
    /fsync is off, not on/.test(failure.path))
  await other.stop()
})

test('after a restart of the server the store goes on by itself', async () => {
  const { store } = await withTable()
  await hold(store, 1)
  for (const [how, value] of [['fast', 2], ['immediate', 3], ['kill', 4]] as const) {
    const reading = heldIn(store)
    await server.restart(how)
    await reading
    await hold(store, value)
  }
  assert.deepEqual(await heldIn(store), [1, 2, 3, 4])
  await store.close()
})

test('what was acknowledged before kill -9 is there, the rest all or not at all', async () => {
  const { store } = await withTable()
  const acknowledged: number[] = []
  for (let round = 0; round < 5; round++) {
    const stopAt = 20 + round * 7
    let killing: Promise<void> | undefined
    for (let value = round * 1000; value < round * 1000 + 60; value += 2) {
      if (value % 1000 === stopAt - stopAt % 2) killing = server.restart('kill')
      await store.writing(async (s) => {
        await s.run('insert into held values (?)', [value])
        await s.run('insert into held values (?)', [value + 1])
      }).then(() => { acknowledged.push(value, value + 1) }, (failure: unknown) => {
        if (!fault('busy')(failure)) throw failure
      })
    }
    await killing
  }
  const held = await heldIn(store)
  assert.ok(acknowledged.length > 200)
  assert.deepEqual(acknowledged.filter((value) => !held.includes(value)), [])
  for (const value of held) assert.ok(held.includes(Number(value) ^ 1), `half of ${String(value)}`)
  assert.equal(held.length, acknowledged.length, 'none is there that was said to have failed')
  await store.close()
})

/** A way to the server that is cut at the next commit: before it arrives, or before its answer. */
async function cutAtCommit(url: string) {
  const folder = mkdtempSync(join(tmpdir(), 'safar-cut-'))
  chmodSync(folder, 0o755)
  let cut: 'before' | 'after' | undefined
  const between = createServer((client: Socket) => {
    const there = connect(join(server.folder, '.s.PGSQL.5432'))
    const both = [client, there]
    both.forEach((each) => each.on('error', () => {}))
    both.forEach((each, index) => each.on('close', () => both[1 - index]!.destroy()))
    there.on('data', (chunk) => { if (!client.destroyed) client.write(chunk) })
    client.on('data', (chunk) => {
      if (!cut || !chunk.includes('commit\0')) return void there.write(chunk)
      const how = cut
      cut = undefined
      if (how === 'before') return both.forEach((each) => each.destroy())
      there.removeAllListeners('data')
      there.write(chunk)
      // Its answer is dropped on the way.
      there.once('data', () => both.forEach((each) => each.destroy()))
    })
  })
  await new Promise<void>((ready) => { between.listen(join(folder, '.s.PGSQL.5432'), ready) })
  return {
    url: url.replace(encodeURIComponent(server.folder), encodeURIComponent(folder)),
    next(how: 'before' | 'after') { cut = how },
    end() {
      between.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

test('a commit whose answer was lost is looked up: neither lost nor done twice', async () => {
  const { url, store } = await withTable()
  await store.close()
  const way = await cutAtCommit(url)
  const through = await opened(way.url)
  way.next('after')
  await hold(through, 1)
  assert.deepEqual(await heldIn(through), [1], 'it had been done')
  way.next('before')
  await assert.rejects(hold(through, 2), fault('busy'))
  assert.deepEqual(await heldIn(through), [1], 'it had not been done')
  await hold(through, 2)
  assert.deepEqual(await heldIn(through), [1, 2])
  await through.close()
  way.end()
})

test('a node records on through lost answers and restarts, each fact once', async () => {
  const url = await server.database()
  const way = await cutAtCommit(url)
  const t = await trial([harbour], { store: () => opened(way.url) })
  const amina = t.officer('amina', 'primary-officer')
  const facts = Array.from({ length: 12 }, (_, n) => ({ boat: t.newId(), name: `boat ${n}` }))
  for (const [n, said] of facts.entries()) {
    if (n % 3 === 1) way.next(n % 2 ? 'after' : 'before')
    if (n === 6) await server.restart('kill')
    // Who is refused asks again, as a screen does.
    const first = await t.node.record(BoatMoored, said, amina)
    if (!Array.isArray(first)) await t.said(BoatMoored, said, amina)
  }
  const rows = await t.node.known(amina).all(boats, {}, { order: 'at asc' })
  assert.deepEqual(rows.map(({ name }) => name).sort(), facts.map(({ name }) => name).sort())
  await t.restart()
  await t.end()
  way.end()
})

test('an index that does not fit its table is found at start, and made anew', async () => {
  const url = await server.database()
  await server.sql(url, 'create extension amcheck; grant execute on all functions in schema' +
    ' public to safar')
  const t = await trial([harbour], { store: () => opened(url) })
  const amina = t.officer('amina', 'primary-officer')
  const [one, two] = [t.newId(), t.newId()]
  await t.said(BoatMoored, { boat: one, name: 'Sagal', berth: 'N1' }, amina)
  const parts = `select inhrelid from pg_inherits where inhparent = 'boats_by_berth'::regclass`
  await server.sql(url, `update pg_index set indisready = false, indisvalid = false
    where indexrelid in (${parts})`)
  await t.said(BoatMoored, { boat: two, name: 'Hodan', berth: 'N2' }, amina)
  await server.sql(url, `update pg_index set indisready = true, indisvalid = true
    where indexrelid in (${parts})`)
  await t.restart()
  const all = await t.node.store.reading.all('select name from boats where berth = ?', ['N2'])
  assert.deepEqual(all, [{ name: 'Hodan' }])
  const [rebuilt] = await t.node.store.reading.all(
    'select event from leaf where origin = ? order by number desc limit 1',
    [t.node.journal.options.origin])
  assert.equal(rebuilt!['event'], 'registers-rebuilt')
  await t.end()
})
