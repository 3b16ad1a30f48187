// Alerts find whom they are meant for, in force only, and two officers decide what was found.

import { test } from 'node:test'
import assert from 'node:assert/strict'
import { trial, type Trial } from '../../nodes/trial.ts'
import travellers from '../travellers/capability.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import { AlertEnded } from './alert-ended.ts'
import { AlertFile } from './alert-file.ts'
import { AlertIssued } from './alert-issued.ts'
import { AlertLedger } from './alert-ledger.ts'
import lists from '../lists/capability.ts'
import watchlist from './capability.ts'
import { HitDecided } from './hit-decided.ts'
import { HitRaised } from './hit-raised.ts'
import { HitReopened } from './hit-reopened.ts'
import { HitTakenUp } from './hit-taken-up.ts'
import { barringHits } from './hits.ts'
import { ListOfficersNamed } from './list-officers-named.ts'
import { NotThisPerson } from './not-this-person.ts'
import { OpenHits } from './open-hits.ts'
import { OwnHits } from './own-hits.ts'
import { openScreening, type OpenedScreening } from './screening.ts'

const owner = (t: Trial, name = 'saido.aden') =>
  t.officer(name, 'alert-owner', { name: 'hodan.yusuf', roles: ['supervisor'] })
const amina = (t: Trial) => t.officer('amina.warsame', 'primary-officer')
const second = (t: Trial) => t.officer('idil.farah', 'secondary-officer')
const two = (t: Trial) =>
  t.officer('idil.farah', 'secondary-officer', { name: 'hodan.yusuf', roles: ['supervisor'] })

const terms = {
  list: { code: 'CID-W', name: 'Wanted persons, CID' },
  legalBasis: 'Criminal Procedure Code, s. 39',
  subjectKind: 'person', names: [{ whole: 'Mohamed Hassan Abdullahi' }], reason: { code: 'wanted' },
  birthDate: { value: '1987-03-14', precision: 'day' }, sex: 'M', nationalities: ['SOM'],
  action: 'detain', priority: 'high', validFrom: '2026-01-01', validUntil: '2027-12-31',
  contact: 'CID Garissa, +254 700 000 000, day and night',
}
const traveller: ScreenedPerson = {
  names: ['MOHAMED HASSAN ABDULLAHI'], birthDate: { value: '1987-03-14', precision: 'day' },
  sex: 'M',
  nationalities: ['SOM'], documents: [{ number: 'P0012345', issuer: 'SOM' }], personKeys: [],
}

async function post(zone = 'Africa/Mogadishu') {
  const t = await trial([travellers, lists, watchlist], { zone })
  let opened = await openScreening(t.node)
  return {
    t,
    get opened(): OpenedScreening { return opened },
    async issue(more: Record<string, unknown> = {}, by = owner(t)) {
      const alert = t.newId()
      await t.said(AlertIssued, { alert, ...terms, ...more }, by)
      return alert
    },
    screened(more: Partial<ScreenedPerson> = {}, without: (keyof ScreenedPerson)[] = []) {
      const person = { ...traveller, ...more }
      for (const field of without) delete person[field]
      const answer = opened.screening.screen(person, { at: t.node.time.wall() })
      assert.ok(answer.ran)
      return answer
    },
    async raise(alert: string, person = traveller) {
      const [lookUp, hit] = [t.newId(), t.newId()]
      const found = opened.screening.screen(person, { at: t.node.time.wall() })
      assert.ok(found.ran)
      const its = found.hits.find((each) => each.alert === alert)
      assert.ok(its, 'the alert does not hit')
      await t.said(
        PersonLookedUp, { lookUp, purpose: 'inspection', query: 'inspect', person }, amina(t),
      )
      await t.said(HitRaised, { ...its, hit, lookUp, person }, amina(t))
      return { lookUp, hit }
    },
    async restart() {
      opened.stop()
      await t.restart()
      opened = await openScreening(t.node)
    },
  }
}

test('an open alert finds its person by a name spelled otherwise, in another order, or in ' +
  'Arabic', async () => {
  const p = await post()
  const alert = await p.issue()
  const spellings = [
    'Maxamed Xasan Cabdullaahi', 'Muhammad Hasan Abdallahi', 'ABDULLAHI<<MOHAMED<HASSAN',
    'Hassan Abdullahi Mohamed', 'محمد حسن عبدالله', 'Mohamed Hassan',
  ]
  for (const name of spellings) {
    const { hits } = p.screened({ names: [name] })
    assert.deepEqual(hits.map((hit) => hit.alert), [alert], name)
    assert.equal(hits[0]!.reasons.some(({ about }) => about === 'name'), true)
  }
  assert.deepEqual(p.screened({ names: ['Abshir Nur Warsame'] }).hits, [])
  assert.deepEqual(p.screened(
    { birthDate: { value: '1961-10-02', precision: 'day' } }, ['documents'],
  ).hits, [],
    'a namesake of another age is not the person')
  await p.t.end()
})

test('born on 1 January means born in that year, on either side', async () => {
  const p = await post()
  const exact = await p.issue()
  const { hits } = p.screened({ birthDate: { value: '1987-01-01', precision: 'day' } })
  assert.deepEqual(hits.map((hit) => hit.alert), [exact])
  assert.equal(
    hits[0]!.reasons.find(({ about }) => about === 'birth-date')!.why, 'birth-date-agrees',
  )
  const year = await p.issue({
    names: [{ whole: 'Faduma Nuur Cilmi' }], birthDate: { value: '1990-01-01', precision: 'day' },
    sex: 'F',
  })
  const fatuma = {
    names: ['FATUMA NUR ELMI'], birthDate: { value: '1990-08-19', precision: 'day' as const },
    sex: 'F' as const,
  }
  assert.deepEqual(p.screened(fatuma).hits.map((hit) => hit.alert), [year])
  assert.deepEqual(
    p.screened({ ...fatuma, birthDate: { value: '1993-08-19', precision: 'day' } }).hits, [],
  )
  const swapped = p.screened({ birthDate: { value: '1987-04-03', precision: 'day' } })
  assert.deepEqual(swapped.hits, [], 'the fourth of March is not the third of April')
  await p.t.end()
})

test('an alert on a document finds it however it is misread, whoever carries it', async () => {
  const p = await post()
  const alert = await p.issue({
    subjectKind: 'document', names: undefined, birthDate: undefined, sex: undefined,
    nationalities: undefined,
    documents: [{ number: 'PO 12I4567', issuer: 'SOM' }], reason: { code: 'stolen-document' },
  })
  const carrying = (number: string, issuer?: string) =>
    p.screened({ documents: [{ number, ...(issuer && { issuer }) }] }).hits
  assert.deepEqual(carrying('PO12I4567', 'SOM').map((hit) => hit.alert), [alert])
  assert.equal(carrying('P01214567', 'SOM')[0]!.reasons[0]!.why, 'same-document-misread')
  assert.deepEqual(
    carrying('P01214567').map((hit) => hit.alert), [alert], 'the issuer was not read',
  )
  assert.deepEqual(
    carrying('P01214567', 'KEN'), [], 'the same number of another State is another document',
  )
  assert.deepEqual(carrying('P01214568', 'SOM'), [], 'the neighbour’s number is the neighbour')
  await p.t.end()
})

test('a document number one character off counts where the name or the birth date ' +
  'agrees', async () => {
  const p = await post()
  const alert = await p.issue({
    names: [{ whole: 'Mohamed Farah' }], documents: [{ number: 'P0012345', issuer: 'SOM' }],
  })
  for (const number of ['P0012845', 'P001234', 'P00123455', 'P0021345']) {
    const { hits } = p.screened({
      names: ['Mohamed Faarax Cige'], documents: [{ number, issuer: 'SOM' }],
    })
    assert.deepEqual(hits.map((hit) => hit.alert), [alert], number)
    assert.equal(hits[0]!.reasons[0]!.why, 'document-one-character-off')
    const stranger = p.screened({
      names: ['Abshir Warsame'], birthDate: { value: '1961', precision: 'year' },
      documents: [{ number, issuer: 'SOM' }],
    })
    assert.deepEqual(stranger.hits, [], number)
  }
  await p.t.end()
})

test('an alert on a vehicle finds its plate', async () => {
  const p = await post()
  const alert = await p.issue({
    subjectKind: 'vehicle', names: undefined, birthDate: undefined, sex: undefined,
    nationalities: undefined,
    vehicle: { plate: 'KCB 101O', country: 'KEN' }, reason: { code: 'stolen-vehicle' },
  })
  assert.deepEqual(
    p.screened({ vehicle: { plate: 'kcb-1010', country: 'KEN' } }).hits.map((hit) => hit.alert),
    [alert],
  )
  assert.deepEqual(p.screened({ vehicle: { plate: 'KCB 1010', country: 'UGA' } }).hits, [])
  assert.deepEqual(p.screened().hits, [])
  await p.t.end()
})

test('an alert hits from its first to its last day at the post, and never after', async () => {
  const p = await post()
  await p.issue({ validFrom: '2026-11-23', validUntil: '2026-11-23' })
  const hitsAt = (iso: string) => {
    p.t.clock.set(iso)
    const answer = p.opened.screening.screen(traveller, { at: iso })
    assert.ok(answer.ran)
    return answer.hits.length
  }
  // The post is three hours ahead of Greenwich: its 23rd begins at 21:00 of the 22nd.
  assert.equal(hitsAt('2026-11-22T20:59:59.000Z'), 0)
  assert.equal(hitsAt('2026-11-22T21:00:00.000Z'), 1)
  assert.equal(hitsAt('2026-11-23T20:59:59.000Z'), 1)
  assert.equal(hitsAt('2026-11-23T21:00:00.000Z'), 0)
  await p.t.end()
})

test('a changed list is live for the next screening, and after a restart', async () => {
  const p = await post()
  assert.equal(p.screened().alerts, 0)
  const alert = await p.issue()
  const { alerts, newest, hits } = p.screened()
  assert.deepEqual([alerts, hits.length], [1, 1])
  await p.restart()
  assert.deepEqual(p.screened(), { ran: true, alerts, newest, hits, engine: p.screened().engine })
  await p.t.said(AlertEnded, { alert, why: 'found' }, owner(p.t))
  assert.deepEqual([p.screened().alerts, p.screened().hits.length], [0, 0])
  await p.restart()
  assert.deepEqual(p.screened().hits, [])
  assert.equal(
    (await p.t.refused(AlertEnded, { alert, why: 'mistaken' }, owner(p.t))).reason,
    'alert-already-ended',
  )
  await p.t.end()
})

test('an alert that could never be found, or never be in force, is refused', async () => {
  const p = await post()
  const refused = async (more: Record<string, unknown>) =>
    (await p.t.refused(AlertIssued, { alert: p.t.newId(), ...terms, ...more }, owner(p.t))).reason
  assert.equal(await refused({ validUntil: '2025-12-31' }), 'alert-ends-before-it-begins')
  assert.equal(
    await refused({ validFrom: '2026-01-01', validUntil: '2026-11-20' }), 'validity-over',
  )
  assert.equal(await refused({ names: [{ whole: '…' }] }), 'nothing-to-find-by')
  assert.equal(await refused({ subjectKind: 'document' }), 'nothing-to-find-by')
  assert.equal(await refused({ subjectKind: 'vehicle' }), 'nothing-to-find-by')
  const alone = await p.t.node.record(
    AlertIssued, { alert: p.t.newId(), ...terms }, p.t.officer('saido.aden', 'alert-owner'),
  )
  assert.equal((alone as { reason: string }).reason, 'second-officer-needed')
  const invalid = await p.t.node.record(AlertIssued,
    {
      alert: p.t.newId(), ...terms, birthDate: { value: '1987-02-30', precision: 'day' },
    }, owner(p.t))
  assert.equal('invalid' in invalid, true)
  await p.t.end()
})

test('a hit is released by two officers, not by one, nor by one who signs twice', async () => {
  const p = await post()
  const { hit, lookUp } = await p.raise(await p.issue())
  const release = {
    hit, verdict: 'not-the-person', outcome: 'released-not-the-person',
    evidence: 'No scar on the hand; born in Wajir.',
  }
  const bars = async () => (await barringHits(p.t.node.known(second(p.t)), { lookUp })).length
  assert.equal(await bars(), 1)
  assert.equal(
    (await p.t.refused(HitDecided, release, second(p.t))).reason, 'second-officer-needed',
  )
  const twice = p.t.officer(
    'idil.farah', 'secondary-officer', { name: 'idil.farah', roles: ['secondary-officer'] },
  )
  assert.equal(
    (await p.t.refused(HitDecided, release, twice)).reason, 'second-officer-is-the-first',
  )
  const first = p.t.officer(
    'idil.farah', 'secondary-officer', { name: 'amina.warsame', roles: ['primary-officer'] },
  )
  assert.equal(
    (await p.t.refused(HitDecided, release, first)).reason, 'second-officer-not-permitted',
  )
  assert.equal(
    (await p.t.refused(HitDecided, { ...release, verdict: 'cannot-say' }, two(p.t))).reason,
    'outcome-not-of-verdict',
  )
  await p.t.said(HitTakenUp, { hit, taking: p.t.newId() }, second(p.t))
  await p.t.said(HitDecided, release, two(p.t))
  assert.equal(await bars(), 0)
  assert.equal(
    (await p.t.refused(HitDecided, { ...release, evidence: 'Once more.' }, two(p.t))).reason,
    'hit-already-decided',
  )
  await p.t.end()
})

test('who was found not to be the person is remembered for a year, by the document', async () => {
  const p = await post()
  const alert = await p.issue()
  const { hit } = await p.raise(alert)
  await p.t.said(HitDecided, {
    hit, verdict: 'not-the-person', outcome: 'released-not-the-person',
    evidence: 'Fingerprints differ.',
  }, two(p.t))
  assert.deepEqual(p.screened().hits, [])
  assert.equal(p.screened({ documents: [{ number: 'P9999999', issuer: 'SOM' }] }).hits.length, 1,
    'the same name with another passport is somebody else until two officers say so')
  await p.restart()
  assert.deepEqual(p.screened().hits, [])
  const file = () => p.t.asked(AlertFile, { alert }, p.t.officer('sahra', 'supervisor'))
  assert.deepEqual((await file()).apart.map((pair) => [pair.hit, pair.until]),
    [[hit, '2027-11-22']], 'it is shown with the alert')
  const { pairs } = await p.t.asked(NotThisPerson, {}, second(p.t))
  assert.deepEqual(pairs.map((pair) => [pair.alert, pair.rememberUntil]), [[alert, '2027-11-22']])
  p.t.clock.set('2027-11-22T12:00:00.000Z')
  assert.deepEqual(p.screened().hits, [])
  p.t.clock.set('2027-11-23T12:00:00.000Z')
  assert.equal(p.screened().hits.length, 1, 'after a year it is asked again')
  assert.deepEqual((await file()).apart, [])
  await p.t.end()
})

test('a person without a document is remembered by name, birth date and nationality', async () => {
  const p = await post()
  const paperless: ScreenedPerson = { ...traveller, documents: [] }
  const { hit } = await p.raise(await p.issue(), paperless)
  await p.t.said(HitDecided, {
    hit, verdict: 'not-the-person', outcome: 'secondary-negative', evidence: 'His father came.',
    rememberUntil: '2026-12-24',
  }, two(p.t))
  assert.deepEqual(p.screened({ documents: [], names: ['HASSAN ABDULLAHI, Mohammed'] }).hits, [])
  assert.equal(
    p.screened({ documents: [], birthDate: { value: '1987', precision: 'year' } }).hits.length, 1,
  )
  await p.t.said(HitReopened, { hit, why: 'The father was not his father.' }, second(p.t))
  assert.equal(p.screened({ documents: [] }).hits.length, 1, 're-opened, the pair is forgotten')
  await p.t.end()
})

test('the second line sees every field side by side, and what is late', async () => {
  const p = await post()
  const { hit } = await p.raise(await p.issue())
  const [open] = (await p.t.asked(OpenHits, {}, second(p.t))).hits
  assert.equal(open!.status, 'new')
  assert.deepEqual(
    open!.comparison.map(({ about }) => about),
    ['name', 'birth-date', 'sex', 'nationality', 'document'],
  )
  assert.deepEqual(open!.comparison[1], {
    about: 'birth-date', alert: ['1987-03-14'], person: ['1987-03-14'], why: 'same-birth-date',
    weight: 14,
  })
  const late = async () => {
    const [row] = (await p.t.asked(OpenHits, { hit }, second(p.t))).hits
    return Object.entries(row!.clocks).filter(([, clock]) => clock.overdue).map(([name]) => name)
  }
  assert.deepEqual(await late(), [])
  p.t.clock.pass(3 * 60_000)
  assert.deepEqual(await late(), ['firstLook'])
  await p.t.said(HitTakenUp, { hit, taking: p.t.newId() }, second(p.t))
  await p.t.asked(OwnHits, {}, owner(p.t))
  p.t.clock.pass(28 * 60_000)
  assert.deepEqual(await late(), ['firstLook', 'verdict'], 'the owner read it within five minutes')
  const other = p.t.officer('guled.omar', 'secondary-officer')
  assert.equal(
    (await p.t.refused(HitTakenUp, { hit, taking: p.t.newId() }, other)).reason,
    'hit-taken-up-by-another',
  )
  await p.t.end()
})

test('reading the open hits again and again is one reading', async () => {
  const p = await post()
  await p.raise(await p.issue())
  await p.t.asked(OpenHits, {}, second(p.t))
  const { size } = p.t.node.journal
  await p.t.asked(OpenHits, {}, second(p.t))
  assert.equal(p.t.node.journal.size, size)
  await p.t.end()
})

test('the owner of a list sees its own alerts and hits only', async () => {
  const p = await post()
  const wanted = await p.issue()
  const customs = owner(p.t, 'zahra.ali')
  const list = { code: 'CUS-1', name: 'Customs' }
  const sought = await p.issue(
    { list, documents: [{ number: 'P0012345', issuer: 'SOM' }] }, customs,
  )
  await p.raise(wanted)
  const { hit } = await p.raise(sought)
  const own = await p.t.asked(OwnHits, {}, customs)
  assert.deepEqual([own.lists, own.hits.map((each) => each.hit)], [['CUS-1'], [hit]])
  assert.deepEqual((await p.t.asked(OwnHits, { list: 'CID-W' }, customs)).hits, [])
  assert.deepEqual(
    (await p.t.asked(AlertLedger, {}, customs)).alerts.map((each) => each.alert), [sought],
  )
  assert.equal(
    (await p.t.refused(AlertIssued, { alert: p.t.newId(), ...terms }, customs)).reason,
    'list-of-another',
  )
  assert.equal(
    (await p.t.refused(AlertEnded, { alert: wanted, why: 'withdrawn' }, customs)).reason,
    'alert-unknown',
  )
  assert.equal((await p.t.asked(AlertFile, { alert: wanted }, owner(p.t))).spine.length, 2)
  await p.t.said(
    ListOfficersNamed,
    { naming: p.t.newId(), list: 'CUS-1', officers: ['zahra.ali', 'deeqa.mire'] }, customs,
  )
  assert.equal((await p.t.asked(OwnHits, {}, owner(p.t, 'deeqa.mire'))).hits.length, 1)
  await p.t.end()
})

test('the counter is told no more of a person to protect than of one to refer', async () => {
  const p = await post()
  await p.issue({
    action: 'protect', list: { code: 'M-7', name: 'Missing children' }, reason: { code: 'missing' },
    instruction: 'Taken from her mother in Garissa.',
  })
  const [hit] = p.screened().hits
  assert.deepEqual([hit!.action, hit!.list.name, hit!.instruction, hit!.ownText],
    ['refer', '', 'watchlist.instruction.refer', undefined])
  await p.t.end()
})

test('a person under an open hit is held at the next window too, until it is decided', async () => {
  const p = await post()
  const { hit } = await p.raise(await p.issue())
  const known = p.t.node.known(second(p.t))
  const keys = ['document:SOM:P0012345']
  assert.deepEqual((await barringHits(known, { personKeys: keys })).map((each) => each.hit), [hit])
  assert.deepEqual(await barringHits(known, { personKeys: ['document:KEN:1'] }), [])
  await p.t.end()
})
