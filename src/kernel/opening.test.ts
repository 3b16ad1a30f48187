// Starting again: on the same folder, after changes by stranger hands, and where it cannot be.

import { strict as assert } from 'node:assert'
import {
  chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs'
import { test } from 'node:test'
import { z } from 'zod'
import { trial, type Trial } from '../nodes/trial.ts'
import { CannotOpen } from './cannot-open.ts'
import { capability } from './capability.ts'
import {
  BanLifted, BoatBanned, BoatMoored, BoatRenamed, bans, boats, harbour, lists,
} from './harbour-on-trial.ts'
import { leavesOf } from './leaves.ts'
import { openNode, type Node } from './node.ts'
import { register } from './register.ts'
import { openSqlite } from './store/sqlite.ts'
import type { Statements } from './store/store.ts'

const capabilities = [harbour, lists]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const owner = (t: Trial) => t.officer('abdi', 'alert-owner')

/** A post with a boat, a ban in force and a ban that was lifted. */
async function post() {
  const t = await trial(capabilities)
  const [boat, ban, lifted] = [t.newId(), t.newId(), t.newId()]
  await t.said(BoatMoored, { boat, name: 'Sagal' }, amina(t))
  await t.said(BoatBanned, { ban, name: 'Hodan' }, owner(t))
  await t.said(BoatBanned, { ban: lifted, name: 'Deeqa' }, owner(t))
  await t.said(BanLifted, { ban: lifted }, owner(t))
  return { t, boat, ban, lifted }
}

/** Somebody with the store's key works on the store while the node is stopped. */
async function tampered(
  t: Trial, change: (statements: Statements) => Promise<void>,
): Promise<Node> {
  await t.node.close()
  const key = Buffer.from(readFileSync(`${t.folder}/keys/store.key`, 'utf8').trim(), 'hex')
  const store = openSqlite({ path: `${t.folder}/store.db`, cipher: 'aegis', key })
  await store.writing(change)
  store.close()
  return t.restart()
}

async function eventsOf(node: Node): Promise<string[]> {
  const events: string[] = []
  for await (const leaf of leavesOf(node.store.reading, node.journal.options.origin)) {
    events.push(leaf.event)
  }
  return events
}

/** Opens the folder and expects that it cannot be; returns why. */
async function shut(t: Trial, more = {}): Promise<CannotOpen> {
  const founding = { country: 'test', kind: 'post' as const, post: 'dhobley', device: 'desk-1' }
  try {
    const node = await openNode(
      { folder: t.folder, given: t.given, capabilities, founding, ...more },
    )
    await node.close()
  } catch (failure) {
    assert.ok(failure instanceof CannotOpen, String(failure))
    assert.ok(failure.hint.length > 40, 'the person is told what to do')
    return failure
  }
  return assert.fail('the folder was opened')
}

test('after a start the registers, the journal and its tree are as they were left', async () => {
  const { t, boat } = await post()
  const before = {
    root: t.node.journal.root(), digest: t.node.registersDigest(), size: t.node.journal.size,
  }
  await t.restart()
  assert.deepEqual(
    { root: t.node.journal.root(), digest: t.node.registersDigest(), size: t.node.journal.size },
    before,
  )
  assert.equal((await t.node.known(amina(t)).get(boats, { boat })).name, 'Sagal')
  await t.end()
})

test('a ban that a database administrator put back in force is found at the next start and ' +
  'mended', async () => {
  const { t, lifted } = await post()
  await tampered(t, (s) => s.run('update bans set active = 1 where ban = ?', [lifted]))
  assert.equal((await t.node.known(owner(t)).get(bans, { ban: lifted })).active, false)
  assert.equal(t.node.trusted(bans), true)
  assert.ok((await eventsOf(t.node)).includes('registers-rebuilt'))
  await t.end()
})

test('a ban that was taken out, put in, or given another subject is found at the next ' +
  'start', async () => {
  const changes: [string, (ban: string, other: string) => unknown[]][] = [
    ['delete from bans where ban = ?', (ban) => [ban]],
    [
      'insert into bans (ban, name, active, of_subject) values (?, \'Invented\', 1, ?)',
      (_, other) => [other, other],
    ],
    ['update bans set of_subject = ? where ban = ?', (ban, other) => [other, ban]],
    ['update bans set name = \'Hodam\' where ban = ?', (ban) => [ban]],
  ]
  for (const [sql, parameters] of changes) {
    const { t, ban } = await post()
    const wanted = await t.node.known(owner(t)).all(bans, {}, { order: 'ban asc' })
    await tampered(t, (s) => s.run(sql, parameters(ban, t.newId())))
    assert.deepEqual(await t.node.known(owner(t)).all(bans, {}, { order: 'ban asc' }), wanted, sql)
    assert.ok((await eventsOf(t.node)).includes('registers-rebuilt'), sql)
    await t.end()
  }
})

test('who also makes the digest fit cannot make a ban that no leaf made', async () => {
  const { t, ban } = await post()
  await t.node.close()
  rmSync(`${t.folder}/mark`)
  renameSync(`${t.folder}/checkpoint`, `${t.folder}/checkpoint.away`)
  await t.restart()
  // Without its mark the node reads and does not record, and says so.
  assert.equal(t.node.health.state.recording, false)
  assert.equal((await t.node.known(owner(t)).get(bans, { ban })).active, true)
  await t.node.close()
  rmSync(t.folder, { recursive: true, force: true })
})

test('a boat that somebody renamed in the database has its name back after the next ' +
  'start', async () => {
  const { t, boat } = await post()
  await tampered(t, (s) => s.run('update boats set name = \'Stolen\' where boat = ?', [boat]))
  assert.equal((await t.node.known(amina(t)).get(boats, { boat })).name, 'Sagal')
  await t.end()
})

test('a leaf that somebody changed, took out or put in stops recording, and what is there can ' +
  'be read', async () => {
  const changes: [string, unknown[]][] = [
    ["update leaf set bytes = cast(replace(cast(bytes as text), 'amina', 'emina') as blob)" +
      ' where number = 1', []],
    ['update leaf set content = x\'0100\' where number = 1', []],
    ['delete from leaf where number = 2', []],
    ['delete from leaf where number = (select max(number) from leaf)', []],
    ['update leaf set number = 9 where number = 4', []],
  ]
  for (const [sql, parameters] of changes) {
    const { t, boat } = await post()
    const node = await tampered(t, (s) => s.run(sql, parameters))
    const { recording, fault } = node.health.state
    assert.deepEqual([recording, fault], [false, 'journal-behind-mark'], sql)
    const no = await t.refused(BoatRenamed, { boat, name: 'Hodan' }, amina(t))
    assert.equal(no.reason, 'cannot-record')
    assert.match(String(no.detail!['paperSerial']), /^dhobley-\d{6}-/)
    await node.known(amina(t)).all(boats, {})
    await node.close()
    rmSync(t.folder, { recursive: true, force: true })
  }
})

test('registers whose tables have another shape in a new release are folded anew from the ' +
  'leaves', async () => {
  const { t, boat } = await post()
  const wider = register('boats', {
    ...boats, columns: { ...boats.columns, nameLength: z.int().optional() },
  } as never)
  const Moored = { ...BoatMoored, changes: (
    said: { name: string }, leaf: { at: string; by: string }
  ) => [wider.put({
    ...said, at: leaf.at, officer: leaf.by, nameLength: said.name.length } as never)] }
  const next = capability('harbour', { facts: [Moored as never], registers: [wider] })
  await t.restart({ capabilities: [next, lists] })
  const row = await t.node.known(amina(t)).get(wider, { boat } as never) as { nameLength?: number }
  assert.equal(row.nameLength, 5)
  assert.ok((await eventsOf(t.node)).includes('registers-rebuilt'))
  await t.restart({ capabilities: [next, lists] })
  assert.equal((await eventsOf(t.node)).filter((event) => event === 'registers-rebuilt').length, 1)
  await t.end()
})

test('a second start on the same folder is refused and the first goes on', async () => {
  const { t } = await post()
  assert.equal((await shut(t)).reason, 'in-use')
  await t.said(BoatMoored, { boat: t.newId(), name: 'Barni' }, amina(t))
  await t.end()
})

test('a key file that is missing is named, and nothing is made in its place', async () => {
  for (const file of ['store.key', 'device.pem', 'realms.json', 'node.json']) {
    const { t } = await post()
    await t.node.close()
    const path = `${t.folder}/keys/${file}`
    const bytes = readFileSync(path)
    rmSync(path)
    const failure = await shut(t)
    assert.deepEqual([failure.reason, failure.path], ['key-missing', path])
    assert.equal(existsSync(path), false)
    writeFileSync(path, bytes)
    await t.restart()
    await t.end()
  }
})

test('the whole key folder missing, or another node\'s in its place, is told and nothing is ' +
  'lost', async () => {
  const { t } = await post()
  const other = await trial(capabilities)
  await t.node.close()
  renameSync(`${t.folder}/keys`, `${t.folder}/keys-away`)
  assert.equal((await shut(t)).reason, 'key-missing')
  const reason = (await shut(t, { keysFolder: `${other.folder}/keys` })).reason
  assert.ok(reason === 'key-damaged' || reason === 'store-damaged', reason)
  renameSync(`${t.folder}/keys-away`, `${t.folder}/keys`)
  await t.restart()
  await t.end()
  await other.end()
})

test('a store that is missing is told, and begun anew only as another incarnation', async () => {
  const { t } = await post()
  const { origin } = t.node.journal.options
  await t.node.close()
  for (const file of ['store.db', 'store.db-wal', 'store.db-shm']) {
    rmSync(`${t.folder}/${file}`, { force: true })
  }
  assert.equal((await shut(t)).reason, 'store-missing')
  await t.restart({ afterLoss: true })
  assert.notEqual(t.node.journal.options.origin, origin)
  assert.equal(t.node.keys.identity.predecessor?.origin, origin)
  await t.end()
})

test('keys alone, when store and mark are both gone, never continue the journal they ' +
  'signed', async () => {
  const { t } = await post()
  const { origin } = t.node.journal.options
  await t.node.close()
  for (const file of ['store.db', 'store.db-wal', 'store.db-shm', 'mark', 'checkpoint']) {
    rmSync(`${t.folder}/${file}`, { force: true })
  }
  try {
    await t.restart()
  } catch (failure) {
    assert.ok(failure instanceof CannotOpen)
    rmSync(t.folder, { recursive: true, force: true })
    return
  }
  assert.notEqual(t.node.journal.options.origin, origin)
  await t.end()
})

test('a folder that nobody may write to is told, with what to do', async (context) => {
  const { t } = await post()
  await t.node.close()
  chmodSync(t.folder, 0o500)
  try {
    if (process.getuid?.() === 0) return context.skip('root may write everywhere')
    assert.equal((await shut(t)).reason, 'folder-read-only')
  } finally {
    chmodSync(t.folder, 0o700)
  }
  await t.restart()
  await t.end()
})

test('a disk that is write-protected is told at the start, with what to do', async () => {
  const { t } = await post()
  await t.node.close()
  const protectedDisk = {
    ...t.given.disk,
    hold: () => { throw Object.assign(new Error('read-only file system'), { code: 'EROFS' }) },
  }
  const failure = await shut(t, { given: { ...t.given, disk: protectedDisk } })
  assert.equal(failure.reason, 'folder-read-only')
  await t.restart()
  await t.end()
})
