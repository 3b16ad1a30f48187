// A mirror written from docs/sync.md alone agrees with ours on every final state.

import { strict as assert } from 'node:assert'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { mth, rootOf, SecondMirror } from '../../../testdata/sync/second-mirror.js'
import { treeOf } from '../../../testdata/journal/galafi.ts'
import { BoatBanned, BoatRenamed } from '../harbour-on-trial.ts'
import { cosignatureVerifier } from '../journal/cosignature.ts'
import { subtreeProof, validSubtree } from '../journal/subtree.ts'
import { leafHash, rootAt, rootOfRange } from '../journal/tree.ts'
import { leavesBetween } from './contents.ts'
import { LinkDown } from './link.ts'
import { trialPair, TrialLink } from './mirror-on-trial.ts'
import { Mirroring } from './mirroring.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const name = 'second.test/mirror'
const believed = [cosignatureVerifier({ name, publicKey: createPublicKey(privateKey) })]

test('what our node brings up is the same at a mirror of another hand, and is signed there',
  async () => {
    for (const [coded, holds, cuts] of [
      [true, true, 0], [false, true, 3], [true, false, 4], [false, false, 0],
    ] as const) {
      const pair = await trialPair()
      const { post } = pair
      const { node } = post
      const { origin } = node.journal.options
      const { keyring } = node.content
      const realmKeys = holds ? keyring.quarters().flatMap(([realm, quarter]) =>
        keyring.all(realm, quarter).map((key) => ({ realm, quarter, key }))) : []
      const second = new SecondMirror({
        origin, vkey: node.keys.vkey, name, privateKey, coded, realmKeys,
      })
      const link = new TrialLink(() => second, () => origin)
      if (cuts) link.cut = (_, count) => (count % cuts === 0 ? 'after' : undefined)
      const mirroring = new Mirroring({ node, link, mirror: { name, mirrors: believed } })
      const bringUp = async (): Promise<void> => {
        await mirroring.bringUp().catch((failure: unknown) => {
          if (failure instanceof LinkDown) return bringUp()
          throw failure
        })
      }
      const officer = post.officer('amina', 'primary-officer')
      for (const count of [1, 40, 260]) {
        await pair.moored(count)
        const [boat] = await node.store.reading.all('select boat from boats order by boat limit 1')
        post.clock.pass(count * 3_600_000)
        await post.said(BoatRenamed, { boat: boat!['boat'], name: `Nayah ${count}` }, officer)
        await post.said(BoatBanned, { ban: post.newId(), name: 'Ruux' },
          post.officer('owner', 'alert-owner'))
        await bringUp()
        const { size } = node.journal
        assert.deepEqual(mth(second.entries.map(leafHash)), node.journal.root())
        assert.equal(second.mirrored, size)
        const found = await leavesBetween(node.store.reading, origin, { from: 0, to: size })
        assert.deepEqual(second.entries, found.map((leaf) => leaf!.bytes))
        assert.deepEqual(second.contents, found.map((leaf) => leaf!.content))
        const { mirrored, contents, refused } = await mirroring.standing()
        assert.deepEqual([mirrored, contents, refused.size], [size, size, 0])
      }
      await pair.end()
    }
  })

test('a subtree proof of ours leads to the root by the definition of the draft, too', () => {
  const leaves = Array.from({ length: 40 }, (_, n) => ({ bytes: Buffer.from(`leaf ${n}`) }))
  const { hashAt } = treeOf(leaves)
  for (let size = 1; size <= leaves.length; size++) {
    for (let start = 0; start < size; start++) {
      for (let end = start + 1; end <= size; end++) {
        if (!validSubtree({ start, end })) continue
        const proof = subtreeProof({ start, end }, size, hashAt)
        const node = rootOfRange(start, end, hashAt)
        const root = rootOf({ start, end, size, node, proof })
        assert.deepEqual(root, rootAt(size, hashAt), `${start} to ${end} of ${size}`)
      }
    }
  }
})
