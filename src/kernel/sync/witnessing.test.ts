// Posts, a hub and a partner cosign each other's journals, and keep what the others signed.

import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { trial } from '../../nodes/trial.ts'
import { harbour } from '../harbour-on-trial.ts'
import { cosignatureVerifier, cosigner } from '../journal/cosignature.ts'
import { cosignaturesFrom } from './cosigned.ts'
import { doorOf } from './door.ts'
import { LinkDown, type SyncAnswer } from './link.ts'
import { mooredAt, TrialLink } from './mirror-on-trial.ts'
import { Witness } from './witness.ts'
import { Witnessing } from './witnessing.ts'

/** Nodes that know each other and witness each other. */
async function circle(...names: string[]) {
  const vkeys = new Map<string, string>()
  return Promise.all(names.map(async (post) => {
    const founding = { country: 'test', kind: 'post' as const, post, device: 'desk-1' }
    const t = await trial([harbour], { founding })
    const { origin } = t.node.journal.options
    vkeys.set(origin, t.node.keys.vkey)
    const key = cosigner(`${post}.test/witness`, generateKeyPairSync('ed25519').privateKey)
    const witness = new Witness({
      node: t.node, cosigners: [key], twoHistories: async () => {},
      keyOf: async (asked) => vkeys.get(asked),
    })
    return { t, origin, vkeys, key, door: doorOf(witness.routes) }
  }))
}

test('each of three cosigns the other two, and again when they have grown', async () => {
  const all = await circle('galafi', 'loyada', 'hub')
  for (const round of [1, 5, 300]) {
    for (const { t, origin } of all) {
      await mooredAt(t, round)
      for (const other of all.filter((each) => each.t !== t)) {
        const asking = new Witnessing(t.node, [cosignatureVerifier(other.key.vkey)])
        const link = new TrialLink(() => other.door, () => origin)
        const { size } = t.node.journal
        assert.deepEqual(await asking.ask(link), { cosigned: size })
        assert.deepEqual(await asking.ask(link), { cosigned: size })
        assert.equal(link.asked.length, 1, 'what was cosigned is not asked again')
      }
      const kept = await cosignaturesFrom(t.node.store.reading, origin, t.node.journal.size)
      assert.equal(kept.length, 2)
    }
  }
  for (const { t } of all) await t.end()
})

test('a witness that knows another size, nobody, or nothing that makes sense', async () => {
  const [post, other] = await circle('galafi', 'loyada')
  const link = new TrialLink(() => other!.door, () => post!.origin)
  const keys = [cosignatureVerifier(other!.key.vkey)]
  await mooredAt(post!.t, 3)
  await new Witnessing(post!.t.node, keys).ask(link)
  // The post lost what it kept of the witness, which tells the size that it knows.
  await post!.t.node.durably((statements) => statements.run('delete from cosigned'))
  await mooredAt(post!.t, 3)
  const { size } = post!.t.node.journal
  assert.deepEqual(await new Witnessing(post!.t.node, keys).ask(link), { cosigned: size })
  await mooredAt(post!.t, 1)
  const answered = async (answer: Partial<SyncAnswer>) => {
    link.answered = (real) => ({ ...real, ...answer })
    return new Witnessing(post!.t.node, keys).ask(link)
  }
  const sizes = { 'content-type': 'text/x.tlog.size' }
  const said = (text: string) => ({ status: 409, headers: sizes, body: Buffer.from(text) })
  assert.deepEqual(await answered(said('900\n')), { refused: 409 })
  await assert.rejects(answered(said('1\n')), LinkDown)
  await assert.rejects(answered(said('what')), LinkDown)
  await assert.rejects(answered({ status: 503 }), LinkDown)
  const unknown = Buffer.from('\u2014 x AAAAAAAA\n')
  await assert.rejects(answered({ status: 200, body: unknown }), LinkDown)
  await assert.rejects(answered({ status: 200, body: Buffer.from('no line') }), LinkDown)
  assert.deepEqual(await answered({ status: 422 }), { refused: 422 })
  other!.vkeys.delete(post!.origin)
  link.answered = (answer) => answer
  assert.deepEqual(await new Witnessing(post!.t.node, keys).ask(link), { refused: 404 })
  await post!.t.end()
  await other!.t.end()
})
