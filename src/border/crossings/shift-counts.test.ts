// The numbers of a shift, as the officer who signs for them would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import shiftsCapability from '../../country/shifts/capability.ts'
import { ShiftOpened } from '../../country/shifts/shift-opened.ts'
import { ask } from '../../kernel/ask.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import travellersCapability from '../travellers/capability.ts'
import { lookUps } from '../travellers/register.ts'
import lists from '../lists/capability.ts'
import watchlist from '../watchlist/capability.ts'
import crossingsCapability from './capability.ts'
import { CrossingRecorded } from './crossing-recorded.ts'
import { ShiftCounts } from './shift-counts.ts'

const all = [travellersCapability, lists, watchlist, crossingsCapability, shiftsCapability]
const amina = (t: Trial) => t.officer('amina.warsame', 'primary-officer')
const dawit = (t: Trial) => t.officer('dawit.mengesha', 'primary-officer')
const sahra = (t: Trial) => t.officer('sahra.jibril', 'supervisor')

const passport = (number: string) => ({ type: 'P', number, issuer: 'SOM' })
const person = (surname: string) => (
  { surname, sex: 'M', nationality: 'SOM', birthDate: { precision: 'unknown' } })

function crossing(t: Trial, surname: string, more: Record<string, unknown> = {}) {
  return {
    crossing: t.newId(), direction: 'entry', decision: 'admitted', person: person(surname),
    document: passport(`P${surname.length}${surname.slice(0, 4)}`), ...more,
  }
}

async function shiftOfAmina() {
  const t = await trial(all)
  const shift = t.newId()
  await t.said(CrossingRecorded, crossing(t, 'BEFORE'), amina(t))
  t.clock.pass(60_000)
  await t.said(ShiftOpened, { shift, lane: '2' }, amina(t))
  t.clock.pass(60_000)
  return { t, shift }
}

test('a shift counts its officer’s crossings, and nobody else’s or those before it', async () => {
  const { t, shift } = await shiftOfAmina()
  await t.said(CrossingRecorded, crossing(t, 'XUSEEN'), amina(t))
  await t.said(CrossingRecorded, crossing(t, 'TESFAYE'), amina(t))
  await t.said(CrossingRecorded, crossing(t, 'ANOTHER'), dawit(t))
  await t.said(CrossingRecorded, crossing(t, 'WANJALA', { direction: 'exit' }), amina(t))
  const { counts } = await t.asked(ShiftCounts, { shift }, amina(t))
  assert.deepEqual(counts, {
    crossings: 3, 'entry.admitted': 2, 'exit.admitted': 1,
    'hits.open': 0, 'referred.undecided': 0, 'exits.unmatched': 1,
  })
  assert.equal((await t.node.known(amina(t)).all(lookUps, {})).length, 0)
  await t.end()
})

test('a person referred is an open matter until somebody decides', async () => {
  const { t, shift } = await shiftOfAmina()
  const first = crossing(t, 'XUSEEN', { decision: 'referred' })
  await t.said(CrossingRecorded, first, amina(t))
  assert.equal((await t.asked(ShiftCounts, { shift }, amina(t))).counts['referred.undecided'], 1)
  t.clock.pass(60_000)
  await t.said(CrossingRecorded, crossing(t, 'XUSEEN', { traveller: first.crossing }), dawit(t))
  const { counts } = await t.asked(ShiftCounts, { shift }, amina(t))
  assert.deepEqual([counts['entry.referred'], counts['referred.undecided']], [1, 0])
  await t.end()
})

test('a supervisor reads the numbers of a shift, a colleague does not', async () => {
  const { t, shift } = await shiftOfAmina()
  const no = await ask(t.node, ShiftCounts, { shift }, dawit(t))
  assert.equal('reason' in no && no.reason, 'shift-of-another')
  assert.equal((await t.asked(ShiftCounts, { shift }, sahra(t))).counts['crossings'], 0)
  const never = await ask(t.node, ShiftCounts, { shift: t.newId() }, amina(t))
  assert.equal('reason' in never && never.reason, 'no-such-shift')
  await t.end()
})
