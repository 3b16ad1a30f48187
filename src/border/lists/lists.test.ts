// A list from outside is read, compared, put in force by two officers, and screened against.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ask } from '../../kernel/ask.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { keptNumbers } from '../../nodes/kept-numbers.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import travellers from '../travellers/capability.ts'
import type { ScreenedPerson } from '../travellers/look-up-terms.ts'
import { PersonLookedUp } from '../travellers/person-looked-up.ts'
import watchlist from '../watchlist/capability.ts'
import { HitRaised } from '../watchlist/hit-raised.ts'
import { OpenHits } from '../watchlist/open-hits.ts'
import { OwnHits } from '../watchlist/own-hits.ts'
import { openScreening } from '../watchlist/screening.ts'
import listsOfState from './capability.ts'
import { ListActivated } from './list-activated.ts'
import { ListColumnsMapped } from './list-columns-mapped.ts'
import { openListDesk } from './list-desk.ts'
import { ListDifference } from './list-difference.ts'
import { ListEnded } from './list-ended.ts'
import { listParts } from './list-parts.ts'
import { ListPiece } from './list-piece.ts'
import { ListPrepared } from './list-prepared.ts'
import { listVersions } from './list-versions.ts'
import { lists } from './lists.ts'
import { nodeItself } from '../../kernel/attestation.ts'
import { alertOf } from './digest-terms.ts'

const folder = new URL('../../../testdata/lists/', import.meta.url)
const darmila = readFileSync(new URL('darmila.csv', folder), 'utf8')
const owner = (t: Trial, name = 'leyla.haddad') =>
  t.officer(name, 'alert-owner', { name: 'sahra.jibril', roles: ['supervisor'] })
const terms = {
  name: 'Darmila national list', owner: 'Darmila National Police', reason: 'wanted',
  legalBasis: 'Police Act 2012, s. 44', action: 'refer', priority: 'high',
  contact: 'duty desk, channel 4', validUntil: '2027-11-20', reviewBy: '2027-05-20',
}
const talmir: ScreenedPerson = {
  names: ['QADRU ABDI TALMIR'], birthDate: { value: '1971-05-02', precision: 'day' }, sex: 'M',
  nationalities: ['SOM'], documents: [{ number: 'ZZ7712345', issuer: 'SOM' }],
}

async function post() {
  const t = await trial([travellers, listsOfState, watchlist], {
    zone: 'Africa/Mogadishu',
  })
  openListDesk(t.node, keptNumbers(t.node))
  let opened = await openScreening(t.node)
  const known = () => t.node.known(nodeItself('dhobley'))
  return {
    t, known,
    async read(text: string | Uint8Array, { size = 100, by = owner(t), list = 'DN' } = {}) {
      const [bytes, reading] = [Buffer.from(text), t.newId()]
      const pieces = Math.ceil(bytes.length / size)
      for (let number = 0; ; number++) {
        const piece = bytes.subarray(number * size, (number + 1) * size).toString('base64')
        const last = number >= pieces - 1
        const { found } = await t.asked(ListPiece, {
          reading, list, file: 'darmila.csv', number, piece, last,
        }, by)
        if (last) return { reading, found: found! }
      }
    },
    async prepare(text: string, by = owner(t)) {
      const { reading, found } = await this.read(text, { by })
      const { version } = await t.asked(ListPrepared, { reading }, by)
      return { version, counts: found.counts }
    },
    async activate(text: string, more: Record<string, unknown> = {}) {
      const prepared = await this.prepare(text)
      await t.said(ListActivated, { list: 'DN', ...prepared, ...terms, ...more }, owner(t))
      await opened.settled()
      return prepared.version
    },
    settled: () => opened.settled(),
    hitsOf(person: ScreenedPerson) {
      const answer = opened.screening.screen(person, { at: t.node.time.wall() })
      assert.ok(answer.ran)
      return answer.hits
    },
    async restart() {
      opened.stop()
      await t.restart()
      openListDesk(t.node, keptNumbers(t.node))
      opened = await openScreening(t.node)
    },
    async end() {
      opened.stop()
      await t.end()
    },
  }
}

test('a list is in force once two officers activate it, and its people hit', async () => {
  const p = await post()
  const { version, counts } = await p.prepare(darmila)
  assert.deepEqual(counts, { all: 5, added: 5, changed: 0, removed: 0 })
  assert.deepEqual(p.hitsOf(talmir), [], 'a prepared version hits nobody')
  const alone = await p.t.node.record(ListActivated, { list: 'DN', version, counts, ...terms },
    p.t.officer('leyla.haddad', 'alert-owner'))
  assert.ok(isRefusal(alone) && alone.reason === 'second-officer-needed', JSON.stringify(alone))
  await p.t.said(ListActivated, { list: 'DN', version, counts, ...terms }, owner(p.t))
  await p.settled()
  const [hit] = p.hitsOf(talmir)
  assert.equal(hit!.alert, alertOf('DN', 'DN-0001'))
  assert.deepEqual([hit!.list, hit!.action, hit!.listed!.entry, hit!.listed!.version],
    [{ code: 'DN', name: 'Darmila national list' }, 'refer', 'DN-0001', version])
  assert.match(hit!.engine!, /safar/)
  await p.end()
})

test('a new version says what is other, and takes the place of the last at once', async () => {
  const p = await post()
  const first = await p.activate(darmila)
  const second = darmila.replace('1971-05-02', '1961-05-02').replace(/DN-0005.*\n/, '')
    .concat('DN-0006,Zelmut Okarande,,1988-02-03,M,KEN,,,wanted\n')
  const { version, counts } = await p.prepare(second)
  assert.deepEqual(counts, { all: 5, added: 1, changed: 1, removed: 1 })
  const { rows, whole } = await p.t.asked(ListDifference, { version }, owner(p.t))
  assert.ok(whole, 'what is recorded is the whole of what was read')
  assert.deepEqual(rows.map((row) => [row.what, 'entry' in row ? row.entry.id : row.before.id,
    ...('fields' in row ? row.fields : [])]),
  [['removed', 'DN-0005'], ['changed', 'DN-0001', 'births'], ['added', 'DN-0006']])
  const born = (name: string, value: string) =>
    ({ names: [name], birthDate: { value, precision: 'day' } })
  const okarande = born('ZELMUT OKARANDE', '1988-02-03')
  const olongo = born('MIRSADE OLONGO', '1975-07-08')
  const hit = (person: object) => p.hitsOf(person as ScreenedPerson).length
  assert.deepEqual([hit(okarande), hit(olongo), hit(talmir)], [0, 1, 1], 'before it is in force')
  const stored = await p.known().find(listVersions, { version })
  assert.equal(stored!.after, first)
  const [part] = await p.known().all(listParts, { version })
  assert.deepEqual(part!.entries.map(({ id }) => id), ['DN-0006', 'DN-0001'])
  assert.deepEqual(part!.gone, ['DN-0005'])
  await p.t.said(ListActivated, { list: 'DN', version, counts, ...terms }, owner(p.t))
  await p.settled()
  assert.deepEqual([hit(okarande), hit(olongo)], [1, 0], 'after it')
  await p.restart()
  assert.deepEqual([hit(okarande), hit(olongo)], [1, 0], 'after a start')
  await p.end()
})

test('a hit shows which entry of which version it is upon, and its owner reads it', async () => {
  const p = await post()
  await p.activate(darmila)
  const [found] = p.hitsOf({ ...talmir, names: ['QADRUU CABDI TALMIIR'] })
  const [lookUp, hit] = [p.t.newId(), p.t.newId()]
  const amina = p.t.officer('amina.warsame', 'primary-officer')
  await p.t.said(PersonLookedUp,
    { lookUp, purpose: 'inspection', query: 'inspect', person: talmir }, amina)
  await p.t.said(HitRaised, { ...found!, hit, lookUp, person: talmir }, amina)
  const idil = p.t.officer('idil.farah', 'secondary-officer')
  const { hits } = await p.t.asked(OpenHits, { hit }, idil)
  assert.equal(hits[0]!.terms!.legalBasis, terms.legalBasis)
  assert.equal(hits[0]!.entry!.id, 'DN-0001')
  assert.deepEqual(hits[0]!.comparison.map(({ about }) => about),
    ['name', 'birth-date', 'sex', 'nationality', 'document'])
  const own = await p.t.asked(OwnHits, {}, owner(p.t))
  assert.deepEqual(own.hits.map((each) => each.hit), [hit])
  const other = alertOf('DN', 'DN-0002')
  const forged = { ...found!, hit: p.t.newId(), lookUp, person: talmir, alert: other }
  assert.equal((await p.t.refused(HitRaised, forged, amina)).reason, 'alert-unknown')
  await p.end()
})

test('a list that is not whole stays out, and the one in force stays in', async () => {
  const p = await post()
  await p.activate(darmila)
  const { reading, found } = await p.read('<?xml version="1.0"?><CONSOLIDATED_LIST><INDIVIDUALS>')
  assert.deepEqual([found.ended!.fault, found.ended!.line], ['cut-short', 1])
  const answer = await ask(p.t.node, ListPrepared, { reading }, owner(p.t))
  assert.ok(isRefusal(answer) && answer.reason === 'list-not-whole')
  assert.equal(p.hitsOf(talmir).length, 1)
  await p.end()
})

test('a list of more entries than fit ends at its line, and the old one stays in', async () => {
  const p = await post()
  await p.activate(darmila)
  openListDesk(p.t.node, keptNumbers(p.t.node), { most: 1000 })
  const rows = Array.from({ length: 20_000 }, (_, at) => `N${at},Kelmar Tovun ${at},1960`)
  const { reading, found } = await p.read(['id,name,dob', ...rows].join('\n'), { size: 200_000 })
  assert.deepEqual([found.ended!.fault, found.ended!.line, found.counts.all],
    ['too-long', 1002, 1000])
  assert.match(found.ended!.hint, /at most 1000 entries/)
  const answer = await ask(p.t.node, ListPrepared, { reading }, owner(p.t))
  assert.ok(isRefusal(answer) && answer.reason === 'list-not-whole')
  assert.equal(p.hitsOf(talmir).length, 1)
  await p.end()
})

test('a version that was told apart from another one than that in force is passed by', async () => {
  const p = await post()
  await p.activate(darmila)
  const one = await p.prepare(darmila.replace('1980', '1981'))
  const two = await p.prepare(darmila.replace('1966', '1967'))
  await p.t.said(ListActivated, { list: 'DN', ...two, ...terms }, owner(p.t))
  const passed = await p.t.refused(ListActivated, { list: 'DN', ...one, ...terms }, owner(p.t))
  assert.equal(passed.reason, 'list-version-passed-by')
  const longer = { ...terms, validUntil: '2028-11-20', reviewBy: '2028-05-20' }
  await p.t.said(ListActivated, { list: 'DN', ...two, ...longer }, owner(p.t))
  await p.settled()
  p.t.clock.set('2028-10-22T08:00:00.000Z')
  assert.equal(p.hitsOf(talmir).length, 1, 'reviewed, and given more time')
  await p.end()
})

test('a list is kept by those who put it in force, and ends with two or its time', async () => {
  const p = await post()
  await p.activate(darmila)
  const other = owner(p.t, 'moussa.houssein')
  const { reading } = await p.read(darmila, { by: other })
  const answer = await ask(p.t.node, ListPrepared, { reading }, other)
  assert.ok(isRefusal(answer) && answer.reason === 'list-of-another')
  assert.equal((await p.t.refused(ListEnded, { list: 'DN', why: 'mistaken' }, other)).reason,
    'list-of-another')
  p.t.clock.set('2027-11-22T08:00:00.000Z')
  assert.equal(p.hitsOf(talmir).length, 0, 'past its last day')
  p.t.clock.set('2026-11-23T08:00:00.000Z')
  assert.equal(p.hitsOf(talmir).length, 1)
  await p.t.said(ListEnded, { list: 'DN', why: 'withdrawn' }, owner(p.t))
  await p.settled()
  assert.equal(p.hitsOf(talmir).length, 0)
  const row = await p.known().find(lists, { list: 'DN' })
  assert.equal(row!.endedWhy, 'withdrawn')
  await p.end()
})

test('columns that nobody could know are mapped once, and known for the next file', async () => {
  const p = await post()
  const odd = 'c1;c2;c3\nA1;Qadru Abdi Talmir;02.05.1971\n'
  const { found } = await p.read(odd)
  assert.deepEqual(found.columns!.map(({ heading, cells }) => [heading, ...cells]),
    [['c1', 'A1'], ['c2', 'Qadru Abdi Talmir'], ['c3', '02.05.1971']])
  const nameless = { list: 'DN', mapping: { c1: 'id' } }
  assert.equal((await p.t.refused(ListColumnsMapped, nameless, owner(p.t))).reason,
    'list-columns-lack-a-name')
  await p.t.said(ListColumnsMapped,
    { list: 'DN', mapping: { c1: 'id', c2: 'name', c3: 'birth-date' } }, owner(p.t))
  await p.activate(odd)
  assert.equal(p.hitsOf(talmir)[0]!.listed!.entry, 'A1')
  await p.end()
})

test('pieces of a file come in their order and from one officer', async () => {
  const p = await post()
  const said = { reading: p.t.newId(), list: 'DN', file: 'a.csv', piece: '', last: false }
  const out = await ask(p.t.node, ListPiece, { ...said, number: 3 }, owner(p.t))
  assert.ok(isRefusal(out) && out.reason === 'list-piece-out-of-order')
  await p.t.asked(ListPiece, { ...said, number: 0 }, owner(p.t))
  const other = await ask(
    p.t.node, ListPiece, { ...said, number: 1 }, owner(p.t, 'moussa.houssein'),
  )
  assert.ok(isRefusal(other) && other.reason === 'list-piece-out-of-order')
  await p.end()
})

test('a list of many thousands is told in few leaves, none longer than 64 kB', async () => {
  const p = await post()
  const rows = Array.from({ length: 3000 }, (_, at) =>
    `N${at},Kelmar Tovun ${'ab'.repeat(at % 9)}z,19${60 + at % 40}`)
  const version = await p.activate(['id,name,dob', ...rows].join('\n'), {})
  const stored = await p.known().find(listVersions, { version })
  const parts = await p.known().all(listParts, { version })
  assert.equal(parts.length, stored!.parts)
  assert.ok(stored!.parts < 12, `${stored!.parts} leaves`)
  assert.ok(parts.every(({ entries }) => JSON.stringify(entries).length < 64_000))
  await p.end()
})
