// The large tables of a hub's database are divided, on one server and by the rules of Citus.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { realGiven } from '../../nodes/given.ts'
import { postgresServer, type Server } from '../../nodes/postgres-on-trial.ts'
import { trial } from '../../nodes/trial.ts'
import { CannotOpen } from '../cannot-open.ts'
import { FoldDigest, storedRows } from '../fold.ts'
import { BatchRows } from '../sync/batch-fold.ts'
import { BoatMoored, boats, harbour } from '../harbour-on-trial.ts'
import { partitions, undistributed } from './dividing.ts'
import { digestsOf } from './examining.ts'
import { openPostgres } from './postgres.ts'
import { kernelTables, registerTables } from './schema.ts'

let server: Server
before(async () => { server = await postgresServer() })
after(() => server.stop())

const opened = (url: string) => openPostgres({ url, given: realGiven, withoutSync: true })
const committed = (name: string) => readFileSync(
  join(import.meta.dirname, '../../../docs/generated', name), 'utf8')
const kindOf = async (url: string, table: string) => (await server.sql(url,
  `select relkind from pg_class where relname = '${table}'`))[0]?.['relkind']

test('leaves that an older release kept in one table are divided at the next start', async () => {
  const url = await server.database()
  const t = await trial([harbour], { store: () => opened(url) })
  const amina = t.officer('amina', 'primary-officer')
  for (const name of ['Sagal', 'Hodan', 'Deeqa']) {
    await t.said(BoatMoored, { boat: t.newId(), name }, amina)
  }
  const leaves = () => server.sql(url, 'select * from leaf order by origin, number')
  const before = await leaves()
  await t.node.close()
  await server.sql(url, `
    create table one as table leaf; drop table leaf; alter table one rename to leaf;
    alter table leaf add constraint leaf_key primary key (origin, number), owner to safar,
      alter bytes set not null; create index leaf_by_subject on leaf (subject);
    create table keys as table subject_key; drop table subject_key;
    alter table keys rename to subject_key; alter table subject_key owner to safar,
      add constraint subject_key_key primary key (subject, realm, wrapped)`)
  assert.equal(await kindOf(url, 'leaf'), 'r')
  await t.restart()
  assert.equal(await kindOf(url, 'leaf'), 'p')
  assert.equal(await kindOf(url, 'subject_key'), 'p')
  assert.equal(await kindOf(url, 'leaf_whole'), undefined)
  assert.deepEqual((await leaves()).slice(0, before.length), before)
  const parts = await server.sql(url, `select count(*)::int as parts from pg_inherits
    where inhparent = 'leaf'::regclass`)
  assert.deepEqual(parts, [{ parts: partitions }])
  await t.said(BoatMoored, { boat: t.newId(), name: 'Ilwad' }, amina)
  assert.equal(await t.node.known(amina as never).count(boats), 4)
  await t.end()
})

test('a row that another subject makes anew is one row, wherever it lies', async () => {
  const url = await server.database()
  const store = await opened(url)
  for (const sql of registerTables(boats, 'postgres')) await store.script(sql)
  const digest = new FoldDigest()
  const row = { boat: 'b-1', name: 'Sagal', at: '2026', officer: 'amina' }
  const subjects = Array.from({ length: 12 }, (_, index) => `subject-${index}`)
  await store.writing(async (statements) => {
    const rows = storedRows(statements, 'postgres', [boats], digest)
    for (const subject of subjects) await rows.put(boats, row, subject)
  })
  for (const subject of subjects) {
    digest.join(await store.writing(async (statements) => {
      const rows = new BatchRows({ statements, dialect: 'postgres' })
      await rows.begin([boats], [subject])
      await rows.put(boats, row, subject)
      return rows.end()
    }))
    const there = await store.reading.all('select boat, of_subject from boats')
    assert.deepEqual(there, [{ boat: 'b-1', of_subject: subject }])
  }
  assert.deepEqual((await digestsOf(store, [boats])).get('boats')!.bytes(), digest.bytes())
  await store.close()
})

/**
 * What Citus asks of a table before it distributes it (its documentation, "Limitations" and
 * "Unique constraints"): that every unique key has the column by which rows are distributed, and
 * that no foreign key, sequence, identity or trigger of its own is on it. It has no package here.
 */
const rulesOfCitus = `
  create table pg_dist_partition (logicalrelid regclass primary key, by text, beside text);
  create function must_be_plain(it regclass) returns void language plpgsql as $$ begin
    if exists (select from pg_constraint where contype = 'f' and it in (conrelid, confrelid)) then
      raise exception '% has a foreign key', it; end if;
    if exists (select from pg_trigger where tgrelid = it and not tgisinternal) then
      raise exception '% has a trigger', it; end if;
    if exists (select from pg_attribute where attrelid = it and attidentity <> '') or exists (
      select from pg_attrdef where adrelid = it and pg_get_expr(adbin, adrelid) ~ 'nextval') then
      raise exception '% counts by a sequence', it; end if;
  end $$;
  create function create_reference_table(it regclass) returns void language plpgsql as $$ begin
    perform must_be_plain(it);
    insert into pg_dist_partition values (it, null, null);
  end $$;
  create function create_distributed_table(it regclass, by text, colocate_with text default 'none')
    returns void language plpgsql as $$ declare key record; begin
    perform must_be_plain(it);
    for key in select indexrelid::regclass as name, array(select attname::text from pg_attribute
        where attrelid = it and attnum = any (indkey)) as columns
        from pg_index where indrelid = it and indisunique loop
      if not by = any (key.columns) then
        raise exception 'the unique key % has not %', key.name, by; end if;
    end loop;
    if colocate_with <> 'none' and not exists (select from pg_dist_partition d
        where d.logicalrelid = colocate_with::regclass and d.by is not null) then
      raise exception '% lies beside nothing', it; end if;
    insert into pg_dist_partition values (it, by, colocate_with);
  end $$;`

test('every table is as Citus asks, distributed once, and leaves lie beside their journal\'s tiles',
  async () => {
    const url = await server.database()
    await server.sql(url, rulesOfCitus)
    await server.sql(url, committed('registers.citus.sql'))
    await server.sql(url, committed('registers.citus.sql'))
    const told = await server.sql(url, `select relname as table, by, beside from pg_class
      left join pg_dist_partition on logicalrelid = pg_class.oid
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      and relname <> 'pg_dist_partition' order by relname`)
    const by = (column: string | null) => told.filter((each) => each['by'] === column)
      .map((each) => each['table'])
    assert.ok(by('origin').includes('leaf') && by('origin').includes('tile'))
    assert.deepEqual(by('of_subject'), ['corrections', 'crossings', 'look-ups'])
    const alone = told.filter(({ by: column, beside }) => column === null && beside === null)
      .map((each) => each['table'])
    const references = (await server.sql(url, `select logicalrelid::regclass::text as name
      from pg_dist_partition where by is null`)).map(({ name }) => String(name).replaceAll('"', ''))
    assert.deepEqual(alone.filter((name) => !references.includes(String(name))),
      undistributed.filter((name) => name !== 'last_writing'))
  })

test('a table that broke the rules would be seen', async () => {
  const url = await server.database()
  await server.sql(url, rulesOfCitus)
  for (const [made, why] of [
    ['a bigint primary key, b text', /unique key .* has not b/],
    ['a bigint, b text, c bigserial', /counts by a sequence/],
    ['a bigint, b text primary key references other (b)', /foreign key/],
  ] as const) {
    await server.sql(url, `drop table if exists bad, other; create table other (b text primary key);
      create table bad (${made})`)
    await assert.rejects(server.sql(url, `select create_distributed_table('bad', 'b')`), why)
  }
})

test('a hub that is told to use Citus says what to do where the extension is missing', async () => {
  const url = await server.database()
  const asked = openPostgres({ url, given: realGiven, withoutSync: true, citus: true })
  await assert.rejects(asked, (failure: unknown) => failure instanceof CannotOpen &&
    failure.reason === 'citus-missing' && /create extension citus/.test(failure.hint))
})

test('no key of the kernel\'s tables crosses their parts, and none counts by a sequence', () => {
  for (const sql of kernelTables('postgres')) {
    assert.doesNotMatch(sql, /serial|identity|sequence|references|unique/)
  }
})
