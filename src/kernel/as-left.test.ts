// A start on a store that is as it was left reads little; on one that is not, it reads everything.

import { strict as assert } from 'node:assert'
import {
  copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { realDisk } from '../nodes/given.ts'
import { trial, type Trial } from '../nodes/trial.ts'
import { CannotOpen } from './cannot-open.ts'
import type { Disk } from './given.ts'
import {
  BanLifted, BoatBanned, BoatMoored, BoatRenamed, bans, harbour, lists,
} from './harbour-on-trial.ts'
import { leavesOf } from './leaves.ts'
import { MarkFile } from './mark.ts'
import { openNode, type Node } from './node.ts'
import { unsound } from './sound.ts'
import { openSqlite } from './store/sqlite.ts'

const capabilities = [harbour, lists]
const pageBytes = 4096
/** A piece of a picture, of 17 pages. */
const piece = 'insert into attachment_piece (digest, number, bytes)' +
  ' values (?, ?, randomblob(65536))'
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const owner = (t: Trial) => t.officer('abdi', 'alert-owner')

/** A post at work: boats, and a ban that was lifted, which is in several leaves. */
async function post(options: Parameters<typeof trial>[1] = {}) {
  const t = await trial(capabilities, options)
  const [boat, ban] = [t.newId(), t.newId()]
  await t.said(BoatMoored, { boat, name: 'Sagal' }, amina(t))
  await t.said(BoatBanned, { ban, name: 'Deeqa' }, owner(t))
  await t.said(BanLifted, { ban }, owner(t))
  await t.said(BoatBanned, { ban: t.newId(), name: 'Hodan' }, owner(t))
  return { t, boat, ban }
}

/** The post's folder as a power cut would leave it now, with all that was synced. */
function cut(context: TestContext, from: string): string {
  const folder = mkdtempSync(join(dirname(from), 'safar-cut-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(from, folder, { recursive: true, filter: (path) => !/-shm$|hold/.test(path) })
  return folder
}

const started = (t: Trial, folder: string) => openNode({ folder, given: t.given, capabilities })

/** Starts on a folder, checks it whole, and says whether it was found as it was left. */
async function foundAsLeft(t: Trial, folder: string): Promise<boolean> {
  const node = await started(t, folder)
  try {
    assert.deepEqual(await unsound(node), [])
    return node.asLeft
  } finally {
    await node.close()
  }
}

async function says(node: Node, event: string): Promise<boolean> {
  for await (const leaf of leavesOf(node.store.reading, node.journal.options.origin)) {
    if (leaf.event === event) return true
  }
  return false
}

test('a post that was closed is found as it was left, start after start', async () => {
  const { t, boat } = await post()
  for (const name of ['Ubah', 'Hibo', 'Idil']) {
    await t.restart()
    assert.equal(t.node.asLeft, true)
    await t.said(BoatRenamed, { boat, name }, amina(t))
  }
  await t.end()
})

test('a post whose power was cut is found as it was left, with its log not yet in its ' +
  'file', async (context) => {
  const { t, boat } = await post()
  const once = cut(context, t.folder)
  assert.ok(statSync(`${once}/store.db-wal`).size > 0)
  assert.equal(await foundAsLeft(t, once), true)
  // And again after a start that went on in the same log.
  const node = await started(t, cut(context, t.folder))
  await node.record(BoatRenamed, { boat, name: 'Ubah' }, amina(t))
  const twice = cut(context, node.folder)
  await node.close()
  assert.equal(await foundAsLeft(t, twice), true)
  await t.end()
})

test('a log that was copied into the file many times leaves the post as it was ' +
  'left', async (context) => {
  const { t } = await post()
  // The log is copied at every 1,000 pages.
  for (let number = 0; number < 130; number++) {
    await t.node.durably((statements) => statements.run(piece, ['picture', number]))
    if (number % 3 === 0) await t.said(BoatMoored, { boat: t.newId(), name: 'Hibo' }, amina(t))
    if (number % 30 === 0) assert.equal(await foundAsLeft(t, cut(context, t.folder)), true)
  }
  assert.ok(statSync(`${t.folder}/store.db`).size > 1000 * pageBytes, 'it was copied')
  assert.equal(await foundAsLeft(t, cut(context, t.folder)), true)
  await t.restart()
  assert.equal(t.node.asLeft, true)
  await t.end()
})

test('a post that stops at any place while its log is copied is found as it was ' +
  'left', async (context) => {
  const marked: string[] = []
  const disk: Disk = { ...realDisk, open: (path) => {
    const file = realDisk.open(path)
    return { ...file, overwrite: (offset, bytes) => {
      file.overwrite(offset, bytes)
      marked.push(cut(context, dirname(path)))
    } }
  } }
  const t = await trial(capabilities)
  const folder = cut(context, t.folder)
  const node = await openNode({ folder, given: { ...t.given, disk }, capabilities })
  for (let boat = 0; boat < 8; boat++) {
    await node.record(BoatMoored, { boat: t.newId(), name: `Boat ${boat}` }, amina(t))
  }
  await node.close()
  // The last two marks: before the log was copied, and after.
  const [before, after] = marked.slice(-2) as [string, string]
  const [old, copied] = [before, after].map((each) => readFileSync(`${each}/store.db`)) as
    [Buffer, Buffer]
  assert.ok(!old.equals(copied.subarray(0, old.length)), 'it was copied between the two')
  const sectors = copied.length / 512
  await fc.assert(fc.asyncProperty(
    fc.array(fc.boolean(), { minLength: sectors, maxLength: sectors }),
    fc.integer({ min: old.length, max: copied.length }),
    async (written, length) => {
      const image = Buffer.alloc(copied.length)
      old.copy(image)
      written.forEach((is, sector) => {
        if (is) copied.copy(image, sector * 512, sector * 512, (sector + 1) * 512)
      })
      const stopped = cut(context, before)
      writeFileSync(`${stopped}/store.db`, image.subarray(0, length))
      assert.equal(await foundAsLeft(t, stopped), true)
    },
  ), { numRuns: 12 })
  await t.end()
})

test('with any byte of the file or of its log changed, a post is not found as it was ' +
  'left', async (context) => {
  const { t } = await post()
  const [running, whole] = [cut(context, t.folder), cut(context, t.folder)]
  assert.equal(await foundAsLeft(t, whole), true)
  await fc.assert(fc.asyncProperty(
    fc.constantFrom('file', 'log', 'file, closed'), fc.double({ min: 0, max: 1, noNaN: true,
      maxExcluded: true }), fc.integer({ min: 1, max: 255 }),
    async (which, where, flip) => {
      const folder = cut(context, which === 'file, closed' ? whole : running)
      const path = `${folder}/${which === 'log' ? 'store.db-wal' : 'store.db'}`
      const bytes = readFileSync(path)
      bytes[Math.floor(where * bytes.length)]! ^= flip
      writeFileSync(path, bytes)
      try {
        const node = await started(t, folder)
        try {
          assert.equal(node.asLeft, false)
        } finally {
          await node.close()
        }
      } catch (failure) {
        assert.ok(failure instanceof CannotOpen, String(failure))
      }
    },
  ), { numRuns: 30 })
  await t.end()
})

test('an old page put back, a file made longer, a log put back or lost: each is read ' +
  'whole', async (context) => {
  const { t, boat } = await post()
  const early = cut(context, t.folder)
  await t.restart()
  await t.said(BoatRenamed, { boat, name: 'Ubah' }, amina(t))
  const late = cut(context, t.folder)
  await t.node.close()
  const file = readFileSync(`${t.folder}/store.db`)
  const old = readFileSync(`${late}/store.db`)
  const changed = Array.from({ length: old.length / pageBytes }, (_, page) => page)
    .filter((page) => !pageOf(old, page).equals(pageOf(file, page)))
  assert.ok(changed.length > 3)
  for (const page of changed) {
    const bytes = Buffer.from(file)
    pageOf(old, page).copy(bytes, page * pageBytes)
    const folder = cut(context, t.folder)
    writeFileSync(`${folder}/store.db`, bytes)
    const node = await started(t, folder).catch((failure: unknown) => failure)
    assert.ok(node instanceof CannotOpen || (node as Node).asLeft === false, `page ${page}`)
    if (!(node instanceof Error)) await (node as Node).close()
  }
  const longer = cut(context, t.folder)
  writeFileSync(`${longer}/store.db`, Buffer.concat([file, Buffer.alloc(17)]))
  assert.equal(await foundAsLeft(t, longer), false)
  const other = cut(context, late)
  copyFileSync(`${early}/store.db-wal`, `${other}/store.db-wal`)
  rmSync(`${late}/store.db-wal`)
  for (const folder of [other, late]) {
    const node = await started(t, folder).catch((failure: unknown) => failure)
    if (node instanceof CannotOpen) continue
    assert.equal((node as Node).asLeft, false)
    assert.equal((node as Node).health.state.fault, 'journal-behind-mark')
    await (node as Node).close()
  }
  await t.restart()
  await t.end()
})

const pageOf = (bytes: Buffer, page: number) =>
  bytes.subarray(page * pageBytes, (page + 1) * pageBytes)

test('what somebody with the key writes beside a running post is found at its next ' +
  'start', async (context) => {
  const { t, ban } = await post()
  const { path, key } = {
    path: `${t.folder}/store.db`, key: readFileSync(`${t.folder}/keys/store.key`, 'utf8').trim(),
  }
  const beside = openSqlite({ path, cipher: 'aegis', key: Buffer.from(key, 'hex') })
  await beside.writing((s) => s.run('update bans set active = 1 where ban = ?', [ban]))
  await beside.close()
  await t.said(BoatMoored, { boat: t.newId(), name: 'Sahra' }, amina(t))
  // Its log is copied into its file all the same.
  for (let number = 0; number < 130; number++) {
    await t.node.durably((s) => s.run(piece, ['picture', number]))
  }
  assert.ok(statSync(`${t.folder}/store.db-wal`).size < 1500 * pageBytes)
  const node = await started(t, cut(context, t.folder))
  assert.equal(node.asLeft, false)
  await node.close()
  await t.restart()
  assert.equal(t.node.asLeft, false)
  assert.equal((await t.node.known(owner(t)).get(bans, { ban })).active, false)
  assert.ok(await says(t.node, 'registers-rebuilt'))
  await t.restart()
  assert.equal(t.node.asLeft, true)
  await t.end()
})

test('a post of a release before tallies is read whole once, and then found as it was ' +
  'left', async () => {
  const { t } = await post()
  await t.node.close()
  const mark = new MarkFile(realDisk, `${t.folder}/mark`, t.node.keys.markKey)
  const { tally, ...before } = mark.read() as Exclude<ReturnType<MarkFile['read']>, string>
  assert.ok(tally)
  mark.write(before)
  mark.close()
  await t.restart()
  assert.equal(t.node.asLeft, false)
  await t.restart()
  assert.equal(t.node.asLeft, true)
  await t.end()
})

test('a register that an audit found wrong is read whole at the next start', async () => {
  const { t } = await post()
  t.node.distrust('bans')
  await t.restart()
  assert.equal(t.node.asLeft, false)
  assert.equal(t.node.trusted(bans), true)
  await t.end()
})
