// Examining tables and indexes: what SQLite's own full check finds is found, at any store's size.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import Database from 'better-sqlite3-multiple-ciphers'
import fc from 'fast-check'
import { compareEntries, EntrySum, HashedValues, type StoredValue } from './entries.ts'
import { examinedHere } from './examining.ts'
import { openSqlite } from './sqlite.ts'

const key = Buffer.alloc(32, 7)
const seed = [0x1234567, -77] as const
const listed = [
  ['a', 'Hodan', 1, null], ['b', 'Sagal', 2, 'x'], ['c', 'Sagal', 3, 'y'], ['d', null, 4, 'y'],
]

/** A store of ships by name and berth, whose indexes a stranger may put back as they were. */
function harbour(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'safar-examining-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'store.db')
  const store = openSqlite({ path, cipher: 'aegis', key })
  t.after(() => store.close())
  const stranger = new Database(path)
  t.after(() => void stranger.close())
  stranger.pragma('cipher = \'aegis\'')
  stranger.pragma(`key = 'raw:${key.toString('hex')}'`)
  stranger.exec('create table ship (ship text primary key, name text, berth bigint, flag text)')
  stranger.exec('create index ship_by_name on ship (name, berth)')
  stranger.exec('create unique index ship_by_berth on ship (berth)')
  const insert = stranger.prepare<unknown[]>('insert into ship values (?, ?, ?, ?)')
  for (const ship of listed) insert.run(...ship)
  /** Changes the table behind the back of an index: out of the schema, the change, and back. */
  function behind(index: string, sql: string): void {
    stranger.unsafeMode(true)
    stranger.pragma('writable_schema = on')
    const schema = stranger.prepare('select * from sqlite_schema where name = ?').get(index) as
      Record<string, unknown>
    stranger.prepare('delete from sqlite_schema where name = ?').run(index)
    stranger.pragma('writable_schema = reset')
    stranger.exec(sql)
    stranger.pragma('writable_schema = on')
    stranger.prepare<unknown[]>('insert into sqlite_schema values (?, ?, ?, ?, ?)')
      .run(...Object.values(schema))
    stranger.pragma('writable_schema = reset')
  }
  return { store, stranger, behind }
}

test('a table and its indexes that fit are not complained of', async (t) => {
  const { store, stranger } = harbour(t)
  assert.deepEqual(await examinedHere(store, [], seed), [])
  stranger.exec('delete from ship')
  assert.deepEqual(await examinedHere(store, [], seed), [])
})

for (const [what, index, sql] of [
  ['a row that is not in it', 'ship_by_name',
    'insert into ship values (\'e\', \'Barni\', 9, \'z\')'],
  ['an entry of a row that is gone', 'ship_by_name', 'delete from ship where ship = \'b\''],
  ['an entry that says what the row said before', 'ship_by_name',
    'update ship set name = \'Sagat\' where ship = \'b\''],
  ['an entry of null for what is a name', 'ship_by_name',
    'update ship set name = \'Xaawo\' where ship = \'d\''],
  ['the entries of two rows changed about', 'ship_by_berth',
    'update ship set berth = case berth when 2 then 3 when 3 then 2 else berth end'],
] as const) {
  test(`an index with ${what} is found, as SQLite's full check finds it`, async (t) => {
    const { store, behind } = harbour(t)
    behind(index, sql)
    assert.equal((await examinedHere(store, [], seed)).at(-1),
      `the index ${index} is not that of its table`)
    assert.notDeepEqual(await store.complaints(), [])
  })
}

test('one name given twice where each may be given once is found', async (t) => {
  const { store, stranger } = harbour(t)
  stranger.exec('drop index ship_by_berth')
  stranger.exec('create index ship_by_berth on ship (berth)')
  stranger.exec('update ship set berth = 2 where ship = \'c\'')
  stranger.unsafeMode(true)
  stranger.pragma('writable_schema = on')
  stranger.exec('update sqlite_schema set sql = replace(sql, \'CREATE INDEX\', ' +
    '\'CREATE UNIQUE INDEX\') where name = \'ship_by_berth\'')
  stranger.pragma('writable_schema = reset')
  assert.deepEqual(await examinedHere(store, [], seed),
    ['the index ship_by_berth is not that of its table'])
})

const value = fc.oneof(
  fc.constant(null), fc.integer(), fc.double({ noNaN: true }), fc.string({ unit: 'binary' }),
  fc.constantFrom('\uffff', '\u{10000}', '\ue000', 'a\u{1f6a2}', 'a\uff5e'),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
)

test('entries are compared in the order in which SQLite keeps them', () => {
  const database = new Database(':memory:')
  database.exec('create table kept (one, other)')
  fc.assert(fc.property(fc.array(fc.tuple(value, value), { maxLength: 20 }), (entries) => {
    database.exec('delete from kept')
    const insert = database.prepare<unknown[]>('insert into kept values (?, ?)')
    for (const entry of entries) insert.run(...entry)
    const sorted = database.prepare('select one, other from kept order by one, other')
      .raw().all() as StoredValue[][]
    for (const [at, entry] of sorted.entries()) {
      if (at > 0) assert.ok(compareEntries(sorted[at - 1]!, entry) <= 0)
    }
  }))
  database.close()
})

test('entries add up to the same in any order, and to another when one value is another', () => {
  const sumOf = (entries: readonly (readonly StoredValue[])[]) => {
    const sum = new EntrySum(seed, [0, 1])
    const hashes = new HashedValues(seed, 2)
    for (const entry of entries) {
      hashes.hash(entry, [0, 1])
      sum.add(hashes)
    }
    return sum
  }
  const entries = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 })
  fc.assert(fc.property(entries, fc.nat(), value, (all, place, other) => {
    assert.ok(sumOf(all).equals(sumOf(all.toReversed())))
    const at = place % all.length
    if (compareEntries([all[at]![0]], [other]) === 0) return
    assert.equal(sumOf(all).equals(sumOf(all.with(at, [other, all[at]![1]]))), false)
    assert.equal(sumOf(all).equals(sumOf(all.toSpliced(at, 1))), false)
    assert.equal(sumOf(all).equals(sumOf([...all, all[at]!])), false)
  }))
})
