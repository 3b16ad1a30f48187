// INTERPOL is asked over real HTTPS with certificates; nobody at the counter ever waits for it.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { nodeItself } from '../../kernel/attestation.ts'
import { writeMrz, type MrzContents } from '../../lib/mrz/write-mrz.ts'
import { interpolLink, interpolSettings, type InterpolSettings } from '../../nodes/interpol-link.ts'
import { recordedInterpol, type Recording } from '../../nodes/recorded-interpol.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import postsCapability from '../../country/posts/capability.ts'
import { PostRegistered } from '../../country/posts/post-registered.ts'
import crossings from '../crossings/capability.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import inspection from '../inspection/capability.ts'
import type { InspectAnswer } from '../inspection/inspect-answer.ts'
import { Inspect } from '../inspection/inspect.ts'
import { withHeard } from '../inspection/interpol-heard.ts'
import lists from '../lists/capability.ts'
import rules from '../rules/capability.ts'
import stays from '../stays/capability.ts'
import travellers from '../travellers/capability.ts'
import watchlist from '../watchlist/capability.ts'
import { HitDecided } from '../watchlist/hit-decided.ts'
import { hits } from '../watchlist/hits.ts'
import { OpenHits } from '../watchlist/open-hits.ts'
import { openScreening } from '../watchlist/screening.ts'
import { countersPatienceMs, openInterpol, type OpenedInterpol } from './asking.ts'
import interpol from './capability.ts'
import { InterpolAnswer } from './interpol-answer.ts'
import { interpolQuestions } from './questions.ts'

const recordings = JSON.parse(readFileSync(
  new URL('../../../testdata/interpol/answers.json', import.meta.url), 'utf8')) as Recording[]
const all = [
  postsCapability, travellers, lists, watchlist, stays, crossings, interpol, rules, inspection,
]
const amina = (t: Trial) => t.officer('amina', 'primary-officer')
const fartun = (t: Trial) => t.officer('fartun', 'secondary-officer',
  { name: 'sahra.jibril', roles: ['supervisor'] })
const born = { expiryDate: '2030-01-31', documentCode: 'P', issuer: 'SOM', nationality: 'SOM' }
const people = {
  stolen: { ...born, documentNumber: 'P00123459', surname: 'Xuseen', givenNames: 'Cabdi Warsame',
    sex: 'M', birthDate: '1987-03-14' },
  sought: { ...born, documentNumber: 'P00777773', surname: 'Talmir', givenNames: 'Qadru Abdi',
    sex: 'M', birthDate: '1971-05-02' },
  other: { ...born, documentNumber: 'P00555551', surname: 'Faarax', givenNames: 'Hodan', sex: 'F',
    birthDate: '1990-01-30' },
  unreadable: { ...born, documentNumber: 'P00999998', surname: 'Cige', givenNames: 'Ayaan',
    sex: 'F', birthDate: '1992-06-01' },
} satisfies Record<string, MrzContents>

/** A post that can ask INTERPOL as it answered once. */
async function post(more: Partial<InterpolSettings> = {}) {
  const there = await recordedInterpol(recordings, 'National Central Bureau, +000 555 0199')
  const t = await trial(all)
  await t.said(PostRegistered, {
    post: t.newId(), code: 'dhobley', name: { en: 'Dhobley' }, country: 'KEN', kind: 'land',
    lanes: 2,
  }, t.officer('nasir', 'administrator'))
  let screening: Awaited<ReturnType<typeof openScreening>>
  let asking: OpenedInterpol
  const open = async () => {
    screening = await openScreening(t.node)
    asking = openInterpol(t.node, interpolLink({ ...there.settings, ...more }), screening)
  }
  const close = async () => {
    await asking.stop()
    screening.stop()
  }
  await open()
  return {
    t, there,
    inspect: (who: MrzContents) => t.asked(Inspect,
      { mrz: (writeMrz(who, 'TD3') as string[]).join('\n'), direction: 'entry' }, amina(t)),
    heard: ({ interpol: asked }: InspectAnswer) =>
      t.asked(InterpolAnswer, { question: asked!.question }, amina(t)),
    /** What the counter shows once it has heard. */
    async shown(who: MrzContents) {
      const answer = await this.inspect(who)
      return withHeard(answer, await this.heard(answer))
    },
    known: () => t.node.known(nodeItself('dhobley')),
    open: async (inside?: 'yes') =>
      (await t.asked(OpenHits, inside ? { inside } : {}, fartun(t))).hits,
    waiting: async () => t.node.known(nodeItself('dhobley')).count(
      interpolQuestions, (q) => q.where('answeredAt', 'is', null as never)),
    /** Waits for what comes over a real line. */
    async until(done: () => Promise<boolean>) {
      for (let tries = 0; !await done(); tries++) {
        assert.ok(tries < 400, 'it never came')
        await new Promise((go) => setTimeout(go, 5))
      }
    },
    async restart() {
      await close()
      await t.restart()
      await open()
    },
    async end() {
      await close()
      await there.cut()
      await t.end()
    },
  }
}

test('a passport that INTERPOL has as stolen is a stop, and nobody is admitted on it', async () => {
  const p = await post()
  const answer = await p.inspect(people.stolen)
  assert.equal(answer.standing, 'clear', 'the inspection itself waited for nothing')
  assert.deepEqual(answer.notChecked.find(({ what }) => what === 'interpol')?.why, 'asked-now')
  const shown = withHeard(answer, await p.heard(answer))
  assert.deepEqual([shown.standing, shown.proposal.decision, shown.interpol!.is],
    ['stop', 'referred', 'hit'])
  assert.equal(shown.alerts[0]!.contact, 'National Central Bureau, +000 555 0199')
  assert.equal((await p.t.refused(CrossingRecorded, answer.proposal, amina(p.t))).reason,
    'alert-open')
  await p.t.said(CrossingRecorded, shown.proposal, amina(p.t))
  const [hit] = await p.open()
  assert.deepEqual([hit!.list, hit!.foreign!.record, hit!.terms!.reason.code],
    ['INTERPOL-SLTD', 'SLTD-2026-0091', 'stolen-document'])
  assert.deepEqual(hit!.comparison.find(({ about }) => about === 'document')!.alert,
    ['SOM P00123459'])
  await p.end()
})

test('of two records by one name only that of the person is a hit, and says why', async () => {
  const p = await post()
  const shown = await p.shown(people.sought)
  assert.deepEqual(shown.alerts.map(({ foreign }) => foreign!.record), ['2026/41007'])
  assert.ok(shown.alerts[0]!.reasons.some(({ why }) => why === 'same-birth-date'))
  assert.equal(shown.alerts[0]!.priority, 'top')
  const [row] = await p.known().all(interpolQuestions, {})
  assert.equal(row!.records!.length, 2, 'both were answered, and both are kept')
  await p.end()
})

test('somebody of whom nothing is known is clear, and what was asked is kept', async () => {
  const p = await post()
  const shown = await p.shown(people.other)
  assert.deepEqual([shown.standing, shown.interpol!.is], ['clear', 'clear'])
  assert.ok(!shown.notChecked.some(({ what }) => what === 'interpol'))
  const [row] = await p.known().all(interpolQuestions, {})
  assert.deepEqual([row!.by, row!.about.document!.number, row!.records], ['amina', 'P00555551', []])
  await p.t.said(CrossingRecorded, shown.proposal, amina(p.t))
  const others = await p.t.node.record(CrossingRecorded, shown.proposal, amina(p.t))
  assert.ok(others)
  await p.end()
})

test('without a link it is not checked, asked again, and a late hit reaches the second line',
  async () => {
    const p = await post()
    await p.there.cut()
    const shown = await p.shown(people.stolen)
    assert.deepEqual([shown.standing, shown.interpol!.is], ['clear', 'not-checked'])
    assert.equal(shown.notChecked.find(({ what }) => what === 'interpol')!.why,
      'no-link-asked-again')
    await p.t.said(CrossingRecorded, shown.proposal, amina(p.t))
    await p.restart()
    assert.equal(await p.waiting(), 1, 'the question waits through a restart')
    await p.there.start()
    p.t.clock.pass(1)
    await p.until(async () => await p.waiting() === 0)
    const [late] = await p.open('yes')
    assert.deepEqual([late!.inside, late!.person.names[0]],
      [shown.proposal.crossing, 'XUSEEN CABDI WARSAME'])
    const supervisor = p.t.officer('sahra.jibril', 'supervisor')
    assert.equal((await p.t.asked(OpenHits, {}, supervisor)).hits[0]!.hit, late!.hit)
    assert.equal((await p.known().all(interpolQuestions, {}))[0]!.late, true)
    await p.end()
  })

test('a slow answer is waited for a second and a half, and then comes by itself', async () => {
  const p = await post()
  p.there.delay(60)
  const answer = await p.inspect(people.stolen)
  const hearing = p.heard(answer)
  await new Promise((go) => setTimeout(go, 20))
  p.t.clock.pass(countersPatienceMs)
  assert.equal((await hearing).is, 'not-checked')
  await p.until(async () => await p.waiting() === 0)
  assert.equal((await p.heard(answer)).is, 'hit')
  await p.end()
})

test('when there is a link again the next person brings all who waited', async () => {
  const p = await post()
  await p.there.cut()
  for (const who of [people.sought, people.other, people.stolen]) await p.shown(who)
  assert.equal(await p.waiting(), 3)
  await p.there.start()
  await p.shown(people.other)
  p.t.clock.pass(1)
  await p.until(async () => await p.waiting() === 0)
  assert.equal((await p.open()).length, 2)
  await p.end()
})

test('an answer that nobody understands is never clear, and keeps no other from its own',
  async () => {
    const p = await post()
    const shown = await p.shown(people.unreadable)
    assert.equal(shown.interpol!.is, 'not-checked')
    assert.equal((await p.shown(people.other)).interpol!.is, 'clear')
    p.t.clock.pass(120_000)
    assert.equal(await p.waiting(), 1)
    await p.end()
  })

test('who two officers found to be another is not held by that record again', async () => {
  const p = await post()
  const first = await p.shown(people.sought)
  await p.t.said(HitDecided, {
    hit: first.alerts[0]!.hit, decision: p.t.newId(), verdict: 'not-the-person',
    outcome: 'released-not-the-person', evidence: 'The bureau sent the fingerprints: another man.',
  }, fartun(p.t))
  const again = await p.shown(people.sought)
  assert.deepEqual([again.interpol!.is, again.standing], ['clear', 'clear'])
  p.t.clock.set('2027-12-01T08:00:00.000Z')
  assert.equal((await p.shown(people.sought)).interpol!.is, 'hit', 'a year later it is forgotten')
  await p.end()
})

test('a hit that waits for its verdict is shown at once when the person comes again', async () => {
  const p = await post()
  await p.shown(people.stolen)
  await p.there.cut()
  const again = await p.inspect(people.stolen)
  assert.equal(again.standing, 'stop')
  assert.equal(await p.known().count(hits), 1, 'one matter, not two')
  await p.end()
})

test('whoever shows no certificate of ours is not let in, and a false server is not asked',
  async () => {
    const other = await recordedInterpol([])
    const { certificate, key, authority } = other.settings
    for (const wrong of [{ certificate, key }, { authority }]) {
      const p = await post(wrong)
      assert.equal((await p.shown(people.stolen)).interpol!.is, 'not-checked')
      assert.deepEqual(p.there.asked, [])
      await p.end()
    }
    await other.cut()
  })

test('settings that are not whole say which file, and what to do', async () => {
  const t = await trial([])
  const { disk } = t.given
  const file = `${t.folder}/interpol.json`
  assert.throws(() => interpolSettings(disk, file), /interpol\.json\n.*post\.md/)
  disk.replace(file, Buffer.from('{"address":"http://plain"}'))
  assert.throws(() => interpolSettings(disk, file), /settings-unfit/)
  disk.replace(file, Buffer.from(JSON.stringify({
    address: 'https://ncb.example', authority: 'ca.pem', certificate: 'own.pem', key: 'own.key',
    contact: 'the bureau',
  })))
  assert.throws(() => interpolSettings(disk, file), /ca\.pem/)
  for (const name of ['ca.pem', 'own.pem', 'own.key']) {
    disk.replace(`${t.folder}/${name}`, Buffer.from('no certificate'))
  }
  assert.throws(() => interpolSettings(disk, file), /settings-unfit/)
  await t.end()
})
