// The own journal beyond one tile: proofs and receipts of leaves across the borders of tiles.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial, type Trial } from '../nodes/trial.ts'
import { BoatMoored, harbour } from './harbour-on-trial.ts'
import { openCheckpoint } from './journal/checkpoint.ts'
import { verifier } from './journal/note.ts'
import { verifyReceipt, writeReceipt } from './journal/receipt.ts'
import { hashAtFrom, TILE_WIDTH, tileWidth } from './journal/tiles.ts'
import { Frontier, inclusionProof, leafHash, verifyInclusion } from './journal/tree.ts'
import { leavesOf } from './leaves.ts'

/** The verifiers of a journal's checkpoints: its device key under the origin's name. */
function pinned(t: Trial) {
  const { origin } = t.node.journal.options
  const { publicKey } = verifier(t.node.keys.vkey)
  return { origin, verifiers: [verifier({ name: origin, publicKey })] }
}

async function moor(t: Trial, count: number) {
  const amina = t.officer('amina', 'primary-officer')
  await Promise.all(
    Array.from(
      { length: count }, () => t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina),
    ),
  )
}

test('any leaf is proved in any later size of the journal, across two borders of tiles and a ' +
  'restart', async () => {
  const t = await trial([harbour])
  const sizes: { size: number; root: Buffer }[] = []
  for (const count of [254, 1, 1, 200, 56, 3]) {
    await moor(t, count)
    sizes.push({ size: t.node.journal.size, root: t.node.journal.root() })
  }
  assert.deepEqual(sizes.map(({ size }) => size), [255, 256, 257, 457, 513, 516])
  await t.restart()
  await moor(t, 1)
  const hashes: Buffer[] = []
  for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
    hashes.push(leafHash(leaf.bytes))
  }
  for (const { size, root } of sizes) {
    for (const number of [0, 1, 127, 254, 255, 256, 257, 400, 511, 512, size - 1]) {
      if (number >= size) continue
      const proof = await t.node.journal.proof(number, size, t.node.store.reading)
      const proved = { index: number, size, root, proof }
      assert.ok(verifyInclusion({ ...proved, leafHash: hashes[number]! }), `${number} of ${size}`)
      assert.ok(
        !verifyInclusion({ ...proved, leafHash: hashes[(number + 1) % size]! }),
        `not ${number} of ${size}`,
      )
    }
  }
  await t.end()
})

test('a traveller\'s receipt of a leaf is sound for whoever holds the journal\'s key, and for ' +
  'that leaf only', async () => {
  const t = await trial([harbour])
  await moor(t, 300)
  const leaves: Buffer[] = []
  for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
    leaves.push(leaf.bytes)
  }
  const note = await t.node.checkpoint()
  const { size } = openCheckpoint(note, pinned(t))
  for (const index of [1, 255, 256, 300]) {
    const proof = await t.node.journal.proof(index, size, t.node.store.reading)
    const receipt = writeReceipt(
      { leafHash: leafHash(leaves[index]!), index, proof, checkpoint: note },
    )
    assert.ok(receipt.length < 2000, 'it fits a QR code')
    assert.ok(verifyReceipt(receipt, { ...pinned(t), leaf: leaves[index]! }).sound)
    assert.equal(verifyReceipt(receipt, { ...pinned(t), leaf: leaves[0]! }).sound, false)
    const other = await trial([harbour])
    assert.equal(verifyReceipt(receipt, pinned(other)).sound, false)
    await other.end()
  }
  await t.end()
})

test('every checkpoint that was kept is a head of the same journal, and each is signed ' +
  'once', async () => {
  const t = await trial([harbour])
  for (let round = 0; round < 3; round++) {
    await moor(t, 101)
    await t.node.settled()
  }
  await t.restart()
  const kept = await t.node.store.reading.all('select size, note from checkpoint order by size')
  assert.ok(kept.length >= 3)
  const sizes = kept.map((row) => openCheckpoint(row['note'] as Buffer, pinned(t)).size)
  assert.deepEqual(sizes, kept.map((row) => Number(row['size'])))
  assert.equal(new Set(sizes).size, sizes.length)
  await t.end()
})

test('proofs read from tiles are those of the whole tree, beyond 65,536 leaves', () => {
  const size = TILE_WIDTH * TILE_WIDTH + 700
  const frontier = new Frontier()
  const levels: Buffer[][] = []
  for (let index = 0; index < size; index++) {
    const leaf = leafHash(Buffer.from(String(index)))
    frontier.append(leaf, (level, _, hash) => {
      if (level % 8 === 0) (levels[level / 8] ??= []).push(hash)
    })
  }
  const asked: string[] = []
  const hashAt = hashAtFrom(size, ({ level, number, width }) => {
    asked.push(`${level}/${number}`)
    const from = number * TILE_WIDTH
    assert.equal(width, tileWidth(Number(level), number, size))
    return Buffer.concat(levels[Number(level)]!.slice(from, from + width))
  })
  const root = frontier.root()
  for (const index of [0, 255, 256, 65_535, 65_536, 65_537, size - 1]) {
    const proof = inclusionProof(index, size, hashAt)
    const hash = leafHash(Buffer.from(String(index)))
    assert.ok(verifyInclusion({ index, size, root, proof, leafHash: hash }), String(index))
  }
  assert.ok(
    asked.some((tile) => tile.startsWith('1/')) && asked.some((tile) => tile.startsWith('2/')),
  )
})
