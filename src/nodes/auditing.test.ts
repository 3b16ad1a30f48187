// A running hub audits itself: what a superuser of its database edits is said within one round.

import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ask } from '../kernel/ask.ts'
import { nodeItself } from '../kernel/attestation.ts'
import { carried } from '../kernel/sync/carried-on-trial.ts'
import { encodeCheckpoint, encodeUpload } from '../kernel/sync/entries.ts'
import { Log } from '../kernel/sync/log-on-trial.ts'
import { openPostgres } from '../kernel/store/postgres.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import { crossings } from '../border/crossings/register.ts'
import { NetworkNow } from '../country/network/network-now.ts'
import { manyCrossings } from '../simulation/many.ts'
import { auditFolder } from './audit-command.ts'
import { realGiven } from './given.ts'
import { LinkedNetwork, linkOf, officer, said, until } from './linked-on-trial.ts'
import { postgresServer, type Server } from './postgres-on-trial.ts'

let server: Server
before(async () => { server = await postgresServer() })
after(() => server.stop())

const rounds = 20

test('twenty rounds beside taking find nothing; one row edited is found by the next', {
  timeout: 240_000,
}, async () => {
  const url = await server.database()
  const store = () => openPostgres({ url, given: realGiven, withoutSync: true })
  const network = await LinkedNetwork.start({ store })
  const post = await network.post('galdahay')
  await network.enrol(post)
  const many = manyCrossings({ count: rounds * 4, seed: 3, today: '2026-11-24' })
  const { audits } = network.hub.door
  const cross = async () => {
    const what = { ...many.next().value!.said }
    await said(post.node, CrossingRecorded, what, 'primary-officer')
  }
  for (let round = 0; round < rounds; round++) {
    const crossed = (async () => { for (let n = 0; n < 4; n++) await cross() })()
    assert.deepEqual(await audits.round(), [], `round ${round}`)
    await crossed
  }
  await until('all is up', () => linkOf(post).now().waiting === 0, 30_000)
  const health = async () => (await fetch(`${network.hub.url}/api/health`)).json() as
    Promise<{ audited?: { sound: boolean } }>
  assert.equal((await health()).audited?.sound, true)
  const folder = join(network.folder, 'centre')
  assert.deepEqual((await auditFolder(folder, { url })).exit, 0)
  const { node } = network.hub
  const [row] = await node.known(nodeItself('x')).all(crossings, {}, { limit: 1 })
  await server.sql(url, `update crossings set direction = 'sideways'
    where crossing = '${row!.crossing}'`)
  const once = await auditFolder(folder, { url })
  assert.equal(once.exit, 1)
  assert.match(once.lines.join('\n'), new RegExp(`crossings row ${row!.crossing}: "direction"`))
  assert.equal(node.trusted(crossings), true, 'before the round')
  await audits.round()
  assert.equal((await health()).audited?.sound, false)
  assert.equal(node.trusted(crossings), false, 'the register is not used any more')
  const answer = await ask(node, NetworkNow, {}, officer(node))
  assert.match(JSON.stringify(answer), /crossings row .*is not what its leaves say/)
  const [evidence] = readdirSync(join(folder, 'evidence')).filter((each) => /^audit/.test(each))
  assert.match(readFileSync(join(folder, 'evidence', evidence!), 'utf8'), /crossings row/)
  await server.sql(url, `update crossings set direction = '${row!.direction}'
    where crossing = '${row!.crossing}'`)
  await audits.round()
  assert.equal((await health()).audited?.sound, false, 'what was found stays until a start')
  await network.end()
})

/** A post's node, broken or bought, writes into its own tree what is no leaf of it. */
async function broughtUpWithPoison(network: LinkedNetwork): Promise<Log> {
  const post = await network.post('galafi', { lineTo: 'nowhere' })
  await network.enrol(post)
  const { node } = post
  const { origin } = node.journal.options
  const log = new Log(origin, { privateKey: node.keys.deviceKey })
  for (const { bytes } of await carried({ node })) log.add(bytes)
  log.add(Buffer.from('no leaf')).add(log.leaf({ number: 99 })).grow(2).add(Buffer.alloc(0)).grow(1)
  const { door } = network.hub.door
  const ask = async (path: string, body: Buffer) => (await door.answer(
    { method: 'POST', path: `/sync/${path}`, headers: {}, body }, { origin })).status
  const end = log.entries.length
  assert.equal(await ask('add-checkpoint',
    encodeCheckpoint({ old: 0, proof: [], checkpoint: log.checkpoint() })), 200)
  assert.equal(await ask('add-entries', encodeUpload(
    { origin, start: 0, end, ticket: Buffer.alloc(0) }, log.packages(0, end))), 200)
  return log
}

test('a journal with entries that are no leaves is sound, as long as just those are set apart', {
  timeout: 120_000,
}, async () => {
  const url = await server.database()
  const store = () => openPostgres({ url, given: realGiven, withoutSync: true })
  const network = await LinkedNetwork.start({ store })
  const log = await broughtUpWithPoison(network)
  const { origin, entries } = log
  const apart = (await network.hub.door.mirror.quarantined()).map((each) => each.number)
  const first = entries.findIndex((bytes) => bytes.toString() === 'no leaf')
  assert.deepEqual(apart, [first, first + 1, first + 4])
  const { audits } = network.hub.door
  assert.deepEqual(await audits.round(), [])
  const folder = join(network.folder, 'centre')
  assert.deepEqual(await auditFolder(folder, { url }),
    { exit: 0, lines: [`sound: ${network.hub.node.journal.options.origin}`] })
  const at = (number: number) => `where origin = '${origin}' and number = ${number}`
  const asLeaf = `select origin, number, '2026-11-24T00:00:00.000Z', 0, 'boat-seen', 's', bytes,
    null::bytea from quarantined ${at(first)}`
  const asNone = `select origin, number, bytes, 'signature-wrong' from leaf ${at(first + 2)}`
  const tried: [does: string, undoes: string, named: RegExp][] = [
    [`delete from quarantined ${at(first)}`,
      `insert into quarantined values ('${origin}', ${first}, 'no leaf', 'unreadable')`,
      new RegExp(`leaf ${first}: this leaf is missing`)],
    [`update quarantined set reason = 'key-wrong' ${at(first)}`,
      `update quarantined set reason = 'unreadable' ${at(first)}`, /stands beside it/],
    [`insert into leaf ${asLeaf}; delete from quarantined ${at(first)}`,
      `insert into quarantined select origin, number, bytes, 'unreadable' from leaf ${at(first)};
        delete from leaf ${at(first)}`, /1 of its entries that are no leaves are not set apart/],
    [`insert into quarantined ${asNone}; delete from leaf ${at(first + 2)}`,
      `delete from quarantined ${at(first + 2)}`, /it is a leaf, and was set apart/],
  ]
  for (const [does, undoes, named] of tried) {
    await server.sql(url, does)
    const { exit, lines } = await auditFolder(folder, { url })
    assert.equal(exit, 1, does)
    assert.match(lines.join('\n'), named)
    await server.sql(url, undoes)
  }
  await network.end()
})
