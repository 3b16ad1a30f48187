// Whoever may read a mirror's copy of a journal can work out its root, with published tools only.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { mth } from '../../../testdata/sync/second-mirror.js'
import { checkpointVerifier, openCheckpoint } from '../journal/checkpoint.ts'
import { cosignaturesOn, cosignatureVerifier } from '../journal/cosignature.ts'
import { splitNote } from '../journal/note.ts'
import { decodeBundle, hashAtFrom, tilePath } from '../journal/tiles.ts'
import { leafHash, rootAt } from '../journal/tree.ts'
import { copyRoutes } from './copies.ts'
import { doorOf } from './door.ts'
import { mirrorKeys, trialPair } from './mirror-on-trial.ts'
import { originHash } from './origin-hash.ts'

test('checkpoint, tiles and entries of a copy lead to one root, and to those who may read only',
  async () => {
    const pair = await trialPair({ alone: true })
    await pair.moored(600)
    await pair.mirroring.bringUp()
    const { node } = pair.post
    const { origin } = node.journal.options
    const door = doorOf(copyRoutes({
      node: pair.hub.t.node, mirror: pair.hub.mirror,
      mayRead: async (reader, journal) => reader === journal || reader === 'auditor',
    }))
    const got = async (rest: string, reader = 'auditor', hash = originHash(origin)) => door.answer({
      method: 'GET', path: `/sync/mirror/${hash}/${rest}`, headers: {}, body: Buffer.alloc(0),
    }, { origin: reader })
    const note = (await got('checkpoint')).body
    const { size, root } = openCheckpoint(note, {
      origin, verifiers: [checkpointVerifier(origin, node.keys.vkey)],
    })
    assert.equal(size, node.journal.size)
    const verifiers = mirrorKeys.map(({ vkey }) => cosignatureVerifier(vkey))
    assert.equal(cosignaturesOn(splitNote(note), verifiers).length, 2)
    const leaves: Buffer[] = []
    for (const [number, width] of [[0, 256], [1, 256], [2, size - 512]] as const) {
      const { body } = await got(tilePath({ level: 'entries', number, width }))
      leaves.push(...decodeBundle(body, width))
    }
    assert.deepEqual(mth(leaves.map(leafHash)), root)
    const tiles = new Map<string, Buffer>()
    for (const [level, number, width] of
      [[0, 0, 256], [0, 1, 256], [0, 2, size - 512], [1, 0, 2]] as const) {
      const path = tilePath({ level, number, width })
      tiles.set(path, (await got(path)).body)
    }
    const hashAt = hashAtFrom(size, (tile) => tiles.get(tilePath(tile))!)
    assert.deepEqual(rootAt(size, hashAt), root)
    assert.equal((await got('tile/0/002.p/5')).body.length, 5 * 32, 'a part of a part')
    const none = ['tile/0/002', `tile/0/002.p/${size - 511}`, 'tile/0/2', 'tile/0/x000/002.p/5',
      'tile/0/002.p/0', 'tile/0/002.p/256', 'tile/1/000', 'tile/2/000.p/1', 'tile/64/000.p/1',
      'tile/entries/003.p/1', 'tile', 'checkpoint/', 'tile/0/999/999']
    for (const path of none) assert.equal((await got(path)).status, 404, path)
    assert.equal((await got('checkpoint', origin)).status, 200)
    assert.equal((await got('checkpoint', 'stranger')).status, 404)
    assert.equal((await got('checkpoint', 'auditor', originHash('other'))).status, 404)
    await pair.end()
  })
