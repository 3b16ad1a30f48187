// Officers, their roles and their codes, as a supervisor or a thief would contest them.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { nodeItself } from '../../kernel/attestation.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import capability from './capability.ts'
import { NewSignInCode } from './new-sign-in-code.ts'
import { OfficerEnrolled } from './officer-enrolled.ts'
import { holds, officerNow } from './officer-now.ts'
import { checkCode, codeTyped, issueCode } from './one-time-codes.ts'
import { roleGrants, signInRefusals, signIns } from './register.ts'
import { RolesEnded } from './roles-ended.ts'
import { RolesGiven } from './roles-given.ts'
import { rosterOf } from './roster.ts'
import { RosterNow } from './roster-now.ts'
import { SignInCodeIssued } from './sign-in-code-issued.ts'
import { waitAfter } from './tries.ts'

const minute = 60_000
const node = nodeItself('dhobley')

/** A post with three officers whom the node itself gave their roles, as at founding. */
async function post() {
  const t = await trial([capability])
  for (const [officer, name, role] of [
    ['amina.warsame', 'Amina Warsame', 'primary-officer'],
    ['sahra.jibril', 'Sahra Jibril', 'supervisor'],
    ['nasir.abokor', 'Nasir Abokor', 'administrator'],
  ] as const) {
    await t.said(OfficerEnrolled, { enrolment: t.newId(), officer, name }, node)
    await t.said(RolesGiven, {
      grant: t.newId(), officer, roles: [role], post: 'dhobley', from: '2026-11-01', founding: true,
    }, node)
  }
  return t
}

/** Issues a code to an officer as the node does at founding. */
async function codeFor(t: Trial, officer: string, expires = '2026-11-23T08:00:00.000Z', by = node) {
  const { code, salt, hash } = issueCode(t.given.luck)
  await t.said(SignInCodeIssued, { code: t.newId(), officer, salt, hash, expires }, by)
  return code
}

const sahra = (t: Trial) => t.officer('sahra.jibril', 'supervisor')
const bothAttest = (t: Trial) => t.officer('nasir.abokor', 'administrator',
  { name: 'sahra.jibril', roles: ['supervisor'] })
const tries = async (t: Trial, count: number) => {
  for (let i = 0; i < count; i++) {
    await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', '0000-0000-0000', { as: 'session' })
  }
}

test('an officer signs in with a code once, under the roles held at this post', async () => {
  const t = await post()
  const code = await codeFor(t, 'amina.warsame')
  const roster = rosterOf(t.node)
  const now = await roster.signIn(t.newId(), ' Amina.Warsame', code, { as: 'session', lane: '2' })
  assert.deepEqual(now, {
    officer: 'amina.warsame', name: 'Amina Warsame', roles: ['primary-officer'], post: 'dhobley',
  })
  const again = await roster.signIn(t.newId(), 'amina.warsame', code, { as: 'session' })
  assert.equal(isRefusal(again) && again.reason, 'code-used')
  const [only, ...others] = await t.node.known(node).all(signIns, {})
  assert.deepEqual([only!.lane, only!.as, others.length], ['2', 'session', 0])
  await t.end()
})

test('of two who come with one code at the same moment, one signs in', async () => {
  const t = await post()
  const code = await codeFor(t, 'amina.warsame')
  const roster = rosterOf(t.node)
  const both = await Promise.all([1, 2].map(() =>
    roster.signIn(t.newId(), 'amina.warsame', code, { as: 'session' })))
  assert.deepEqual(both.map((each) => (isRefusal(each) ? each.reason : each.officer)).sort(),
    ['amina.warsame', 'code-used'])
  await t.end()
})

test('a used code stays used when the node starts again, and another is still good', async () => {
  const t = await post()
  const used = await codeFor(t, 'amina.warsame')
  const other = await codeFor(t, 'amina.warsame')
  await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', used, { as: 'session' })
  await t.restart()
  const known = t.node.known(node)
  const again = await checkCode(known, 'amina.warsame', used, known)
  assert.equal(isRefusal(again) && again.reason, 'code-used')
  assert.equal(isRefusal(await checkCode(known, 'amina.warsame', other, known)), false)
  await t.end()
})

test('a code is read as people type it: small letters, spaces, O for 0, Arabic figures', () => {
  const luck = { bytes: (count: number) => Buffer.from(Array.from({ length: count }, (_, i) => i)) }
  assert.equal(issueCode(luck).code, '0123-4567-89AB')
  for (const typed of [
    '0123-4567-89ab', 'o123 4567 89AB', 'OI23–4567–89AB', ' 0l23456789ab\t', '٠١٢٣-٤٥٦٧-٨٩ab',
    '۰۱۲۳۴۵۶۷۸۹AB', '０１２３４５６７８９ＡＢ', '\u200f0123-4567-89AB\u200f', '0123.4567.89AB',
  ]) assert.equal(codeTyped(typed), '0123456789AB', JSON.stringify(typed))
  for (const typed of ['', '0123-4567-89A', '0123-4567-89ABC', '0123-4567-89A!', 'U'.repeat(12),
    '0'.repeat(200_000)]) assert.equal(codeTyped(typed), '')
})

test('codes differ, have sixty bits, and no letter that is read as another', async () => {
  const t = await post()
  const codes = Array.from({ length: 500 }, () => issueCode(t.given.luck).code)
  assert.equal(new Set(codes).size, codes.length)
  for (const code of codes) assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/)
  await t.end()
})

test('each refused sign-in has its reason and is written down as it was typed', async () => {
  const t = await post()
  const expired = await codeFor(t, 'amina.warsame', '2026-11-22T08:30:00.000Z')
  t.clock.pass(31 * minute)
  const roster = rosterOf(t.node)
  const why = async (officer: string, code: string) => {
    const answer = await roster.signIn(t.newId(), officer, code, { as: 'session' })
    return isRefusal(answer) && answer.reason
  }
  assert.equal(await why('nobody', expired), 'unknown-officer')
  assert.equal(await why('amina.warsame', 'XXXX-XXXX-XXXX'), 'wrong-code')
  assert.equal(await why('sahra.jibril', expired), 'wrong-code')
  assert.equal(await why('amina.warsame', expired), 'code-expired')
  assert.equal(await why('x'.repeat(5_000), ''), 'unknown-officer')
  const rows = await t.node.known(node).all(signInRefusals, {}, { order: 'at asc' })
  assert.deepEqual(rows.map((row) => row.officer.slice(0, 6)).sort(),
    ['amina.', 'amina.', 'nobody', 'sahra.', 'xxxxxx'])
  await t.end()
})

test('after five wrong codes an officer waits, even with the right code', async () => {
  const t = await post()
  const code = await codeFor(t, 'amina.warsame')
  await tries(t, 5)
  const roster = rosterOf(t.node)
  const waiting = await roster.signIn(t.newId(), 'amina.warsame', code, { as: 'session' })
  assert.equal(isRefusal(waiting) && waiting.reason, 'too-many-tries')
  t.clock.pass(1.5 * minute)
  await tries(t, 1)
  t.clock.pass(1.5 * minute)
  const still = await roster.signIn(t.newId(), 'amina.warsame', code, { as: 'session' })
  assert.equal(isRefusal(still) && still.reason, 'too-many-tries', 'the second wait is two minutes')
  t.clock.pass(minute)
  const at = await roster.signIn(t.newId(), 'amina.warsame', code, { as: 'session' })
  assert.equal(isRefusal(at), false)
  await t.end()
})

test('waiting tries are not written down, and another officer does not wait', async () => {
  const t = await post()
  const code = await codeFor(t, 'sahra.jibril')
  await tries(t, 12)
  assert.equal(await t.node.known(node).count(signInRefusals), 5)
  const other = await rosterOf(t.node).signIn(t.newId(), 'sahra.jibril', code, { as: 'session' })
  assert.equal(isRefusal(other), false)
  await t.end()
})

test('a supervisor’s new code lets an officer who had to wait sign in at once', async () => {
  const t = await post()
  await tries(t, 6)
  t.clock.pass(1000)
  const { code } = await t.asked(NewSignInCode, { officer: 'amina.warsame' }, sahra(t))
  assert.equal(isRefusal(
    await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', code, { as: 'session' })), false)
  await t.end()
})

test('somebody who tries many names fills no register and keeps no officer out', async () => {
  const t = await post()
  const code = await codeFor(t, 'amina.warsame')
  for (let i = 0; i < 60; i++) {
    await rosterOf(t.node).signIn(t.newId(), `guess.${i}`, 'x', { as: 'session' })
  }
  assert.equal(await t.node.known(node).count(signInRefusals), 40)
  assert.equal(isRefusal(
    await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', code, { as: 'session' })), false)
  await t.end()
})

test('waits are one minute, two, four, eight, fifteen, until a quiet quarter of an hour', () => {
  const five = [0, 1, 2, 3, 4].map((second) => second * 1000)
  assert.equal(waitAfter(five.slice(1)), 0)
  let tried = five
  for (const minutes of [1, 2, 4, 8, 15, 15]) {
    const until = waitAfter(tried)
    assert.equal(until - tried.at(-1)!, minutes * minute)
    tried = [...tried, until + 1]
  }
  const quiet = tried.at(-1)! + 15 * minute + 16 * minute
  assert.equal(waitAfter([...tried, quiet]) > quiet, false)
  const slow = [0, 4, 8, 12, 16].map((each) => each * minute)
  assert.equal(waitAfter(slow), 0, 'five in sixteen minutes')
})

test('roles need two officers, and nobody gives them to themselves', async () => {
  const t = await post()
  const grant = {
    grant: t.newId(), officer: 'amina.warsame', roles: ['secondary-officer'], post: '*',
    from: '2026-11-22', until: '2026-12-31',
  }
  const alone = await t.refused(RolesGiven, grant, t.officer('nasir.abokor', 'administrator'))
  assert.equal(alone.reason, 'second-officer-needed')
  const own = await t.refused(RolesGiven, { ...grant, officer: 'sahra.jibril' }, bothAttest(t))
  assert.equal(own.reason, 'own-roles')
  await t.said(RolesGiven, grant, bothAttest(t))
  const now = await rosterOf(t.node).officerNow('amina.warsame')
  assert.deepEqual(now!.roles, ['primary-officer', 'secondary-officer'])
  await t.end()
})

test('roles that are ended stop at once, and ending them needs two officers', async () => {
  const t = await post()
  const { grant } = await t.node.known(node).get(roleGrants, { officer: 'amina.warsame' })
  const alone = await t.refused(RolesEnded, { grant, reason: 'suspended' }, sahra(t))
  assert.equal(alone.reason, 'second-officer-needed')
  await t.said(RolesEnded, { grant, reason: 'suspended' }, bothAttest(t))
  assert.deepEqual((await rosterOf(t.node).officerNow('amina.warsame'))!.roles, [])
  const code = await codeFor(t, 'amina.warsame')
  const answer = await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', code, { as: 'session' })
  assert.equal(isRefusal(answer) && answer.reason, 'no-role-here')
  const again = await t.refused(RolesEnded, { grant, reason: 'left' }, bothAttest(t))
  assert.equal(again.reason, 'roles-ended-already')
  await t.end()
})

test('what a post says of roles counts at that post alone, what the hub says everywhere', () => {
  const origin = (kind: string, at: string) => `safar.test/${kind}/${at}/0`
  const here = { at: '2026-11-25T12:00:00.000Z', post: 'GLD', origin: origin('post', 'GLD') }
  const given = (by: string) => ({ post: '*', from: '2026-11-22', origin: by })
  assert.equal(holds(given(origin('hub', 'HQ')), here), true)
  assert.equal(holds(given('safar.test/post/GLD/before'), here), true)
  assert.equal(holds(given(origin('post', 'BNR')), here), false)
  const hub = { ...here, post: 'HQ', origin: origin('hub', 'HQ') }
  assert.equal(holds(given(origin('post', 'GLD')), hub), false)
  const endedBy = (by: string) => ({
    ...given(origin('hub', 'HQ')), endedAt: '2026-11-24T00:00:00.000Z', endedOrigin: by,
  })
  assert.equal(holds(endedBy(origin('post', 'BNR')), here), true)
  assert.equal(holds(endedBy(origin('post', 'GLD')), here), false)
  // What the hub ended stays ended, whatever a post says of it afterwards.
  const covered = {
    ...endedBy(origin('post', 'BNR')), endedByHubAt: '2026-11-23T00:00:00.000Z',
  }
  assert.equal(holds(covered, here), false)
})

test('a code lets in at the post that it was issued for, and nowhere else', async () => {
  const t = await post()
  const { origin } = t.node.journal.options
  const { code, salt, hash } = issueCode(t.given.luck)
  await t.said(SignInCodeIssued, {
    code: t.newId(), officer: 'amina.warsame', salt, hash, post: 'BNR',
    expires: '2026-11-23T00:00:00.000Z',
  }, t.officer('sahra', 'supervisor'))
  const known = t.node.known(node)
  const here = await checkCode(known, 'amina.warsame', code, known)
  assert.equal(isRefusal(here) && here.reason, 'wrong-code')
  const there = await checkCode(known, 'amina.warsame', code, { at: known.at, post: 'BNR', origin })
  assert.equal(isRefusal(there), false)
  const stranger = { at: known.at, post: 'BNR', origin: 'safar.test/post/BNR/0' }
  assert.equal(isRefusal(await checkCode(known, 'amina.warsame', code, stranger)), true)
  await t.end()
})

test('roles hold at their post from their first to their last day', () => {
  const grant = { post: 'GLD', from: '2026-11-22', until: '2026-11-30' }
  const at = (day: string, post = 'GLD') => ({
    at: `${day}T12:00:00.000Z`, post, origin: 'safar.test/post/GLD/0',
  })
  assert.equal(holds(grant, at('2026-11-21')), false)
  assert.equal(holds(grant, at('2026-11-22')), true)
  assert.equal(holds(grant, at('2026-11-30')), true)
  assert.equal(holds(grant, at('2026-12-01')), false)
  assert.equal(holds(grant, at('2026-11-25', 'BNR')), false)
  assert.equal(holds({ ...grant, post: '*' }, at('2026-11-25', 'BNR')), true)
})

test('once anybody has signed in, a node gives no roles by itself', async () => {
  const t = await post()
  const code = await codeFor(t, 'nasir.abokor')
  await rosterOf(t.node).signIn(t.newId(), 'nasir.abokor', code, { as: 'session' })
  await t.said(OfficerEnrolled, { enrolment: t.newId(), officer: 'ghost', name: 'Ghost' }, node)
  const grant = {
    grant: t.newId(), officer: 'ghost', roles: ['supervisor'], post: '*', from: '2026-11-01',
  }
  const alone = await t.refused(RolesGiven, { ...grant, founding: true }, node)
  assert.equal(alone.reason, 'founding-is-over')
  const claimed = await t.refused(RolesGiven, { ...grant, founding: true }, bothAttest(t))
  assert.equal(claimed.reason, 'founding-is-over')
  assert.deepEqual((await rosterOf(t.node).officerNow('ghost'))!.roles, [])
  await t.end()
})

test('a supervisor who issued a code cannot stand beside herself with it', async () => {
  const t = await post()
  const session = t.newId()
  const own = await codeFor(t, 'sahra.jibril')
  await rosterOf(t.node).signIn(session, 'sahra.jibril', own, { as: 'session' })
  const { code } = await t.asked(NewSignInCode, { officer: 'amina.warsame' }, sahra(t))
  const first = { officer: 'sahra.jibril', signIn: session }
  const how = { as: 'second' as const, first }
  const no = await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', code, how)
  assert.equal(isRefusal(no) && no.reason, 'code-issued-by-the-other')
  await rosterOf(t.node).signIn(t.newId(), 'amina.warsame', code, { as: 'session' })
  const amina = await t.node.known(node).get(signIns, { officer: 'amina.warsame' })
  const hers = await codeFor(t, 'sahra.jibril')
  const beside = await rosterOf(t.node).signIn(t.newId(), 'sahra.jibril', hers,
    { ...how, first: { officer: 'amina.warsame', signIn: amina.signIn } })
  assert.equal(isRefusal(beside) && beside.reason, 'code-issued-by-the-other')
  await t.end()
})

test('nobody issues a code to themselves, to a stranger, or for longer than a month', async () => {
  const t = await post()
  const { salt, hash } = issueCode(t.given.luck)
  const expires = '2026-11-23T08:00:00.000Z'
  const said = { code: t.newId(), officer: 'amina.warsame', salt, hash, expires }
  const why = async (change: Partial<typeof said>) =>
    (await t.refused(SignInCodeIssued, { ...said, ...change }, sahra(t))).reason
  assert.equal(await why({ officer: 'sahra.jibril' }), 'own-sign-in-code')
  assert.equal(await why({ officer: 'stranger' }), 'officer-not-enrolled')
  assert.equal(await why({ expires: '2027-11-23T08:00:00.000Z' }), 'code-for-too-long')
  assert.equal(await why({ expires: '2026-11-22T07:00:00.000Z' }), 'code-for-too-long')
  await t.end()
})

test('the journal holds no code that could be used', async () => {
  const t = await post()
  const { code } = await t.asked(NewSignInCode, { officer: 'amina.warsame' }, sahra(t))
  const known = t.node.known(node)
  for (const register of capability.registers) {
    const text = JSON.stringify(await known.all(register, {}))
    assert.equal(text.includes(code) || text.includes(codeTyped(code)), false, register.name)
  }
  await t.end()
})

test('the roster shows who may work now, who has codes left, and who has to wait', async () => {
  const t = await post()
  await codeFor(t, 'amina.warsame')
  const used = await codeFor(t, 'sahra.jibril')
  await rosterOf(t.node).signIn(t.newId(), 'sahra.jibril', used, { as: 'session' })
  t.clock.pass(1000)
  await tries(t, 5)
  const { officers } = await t.asked(RosterNow, {}, sahra(t))
  assert.deepEqual(officers.map((each) => [each.officer, each.roles, each.codesLeft]), [
    ['amina.warsame', ['primary-officer'], 1], ['nasir.abokor', ['administrator'], 0],
    ['sahra.jibril', ['supervisor'], 0],
  ])
  assert.ok(officers[0]!.waitsUntil && officers[2]!.lastSignIn)
  await t.end()
})

test('a name is enrolled once, and nobody is called node', async () => {
  const t = await post()
  const twice = await t.refused(OfficerEnrolled,
    { enrolment: t.newId(), officer: 'amina.warsame', name: 'Another Amina' }, node)
  assert.equal(twice.reason, 'officer-enrolled-already')
  for (const officer of ['node', 'Amina', 'a', 'amina..w', 'amina w', 'x'.repeat(41)]) {
    const said = { enrolment: t.newId(), officer, name: 'X' }
    assert.equal(OfficerEnrolled.said.safeParse(said).success, false, officer)
  }
  assert.equal(await officerNow(t.node.known(node), 'ghost', t.node.known(node)), undefined)
  await t.end()
})
