// The mirror marks: a journal that was mirrored is held to, whatever its database says later.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { realDisk } from '../nodes/given.ts'
import { trial, type Trial } from '../nodes/trial.ts'
import { audit } from './audit.ts'
import { BoatMoored, harbour, lists } from './harbour-on-trial.ts'
import { leavesOf } from './leaves.ts'
import { MirrorMarks, mirroredHeads } from './mirror-marks.ts'
import type { ForeignLeaf } from './sync/take.ts'

const capabilities = [harbour, lists]
const keep = 'insert into mirrored (origin, size, next, note) values (?, ?, ?, ?)' +
  ' on conflict (origin) do update set size = excluded.size, note = excluded.note'

async function carried({ node }: Trial): Promise<ForeignLeaf[]> {
  const leaves: ForeignLeaf[] = []
  for await (const leaf of leavesOf(node.store.reading, node.journal.options.origin)) {
    leaves.push({ bytes: leaf.bytes, content: leaf.content })
  }
  return leaves
}

/** A hub that has mirrored a post's journal as it stands. */
async function mirror(post: Trial, hub: Trial) {
  const { origin } = post.node.journal.options
  const keys = new Map([post, hub].map(({ node }) =>
    [node.journal.options.origin, node.keys.vkey]))
  await hub.node.take(await carried(post), keys)
  const row = [origin, post.node.journal.size, post.node.journal.size, await post.node.checkpoint()]
  await hub.node.store.writing((s) => s.run(keep, row))
  return { keys, origin }
}

test('a mirrored journal is marked, and the mark holds when leaves are cut off', async () => {
  const [post, hub] = [await trial(capabilities), await trial(capabilities)]
  const amina = post.officer('amina', 'primary-officer')
  for (const name of ['Sagal', 'Hodan', 'Deeqa']) {
    await post.said(BoatMoored, { boat: post.newId(), name }, amina)
  }
  const { keys, origin } = await mirror(post, hub)
  const marks = new MirrorMarks(realDisk, `${hub.folder}/mirrors`, hub.node.keys.markKey)
  assert.equal(marks.read(), 'missing')
  const { heads, amiss } = await mirroredHeads(hub.node.store, keys)
  assert.deepEqual(amiss, [])
  marks.move(heads)
  const marked = marks.read()
  assert.ok(typeof marked === 'object')
  assert.deepEqual(marked.get(origin), {
    origin, size: 4, root: post.node.journal.root(), contents: 4, apart: 0,
  })
  const { store, contents, content } = hub.node
  const parts = { store, contents, content, keys, heads: [...marked.values()] }
  const shut = (await audit(parts)).filter(({ what }) => what !== 'no key here opens its content')
  assert.deepEqual(shut, [])
  await store.writing((s) => s.run('delete from leaf where origin = ? and number = 3', [origin]))
  assert.ok((await audit(parts)).some(({ what }) => what === 'this leaf is missing'))
  assert.deepEqual((await mirroredHeads(store, keys)).amiss, [origin], 'it is not marked again')
  await hub.node.close()
  await post.end()
})

test('a mark never goes back, and one that somebody wrote is not believed', async () => {
  const t = await trial([harbour])
  const path = `${t.folder}/mirrors`
  const marks = new MirrorMarks(realDisk, path, t.node.keys.markKey)
  const head = (size: number) => ({
    origin: 'north', size, contents: size, root: Buffer.alloc(32, size),
  })
  marks.move([head(9)])
  marks.move([head(5)])
  const read = marks.read()
  assert.equal(typeof read === 'object' && read.get('north')!.size, 9)
  const text = realDisk.read(path)!.toString().replace('"size":9', '"size":4')
  realDisk.replace(path, Buffer.from(text))
  assert.equal(marks.read(), 'damaged')
  assert.throws(() => marks.move([head(10)]), /damaged/)
  const other = new MirrorMarks(realDisk, path, Buffer.alloc(32))
  assert.equal(other.read(), 'damaged')
  await t.end()
})
