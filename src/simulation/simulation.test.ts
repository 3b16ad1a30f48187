// The demo's country, as somebody would contest it who looks closely at its papers.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import officers from '../country/officers/capability.ts'
import { OfficerEnrolled } from '../country/officers/officer-enrolled.ts'
import { RolesGiven } from '../country/officers/roles-given.ts'
import { rosterOf } from '../country/officers/roster.ts'
import posts from '../country/posts/capability.ts'
import { PostRegistered } from '../country/posts/post-registered.ts'
import { AlertIssued } from '../border/watchlist/alert-issued.ts'
import { CrossingRecorded } from '../border/crossings/crossing-recorded.ts'
import { GroupClosed } from '../border/groups/group-closed.ts'
import { GroupPresented } from '../border/groups/group-presented.ts'
import { nodeItself } from '../kernel/attestation.ts'
import { roles } from '../kernel/event.ts'
import { daysBetween } from '../lib/dates/days.ts'
import { readMrz } from '../lib/mrz/read-mrz.ts'
import { trial } from '../nodes/trial.ts'
import { demoCountryOn } from './demo-country.ts'
import { SeededLuck } from './luck.ts'
import { manyAlerts, manyCrossings, oneOfMany } from './many.ts'
import { SCENES } from './scenes.ts'
import { demoTravellers } from './travellers.ts'

const today = '2026-11-22'
const country = demoCountryOn({ today })
const { crossings, groups, shown } = country.history
const entries = crossings.filter(({ said }) =>
  said.direction === 'entry' && said.decision === 'admitted')
const ended = new Set(crossings.map(({ said }) => said['pairedWith']))

test('the same seed and day give the same country, another seed another one', () => {
  assert.deepEqual(demoCountryOn({ today }), country)
  assert.notDeepEqual(demoCountryOn({ today, seed: 8 }).history.crossings[0], crossings[0])
})

test('a country comes of any seed and any day, a leap day and a new year too', () => {
  for (const [index, day] of ['2026-11-22', '2028-02-29', '2027-01-01', '2030-12-31'].entries()) {
    for (let seed = index * 5; seed < index * 5 + 5; seed++) {
      const { scenes, alerts } = demoCountryOn({ today: day, seed })
      assert.equal(scenes.filter(({ mrz }) => mrz).length, SCENES.length - 1)
      assert.equal(alerts.length, 6)
    }
  }
})

test('numbers from a seed are spread evenly, and ids are of version 7 and never the same', () => {
  const luck = new SeededLuck(4)
  const counts = Array.from({ length: 10 }, () => 0)
  for (let i = 0; i < 20_000; i++) counts[luck.below(10)]! += 1
  for (const count of counts) assert.ok(count > 1_800 && count < 2_200, String(counts))
  const ids = Array.from({ length: 5_000 }, () => luck.id(1_790_000_000_000))
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
})

test('every post, officer and role of the demo is lawful at founding', async () => {
  const t = await trial([posts, officers], {
    founding: { country: 'XDM', kind: 'post', post: 'GLD', device: 'desk-1' },
  })
  const node = nodeItself('GLD')
  for (const post of country.posts) await t.said(PostRegistered, { ...post }, node)
  for (const { grants, ...enrolled } of country.officers) {
    await t.said(OfficerEnrolled, enrolled, node)
    for (const grant of grants) {
      const given = { ...grant, officer: enrolled.officer, from: '2026-01-05', founding: true }
      await t.said(RolesGiven, given, node)
    }
  }
  const roster = rosterOf(t.node)
  const now = await Promise.all(country.officers.map((each) => roster.officerNow(each.officer)))
  const held = now.flatMap((each) => each!.roles)
  for (const role of roles) assert.ok(held.includes(role), role)
  assert.equal(now.filter((each) => each!.roles.includes('supervisor')).length, 2)
  await t.end()
})

test('every zone of a traveller is read as it was meant, with all check digits right', () => {
  for (const { person, document } of demoTravellers({ count: 1_000, seed: 3, today })) {
    if (!document.mrz) continue
    const read = readMrz(document.mrz.join('\n'), today)
    assert.ok(!('refused' in read), JSON.stringify(read))
    assert.equal(read.checks.every((check) => check.ok), true, document.mrz.join('\n'))
    assert.equal(read.repairs.length, 0)
    const { fields } = read
    assert.equal(fields.documentNumber, document.number)
    assert.equal(fields.nationality, person.nationality)
    assert.equal(fields.expiryDate.value, document.expiry)
    assert.equal(fields.birthDate.value.slice(2, 4), person.birthDate.value.slice(2, 4))
  }
})

test('three travellers in ten know only the year of their birth, and none is born tomorrow', () => {
  const travellers = demoTravellers({ count: 2_000, seed: 3, today })
  const years = travellers.filter(({ person }) => person.birthDate.precision === 'year').length
  assert.ok(years > 520 && years < 680, String(years))
  for (const { person, document } of travellers) {
    assert.ok(person.birthDate.value < today && document.issued <= today, JSON.stringify(document))
    assert.ok(document.issued < document.expiry)
  }
  const numbers = travellers.map(({ document }) => `${document.issuer} ${document.number}`)
  assert.equal(new Set(numbers).size, numbers.length, 'two documents of one number')
})

test('the sixty days end yesterday, run forward, and hold what an officer has to see', () => {
  assert.ok(crossings.length > 300, String(crossings.length))
  assert.deepEqual(crossings, crossings.toSorted((a, b) => (a.at < b.at ? -1 : 1)))
  assert.ok(crossings.at(-1)!.at.slice(0, 10) < today)
  assert.equal(daysBetween(crossings[0]!.at.slice(0, 10), today) <= 60, true)
  const open = entries.filter(({ said }) => !ended.has(said.crossing))
  const over = open.filter(({ said }) => String(said['until']) < today)
  assert.ok(over.length >= 2 && over.length < open.length / 2, `${over.length} of ${open.length}`)
  for (const decision of ['refused', 'referred', 'admitted']) {
    assert.ok(crossings.some(({ said }) => said.decision === decision), decision)
  }
  const alone = crossings.filter(({ said }) => said.direction === 'exit' && !said['pairedWith'])
  assert.deepEqual(alone.map(({ said }) => said.traveller), [shown.exitAlone.traveller])
})

test('an exit ends an earlier entry of the same person, and no entry ends twice', () => {
  const byId = new Map(crossings.map((each) => [each.said.crossing, each]))
  const exits = crossings.filter(({ said }) => said['pairedWith'])
  assert.equal(new Set(exits.map(({ said }) => said['pairedWith'])).size, exits.length)
  for (const exit of exits) {
    const entry = byId.get(exit.said['pairedWith'] as string)!
    assert.equal(entry.said.traveller, exit.said.traveller)
    assert.ok(entry.at < exit.at)
  }
})

test('somebody left on a passport that is newer than the one they came on', () => {
  const { traveller, document } = shown.newPassport
  const [entry, exit] = crossings.filter(({ said }) => said.traveller === traveller)
  assert.notEqual(entry!.said.document.number, exit!.said.document.number)
  assert.equal(exit!.said.document.number, document.number)
  assert.equal(exit!.said['pairing'], 'name-birth-nationality')
})

test('the bus announced more than it brought, and its people crossed together', () => {
  const [{ presented, closed }] = groups as [typeof groups[number]]
  const passengers = entries.filter(({ said }) => said['group'] === presented.group)
  assert.deepEqual([passengers.length, closed.presented], [22, 22])
  assert.equal(presented.expected, 23)
  assert.equal(GroupPresented.said.safeParse(presented).success, true)
  assert.equal(GroupClosed.said.safeParse(closed).success, true)
})

test('every crossing and every alert of the demo has the shape that is recorded', () => {
  for (const { said } of crossings) {
    const parsed = CrossingRecorded.said.safeParse(said)
    assert.ok(parsed.success, JSON.stringify([said, parsed.error?.issues]))
  }
  for (const { said } of country.alerts) {
    const parsed = AlertIssued.said.safeParse(said)
    assert.ok(parsed.success, JSON.stringify([said, parsed.error?.issues]))
  }
})

test('nobody who is sought has been at the post, and one alert is silent', () => {
  const numbers = new Set(crossings.map(({ said }) => said.document.number))
  for (const { said } of country.alerts) {
    for (const { number } of (said['documents'] ?? []) as { number: string }[]) {
      assert.equal(numbers.has(number), false)
    }
  }
  assert.equal(country.alerts.filter(({ said }) => said['action'] === 'discreet').length, 1)
})

test('each scene is there once, and what is wrong in a zone is what the scene says', () => {
  assert.deepEqual(country.scenes.map(({ scene }) => scene), [...SCENES])
  for (const { scene, mrz } of country.scenes) {
    if (!mrz) continue
    const read = readMrz(mrz, today)
    assert.ok(!('refused' in read), scene)
    assert.equal(read.repairs.length > 0, scene === 'misread-letter', scene)
    const right = read.checks.every((check) => check.ok)
    assert.equal(right, scene !== 'wrong-check-digit', scene)
    const expired = read.findings.some(({ code }) => code === 'expired')
    assert.equal(expired, scene === 'expired-passport', scene)
  }
})

test('the many come one after the other in time, each person four times, in and out', () => {
  const counted = new Map<string, string[]>()
  let last = ''
  for (const { at, said } of manyCrossings({ count: 4_000, seed: 9, today })) {
    assert.ok(at >= last && at.slice(0, 10) < today)
    last = at
    counted.set(said.traveller, [...counted.get(said.traveller) ?? [], said.direction])
  }
  assert.equal(counted.size, 1_000)
  for (const each of counted.values()) assert.deepEqual(each, ['entry', 'exit', 'entry', 'exit'])
})

test('a person of the many has a zone to inspect, and the many can be recorded', () => {
  const one = oneOfMany(2, { seed: 9, today })
  const [, , third] = manyCrossings({ count: 4_000, seed: 9, today })
  assert.equal(third!.said.traveller, one.traveller)
  assert.equal(third!.said.document.number, one.document.number)
  assert.equal(CrossingRecorded.said.safeParse(third!.said).success, true)
  for (const alert of manyAlerts({ count: 300, seed: 9, today })) {
    const parsed = AlertIssued.said.safeParse(alert)
    assert.ok(parsed.success, JSON.stringify([alert, parsed.error?.issues]))
  }
})
