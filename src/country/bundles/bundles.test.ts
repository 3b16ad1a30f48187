// The age of the hub's word, as a post without a link has to tell it.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import type { Followed } from '../../kernel/sync/following.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import officersCapability from '../officers/capability.ts'
import { OfficerEnrolled } from '../officers/officer-enrolled.ts'
import { issueCode } from '../officers/one-time-codes.ts'
import { signIns } from '../officers/register.ts'
import { RolesGiven } from '../officers/roles-given.ts'
import { rosterOf } from '../officers/roster.ts'
import { SignInCodeIssued } from '../officers/sign-in-code-issued.ts'
import { BundleNow } from './bundle-now.ts'
import capability from './capability.ts'
import { offerBundle, standingOf } from './offer-bundle.ts'
import { bundleOf } from './terms.ts'

const hour = 3_600_000
const day = 24 * hour
const saidAt = '2026-11-22T08:00:00.000Z'
const followed: Followed = {
  size: 5, refused: 0, checkpoint: { size: 5, note: '', at: saidAt },
  heard: { at: saidAt, elapsed: 0 },
}

/** What is known some time after the answer came, by a wall clock that may be wrong. */
function after(ms: number, wrongMs = 0, more: Partial<Followed> = {}) {
  return standingOf({ ...followed, ...more }, {
    wallMs: Date.parse(saidAt) + ms + wrongMs, elapsedMs: ms, quality: 'good',
  })
}

test('what came down is fresh for a day, amber for a week, red for a month, and then over', () => {
  const ages = [0, day, day + 1, 7 * day, 7 * day + 1, 30 * day, 30 * day + 1].map((ms) => {
    const standing = after(ms)
    return standing.is === 'heard' ? standing.age : standing.is
  })
  assert.deepEqual(ages, ['fresh', 'fresh', 'amber', 'amber', 'red', 'red', 'over'])
})

test('a clock that is put back makes nothing younger, and one that disagrees says so', () => {
  const back = after(3 * day, -3 * day)
  assert.ok(back.is === 'heard' && back.age === 'amber' && back.unsure)
  const ahead = after(hour, 40 * day)
  assert.ok(ahead.is === 'heard' && ahead.age === 'over' && ahead.unsure)
  const right = after(hour, 60_000)
  assert.ok(right.is === 'heard' && right.age === 'fresh' && !right.unsure)
  // After a start nothing but the wall clock is left; before the hub's own time it is not sure.
  const { heard: _, ...started } = followed
  const slow = standingOf(started, {
    wallMs: Date.parse(saidAt) - hour, elapsedMs: 5, quality: 'good',
  })
  assert.deepEqual(slow.is === 'heard' && [slow.ageMs, slow.unsure], [0, true])
})

test('a node that follows nobody knows all there is; one that never heard says so', async () => {
  const t = await trial([capability])
  const nasir = t.officer('nasir', 'administrator')
  assert.deepEqual((await t.asked(BundleNow, {}, nasir)).standing, { is: 'own' })
  offerBundle(t.node, { state: { size: 0, refused: 0 } })
  assert.deepEqual((await t.asked(BundleNow, {}, nasir)).standing, { is: 'never' })
  offerBundle(t.node, { state: followed })
  t.clock.pass(2 * day)
  const standing = bundleOf(t.node)
  assert.ok(standing.is === 'heard' && standing.age === 'amber')
  await t.end()
})

const node = nodeItself('dhobley')

async function officer(t: Trial, name: string, role: string): Promise<string> {
  await t.said(OfficerEnrolled, { enrolment: t.newId(), officer: name, name }, node)
  await t.said(RolesGiven, {
    grant: t.newId(), officer: name, roles: [role], post: 'dhobley', from: '2026-11-01',
    founding: true,
  }, node)
  return code(t, name)
}

async function code(t: Trial, name: string): Promise<string> {
  const made = issueCode(t.given.luck)
  await t.said(SignInCodeIssued, {
    code: t.newId(), officer: name, salt: made.salt, hash: made.hash,
    expires: new Date(t.clock.now() + 20 * day).toISOString(),
  }, node)
  return made.code
}

test('with a roster older than thirty days a supervisor of the post confirms each sign-in, and ' +
  'nobody is let in by the list alone', async () => {
  const t = await trial([capability, officersCapability])
  offerBundle(t.node, { state: followed })
  await officer(t, 'amina', 'primary-officer')
  await officer(t, 'dawit', 'primary-officer')
  await officer(t, 'sahra', 'supervisor')
  t.clock.pass(30 * day + hour)
  const [amina, dawit] = [await code(t, 'amina'), await code(t, 'dawit')]
  const [sahra, again] = [await code(t, 'sahra'), await code(t, 'sahra')]
  const roster = rosterOf(t.node)
  const signIn = (supervisor?: { officer: string; code: string }) => roster.signIn(
    t.newId(), 'amina', amina, { as: 'session', ...(supervisor && { supervisor }) })
  const reason = async (answer: ReturnType<typeof signIn>) => {
    const got = await answer
    return isRefusal(got) ? got.reason : got.officer
  }
  assert.equal(await reason(signIn()), 'supervisor-needed')
  assert.equal(await reason(signIn({ officer: 'sahra', code: 'AAAA-AAAA-AAAA' })), 'wrong-code')
  assert.equal(await reason(signIn({ officer: 'dawit', code: dawit })), 'supervisor-needed')
  assert.equal(await reason(signIn({ officer: 'sahra', code: sahra })), 'amina')
  const [row] = await t.node.known(node).all(signIns, { officer: 'amina' })
  assert.equal(row?.confirmedBy, 'sahra')
  // The code that confirmed is used; a supervisor needs nobody else.
  assert.equal(await reason(signIn({ officer: 'sahra', code: sahra })), 'code-used')
  const own = await roster.signIn(t.newId(), 'sahra', again, { as: 'session' })
  assert.equal(isRefusal(own), false)
  await t.end()
})
