// Sessions: who is signed in, how long, and what a second officer's sign-in is good for.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { realDisk, realLuck } from '../../nodes/given.ts'
import { HandClock } from '../../nodes/trial.ts'
import type { Role } from '../event.ts'
import { isRefusal, refuse } from '../refusal.ts'
import { Sessions, strictPolicy, type Roster } from './sessions.ts'

const minute = 60_000

/** A roster of four officers whose code is their own name backwards. */
function desk(roles: Record<string, readonly Role[]> = {
  amina: ['primary-officer'], omar: ['supervisor'], halima: ['primary-officer'],
}) {
  const clock = new HandClock()
  const told: string[] = []
  const roster: Roster = {
    async officerNow(officer) {
      return roles[officer] && { officer, name: officer, roles: roles[officer], post: 'dhobley' }
    },
    async signIn(_, officer, code, { as }) {
      if (code !== [...officer].reverse().join('')) return refuse('wrong-code')
      told.push(`${officer} ${as}`)
      return (await roster.officerNow(officer))!
    },
    async signedOut(_, officer) { told.push(`${officer} out`) },
  }
  const given = { clock, timers: clock, luck: realLuck, disk: realDisk }
  return { clock, told, roles, sessions: new Sessions(given, roster) }
}

async function signedIn({ sessions }: ReturnType<typeof desk>, officer = 'amina') {
  const signed = await sessions.signIn(officer, [...officer].reverse().join(''))
  assert.ok(!isRefusal(signed))
  return signed
}

test('a wrong code opens no session, and a right one opens one under a token of its ' +
  'own', async () => {
  const d = desk()
  assert.deepEqual(await d.sessions.signIn('amina', 'guess'), refuse('wrong-code'))
  const [one, two] = [await signedIn(d), await signedIn(d)]
  assert.notEqual(one.token, two.token)
  assert.ok(one.token.length >= 32)
  assert.equal(d.sessions.find(one.token)?.officer, 'amina')
  assert.equal(d.sessions.find('x'.repeat(32)), undefined)
  assert.equal(d.sessions.find(undefined), undefined)
})

test('a session that nobody uses for five minutes is locked; one that is used stays', async () => {
  const d = desk()
  const { token } = await signedIn(d)
  for (let use = 0; use < 5; use++) {
    d.clock.pass(strictPolicy.idleMs)
    assert.ok(d.sessions.find(token), `use ${use}`)
  }
  d.clock.pass(strictPolicy.idleMs + 1)
  assert.equal(d.sessions.find(token), undefined)
  assert.equal(d.sessions.find(token), undefined)
})

test('no session outlives a shift of twelve hours, however busy', async () => {
  const d = desk()
  const { token } = await signedIn(d)
  for (let passed = 0; passed <= strictPolicy.absoluteMs - 4 * minute; passed += 4 * minute) {
    assert.ok(d.sessions.find(token), `after ${passed / minute} minutes`)
    d.clock.pass(4 * minute)
  }
  d.clock.pass(1)
  assert.equal(d.sessions.find(token), undefined)
})

test('a machine that slept for an hour finds its sessions locked, though nothing ' +
  'elapsed', async () => {
  const d = desk()
  const { token } = await signedIn(d)
  d.clock.set(new Date(d.clock.now() + 60 * minute).toISOString())
  assert.equal(d.sessions.find(token), undefined)
})

test('setting the wall clock back does not make a session last, nor does sleep after ' +
  'it', async () => {
  const d = desk()
  const { token } = await signedIn(d)
  d.clock.set('2006-01-01T00:00:00.000Z')
  assert.ok(d.sessions.find(token))
  d.clock.pass(strictPolicy.idleMs + 1)
  assert.equal(d.sessions.find(token), undefined)
  const again = await signedIn(d)
  d.clock.set('2005-01-01T00:00:00.000Z')
  assert.ok(d.sessions.find(again.token))
  d.clock.set('2005-01-01T00:06:00.000Z')
  assert.equal(d.sessions.find(again.token), undefined)
})

test('of second sign-ins that nobody spends the oldest are forgotten', async () => {
  const d = desk()
  const { session } = await signedIn(d)
  const first = await d.sessions.secondSignIn(session, 'omar', 'ramo')
  let last = first
  for (let more = 0; more < 100; more++) {
    last = await d.sessions.secondSignIn(session, 'omar', 'ramo')
  }
  assert.ok(!isRefusal(first) && !isRefusal(last))
  assert.deepEqual(
    await d.sessions.attestation(session, first.token), refuse('second-sign-in-spent'),
  )
  assert.ok(!isRefusal(await d.sessions.attestation(session, last.token)))
})

test('who signs out is out at once, and it is told to the roster', async () => {
  const d = desk()
  const { token } = await signedIn(d)
  await d.sessions.signOut(token)
  await d.sessions.signOut(token)
  assert.equal(d.sessions.find(token), undefined)
  assert.deepEqual(d.told, ['amina session', 'amina out'])
})

test('signing in again keeps the session and makes it fresh; another officer gets another ' +
  'session', async () => {
  const d = desk()
  const { token, session } = await signedIn(d)
  d.clock.pass(4 * minute)
  const again = await d.sessions.signIn('amina', 'anima', { token, session })
  assert.ok(!isRefusal(again))
  assert.equal(again.token, token)
  const by = await d.sessions.attestation(session)
  assert.ok(!isRefusal(by) && by.signedInMsAgo === 0)
  const other = await d.sessions.signIn('omar', 'ramo', { token, session })
  assert.ok(!isRefusal(other))
  assert.notEqual(other.token, token)
  assert.equal(d.sessions.find(token)?.officer, 'amina')
})

test('roles are those of this moment: who is taken off the roster can do nothing ' +
  'more', async () => {
  const d = desk()
  const { session } = await signedIn(d)
  const by = await d.sessions.attestation(session)
  assert.ok(!isRefusal(by))
  assert.deepEqual(by.roles, ['primary-officer'])
  d.roles['amina'] = []
  const after = await d.sessions.attestation(session)
  assert.ok(!isRefusal(after))
  assert.deepEqual(after.roles, [])
  delete d.roles['amina']
  assert.deepEqual(await d.sessions.attestation(session), refuse('officer-not-on-roster'))
})

test('a second officer\'s sign-in is good for one act, and only of the officer it was given ' +
  'to', async () => {
  const d = desk()
  const { session } = await signedIn(d)
  const stranger = (await signedIn(d, 'halima')).session
  const second = await d.sessions.secondSignIn(session, 'omar', 'ramo')
  assert.ok(!isRefusal(second))
  const by = await d.sessions.attestation(session, second.token)
  assert.ok(!isRefusal(by))
  assert.deepEqual([by.second?.officer, by.second?.roles], ['omar', ['supervisor']])
  assert.deepEqual(
    await d.sessions.attestation(session, second.token), refuse('second-sign-in-spent'),
  )
  const next = await d.sessions.secondSignIn(session, 'omar', 'ramo')
  assert.ok(!isRefusal(next))
  assert.deepEqual(
    await d.sessions.attestation(stranger, next.token), refuse('second-sign-in-spent'),
  )
  assert.deepEqual(
    await d.sessions.attestation(session, 'x'.repeat(32)), refuse('second-sign-in-spent'),
  )
})

test('a second officer\'s sign-in is worth nothing after five minutes', async () => {
  const d = desk()
  const { session } = await signedIn(d)
  const second = await d.sessions.secondSignIn(session, 'omar', 'ramo')
  assert.ok(!isRefusal(second))
  d.clock.pass(5 * minute + 1)
  assert.deepEqual(
    await d.sessions.attestation(session, second.token), refuse('second-sign-in-spent'),
  )
})

test('nobody is their own second officer, and a second officer needs a right code', async () => {
  const d = desk()
  const { session } = await signedIn(d)
  assert.deepEqual(
    await d.sessions.secondSignIn(session, 'amina', 'anima'), refuse('second-officer-is-the-first'),
  )
  assert.deepEqual(await d.sessions.secondSignIn(session, 'omar', 'guess'), refuse('wrong-code'))
})

test('with more sessions than a post has desks, the one longest unused ends', async () => {
  const d = desk()
  const first = await signedIn(d)
  d.clock.pass(1000)
  const second = await signedIn(d)
  for (let more = 0; more < 499; more++) await signedIn(d, 'omar')
  assert.equal(d.sessions.find(first.token), undefined)
  assert.ok(d.sessions.find(second.token))
})
