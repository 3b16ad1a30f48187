// Alerts and lists are looked at again: their owner is shown what is due; what is over never hits.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { nodeItself } from '../../kernel/attestation.ts'
import { keptNumbers } from '../../nodes/kept-numbers.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import listsOfState from '../lists/capability.ts'
import { ListActivated } from '../lists/list-activated.ts'
import { openListDesk } from '../lists/list-desk.ts'
import { ListPiece } from '../lists/list-piece.ts'
import { ListPrepared } from '../lists/list-prepared.ts'
import travellers from '../travellers/capability.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { AlertIssued } from './alert-issued.ts'
import { AlertReviewed } from './alert-reviewed.ts'
import { alerts } from './alerts.ts'
import watchlist from './capability.ts'
import { ReviewsDue } from './reviews-due.ts'
import { openScreening } from './screening.ts'

const owner = (t: Trial, name = 'leyla.haddad') =>
  t.officer(name, 'alert-owner', { name: 'sahra.jibril', roles: ['supervisor'] })
const supervisor = (t: Trial) => t.officer('sahra.jibril', 'supervisor')
const talmir: ScreenedPerson = {
  names: ['TALMIR QADRU ABDI'], birthDate: { value: '1971-05-02', precision: 'day' },
}

async function post() {
  const t = await trial([travellers, listsOfState, watchlist])
  const numbers = keptNumbers(t.node)
  openListDesk(t.node, numbers)
  const screening = await openScreening(t.node)
  return {
    t,
    async issued(more: Record<string, unknown> = {}, by = owner(t)) {
      const alert = t.newId()
      await t.said(AlertIssued, {
        alert, list: { code: 'DP', name: 'Darmila National Police' }, legalBasis: 'Act 12',
        subjectKind: 'person', names: [{ whole: 'Talmir Qadru Abdi' }],
        birthDate: { value: '1971-05-02', precision: 'day' }, reason: { code: 'wanted' },
        action: 'refer', priority: 'high', contact: 'desk', validFrom: '2026-11-01',
        validUntil: '2027-06-30', reviewBy: '2027-01-10', ...more,
      }, by)
      await screening.settled()
      return alert
    },
    hit: () => {
      const answer = screening.screening.screen(talmir, { at: t.node.time.wall() })
      assert.ok(answer.ran)
      return answer.hits.length
    },
    due: async (by = owner(t)) => (await t.asked(ReviewsDue, {}, by)).due
      .map(({ of, id, is, own }) => ({ of, id, is, own })),
    settled: () => screening.settled(),
    async end() {
      screening.stop()
      numbers.close()
      await t.end()
    },
  }
}

test('an alert is due thirty days before its review, overdue after it, and over after its last day',
  async () => {
    const p = await post()
    const alert = await p.issued()
    assert.deepEqual(await p.due(), [], 'seven weeks before there is nothing to do')
    p.t.clock.set('2026-12-12T08:00:00.000Z')
    const its = { of: 'alert', id: alert, own: true }
    assert.deepEqual(await p.due(), [{ ...its, is: 'due' }])
    p.t.clock.set('2027-01-11T08:00:00.000Z')
    assert.deepEqual(await p.due(), [{ ...its, is: 'overdue' }])
    assert.equal(p.hit(), 1, 'an alert whose review is late still hits')
    p.t.clock.set('2027-07-01T08:00:00.000Z')
    assert.deepEqual(await p.due(), [{ ...its, is: 'over' }])
    assert.equal(p.hit(), 0, 'what is over never hits')
    p.t.clock.set('2027-10-01T08:00:00.000Z')
    assert.deepEqual(await p.due(), [], 'ninety days later it is on no list of things to do')
    await p.end()
  })

test('a review by two officers says when the next is, and may let the alert stand longer',
  async () => {
    const p = await post()
    const alert = await p.issued()
    p.t.clock.set('2027-01-11T08:00:00.000Z')
    const said = { alert, review: p.t.newId(), why: 'The warrant stands.', reviewBy: '2027-12-01' }
    const refused = async (more: object, by = owner(p.t)) =>
      (await p.t.refused(AlertReviewed, { ...said, ...more }, by)).reason
    assert.equal(await refused({}), 'review-after-validity')
    assert.equal(await refused({ validUntil: '2027-03-01' }), 'validity-not-shortened')
    assert.equal(await refused({ reviewBy: '2027-01-11' }), 'review-not-ahead')
    assert.equal(await refused({}, p.t.officer('leyla.haddad', 'alert-owner')),
      'second-officer-needed')
    assert.equal(await refused({}, owner(p.t, 'moussa.houssein')), 'alert-unknown')
    await p.t.said(AlertReviewed, { ...said, validUntil: '2028-01-31' }, owner(p.t))
    await p.settled()
    assert.deepEqual(await p.due(), [])
    const row = await p.t.node.known(nodeItself('dhobley')).get(alerts, { alert })
    assert.deepEqual([row.reviewBy, row.validUntil, row.reviewedBy, row.reviewedSecond],
      ['2027-12-01', '2028-01-31', 'leyla.haddad', 'sahra.jibril'])
    p.t.clock.set('2027-07-01T08:00:00.000Z')
    assert.equal(p.hit(), 1, 'it stands longer')
    p.t.clock.set('2028-02-01T08:00:00.000Z')
    assert.equal(await refused({ validUntil: '2029-01-31' }), 'validity-over')
    await p.end()
  })

test('a supervisor sees what is due on every list, and nothing of silent alerts', async () => {
  const p = await post()
  const open = await p.issued({ reviewBy: '2026-12-01' })
  const silent = await p.issued({ reviewBy: '2026-12-01', action: 'discreet' })
  assert.deepEqual((await p.due()).map(({ id }) => id).sort(), [open, silent].sort())
  assert.deepEqual(await p.due(supervisor(p.t)),
    [{ of: 'alert', id: open, is: 'due', own: false }])
  assert.deepEqual(await p.due(owner(p.t, 'moussa.houssein')), [])
  await p.end()
})

test('a list from outside is due as well, and attesting it again is its review', async () => {
  const p = await post()
  const by = owner(p.t)
  const reading = p.t.newId()
  await p.t.asked(ListPiece, {
    reading, list: 'DN', file: 'dn.csv', number: 0, last: true,
    piece: Buffer.from('id,name,dob\nA1,Talmir Qadru Abdi,1971-05-02\n').toString('base64'),
  }, by)
  const { version } = await p.t.asked(ListPrepared, { reading }, by)
  const terms = {
    list: 'DN', version, counts: { all: 1, added: 1, changed: 0, removed: 0 }, name: 'National',
    owner: 'Police', reason: 'wanted', legalBasis: 'Act 12', action: 'refer', priority: 'high',
    contact: 'desk', validUntil: '2027-11-20', reviewBy: '2026-12-01',
  }
  await p.t.said(ListActivated, terms, by)
  await p.settled()
  assert.deepEqual(await p.due(), [{ of: 'list', id: 'DN', is: 'due', own: true }])
  p.t.clock.set('2026-12-02T08:00:00.000Z')
  assert.deepEqual((await p.due()).map(({ is }) => is), ['overdue'])
  await p.t.said(ListActivated, { ...terms, reviewBy: '2027-06-01' }, owner(p.t))
  assert.deepEqual(await p.due(), [])
  p.t.clock.set('2027-11-21T08:00:00.000Z')
  assert.deepEqual([(await p.due()).map(({ is }) => is), p.hit()], [['over'], 0])
  await p.end()
})
