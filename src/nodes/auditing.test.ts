// A running hub audits itself: what a superuser of its database edits is said within one round.

import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ask } from '../kernel/ask.ts'
import { nodeItself } from '../kernel/attestation.ts'
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
