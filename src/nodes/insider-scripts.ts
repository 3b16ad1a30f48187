// What a superuser of the hub's database might try, one script each, and what must be named for it.

import { partitions } from '../kernel/store/dividing.ts'

/** One attempt: statements as a superuser, and what the findings of an audit must say. */
export interface InsiderScript { name: string; sql: string; named: RegExp }

/** The journals of two posts, and a leaf 12 of the first that was signed with its stolen key. */
export interface Ground { north: string; south: string; forged: string }

/** All attempts; each is made on a copy of a sound database. */
export function scriptsOfInsider(ground: Ground): InsiderScript[] {
  return [...onLeaves(ground), ...onOrder(ground), ...onContents(ground), ...onRows(),
    ...onTables(ground)]
}

const leaf = (number: number | null) => new RegExp(`"number":${number}[,}]`)
const row = (register: string) => new RegExp(`"register":"${register}"`)
const text = `convert_from(bytes, 'UTF8')`

function onLeaves({ north, south, forged }: Ground): InsiderScript[] {
  const at = (number: number) => `where origin = '${north}' and number = ${number}`
  const edited = (from: string, to: string) =>
    `set bytes = convert_to(replace(${text}, '${from}', '${to}'), 'UTF8')`
  return [
    { name: 'a byte of a leaf', named: leaf(5),
      sql: `update leaf set bytes = set_byte(bytes, 60, get_byte(bytes, 60) # 1) ${at(5)}` },
    { name: 'another officer', sql: `update leaf ${edited('"by":"', '"by":"x')} ${at(6)}`,
      named: leaf(6) },
    { name: 'back-dated by a year', named: leaf(7),
      sql: `update leaf ${edited('"at":"2026', '"at":"2025')},
        at = replace(at, '2026', '2025') ${at(7)}` },
    { name: 'back-dated in the column alone', named: leaf(7),
      sql: `update leaf set at = replace(at, '2026', '2025') ${at(7)}` },
    { name: 'another tick', sql: `update leaf set tick = tick + 1 ${at(8)}`, named: leaf(8) },
    { name: 'another event beside it', named: leaf(9),
      sql: `update leaf set event = 'alert-issued' ${at(9)}` },
    { name: 'another subject beside it', named: leaf(9),
      sql: `update leaf set subject = gen_random_uuid()::text ${at(9)}` },
    { name: 'no signature', named: leaf(10),
      sql: `update leaf set bytes = convert_to(
        split_part(${text}, E'\\n\\n', 1), 'UTF8') ${at(10)}` },
    { name: 'no bytes', sql: `update leaf set bytes = '' ${at(11)}`, named: leaf(11) },
    { name: 'signed anew with the stolen key of the post', named: /spoke twice/,
      sql: `update leaf set bytes = '\\x${forged}' ${at(12)}` },
    { name: 'a leaf deleted', sql: `delete from leaf ${at(13)}`, named: leaf(13) },
    { name: 'the first leaf deleted', sql: `delete from leaf ${at(0)}`, named: leaf(0) },
    { name: 'a whole journal deleted', sql: `delete from leaf where origin = '${south}'`,
      named: leaf(0) },
    { name: 'the tail that was signed for cut off', named: leaf(15),
      sql: `delete from leaf where origin = '${south}' and number >= 15` },
    { name: 'everything deleted', sql: 'truncate leaf', named: leaf(0) },
  ]
}

function onOrder({ north, south }: Ground): InsiderScript[] {
  const copy = (origin: string, number: string) => `insert into leaf
    select '${origin}', ${number}, at, tick, event, subject, bytes, content from leaf
    where origin = '${north}' and number = 5`
  return [
    { name: 'a leaf said twice at the end', sql: copy(north, '100000'), named: leaf(100_000) },
    { name: 'a leaf before the first', sql: copy(north, '-1'), named: leaf(-1) },
    { name: 'a leaf of one post in the journal of another', sql: copy(south, '99'),
      named: leaf(99) },
    { name: 'a post that nobody enrolled', sql: copy('safar.test/post/fake/0', '0'),
      named: /no node of this name/ },
    { name: 'two leaves exchanged', named: leaf(3),
      sql: `update leaf set number = -3 where origin = '${north}' and number = 3;
        update leaf set number = 3 where origin = '${north}' and number = 4;
        update leaf set number = 4 where origin = '${north}' and number = -3` },
    { name: 'the bytes of two leaves exchanged', named: leaf(3),
      sql: `update leaf one set bytes = other.bytes from leaf other
        where one.origin = '${north}' and other.origin = '${north}'
        and one.number in (3, 4) and other.number = 7 - one.number` },
    { name: 'two posts exchanged', named: /is not what it says|did not sign/,
      sql: `update leaf set origin = 'x' where origin = '${north}';
        update leaf set origin = '${north}' where origin = '${south}';
        update leaf set origin = '${south}' where origin = 'x'` },
    { name: 'a leaf taken out and the rest moved up', named: leaf(10),
      sql: `delete from leaf where origin = '${north}' and number = 10;
        update leaf set number = -number where origin = '${north}' and number > 10;
        update leaf set number = -number - 1 where origin = '${north}' and number < 0` },
    { name: 'a leaf put in and the rest moved down', named: leaf(10),
      sql: `update leaf set number = -number where origin = '${north}' and number >= 10;
        update leaf set number = -number + 1 where origin = '${north}' and number < 0;
        ${copy(north, '10')}` },
  ]
}

function onContents({ south }: Ground): InsiderScript[] {
  const ofSubject = `where subject = (select subject from leaf
    where origin = '${south}' and number = 4)`
  const at = (number: number) => `where origin = '${south}' and number = ${number}`
  return [
    { name: 'a bit of what was said', named: leaf(4),
      sql: `update leaf set content = set_byte(content, 20, get_byte(content, 20) # 1) ${at(4)}` },
    { name: 'what another leaf says', named: leaf(5),
      sql: `update leaf set content = (select content from leaf ${at(6)}) ${at(5)}` },
    { name: 'what was said taken away, with its row', named: /lost their content/,
      sql: `delete from crossings where of_subject = (select subject from leaf ${at(4)});
        update leaf set content = null ${at(4)}` },
    { name: 'the key of what was said destroyed', named: leaf(4),
      sql: `delete from subject_key ${ofSubject}` },
    { name: 'the key of another in its place', named: leaf(4),
      sql: `update subject_key set wrapped = (select wrapped from subject_key
        where subject = (select subject from leaf ${at(5)}) limit 1) ${ofSubject}` },
    { name: 'a key of another quarter', named: leaf(4),
      sql: `update subject_key set quarter = '2020Q1' ${ofSubject}` },
    { name: 'a key of another realm', named: leaf(4),
      sql: `update subject_key set realm = 'watch' ${ofSubject}` },
  ]
}

function onRows(): InsiderScript[] {
  const one = (table: string, key: string) =>
    `where "${key}" = (select min("${key}") from "${table}")`
  const copyRow = (table: string, key: string, value: string) =>
    `create temp table held as select * from "${table}" ${one(table, key)};
     update held set "${key}" = ${value};
     insert into "${table}" select * from held; drop table held`
  const named = row
  return [
    { name: 'a decision changed', named: named('crossings'),
      sql: `update crossings set decision = 'refused' ${one('crossings', 'crossing')}` },
    { name: 'a crossing moved to another post', named: named('crossings'),
      sql: `update crossings set post = 'XXX' ${one('crossings', 'crossing')}` },
    { name: 'a crossing gone', named: named('crossings'),
      sql: `delete from crossings ${one('crossings', 'crossing')}` },
    { name: 'a crossing that nobody recorded', named: named('crossings'),
      sql: copyRow('crossings', 'crossing', 'gen_random_uuid()::text') },
    { name: 'a row without a name', named: named('crossings'),
      sql: copyRow('crossings', 'crossing', `''`) },
    { name: 'a row given to another subject', named: named('crossings'),
      sql: `update crossings set of_subject = 'x' ${one('crossings', 'crossing')}` },
    { name: 'all crossings gone', sql: 'truncate crossings', named: named('crossings') },
    { name: 'an alert ended', named: named('alerts'),
      sql: `update alerts set "validUntil" = '2020-01-01' ${one('alerts', 'alert')}` },
    { name: 'an alert gone', sql: `delete from alerts ${one('alerts', 'alert')}`,
      named: named('alerts') },
    { name: 'a fake officer', named: named('officers'),
      sql: copyRow('officers', 'enrolment', 'gen_random_uuid()::text') },
    { name: 'an officer\'s roles given to another', named: named('role-grants'),
      sql: `update "role-grants" set officer = 'ghost' ${one('role-grants', 'grant')}` },
    { name: 'a row and the kept digest of all rows', named: named('crossings'),
      sql: `update crossings set lane = '99' ${one('crossings', 'crossing')};
        update kept set value = sha256('x') || sha256('y') where name = 'registers'` },
    { name: 'with triggers and foreign keys off', named: named('alerts'),
      sql: `set session_replication_role = replica; delete from alerts` },
  ]
}

/** A statement for each part of a table. */
const parts = (table: string, sql: (part: string) => string) =>
  Array.from({ length: partitions }, (_, part) => sql(`${table}_${part}`)).join('; ')

const ofCrossings = "select inhrelid from pg_inherits where inhparent = 'crossings'::regclass"

function onTables({ north }: Ground): InsiderScript[] {
  return [
    { name: 'a table gone', sql: 'drop table crossings', named: /crossings cannot be read/ },
    { name: 'a key dropped', sql: 'alter table leaf drop constraint leaf_key',
      named: /leaf has no key/ },
    { name: 'a key dropped and a leaf said twice', named: leaf(5),
      sql: `alter table leaf drop constraint leaf_key; insert into leaf select origin, number, at,
        tick, event, subject, set_byte(bytes, 60, get_byte(bytes, 60) # 1), content from leaf
        where origin = '${north}' and number = 5` },
    { name: 'a trigger that swallows rows', named: /has the trigger/,
      sql: `create function swallow() returns trigger language plpgsql as
        'begin return null; end'; create trigger swallow before insert on crossings
        for each row execute function swallow()` },
    { name: 'a rule that rewrites', named: /has the rule/,
      sql: 'create rule nothing as on delete to crossings do instead nothing' },
    { name: 'row security', sql: 'alter table crossings enable row level security',
      named: /row security/ },
    { name: 'a view in place of a table', named: /is a view/,
      sql: `alter table crossings rename to hidden; create view crossings as select * from hidden;
        grant select on crossings to safar` },
    { name: 'a table that a crash empties', named: /not kept through a crash/,
      sql: parts('leaf', (part) => `alter table ${part} set unlogged`) },
    { name: 'an index out of use', named: /the index crossings_\w+ is not in use/,
      sql: `update pg_index set indisvalid = false where indexrelid in (
        select oid from pg_class where relname like 'crossings_by_%')` },
    { name: 'an index that does not know a row', named: /the index crossings_\w+:/,
      sql: `update pg_index set indisready = false where indrelid in (${ofCrossings})
          and not indisprimary;
        create temp table held as select * from crossings limit 1;
        delete from crossings where crossing = (select crossing from held);
        insert into crossings select * from held;
        update pg_index set indisready = true where indrelid in (${ofCrossings})` },
    { name: 'a part of a table taken off', named: /leaf/,
      sql: parts('leaf', (part) => `alter table leaf detach partition ${part}`) },
    { name: 'a row twice, in two parts', named: row('crossings'),
      sql: `create temp table held as select * from crossings limit 1;
        update held set of_subject = gen_random_uuid()::text;
        insert into crossings select * from held; drop table held` },
  ]
}
