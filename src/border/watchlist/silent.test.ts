// A silent alert tells its owner, and changes nothing that anybody else can see or count.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { ask } from '../../kernel/ask.ts'
import type { Attestation } from '../../kernel/attestation.ts'
import { leavesOf } from '../../kernel/leaves.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import travellers from '../travellers/capability.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import { AlertFile } from './alert-file.ts'
import { AlertIssued } from './alert-issued.ts'
import { AlertLedger } from './alert-ledger.ts'
import lists from '../lists/capability.ts'
import watchlist from './capability.ts'
import { HitRaised } from './hit-raised.ts'
import { OpenHits } from './open-hits.ts'
import { OwnHits } from './own-hits.ts'
import { openScreening } from './screening.ts'
import { openWatchKeeper } from './watch-keeper.ts'

const terms = {
  list: { code: 'NIS-3', name: 'Discreet checks' }, legalBasis: 'National Security Act, s. 12',
  subjectKind: 'person', names: [{ whole: 'Mohamed Hassan Abdullahi' }],
  reason: { code: 'security' },
  birthDate: { value: '1987-03-14', precision: 'day' }, action: 'discreet', priority: 'top',
  validFrom: '2026-01-01', validUntil: '2027-12-31', contact: 'Desk 3',
}
const traveller: ScreenedPerson = {
  names: ['Maxamed Xasan Cabdullaahi'], birthDate: { value: '1987-03-14', precision: 'day' },
  documents: [{ number: 'P0012345', issuer: 'SOM' }], personKeys: [],
}
const owner = (t: Trial, name = 'saido.aden') =>
  t.officer(name, 'alert-owner', { name: 'hodan.yusuf', roles: ['supervisor'] })

async function post() {
  const t = await trial([travellers, lists, watchlist])
  let opened = await openScreening(t.node)
  let keeper = openWatchKeeper(t.node, opened)
  return {
    t,
    get opened() { return opened },
    get keeper() { return keeper },
    async issue(more: Record<string, unknown> = {}) {
      const alert = t.newId()
      await t.said(AlertIssued, { alert, ...terms, ...more }, owner(t))
      return alert
    },
    async lookUp(person = traveller) {
      const lookUp = t.newId()
      const said = { lookUp, purpose: 'inspection', query: 'inspect', person }
      await t.said(PersonLookedUp, said, t.officer('amina.warsame', 'primary-officer'))
      return lookUp
    },
    /** A minute goes by, and what was due is done. */
    async minute() {
      t.clock.pass(60_000)
      await keeper.keepWatch()
      await t.node.settled()
    },
    async restart() {
      await keeper.stop()
      opened.stop()
      await t.restart()
      opened = await openScreening(t.node)
      keeper = openWatchKeeper(t.node, opened)
    },
    async leaves() {
      const all: { event: string; size: number }[] = []
      for await (const leaf of leavesOf(t.node.store.reading, t.node.journal.options.origin)) {
        all.push({ event: leaf.event, size: leaf.content?.length ?? 0 })
      }
      return all
    },
  }
}

test('what the counter is answered is the same, byte for byte, with and without a silent ' +
  'alert', async () => {
  const [with_, without] = [await post(), await post()]
  for (const p of [with_, without]) {
    await p.issue({
      action: 'inform', list: { code: 'CID-W', name: 'CID' },
      names: [{ whole: 'Abshir Nur Warsame' }],
    })
    // Both lists grow by one alert; one of the two is on the traveller.
    await p.issue(p === with_ ? {} : { names: [{ whole: 'Yohannes Tesfaye Bekele' }] })
  }
  const answers = [with_, without].map((p) => {
    const answer = p.opened.screening.screen(traveller, { at: p.t.node.time.wall() })
    assert.ok(answer.ran)
    const { newest, ...rest } = answer
    assert.equal(typeof newest, 'string')
    return JSON.stringify(rest)
  })
  assert.equal(answers[0], answers[1])
  const { ran, ...rest } = with_.opened.screening.screen(
    traveller, { at: with_.t.node.time.wall() },
  ) as { ran: true; alerts: number }
  assert.deepEqual([ran, rest.alerts], [true, 1], 'silent alerts are not even counted')
  await with_.t.end()
  await without.t.end()
})

test('a silent alert changes neither the number of alerts nor the age of the list', async () => {
  const p = await post()
  await p.issue({ action: 'refer', names: [{ whole: 'Abshir Nur Warsame' }] })
  const before = p.opened.screening.screen(traveller, { at: p.t.node.time.wall() })
  p.t.clock.pass(1000)
  await p.issue()
  assert.deepEqual(p.opened.screening.screen(traveller, { at: p.t.node.time.wall() }), before)
  const silent = p.opened.silent.screen(traveller, { at: p.t.node.time.wall() })
  assert.ok(silent.ran && silent.hits.length === 1)
  await p.t.end()
})

test('leaves have the same events, numbers and sizes whether somebody is watched or ' +
  'not', async () => {
  const patterns: unknown[] = []
  for (const names of [
    [{ whole: 'Mohamed Hassan Abdullahi' }], [{ whole: 'Yohannes Tesfaye Bekele' }],
  ]) {
    const p = await post()
    await p.issue({ names })
    const before = p.t.node.journal.size
    await p.lookUp()
    await p.lookUp()
    await p.minute()
    await p.minute()
    await p.lookUp()
    await p.minute()
    await p.t.asked(OwnHits, {}, owner(p.t))
    const events = (await p.leaves()).slice(before)
    assert.deepEqual(events.map(({ event }) => event), [
      'person-looked-up', 'person-looked-up', 'watch-kept', 'person-looked-up', 'watch-kept',
      'watchlist-read',
    ])
    patterns.push(events)
    await p.t.end()
  }
  assert.deepEqual(patterns[0], patterns[1])
})

test('the owner of the list is told of a silent hit, and nobody else', async () => {
  const p = await post()
  const alert = await p.issue()
  const lookUp = await p.lookUp()
  await p.minute()
  const own = await p.t.asked(OwnHits, {}, owner(p.t))
  assert.deepEqual(own.hits.map(
    (hit) => [hit.silent, hit.alert, hit.lookUp, hit.post, hit.document]
  ),
    [[true, alert, lookUp, 'dhobley', 'SOM P0012345']])
  assert.deepEqual((await p.t.asked(OwnHits, {}, owner(p.t, 'zahra.ali'))).hits, [])
  const supervisor = p.t.officer('hodan.yusuf', ['supervisor', 'secondary-officer'])
  assert.deepEqual((await p.t.asked(OpenHits, {}, supervisor)).hits, [])
  assert.deepEqual((await p.t.asked(AlertLedger, {}, supervisor)).alerts, [])
  const refusal = async (by: Attestation, asked: string) => {
    const answer = await ask(p.t.node, AlertFile, { alert: asked }, by)
    return isRefusal(answer) && answer
  }
  assert.deepEqual(await refusal(supervisor, alert), await refusal(supervisor, p.t.newId()))
  assert.deepEqual(
    await refusal(owner(p.t, 'zahra.ali'), alert),
    await refusal(owner(p.t, 'zahra.ali'), p.t.newId()),
  )
  assert.equal((await p.t.asked(AlertFile, { alert }, owner(p.t))).silentHits!.length, 1)
  await p.t.end()
})

test('a hit upon a silent alert cannot be raised at the counter, nor told from one that is not ' +
  'there', async () => {
  const p = await post()
  const alert = await p.issue()
  const raise = async (asked: string) => p.t.refused(HitRaised, {
    hit: p.t.newId(), lookUp: p.t.newId(), person: traveller, alert: asked, list: terms.list,
    action: 'inform',
    priority: 'normal', score: 1, reasons: [], instruction: 'watchlist.instruction.inform',
    contact: 'x',
  }, p.t.officer('amina.warsame', 'primary-officer'))
  assert.deepEqual(await raise(alert), await raise(p.t.newId()))
  await p.t.end()
})

test('a node that stopped between the look-up and the watch covers it after the next start, ' +
  'once', async () => {
  const p = await post()
  await p.issue()
  const lookUp = await p.lookUp()
  await p.restart()
  await p.minute()
  await p.restart()
  await p.minute()
  const { hits, watch } = await p.t.asked(OwnHits, {}, owner(p.t))
  assert.deepEqual(hits.map((hit) => hit.lookUp), [lookUp])
  assert.ok(watch!.through > 0)
  assert.equal((await p.leaves()).filter(({ event }) => event === 'watch-kept').length, 1)
  await p.t.end()
})

test('a watch that finds many keeps its leaf the same size, and loses none', async () => {
  const p = await post()
  await p.issue()
  for (let person = 0; person < 20; person++) {
    await p.lookUp({ ...traveller, documents: [{ number: `P00${10000 + person}`, issuer: 'SOM' }] })
  }
  // The keeper gives the counter its turn after a few: time must go by for it to go on.
  for (let step = 0; step < 80; step++) {
    p.t.clock.pass(step % 10 === 0 ? 60_000 : 5)
    await new Promise((go) => setImmediate(go))
  }
  await p.t.node.settled()
  const sizes = (await p.leaves()).filter(({ event }) => event === 'watch-kept')
    .map(({ size }) => size)
  assert.equal(new Set(sizes).size, 1)
  assert.equal((await p.t.asked(OwnHits, {}, owner(p.t))).hits.length, 20)
  await p.t.end()
})
