// A mirror answers as C2SP tlog-mirror and tlog-witness say, also to those who mean it harm.

import { strict as assert } from 'node:assert'
import { generateKeyPairSync } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { test } from 'node:test'
import { cosignaturesOn, cosignatureVerifier } from '../journal/cosignature.ts'
import { signer, splitNote } from '../journal/note.ts'
import { leafHash, rootAt } from '../journal/tree.ts'
import { provesTwoHistories } from '../journal/two-histories.ts'
import { JournalTree } from '../journal-tree.ts'
import { StoreFailure } from '../store/store.ts'
import {
  decodeInfo, encodeCheckpoint, encodeUpload, type Package, type Upload,
} from './entries.ts'
import type { SyncAnswer } from './link.ts'
import { Log } from './log-on-trial.ts'
import { mirrorKeys, TrialHub, trialHub, witnessKeys } from './mirror-on-trial.ts'

const firstOf = (log: Log, end: number) => log.packages(0, end).slice(0, 1)
const ask = async (hub: TrialHub, path: string, body: Buffer, headers = {}): Promise<SyncAnswer> =>
  hub.door.answer({ method: 'POST', path: `/sync/${path}`, headers, body }, { origin: 'anybody' })
const addCheckpoint = (hub: TrialHub, log: Log, old: number, size = log.entries.length) =>
  ask(hub, 'add-checkpoint', encodeCheckpoint({
    old, proof: old <= size ? log.proof(old, size) : [], checkpoint: log.checkpoint(size),
  }))
const addEntries = (
  hub: TrialHub, log: Log, { start, end, ticket = Buffer.alloc(0) }: Partial<Upload> & {
    start: number; end: number
  }, packages = log.packages(start, end),
) => ask(hub, 'add-entries', encodeUpload({ origin: log.origin, start, end, ticket }, packages))

/** A hub that knows a log of so many entries. */
async function hubOf(log: Log): Promise<TrialHub> {
  const hub = await trialHub()
  hub.known.set(log.origin, log.leafKey.vkey)
  return hub
}

const here = (hub: TrialHub, log: Log) => hub.mirror.mirrored(log.origin)
const verifiers = [...mirrorKeys, ...witnessKeys].map(({ vkey }) => cosignatureVerifier(vkey))
/** The cosigners of a checkpoint, as an answer says. */
function signers(note: Buffer, answer: SyncAnswer): string[] {
  assert.equal(answer.status, 200, answer.body.toString())
  const parts = splitNote(Buffer.concat([note, answer.body]))
  return cosignaturesOn(parts, verifiers).map(({ by }) => by.name)
}

test('a journal comes up: the checkpoint is witnessed, and signed by the mirror when all is here',
  async () => {
    const log = new Log().grow(300)
    const hub = await hubOf(log)
    const seen = await addCheckpoint(hub, log, 0)
    assert.deepEqual(signers(log.checkpoint(), seen), ['hub.test/witness'])
    assert.equal((await here(hub, log)).size, 0)
    const part = await addEntries(hub, log, { start: 0, end: 300 }, firstOf(log, 300))
    assert.equal(part.status, 202)
    assert.equal(part.headers['content-type'], 'text/x.tlog.mirror-info')
    assert.equal(part.headers['accept-encoding']?.includes('gzip'), true)
    const info = decodeInfo(part.body)
    assert.deepEqual([info.size, info.next], [300, 256])
    assert.equal((await here(hub, log)).size, 0)
    const rest = await addEntries(hub, log, { start: 256, end: 300 })
    assert.deepEqual(signers(log.checkpoint(), rest), ['hub.test/mirror', 'hub.test/mirror'])
    assert.equal((await here(hub, log)).size, 300)
    const tree = new JournalTree(hub.t.node.store.reading, log.origin)
    assert.deepEqual(await tree.root(300), rootAt(300, log.hashAt))
    assert.equal(await tree.size(), 300)
    await hub.t.end()
  })

test('who does not know where the mirror stands asks with nothing, and is told', async () => {
  const log = new Log().grow(10)
  const hub = await hubOf(log)
  const told = async () => {
    const answer = await addEntries(hub, log, { start: 0, end: 0 })
    assert.equal(answer.status, 409)
    const { size, next } = decodeInfo(answer.body)
    return [size, next]
  }
  assert.deepEqual(await told(), [0, 0])
  await addCheckpoint(hub, log, 0)
  assert.deepEqual(await told(), [10, 0])
  await addEntries(hub, log, { start: 0, end: 10 })
  assert.deepEqual(await told(), [10, 10])
  await hub.t.end()
})

test('statuses of add-checkpoint are those of tlog-witness', async () => {
  const log = new Log().grow(8)
  const hub = await hubOf(log)
  const status = async (old: number, proof: Buffer[], checkpoint: Buffer) =>
    (await ask(hub, 'add-checkpoint', encodeCheckpoint({ old, proof, checkpoint }))).status
  const stranger = new Log('safar.test/post/other/1').grow(1)
  assert.equal(await status(0, [], stranger.checkpoint()), 404)
  const forger = new Log(log.origin).grow(1)
  assert.equal(await status(0, [], forger.checkpoint()), 403)
  assert.equal(await status(9, [], log.checkpoint(8)), 400)
  assert.equal(await status(0, [log.checkpoint().subarray(0, 32)], log.checkpoint(4)), 422)
  assert.equal(await status(0, [], log.checkpoint(4)), 200)
  const stale = await ask(hub, 'add-checkpoint',
    encodeCheckpoint({ old: 3, proof: log.proof(3), checkpoint: log.checkpoint() }))
  assert.deepEqual([stale.status, stale.headers['content-type'], stale.body.toString()],
    [409, 'text/x.tlog.size', '4\n'])
  assert.equal(await status(4, [], log.checkpoint()), 422)
  assert.equal(await status(4, log.proof(4).map(() => Buffer.alloc(32)), log.checkpoint()), 422)
  assert.equal(await status(4, [], log.checkpoint(4)), 200)
  assert.equal(await status(4, log.proof(4), log.checkpoint()), 200)
  assert.equal(await status(0, [], Buffer.from('no note')), 400)
  hub.known.set(log.origin, 'revoked')
  assert.equal(await status(8, [], log.checkpoint()), 403)
  assert.deepEqual(hub.evidence, [])
  await hub.t.end()
})

test('statuses of add-entries are those of tlog-mirror', async () => {
  const log = new Log().grow(300)
  const hub = await hubOf(log)
  const status = async (upload: { start: number; end: number }, packages?: Package[]) =>
    (await addEntries(hub, log, upload, packages)).status
  const stranger = new Log('safar.test/post/other/1').grow(1)
  assert.equal((await addEntries(hub, stranger, { start: 0, end: 1 })).status, 404)
  assert.equal(await status({ start: 0, end: 300 }), 409, 'nothing is pending')
  await addCheckpoint(hub, log, 0)
  assert.equal(await status({ start: 0, end: 299 }), 409, 'never pending')
  assert.equal(await status({ start: 1, end: 300 }), 409, 'beyond the next entry')
  assert.equal(await status({ start: 0, end: 300 }, []), 400, 'no package')
  const cut = encodeUpload(
    { origin: log.origin, start: 0, end: 300, ticket: Buffer.alloc(0) }, log.packages(0, 300))
  assert.equal((await ask(hub, 'add-entries', cut.subarray(0, 900))).status, 400)
  assert.equal((await ask(hub, 'add-entries', cut.subarray(0, -1))).status, 202)
  assert.equal((await here(hub, log)).next, 256)
  const gzip = { 'content-encoding': 'gzip' }
  assert.equal((await ask(hub, 'add-entries', gzipSync(cut), gzip)).status, 200)
  assert.equal((await ask(hub, 'add-entries', cut, { 'content-encoding': 'x' })).status, 400)
  assert.equal(await status({ start: 300, end: 300 }), 200)
  hub.known.set(log.origin, 'revoked')
  assert.equal(await status({ start: 300, end: 300 }), 403)
  await hub.t.end()
})

test('an entry changed, left out or put elsewhere, and a proof with a bit turned, are refused',
  async () => {
    const log = new Log().grow(270)
    const hub = await hubOf(log)
    await addCheckpoint(hub, log, 0)
    const [first, second] = log.packages(0, 270) as [Package, Package]
    const turned = (bytes: Buffer) => {
      const copy = Buffer.from(bytes)
      copy[bytes.length - 1]! ^= 1
      return copy
    }
    const wrong: Package[] = [
      { ...first, leaves: first.leaves.with(7, turned(first.leaves[7]!)) },
      { ...first, leaves: first.leaves.with(7, first.leaves[8]!) },
      ...first.proof.map((hash, at) => ({ ...first, proof: first.proof.with(at, turned(hash)) })),
      { ...first, proof: first.proof.slice(1) },
      { ...first, proof: [...first.proof, first.proof[0]!] },
    ]
    for (const each of wrong) {
      assert.equal((await addEntries(hub, log, { start: 0, end: 270 }, [each, second])).status, 422)
      assert.equal((await here(hub, log)).next, 0)
    }
    const later = { ...second, leaves: second.leaves.with(0, turned(second.leaves[0]!)) }
    const answer = await addEntries(hub, log, { start: 0, end: 270 }, [first, later])
    assert.equal(answer.status, 422)
    assert.equal((await here(hub, log)).next, 256)
    assert.equal((await addEntries(hub, log, { start: 256, end: 270 })).status, 200)
    await hub.t.end()
  })

test('twice, at once and in any order: the hub is the same to the last byte', async () => {
  const log = new Log().grow(600)
  const [one, many] = [await hubOf(log), await hubOf(log)]
  await addCheckpoint(one, log, 0)
  await addEntries(one, log, { start: 0, end: 600 })
  await addCheckpoint(many, log, 0, 400)
  const first = addEntries(many, log, { start: 0, end: 400 })
  const again = addEntries(many, log, { start: 0, end: 400 })
  assert.deepEqual((await Promise.all([first, again])).map(({ status }) => status), [200, 200])
  await addCheckpoint(many, log, 400)
  const several = await Promise.all([0, 256, 300, 400].map((start) =>
    addEntries(many, log, { start, end: 600 })))
  assert.deepEqual(several.map(({ status }) => status), [200, 200, 200, 200])
  const rows = async ({ t }: TrialHub) => Promise.all(['leaf', 'tile', 'witnessed', 'mirrored'].map(
    (table) => t.node.store.reading.all(`select * from ${table} where origin = ? order by 1, 2, 3`,
      [log.origin])))
  assert.deepEqual(await rows(many), await rows(one))
  await one.t.end()
  await many.t.end()
})

test('an upload to an earlier checkpoint goes on with its ticket, and not with a forged one',
  async () => {
    const log = new Log().grow(600)
    const hub = await hubOf(log)
    await addCheckpoint(hub, log, 0, 300)
    const part = await addEntries(hub, log, { start: 0, end: 300 }, firstOf(log, 300))
    const { ticket } = decodeInfo(part.body)
    await addCheckpoint(hub, log, 300)
    const upload = { start: 256, end: 300 }
    assert.equal((await addEntries(hub, log, upload)).status, 409)
    for (let at = 0; at < ticket.length; at += 7) {
      const forged = Buffer.from(ticket)
      forged[at]! ^= 1
      assert.equal((await addEntries(hub, log, { ...upload, ticket: forged })).status, 409)
    }
    const other = new Log('safar.test/post/other/1').grow(300)
    hub.known.set(other.origin, other.leafKey.vkey)
    const elsewhere = await addEntries(hub, other, { start: 0, end: 300, ticket })
    assert.equal(elsewhere.status, 409)
    assert.equal((await addEntries(hub, log, { ...upload, ticket })).status, 200)
    assert.equal((await here(hub, log)).size, 300)
    assert.equal((await addEntries(hub, log, { start: 300, end: 600 })).status, 200)
    const back = await addEntries(hub, log, { ...upload, ticket })
    assert.equal(back.status, 409, 'a mirror never goes back')
    assert.equal((await here(hub, log)).size, 600)
    await hub.t.end()
  })

test('the race in six steps: the slower of two checkpoints cannot put the size back', async () => {
  const log = new Log().grow(20)
  const hub = await hubOf(log)
  await addCheckpoint(hub, log, 0, 5)
  for (let size = 5; size < 19;) {
    const both = [size + 1, size + 2]
    const answers = await Promise.all(both.map((next) => addCheckpoint(hub, log, size, next)))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const set = both[answers.findIndex(({ status }) => status === 200)]!
    size = (await hub.witness.latest(log.origin, hub.t.node.store.reading)).size
    assert.equal(size, set)
  }
  await hub.t.end()
})

test('two histories under one key are refused, and both signatures are evidence', async () => {
  for (const [common, known, shown] of [
    [4, 9, 9], [4, 9, 12], [4, 9, 7], [0, 5, 5], [8, 16, 13], [3, 8, 11], [2, 300, 257],
  ] as const) {
    const log = new Log().grow(common)
    const other = log.fork(common)
    log.grow(known - common)
    other.add(other.leaf({ by: 'nobody' })).grow(shown - common - 1)
    const hub = await hubOf(log)
    await addCheckpoint(hub, log, 0)
    await addEntries(hub, log, { start: 0, end: known })
    // As a node does that finds that its hub knows another history.
    const old = Math.min(known, shown)
    const hashes = old < shown ? other.proof(old) : []
    const began = Number.isInteger(Math.log2(old)) && old < shown
      ? [rootAt(old, other.hashAt), ...hashes] : hashes
    const answer = await ask(hub, 'add-checkpoint', encodeCheckpoint({
      old, proof: began, checkpoint: other.checkpoint(),
    }))
    assert([409, 422].includes(answer.status), `${answer.status}`)
    assert.equal(hub.evidence.length, 1, `${common} ${known} ${shown}`)
    assert(provesTwoHistories(hub.evidence[0]!, log.leafKey.vkey))
    assert.equal((await hub.witness.latest(log.origin, hub.t.node.store.reading)).size, known)
    await hub.t.end()
  }
})

test('a proof that was spoilt on the way accuses nobody', async () => {
  const log = new Log().grow(40)
  const hub = await hubOf(log)
  await addCheckpoint(hub, log, 0, 13)
  const proof = log.proof(13)
  for (let at = 0; at < proof.length; at++) {
    const spoilt = proof.with(at, Buffer.alloc(32, at))
    for (const each of [spoilt, proof.toSpliced(at, 1), [...proof, proof[at]!]]) {
      const body = encodeCheckpoint({ old: 13, proof: each, checkpoint: log.checkpoint() })
      assert.equal((await ask(hub, 'add-checkpoint', body)).status, 422)
    }
  }
  for (let size = 0; size < 13; size++) await addCheckpoint(hub, log, 13, size)
  assert.deepEqual(hub.evidence, [])
  await hub.t.end()
})

test('an entry that is no leaf is kept and set apart with its reason, and stops none', async () => {
  const log = new Log().grow(2)
  const stranger = signer(log.leafKey.name, generateKeyPairSync('ed25519').privateKey)
  const elsewhere = new Log('safar.test/post/other/1')
  const poison: [string, Buffer][] = [
    ['unreadable', Buffer.alloc(0)], ['unreadable', Buffer.from('{"safar":1}\n\n\u2014 a AAAA\n')],
    ['of-another-journal', elsewhere.leaf({ number: 4, opens: undefined as never,
      previous: leafHash(Buffer.of(2)).toString('base64url'), event: 'boat-seen' })],
    ['number-wrong', log.leaf({ number: 9 })],
    ['signature-wrong', log.leaf({ number: 6 }, stranger)],
  ]
  for (const [, bytes] of poison) log.add(bytes)
  log.add(log.leaf({ previous: leafHash(Buffer.of(3)).toString('base64url') }))
  log.add(log.leaf({ at: '2020-01-01T00:00:00.000Z' }))
  log.add(log.leaf({ device: 'desk-2' }, signer(`${log.origin}/desk-2`,
    generateKeyPairSync('ed25519').privateKey)))
  log.grow(300)
  const hub = await hubOf(log)
  await addCheckpoint(hub, log, 0)
  const { size } = await (async () => {
    assert.equal((await addEntries(hub, log, { start: 0, end: log.entries.length })).status, 200)
    return here(hub, log)
  })()
  assert.equal(size, log.entries.length)
  assert.deepEqual((await hub.mirror.quarantined()).map(({ number, reason }) => [number, reason]), [
    ...poison.map(([reason], index) => [2 + index, reason]),
    [7, 'previous-wrong'], [8, 'time-went-back'], [9, 'key-wrong'],
  ])
  const tree = new JournalTree(hub.t.node.store.reading, log.origin)
  assert.deepEqual(await tree.root(size), rootAt(size, log.hashAt))
  await hub.t.end()
})

test('a hub whose disk is full signs nothing and says so, until there is room', async () => {
  const log = new Log().grow(5)
  const hub = await hubOf(log)
  const { store } = hub.t.node
  const { writing } = store
  const steps = ['add-checkpoint', 'keep', 'finish']
  for (const step of steps) {
    let count = 0
    store.writing = async (work) => {
      if (++count === steps.indexOf(step) + 1) throw new StoreFailure('disk-full', step)
      return writing(work)
    }
    const answers = [await addCheckpoint(hub, log, 0),
      await addEntries(hub, log, { start: 0, end: 5 })]
    assert(answers.some(({ status }) => status === 503), step)
    assert.equal((await here(hub, log)).size, 0)
    store.writing = writing
    if (step === 'finish') continue
    for (const table of ['leaf', 'witnessed', 'mirrored']) {
      await hub.t.node.durably((statements) =>
        statements.run(`delete from ${table} where origin = ?`, [log.origin]))
    }
  }
  assert.equal((await addEntries(hub, log, { start: 0, end: 5 })).status, 200)
  await hub.t.node.close()
})

test('what nobody asks for here is not found, and a defect behind the door is told', async () => {
  const hub = await trialHub()
  assert.equal((await ask(hub, 'nothing', Buffer.alloc(0))).status, 404)
  hub.known.get = () => { throw new Error('a defect') }
  const log = new Log().grow(1)
  assert.equal((await addCheckpoint(hub, log, 0)).status, 500)
  await hub.t.end()
})
