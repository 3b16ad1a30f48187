// Shifts, as the officers who hand over and the one who inspects would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { ask } from '../../kernel/ask.ts'
import { trial } from '../../nodes/trial.ts'
import capability from './capability.ts'
import { shifts } from './register.ts'
import { ShiftClosed } from './shift-closed.ts'
import { ShiftOpened } from './shift-opened.ts'
import { ShiftSheetOf } from './shift-sheet.ts'

async function post() {
  const t = await trial([capability])
  t.node.offer('checkpoint', async () => (await t.node.checkpoint()).toString('utf8'))
  return {
    t, amina: t.officer('amina.warsame', 'primary-officer'),
    dawit: t.officer('dawit.tesfaye', 'primary-officer'),
    sahra: t.officer('sahra.jibril', 'supervisor'),
  }
}

const counts = { 'entry.admitted': 212, 'entry.refused': 2, 'exit.admitted': 190, 'hits.open': 1 }

test('a shift closes with its counts and the checkpoint that was printed', async () => {
  const { t, amina } = await post()
  const shift = t.newId()
  const float = { amount: '250.50', currency: 'USD' }
  await t.said(ShiftOpened, { shift, lane: '2', float }, amina)
  t.clock.pass(8 * 3_600_000)
  const { checkpoint } = await t.asked(ShiftSheetOf, {}, amina)
  assert.equal(checkpoint.split('\n')[0], t.node.journal.options.origin)
  await t.said(ShiftClosed, { shift, counts, checkpoint, handedTo: 'dawit.tesfaye' }, amina)
  const row = await t.node.known(amina).get(shifts, { shift })
  assert.deepEqual(row.counts, counts)
  assert.deepEqual([row.checkpoint, row.handedTo, row.closedBy],
    [checkpoint, 'dawit.tesfaye', amina.officer])
  await t.end()
})

test('the officer who takes over reads who worked before and what they left', async () => {
  const { t, amina, dawit, sahra } = await post()
  const shift = t.newId()
  await t.said(ShiftOpened, { shift, lane: '2' }, amina)
  await t.said(ShiftOpened, { shift: t.newId() }, sahra)
  const { checkpoint } = await t.asked(ShiftSheetOf, {}, amina)
  await t.said(ShiftClosed, { shift, counts, checkpoint, note: 'Printer low on paper.' }, amina)
  t.clock.pass(60_000)
  await t.said(ShiftOpened, { shift: t.newId(), lane: '2' }, dawit)
  const sheet = await t.asked(ShiftSheetOf, {}, dawit)
  assert.deepEqual([sheet.before?.officer, sheet.before?.note],
    ['amina.warsame', 'Printer low on paper.'])
  assert.deepEqual(sheet.others.map(({ officer }) => officer), ['sahra.jibril'])
  await t.end()
})

test('the sheet of a closed shift shows the checkpoint that was printed', async () => {
  const { t, amina } = await post()
  const shift = t.newId()
  await t.said(ShiftOpened, { shift }, amina)
  const { checkpoint } = await t.asked(ShiftSheetOf, {}, amina)
  await t.said(ShiftClosed, { shift, counts, checkpoint }, amina)
  await t.said(ShiftOpened, { shift: t.newId() }, amina)
  assert.equal((await t.asked(ShiftSheetOf, { shift }, amina)).checkpoint, checkpoint)
  await t.end()
})

test('an officer has one open shift, and it is still open after the power was cut', async () => {
  const { t, amina } = await post()
  await t.said(ShiftOpened, { shift: t.newId(), lane: '1' }, amina)
  await t.restart()
  const no = await t.refused(ShiftOpened, { shift: t.newId(), lane: '2' }, amina)
  assert.equal(no.reason, 'shift-open-already')
  await t.end()
})

test('a colleague neither reads nor closes another’s shift; a supervisor does both', async () => {
  const { t, amina, dawit, sahra } = await post()
  const shift = t.newId()
  await t.said(ShiftOpened, { shift }, amina)
  const answer = await ask(t.node, ShiftSheetOf, { shift }, dawit)
  assert.equal('reason' in answer && answer.reason, 'shift-of-another')
  const { checkpoint } = await t.asked(ShiftSheetOf, { shift }, sahra)
  const said = { shift, counts, checkpoint }
  assert.equal((await t.refused(ShiftClosed, said, dawit)).reason, 'shift-of-another')
  await t.said(ShiftClosed, said, sahra)
  const twice = await t.refused(ShiftClosed, { ...said, note: 'again' }, sahra)
  assert.equal(twice.reason, 'shift-closed-already')
  await t.end()
})

test('a shift is not closed with another journal’s checkpoint, nor handed to oneself', async () => {
  const { t, amina } = await post()
  const other = await post()
  const shift = t.newId()
  await t.said(ShiftOpened, { shift }, amina)
  const foreign = (await other.t.node.checkpoint()).toString('utf8')
  const no = await t.refused(ShiftClosed, { shift, counts, checkpoint: foreign }, amina)
  assert.equal(no.reason, 'checkpoint-of-another')
  const { checkpoint } = await t.asked(ShiftSheetOf, {}, amina)
  const said = { shift, counts, checkpoint }
  const own = await t.refused(ShiftClosed, { ...said, handedTo: amina.officer }, amina)
  assert.equal(own.reason, 'handed-to-oneself')
  const never = await t.refused(ShiftClosed, { shift: t.newId(), counts, checkpoint }, amina)
  assert.equal(never.reason, 'no-such-shift')
  await t.end()
  await other.t.end()
})

test('counts below nothing, money of no currency and no true checkpoint are invalid', () => {
  const shift = '01890000-0000-7000-8000-000000000001'
  const checkpoint = 'safar.test/post/x/00\n3\nAAAA\n\n— safar.test AAAA\n'
  const closed = { shift, counts, checkpoint }
  assert.equal(ShiftClosed.said.safeParse(closed).success, true)
  const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`n${i}`, i]))
  for (const bad of [
    { counts: { 'entry.admitted': -1 } }, { counts: { Entry: 1 } }, { counts: many },
    { checkpoint: 'nothing signed at all here' }, { checkpoint: 'x'.repeat(200_000) },
  ]) assert.equal(ShiftClosed.said.safeParse({ ...closed, ...bad }).success, false)
  for (const float of [
    { amount: '-1', currency: 'USD' }, { amount: '1' }, { amount: '1', currency: 'usd' },
  ]) {
    assert.equal(ShiftOpened.said.safeParse({ shift, float }).success, false)
  }
})
