// A post's journal comes up to its hub, whatever the link does, and is signed for only when safe.

import { strict as assert } from 'node:assert'
import { cpSync, rmSync } from 'node:fs'
import { test } from 'node:test'
import { openCheckpoint, checkpointVerifier } from '../journal/checkpoint.ts'
import { provesTwoHistories } from '../journal/two-histories.ts'
import { BoatMoored, boats } from '../harbour-on-trial.ts'
import { nameAttachment } from './attached.ts'
import { findAttachment, keepAttachment } from './attachments.ts'
import { cosignaturesFrom } from './cosigned.ts'
import { LinkDown } from './link.ts'
import { sameAtHub, trialPair, type TrialPair } from './mirror-on-trial.ts'

const all = process.env['SAFAR_PROVE'] === '1'
const sides = ['before', 'after'] as const
const originOf = ({ post }: TrialPair) => post.node.journal.options.origin

/** Asks until all is up, whatever the link does; how often it was cut. */
async function broughtUp(pair: TrialPair, each = () => pair.mirroring): Promise<number> {
  for (let cuts = 0; ; cuts++) {
    try {
      await each().bringUp()
      return cuts
    } catch (failure) {
      if (!(failure instanceof LinkDown)) throw failure
      assert(cuts < 200, 'it never comes up')
    }
  }
}

test('what a post recorded is at the hub, leaf for leaf, and folds to the same', async () => {
  const pair = await trialPair()
  await pair.moored(300)
  const standing = await pair.mirroring.bringUp()
  const { size } = pair.post.node.journal
  assert.deepEqual([standing.recorded, standing.mirrored, standing.contents], [size, size, size])
  assert.equal(standing.halted, undefined)
  assert.deepEqual([...standing.refused], [])
  await sameAtHub(pair)
  const there = pair.hub.t.node.known(pair.hub.t.officer('amina', 'supervisor'))
  assert.equal((await there.all(boats, {})).length, 300)
  await pair.end()
})

test('a hub signs only what is durable there, and the post keeps what it signed', async () => {
  const pair = await trialPair()
  await pair.moored(3)
  await pair.mirroring.bringUp()
  const { size } = pair.post.node.journal
  const kept = await cosignaturesFrom(pair.post.node.store.reading, originOf(pair), 0)
  assert.deepEqual(kept.map((each) => [each.size, each.cosigner.split('+')[0]]), [
    [size, 'hub.test/mirror'], [size, 'hub.test/mirror'], [size, 'hub.test/witness'],
  ].sort())
  const { note } = await pair.hub.mirror.mirrored(originOf(pair))
  const verifiers = [checkpointVerifier(originOf(pair), pair.post.node.keys.vkey)]
  const head = openCheckpoint(note!, { origin: originOf(pair), verifiers })
  assert.deepEqual([head.size, head.root], [size, pair.post.node.journal.root()])
  await pair.end()
})

test('nothing is asked when there is nothing new', async () => {
  const pair = await trialPair()
  await pair.moored(2)
  await pair.mirroring.bringUp()
  const asked = pair.link.asked.length
  await pair.mirroring.bringUp()
  await pair.again().bringUp()
  assert.equal(pair.link.asked.length, asked)
  await pair.end()
})

test('cut after every request or every answer, it comes up, and each cut costs a package at most',
  async () => {
    const once = await trialPair()
    await once.moored(all ? 600 : 300)
    await once.mirroring.bringUp()
    const needed = sentOver(once)
    const largest = Math.max(...once.link.asked.map(({ request }) => request.body.length))
    for (const side of sides) {
      const pair = await trialPair({ of: once.post })
      pair.link.cut = (_, count) => (count % 2 === 1 ? side : undefined)
      const cuts = await broughtUp(pair)
      assert(cuts > 4, `${cuts} cuts`)
      await sameAtHub(pair)
      assert(sentOver(pair) < needed + cuts * (largest * 1.1 + 500), `${sentOver(pair)} bytes`)
      await pair.end()
    }
    await once.end()
  })

test('cut once, wherever it is, at most one package is sent again', async () => {
  const once = await trialPair()
  await once.moored(all ? 600 : 270)
  await once.mirroring.bringUp()
  const needed = sentOver(once)
  const largest = Math.max(...once.link.asked.map(({ request }) => request.body.length))
  for (let at = 1; at <= once.link.asked.length; at++) {
    for (const side of sides.filter((_, index) => all || index === at % 2)) {
      const pair = await trialPair({ of: once.post })
      pair.link.cut = (_, count) => (count === at ? side : undefined)
      assert.equal(await broughtUp(pair), 1, `cut ${side} ${at}`)
      const sent = sentOver(pair)
      assert(sent < needed + largest * 1.1 + 2_000, `cut ${side} ${at}: ${sent} of ${needed}`)
      await sameAtHub(pair)
      await pair.end()
    }
  }
  await once.end()
})

/** Bytes of all bodies that were sent up. */
function sentOver({ link }: TrialPair): number {
  return link.asked.reduce((sum, { request }) => sum + request.body.length, 0)
}

test('a post that starts again in the middle goes on where it was', async () => {
  const pair = await trialPair()
  await pair.moored(all ? 700 : 300)
  let mirroring = pair.again()
  pair.link.cut = (_, count) => (count % 4 === 0 ? 'after' : undefined)
  await broughtUp(pair, () => (mirroring = pair.again()))
  assert.equal((await mirroring.standing()).mirrored, pair.post.node.journal.size)
  await sameAtHub(pair)
  await pair.end()
})

test('leaves recorded while others go up follow them', async () => {
  const pair = await trialPair()
  await pair.moored(3)
  for (let step = 0; await pair.mirroring.step(); step++) if (step < 4) await pair.moored(2)
  assert.equal((await pair.mirroring.standing()).contents, pair.post.node.journal.size)
  await sameAtHub(pair)
  await pair.end()
})

test('where a record is can be told: recorded, mirrored, its contents up', async () => {
  const pair = await trialPair()
  await pair.moored(1)
  const seen: string[] = []
  pair.mirroring.onProgress(() => {
    void pair.mirroring.where(1).then((where) => seen.push(where))
  })
  assert.equal(await pair.mirroring.where(1), 'recorded')
  await pair.mirroring.bringUp()
  assert.deepEqual([...new Set(seen)], ['recorded', 'mirrored', 'contents-up'])
  await pair.end()
})

test('a hub without the keys of the post keeps sealed bytes, and folds nothing', async () => {
  const pair = await trialPair({ alone: true })
  await pair.moored(5)
  await pair.mirroring.bringUp()
  await sameAtHub(pair)
  const there = pair.hub.t.node.known(pair.hub.t.officer('amina', 'supervisor'))
  assert.equal((await there.all(boats, {})).length, 0)
  await pair.end()
})

test('a hub that lost what it signed gets it again', async () => {
  const pair = await trialPair()
  await pair.moored(100)
  await pair.mirroring.bringUp()
  const { node } = pair.hub.t
  await node.durably(async (statements) => {
    for (const table of ['leaf', 'tile', 'subject_key', 'witnessed', 'mirrored']) {
      const column = table === 'subject_key' ? 'maker' : 'origin'
      await statements.run(`delete from ${table} where ${column} = ?`, [originOf(pair)])
    }
  })
  await pair.moored(1)
  await broughtUp(pair)
  await sameAtHub(pair)
  await pair.post.end()
  await node.close()
})

test('a post that is not enrolled, or was revoked, brings nothing up and records on', async () => {
  for (const [known, halted] of [[undefined, 'not-enrolled'], ['revoked', 'revoked']] as const) {
    const pair = await trialPair()
    pair.hub.known.delete(originOf(pair))
    if (known) pair.hub.known.set(originOf(pair), known)
    await pair.moored(1)
    assert.equal((await pair.mirroring.bringUp()).halted, halted)
    await pair.moored(1)
    assert(pair.post.node.health.state.recording)
    await pair.end()
  }
})

test('attachments follow their leaf, piece by piece, and are let go when signed for', async () => {
  const pair = await trialPair()
  await pair.moored(1)
  const { node } = pair.post
  const sealed = pair.post.given.luck.bytes(150_000)
  const digest = await keepAttachment(node, sealed)
  await pair.mirroring.bringUp()
  assert.equal(await findAttachment(pair.hub.t.node.store.reading, digest), undefined)
  await node.durably((statements) => nameAttachment(statements, digest, 1))
  pair.link.cut = ({ path }, count) =>
    (path === '/sync/add-attachment' && count % 2 === 0 ? 'after' : undefined)
  await broughtUp(pair, () => pair.again())
  assert.deepEqual(await findAttachment(pair.hub.t.node.store.reading, digest), sealed)
  assert.equal(await findAttachment(node.store.reading, digest), undefined)
  const sent = pair.link.bytesOf('/sync/add-attachment')
  assert(sent < 150_000 + 3 * 65_600, `${sent} bytes`)
  await pair.end()
})

test('an attachment of a leaf that nobody signed for stays', async () => {
  const pair = await trialPair()
  await pair.moored(1)
  const { node } = pair.post
  const digest = await keepAttachment(node, Buffer.from('sealed'))
  await node.durably((statements) => nameAttachment(statements, digest, 1))
  pair.link.answered = (answer, { path }) => (path === '/sync/add-entries' && answer.status === 200
    ? { ...answer, body: Buffer.from(answer.body.toString().replaceAll('test/mirror', 'test/x')) }
    : answer)
  await assert.rejects(pair.mirroring.bringUp(), LinkDown)
  assert.deepEqual(await findAttachment(node.store.reading, digest), Buffer.from('sealed'))
  assert.equal((await pair.mirroring.standing()).mirrored, 0)
  await pair.end()
})

/** The post as it was is put back, its mark and its keys with it. */
async function restored({ post }: TrialPair, from: string): Promise<void> {
  await post.node.close()
  rmSync(post.folder, { recursive: true })
  cpSync(from, post.folder, { recursive: true })
  await post.restart()
}

async function copied({ post }: TrialPair): Promise<string> {
  await post.node.close()
  const copy = `${post.folder}-copy`
  cpSync(post.folder, copy, { recursive: true })
  await post.restart()
  return copy
}

test('a post restored from a copy stops when its hub knows more of it, and at each start after',
  async () => {
    const pair = await trialPair()
    await pair.moored(3)
    const copy = await copied(pair)
    await pair.moored(2)
    await pair.again().bringUp()
    const { size } = await pair.hub.mirror.mirrored(originOf(pair))
    await restored(pair, copy)
    assert(pair.post.node.health.state.recording)
    assert.equal((await pair.again().bringUp()).halted, 'journal-behind-mirror')
    assert.equal(pair.post.node.health.state.fault, 'journal-behind-mirror')
    const said = { boat: pair.post.newId(), name: 'Late' }
    const { detail } = await pair.post.refused(
      BoatMoored, said, pair.post.officer('amina', 'primary-officer'))
    assert.equal(detail?.['fault'], 'journal-behind-mirror')
    await pair.post.restart()
    assert.equal(pair.post.node.health.state.fault, 'journal-behind-mark')
    // As a new incarnation that names what the hub holds it goes on.
    await pair.post.restart({ afterLoss: true })
    assert.equal(pair.post.node.keys.identity.predecessor?.size, size)
    await pair.moored(1)
    pair.hub.enrol(pair.post)
    await pair.again().bringUp()
    await sameAtHub(pair)
    await pair.end()
    rmSync(copy, { recursive: true })
  })

test('two copies of a post that both go on: the second stops, and the hub has both signatures',
  async () => {
    for (const [first, second] of [[2, 5], [5, 2], [3, 3], [1, 6], [120, 121]] as const) {
      const pair = await trialPair()
      const copy = await copied(pair)
      await pair.moored(first)
      await pair.again().bringUp()
      await restored(pair, copy)
      await pair.moored(second)
      await pair.post.node.checkpoint()
      const { halted } = await pair.again().bringUp()
      assert.equal(halted, 'journal-behind-mirror', `${first} and ${second}`)
      assert(!pair.post.node.health.state.recording)
      const [evidence] = pair.hub.evidence
      assert(evidence, `no evidence of ${first} and ${second}`)
      assert(provesTwoHistories(evidence, pair.post.node.keys.vkey))
      assert.equal(evidence.origin, originOf(pair))
      await pair.hub.t.end()
      await pair.post.node.close()
      rmSync(copy, { recursive: true })
      rmSync(pair.post.folder, { recursive: true })
    }
  })

test('a hub that only says that it knows more stops nobody', async () => {
  const pair = await trialPair()
  await pair.moored(3)
  pair.link.answered = (answer, { path }) => (path === '/sync/add-checkpoint'
    ? { status: 409, headers: { 'content-type': 'text/x.tlog.size' }, body: Buffer.from('900\n') }
    : answer)
  await assert.rejects(pair.mirroring.bringUp(), LinkDown)
  assert(pair.post.node.health.state.recording)
  await pair.end()
})

test('answers without sense are a link that is down, and the next try goes on', async () => {
  const pair = await trialPair()
  await pair.moored(300)
  let answers = 0
  pair.link.answered = (answer) => {
    const other = [
      { ...answer, status: 200, body: Buffer.from('\u2014 hub.test/mirror AAAA\n') },
      { ...answer, status: 202, body: Buffer.from('1\n1\n\n') },
      { ...answer, status: 409, body: Buffer.from('what\n') },
      { ...answer, status: 418, body: Buffer.alloc(0) }, { ...answer, status: 503 },
      { ...answer, body: Buffer.from('999999999999999\n9\n\n') },
      { ...answer, status: 422 }, { ...answer, status: 400 },
    ]
    answers += 1
    return answers % 3 === 0 || answers > 60 ? answer : other[answers % other.length]!
  }
  await broughtUp(pair)
  assert(pair.post.node.health.state.recording)
  await sameAtHub(pair)
  await pair.end()
})
