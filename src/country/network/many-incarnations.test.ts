// A country whose nodes were lost, cloned and restored so often that its register is a long one.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { nodeItself } from '../../kernel/attestation.ts'
import { Members } from '../../nodes/members.ts'
import { OfficerEnrolled } from '../officers/officer-enrolled.ts'
import { officers } from '../officers/register.ts'
import { RolesGiven } from '../officers/roles-given.ts'
import { NetworkNow } from './network-now.ts'
import { enrolled, member, officerOf, one, two, type Member } from './network-on-trial.ts'
import { NodeEnrolled } from './node-enrolled.ts'

const incarnations = 1_205
const atOnce = 241

/** Each is the successor of the one before: what a thousand restored copies leave behind. */
async function lostAndRestored(hub: Member): Promise<string[]> {
  const { keys } = hub.t.node
  const origins = Array.from({ length: incarnations }, (_, index) =>
    `safar.test/post/p-${index % 40}/${index.toString(16).padStart(32, '0')}`)
  for (let from = 0; from < incarnations; from += atOnce) {
    const facts = origins.slice(from, from + atOnce).map((origin, index) => ({
      kind: NodeEnrolled, said: {
        origin, kind: 'post', post: `p-${(from + index) % 40}`, device: 'desk-1',
        vkey: keys.vkey, hpke: keys.hpke.publicKey.toString('base64'),
        certificate: Buffer.from(origin).toString('base64'), realms: ['border'],
        challenge: '0'.repeat(32),
        ...(from + index > 0 && { predecessor: {
          origin: origins[from + index - 1]!, size: 1, root: '',
        } }),
      },
    }))
    const answer = await hub.t.node.recordAll(facts, two(hub))
    assert.ok(Array.isArray(answer), JSON.stringify(answer))
  }
  return origins
}

test('of over a thousand incarnations all are known, and none is succeeded twice', async () => {
  const hub = await member('hub', 'centre')
  const origins = await lostAndRestored(hub)
  const members = await Members.open(hub.t.node)
  const last = origins.at(-1)!
  assert.equal(members.vkeys().size, incarnations)
  assert.equal(members.find(last)?.standing, 'enrolled')
  assert.ok(origins.slice(0, -1).every((origin) => members.find(origin)?.standing === 'succeeded'))
  const { nodes } = await hub.t.asked(NetworkNow, {}, one(hub))
  assert.equal(nodes.length, incarnations)
  const copy = {
    origin: last.replace('p-', 'q-'), kind: 'post', post: 'q', device: 'desk-1',
    vkey: 'v', hpke: `${'A'.repeat(43)}=`, certificate: '', realms: ['border'],
    challenge: '0'.repeat(32), predecessor: { origin: origins.at(-2)!, size: 1, root: '' },
  }
  const no = await hub.t.refused(NodeEnrolled, copy, two(hub))
  assert.equal(no.reason, 'succeeded-already')
  members.stop()
  await hub.t.end()
})

async function manyOfficers(hub: Member): Promise<void> {
  for (let from = 0; from < 1_005; from += 201) {
    const facts = Array.from({ length: 201 }, (_, index) => `officer.${from + index}`)
      .flatMap((officer) => [
        { kind: OfficerEnrolled, said: { enrolment: hub.t.newId(), officer, name: officer } },
        { kind: RolesGiven, said: {
          grant: hub.t.newId(), officer, roles: ['primary-officer'], post: 'elsewhere',
          from: '2026-11-01', founding: true,
        } },
      ])
    const answer = await hub.t.node.recordAll(facts, nodeItself('centre'))
    assert.ok(Array.isArray(answer), JSON.stringify(answer))
  }
}

test('a post of a country with more than a thousand officers is given its own', async () => {
  const [hub, post] = [await member('hub', 'centre'), await member('post', 'zeila')]
  await manyOfficers(hub)
  await officerOf(hub, 'zeinab.last', 'zeila')
  const answer = await enrolled(hub, post)
  const taken = await post.enrolling.takeIn(answer, hub.enrolling.ownFingerprint())
  assert.deepEqual(taken, { hub: hub.origin })
  const there = await post.t.node.known(nodeItself('zeila')).all(officers, {})
  assert.deepEqual(there.map(({ officer }) => officer), ['zeinab.last'])
  await hub.t.end()
  await post.t.end()
})
