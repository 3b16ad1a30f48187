// The tree of a journal that came from elsewhere: whatever order its leaves came in, it is proved.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  Frontier, leafHash, rootAt, verifyConsistency, verifyInclusion,
} from './journal/tree.ts'
import { fillTiles, JournalTree } from './journal-tree.ts'
import { insertLeaf } from './leaves.ts'
import { openMemory } from './store/memory.ts'
import { kernelTables } from './store/schema.ts'
import type { Store } from './store/store.ts'

async function emptyStore(): Promise<Store> {
  const store = openMemory().open()
  for (const sql of kernelTables(store.dialect)) await store.script(sql)
  return store
}

const bytesOf = (origin: string, number: number) => Buffer.from(`${origin} ${number}`)

async function arrive(store: Store, origin: string, numbers: readonly number[]) {
  await store.writing(async (statements) => {
    for (const number of numbers) {
      await statements.run(insertLeaf,
        [origin, number, '', 0, 'boat-moored', '', bytesOf(origin, number), null])
    }
    const hashes = numbers.map((each) => [each, leafHash(bytesOf(origin, each))] as const)
    await fillTiles(statements, origin, new Map(hashes))
  })
}

function edgeOf(origin: string, size: number): Frontier {
  const edge = new Frontier()
  for (let number = 0; number < size; number++) edge.append(leafHash(bytesOf(origin, number)))
  return edge
}

test('leaves of two journals in any order and batching give every proof of both', async () => {
  const sizes = { north: 515, south: 256 }
  const all = Object.entries(sizes).flatMap(([origin, size]) =>
    Array.from({ length: size }, (_, number) => ({ origin, number })))
  const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  await fc.assert(fc.asyncProperty(order, fc.integer({ min: 1, max: 400 }), fc.nat(), fc.nat(),
    async (leaves, batch, one, other) => {
      const store = await emptyStore()
      for (let at = 0; at < leaves.length; at += batch) {
        const some = leaves.slice(at, at + batch)
        for (const origin of Object.keys(sizes)) {
          const numbers = some.filter((each) => each.origin === origin)
          await arrive(store, origin, numbers.map(({ number }) => number))
        }
      }
      for (const [origin, size] of Object.entries(sizes)) {
        const tree = new JournalTree(store.reading, origin)
        assert.equal(await tree.size(), size)
        const [n, number] = [1 + one % size, other % (1 + one % size)]
        const [first, second] = [edgeOf(origin, number), edgeOf(origin, n)]
        assert.deepEqual(await tree.root(n), second.root())
        assert.deepEqual((await tree.frontier(n)).save(), second.save())
        assert.ok(verifyInclusion({
          leafHash: leafHash(bytesOf(origin, number)), index: number, size: n,
          proof: await tree.inclusion(number, n), root: second.root(),
        }))
        assert.ok(verifyConsistency({
          first: { size: number, root: first.root() }, second: { size: n, root: second.root() },
          proof: await tree.consistency(number, n),
        }))
      }
      const tiles = await store.reading.all(
        'select origin, level, number from tile order by origin, number')
      assert.deepEqual(tiles.map(({ origin, number }) => [origin, number]),
        [['north', 0], ['north', 1], ['south', 0]])
    }), { numRuns: 10 })
})

test('where a leaf is missing the tree ends before it, and no more is proved', async () => {
  const store = await emptyStore()
  const numbers = Array.from({ length: 600 }, (_, number) => number)
  await arrive(store, 'north', numbers.filter((number) => number !== 300))
  const tree = new JournalTree(store.reading, 'north')
  assert.equal(await tree.size(), 300)
  assert.deepEqual(await tree.root(300), edgeOf('north', 300).root())
  await assert.rejects(tree.root(301), RangeError)
  await assert.rejects(tree.inclusion(3, 600), RangeError)
  await arrive(store, 'north', [300])
  assert.equal(await tree.size(), 600)
  assert.deepEqual(await tree.root(600), edgeOf('north', 600).root())
  assert.equal(await new JournalTree(store.reading, 'south').size(), 0)
})

test('beyond 65,536 leaves a proof reads a tile of tiles, whichever leaf came last', async () => {
  const store = await emptyStore()
  const size = 65_536 + 300
  const numbers = Array.from({ length: size }, (_, number) => number)
  await arrive(store, 'north', numbers.filter((number) => number !== 70))
  await arrive(store, 'north', [70])
  const levels = await store.reading.all(
    'select level, count(*) as tiles from tile group by level order by level')
  assert.deepEqual(levels, [{ level: 0, tiles: 257 }, { level: 1, tiles: 1 }])
  const tree = new JournalTree(store.reading, 'north')
  assert.equal(await tree.size(), size)
  const edge = edgeOf('north', size)
  assert.deepEqual(await tree.root(size), edge.root())
  assert.deepEqual((await tree.frontier(size)).save(), edge.save())
  assert.deepEqual(await tree.compute(size, (hashAt) => rootAt(70, hashAt)),
    edgeOf('north', 70).root())
})
