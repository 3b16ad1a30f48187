// Groups, as the officer in front of a bus would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial, type Trial } from '../../nodes/trial.ts'
import crossingsCapability from '../crossings/capability.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import travellers from '../travellers/capability.ts'
import lists from '../lists/capability.ts'
import watchlist from '../watchlist/capability.ts'
import groupsCapability from './capability.ts'
import { GroupClosed } from './group-closed.ts'
import { GroupPresented } from './group-presented.ts'
import { GroupSheet } from './group-sheet.ts'

const all = [travellers, lists, watchlist, crossingsCapability, groupsCapability]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')

const bus = {
  kind: 'bus', direction: 'entry', expected: 50, operator: 'Dalsan', leader: 'Xasan Cali',
    mode: 'bus',
  conveyance: { kind: 'bus', plate: 'KBX 123A', country: 'KEN' }, from: 'Kismaayo', to: 'Garissa',
}

function member(t: Trial, group: string, surname: string, number: string) {
  return {
    crossing: t.newId(), group, groupRole: 'member', direction: 'entry', decision: 'admitted',
    person: { surname, sex: 'F', nationality: 'SOM', birthDate: { value: '1990',
      precision: 'year' } },
    document: { type: 'P', number, issuer: 'SOM' },
  }
}

test('a bus of fifty is said once, each person is decided, and the sheet counts them', async () => {
  const t = await trial(all)
  const group = t.newId()
  await t.said(GroupPresented, { group, ...bus }, amina(t))
  for (let i = 0; i < 49; i++) {
    await t.said(CrossingRecorded, member(t, group, 'Xuseen', `P${i}`), amina(t))
  }
  const referred = { ...member(t, group, 'Xuseen', 'P49'), decision: 'referred' }
  await t.said(CrossingRecorded, referred, amina(t))
  const sheet = await t.asked(GroupSheet, { group }, amina(t))
  assert.deepEqual([sheet.decided, sheet.presented, sheet.missingCount],
    [{ admitted: 49, refused: 0, referred: 1, deferred: 0 }, 50, 0])
  await t.said(GroupClosed, { group, presented: 50 }, amina(t))
  assert.equal((await t.asked(GroupSheet, { group }, amina(t))).group.closedBy, 'amina')
  await t.end()
})

test('who is listed and did not come is named, and who came and is not listed too', async () => {
  const t = await trial(all)
  const group = t.newId()
  const listed = [
    { name: 'Faadumo Cali', documentNumber: 'P-1' }, { name: 'Hodan Yuusuf' },
      { name: 'Sahra Maxamed' },
  ]
  await t.said(GroupPresented, { group, ...bus, expected: 3, listed }, amina(t))
  await t.said(CrossingRecorded, member(t, group, 'Faduma Ali', 'P1'), amina(t))
  await t.said(CrossingRecorded, member(t, group, 'Sahra Mohamed', 'P2'), amina(t))
  await t.said(CrossingRecorded, member(t, group, 'Grace Okello', 'P3'), amina(t))
  const sheet = await t.asked(GroupSheet, { group }, amina(t))
  assert.deepEqual(sheet.missing.map(({ name }) => name), ['Hodan Yuusuf'])
  assert.deepEqual(sheet.unlisted.map(({ name }) => name), ['Grace Okello'])
  await t.end()
})

test('a group nobody presented cannot be closed, and none has five hundred and one', async () => {
  const t = await trial(all)
  const no = await t.refused(GroupClosed, { group: t.newId(), presented: 1 }, amina(t))
  assert.equal(no.reason, 'group-unknown')
  assert.equal(GroupPresented.said.safeParse({ group: t.newId(), ...bus, expected: 501 }).success,
    false)
  await t.end()
})
