// Whoever is in the country when an alert comes is found, and whoever has left is not.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { keptNumbers } from '../../nodes/kept-numbers.ts'
import { trial } from '../../nodes/trial.ts'
import crossingsCapability from '../crossings/capability.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import lists from '../lists/capability.ts'
import { ListActivated } from '../lists/list-activated.ts'
import { openListDesk } from '../lists/list-desk.ts'
import { ListPiece } from '../lists/list-piece.ts'
import { ListPrepared } from '../lists/list-prepared.ts'
import travellers from '../travellers/capability.ts'
import { AlertIssued } from '../watchlist/alert-issued.ts'
import watchlist from '../watchlist/capability.ts'
import { HitDecided } from '../watchlist/hit-decided.ts'
import { OpenHits } from '../watchlist/open-hits.ts'
import { openScreening } from '../watchlist/screening.ts'
import { openStolenNumbers } from '../watchlist/stolen-numbers.ts'
import stays from './capability.ts'
import { gatheredForMs, openInside } from './inside.ts'

const terms = {
  list: { code: 'CID-W', name: 'Wanted persons, CID' }, legalBasis: 'Criminal Procedure Code',
  subjectKind: 'person', names: [{ whole: 'Mohamed Hassan Abdullahi' }], reason: { code: 'wanted' },
  birthDate: { value: '1987-03-14', precision: 'day' }, action: 'detain', priority: 'high',
  validFrom: '2026-01-01', validUntil: '2027-12-31', contact: 'CID Garissa',
}

async function post() {
  const t = await trial([travellers, lists, watchlist, crossingsCapability, stays])
  let screening = await openScreening(t.node)
  let inside = await openInside(t.node, screening)
  const amina = t.officer('amina', 'primary-officer')
  const second = t.officer('idil', 'secondary-officer', { name: 'hodan', roles: ['supervisor'] })
  const owner = t.officer('saido', 'alert-owner', { name: 'hodan', roles: ['supervisor'] })
  return {
    t, second,
    get inside() { return inside },
    async crossed(direction: 'entry' | 'exit', number: string, more: object = {}) {
      const crossing = t.newId()
      await t.said(CrossingRecorded, {
        crossing, direction, traveller: t.newId(), decision: 'admitted',
        document: { type: 'P', number, issuer: 'SOM' },
        person: { surname: 'Xasan Cabdullaahi', givenNames: 'Maxamed', sex: 'M',
          nationality: 'SOM', birthDate: { value: '1987-03-14', precision: 'day' } }, ...more,
      }, amina)
      t.clock.pass(60_000)
      return crossing
    },
    async issue(more: object = {}) {
      const alert = t.newId()
      await t.said(AlertIssued, { alert, ...terms, ...more }, owner)
      await screening.settled()
      return alert
    },
    async upon() {
      return (await t.asked(OpenHits, { inside: 'yes' }, second)).hits
    },
    async restart() {
      await inside.stop()
      screening.stop()
      await t.restart()
      screening = await openScreening(t.node)
      inside = await openInside(t.node, screening)
    },
    async end() {
      await inside.stop()
      screening.stop()
      await t.end()
    },
  }
}

test('a new alert finds who came in before it, by the entry, and not who has left', async () => {
  const p = await post()
  const entry = await p.crossed('entry', 'P1')
  const traveller = p.t.newId()
  await p.crossed('entry', 'P2', { traveller })
  await p.crossed('exit', 'P2', { traveller })
  await p.crossed('entry', 'P3', { person: { surname: 'Kamau', givenNames: 'Peter', sex: 'M',
    nationality: 'KEN', birthDate: { value: '1980-01-02', precision: 'day' } } })
  const alert = await p.issue()
  assert.equal(await p.inside.compare(), 1)
  const [hit, ...others] = await p.upon()
  assert.deepEqual([hit!.alert, hit!.inside, hit!.status, others.length],
    [alert, entry, 'new', 0])
  assert.ok(hit!.reasons.some(({ about }) => about === 'name'))
  await p.end()
})

test('alerts are compared by themselves within seconds, and each person is hit once', async () => {
  const p = await post()
  await p.crossed('entry', 'P1')
  await p.issue()
  p.t.clock.pass(gatheredForMs)
  for (let turn = 0; turn < 50 && (await p.upon()).length === 0; turn++) {
    await new Promise((go) => setImmediate(go))
  }
  const [hit] = await p.upon()
  assert.ok(hit)
  // After a start the last hour's alerts are compared again: who has the hit does not get another.
  await p.restart()
  assert.equal(await p.inside.compare(), 0)
  assert.equal((await p.upon()).length, 1)
  await p.t.said(HitDecided, { hit: hit.hit, verdict: 'not-the-person', evidence: 'Father came.',
    outcome: 'released-not-the-person' }, p.second)
  await p.restart()
  assert.equal(await p.inside.compare(), 0)
  assert.equal((await p.upon()).length, 0)
  await p.end()
})

test('an alert that came as the node stopped is compared after the next start', async () => {
  const p = await post()
  await p.crossed('entry', 'P1')
  await p.issue()
  await p.restart()
  assert.equal(await p.inside.compare(), 1)
  await p.end()
})

test('a silent alert, and one that is not in force yet, raise nothing at the post', async () => {
  const p = await post()
  await p.crossed('entry', 'P1')
  await p.issue({ action: 'discreet' })
  await p.issue({ validFrom: '2027-01-01' })
  const before = p.t.node.journal.size
  assert.equal(await p.inside.compare(), 0)
  assert.equal(p.t.node.journal.size, before)
  await p.end()
})

test('who is inside when a list is put in force is found within seconds, by name and by document',
  async () => {
    const p = await post()
    const numbers = keptNumbers(p.t.node)
    openListDesk(p.t.node, numbers)
    const stolen = await openStolenNumbers(p.t.node, numbers)
    const screening = await openScreening(p.t.node)
    const inside = await openInside(p.t.node, screening, stolen)
    const owner = p.t.officer('saido', 'alert-owner', { name: 'hodan', roles: ['supervisor'] })
    const inForce = async (list: string, text: string) => {
      const reading = p.t.newId()
      const { found } = await p.t.asked(ListPiece, {
        reading, list, file: 'a.csv', number: 0, piece: Buffer.from(text).toString('base64'),
        last: true,
      }, owner)
      const { version } = await p.t.asked(ListPrepared, { reading }, owner)
      const { all } = found!.counts
      await p.t.said(ListActivated, {
        list, version, counts: { all, added: all, changed: 0, removed: 0 }, name: list,
        owner: 'Police', reason: 'wanted', legalBasis: 'Act 12', action: 'refer', contact: 'desk',
        priority: 'high', validUntil: '2027-11-20', reviewBy: '2027-06-01',
      }, owner)
      await screening.settled()
      await stolen.settled()
    }
    const entry = await p.crossed('entry', 'P7654321')
    await inForce('DN', 'id,name,dob\nA1,Mohamed Hassan Abdullahi,1987-03-14\n')
    await inForce('SLTD', 'SOM,P,P7654321\nSOM,P,P7654322\n')
    assert.equal(await inside.compare(), 2)
    const found = (await p.upon()).map((hit) => [hit.inside, hit.list, hit.listed!.entry])
    assert.deepEqual(found.sort(), [[entry, 'DN', 'A1'], [entry, 'SLTD', 'SOM P7654321']])
    // A node that stopped in between compares what was put in force in the last hour again.
    await inside.stop()
    const after = await openInside(p.t.node, screening, stolen)
    assert.equal(await after.compare(), 0, 'who has the hit does not get another')
    await after.stop()
    stolen.stop()
    screening.stop()
    numbers.close()
    await p.end()
  })

test('an entry put in force as the node stopped is compared after the next start', async () => {
  const p = await post()
  openListDesk(p.t.node, keptNumbers(p.t.node))
  const owner = p.t.officer('saido', 'alert-owner', { name: 'hodan', roles: ['supervisor'] })
  await p.crossed('entry', 'P1')
  await p.inside.stop()
  const reading = p.t.newId()
  await p.t.asked(ListPiece, {
    reading, list: 'DN', file: 'a.csv', number: 0, last: true,
    piece: Buffer.from('id,name,dob\nA1,Mohamed Hassan Abdullahi,1987-03-14\n').toString('base64'),
  }, owner)
  const { version } = await p.t.asked(ListPrepared, { reading }, owner)
  await p.t.said(ListActivated, {
    list: 'DN', version, counts: { all: 1, added: 1, changed: 0, removed: 0 }, name: 'DN',
    owner: 'Police', reason: 'wanted', legalBasis: 'Act 12', action: 'refer', contact: 'desk',
    priority: 'high', validUntil: '2027-11-20', reviewBy: '2027-06-01',
  }, owner)
  await p.restart()
  assert.equal(await p.inside.compare(), 1)
  await p.end()
})
