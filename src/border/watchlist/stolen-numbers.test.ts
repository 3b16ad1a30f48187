// A list of stolen and lost documents: read, put in force by two officers, and met at the counter.

import { strict as assert } from 'node:assert'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { nodeItself } from '../../kernel/attestation.ts'
import { writeMrz, type MrzContents } from '../../lib/mrz/write-mrz.ts'
import { keptNumbers } from '../../nodes/kept-numbers.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import postsCapability from '../../country/posts/capability.ts'
import crossings from '../crossings/capability.ts'
import { CrossingRecorded } from '../crossings/crossing-recorded.ts'
import inspection from '../inspection/capability.ts'
import { Inspect } from '../inspection/inspect.ts'
import interpol from '../interpol/capability.ts'
import listsOfState from '../lists/capability.ts'
import type { KeptNumbers } from '../lists/kept-numbers.ts'
import { ListActivated } from '../lists/list-activated.ts'
import { openListDesk } from '../lists/list-desk.ts'
import { ListEnded } from '../lists/list-ended.ts'
import { ListPiece } from '../lists/list-piece.ts'
import { ListPrepared } from '../lists/list-prepared.ts'
import { listVersions } from '../lists/list-versions.ts'
import rules from '../rules/capability.ts'
import travellers from '../travellers/capability.ts'
import watchlist from './capability.ts'
import { HitDecided } from './hit-decided.ts'
import { OpenHits } from './open-hits.ts'
import { openScreening } from './screening.ts'
import { openStolenNumbers } from './stolen-numbers.ts'

const all = [
  postsCapability, travellers, listsOfState, watchlist, crossings, interpol, rules, inspection,
]
const owner = (t: Trial) =>
  t.officer('leyla.haddad', 'alert-owner', { name: 'sahra.jibril', roles: ['supervisor'] })
const fartun = (t: Trial) => t.officer('fartun', 'secondary-officer',
  { name: 'sahra.jibril', roles: ['supervisor'] })
const terms = {
  name: 'Stolen and lost documents', owner: 'National Central Bureau', reason: 'stolen-document',
  legalBasis: 'Passports Act 2011, s. 9', action: 'refer', priority: 'high',
  contact: 'bureau, +000 555 0199', validUntil: '2027-11-20', reviewBy: '2027-05-20',
}
const text = 'issuer,type,number\nSOM,P,P00123459\nKEN,P,A1O2345I\nETH,I,12345678901\n'
const passport: MrzContents = {
  documentCode: 'P', issuer: 'SOM', surname: 'Xuseen', givenNames: 'Cabdi Warsame', sex: 'M',
  documentNumber: 'P00123459', nationality: 'SOM', birthDate: '1987-03-14',
  expiryDate: '2030-01-31',
}

async function post({ exactly }: Partial<Pick<KeptNumbers, 'exactly'>> = {}) {
  const t = await trial(all)
  let [kept, stolen, screening] = await open()
  async function open() {
    const numbers = { ...keptNumbers(t.node), ...(exactly && { exactly }) }
    openListDesk(t.node, numbers)
    return [numbers, await openStolenNumbers(t.node, numbers), await openScreening(t.node)] as const
  }
  const close = () => {
    stolen.stop()
    screening.stop()
    kept.close()
  }
  return {
    t,
    folder: () => `${t.folder}/numbers`,
    async read(said: string | Uint8Array, size = 90) {
      const [bytes, reading] = [Buffer.from(said), t.newId()]
      const pieces = Math.ceil(bytes.length / size)
      for (let number = 0; ; number++) {
        const last = number >= pieces - 1
        const { found } = await t.asked(ListPiece, {
          reading, list: 'SLTD', file: 'sltd.csv', number, last,
          piece: bytes.subarray(number * size, (number + 1) * size).toString('base64'),
        }, owner(t))
        if (last) return { reading, found: found! }
      }
    },
    async prepare(said: string) {
      const { reading } = await this.read(said)
      const { version } = await t.asked(ListPrepared, { reading }, owner(t))
      return (await t.node.known(nodeItself('dhobley')).get(listVersions, { version }))
    },
    async activate(said: string) {
      const { version, counts } = await this.prepare(said)
      await t.said(ListActivated, { list: 'SLTD', version, counts, ...terms }, owner(t))
      await stolen.settled()
      return version
    },
    settled: () => stolen.settled(),
    inspect: (more: Partial<MrzContents> = {}) => t.asked(Inspect, {
      mrz: (writeMrz({ ...passport, ...more }, 'TD3') as string[]).join('\n'), direction: 'entry',
    }, t.officer('amina', 'primary-officer')),
    async restart() {
      close()
      await t.restart()
      ;[kept, stolen, screening] = await open()
    },
    async end() {
      close()
      await t.end()
    },
  }
}
type Inspected = Awaited<ReturnType<Awaited<ReturnType<typeof post>>['inspect']>>
const not = ({ notChecked }: Inspected) =>
  notChecked.find(({ what }) => what === 'stolen-documents')?.why

test('a number on the list is a stop that says which, misread as well; its neighbour is clear',
  async () => {
    const p = await post()
    assert.equal(not(await p.inspect()), 'no-list')
    await p.activate(text)
    const answer = await p.inspect()
    assert.deepEqual([answer.standing, not(answer)], ['stop', undefined])
    assert.deepEqual(answer.alerts.map(({ list, listed, reasons }) =>
      [list.code, listed!.entry, reasons[0]!.why]), [['SLTD', 'SOM P00123459', 'same-document']])
    const amina = p.t.officer('amina', 'primary-officer')
    assert.equal((await p.t.refused(CrossingRecorded,
      { ...answer.proposal, decision: 'admitted' }, amina)).reason, 'alert-open')
    const misread = await p.inspect({ issuer: 'KEN', documentNumber: 'A10234S1' })
    assert.equal(misread.alerts.length, 0)
    const confused = await p.inspect({ issuer: 'KEN', documentNumber: 'A1023451' })
    assert.deepEqual(confused.alerts.map(({ reasons }) => reasons[0]!.why),
      ['same-document-misread'])
    assert.equal((await p.inspect({ documentNumber: 'P00123458' })).standing, 'clear')
    assert.equal((await p.inspect({ issuer: 'ETH' })).standing, 'clear', 'another State\'s number')
    const [hit] = (await p.t.asked(OpenHits, {}, fartun(p.t))).hits
      .filter(({ listed }) => listed!.entry === 'SOM P00123459')
    assert.deepEqual(hit!.comparison.find(({ about }) => about === 'document')!.alert,
      ['SOM P00123459'])
    await p.end()
  })

test('where only the filter is kept the number may be there: ask, and nobody is held by it',
  async () => {
    const p = await post({ exactly: () => false })
    await p.activate(text)
    const answer = await p.inspect()
    assert.deepEqual([answer.standing, answer.alerts.length], ['look', 0])
    assert.ok(answer.findings.some(({ reason, evidence }) =>
      reason === 'document-maybe-stolen' && evidence!['contact'] === terms.contact))
    await p.end()
  })

test('a version in force goes on after a start; on disk no number can be read', async () => {
  const p = await post()
  await p.activate(text)
  await p.restart()
  assert.equal((await p.inspect()).standing, 'stop')
  const [file] = readdirSync(p.folder())
  const bytes = readFileSync(`${p.folder()}/${file}`)
  assert.ok(!bytes.includes('P00123459') && !bytes.includes('P0012345'))
  await p.end()
})

test('numbers that rotted or are not here are not checked, until their file is read again',
  async () => {
    const p = await post()
    const version = await p.activate(text)
    const file = `${p.folder()}/${version}.numbers`
    const bytes = readFileSync(file)
    bytes[40]! ^= 1
    writeFileSync(file, bytes)
    await p.restart()
    assert.equal(not(await p.inspect()), 'numbers-not-here')
    const { reading } = await p.read(text)
    const again = await p.t.asked(ListPrepared, { reading }, owner(p.t))
    assert.deepEqual(again, { version, other: 0 })
    assert.equal((await p.inspect()).standing, 'stop')
    await p.end()
  })

test('a new version says how many are new and gone; the old one lies here no more', async () => {
  const p = await post()
  const first = await p.activate(text)
  const second = await p.prepare(text.replace('SOM,P,P00123459\n', 'SOM,P,P00999999\nSOM,P,X1\n'))
  assert.deepEqual(second.counts, { all: 3, added: 1, changed: 0, removed: 1 })
  assert.equal(second.faults, 1, 'X1 is no number')
  assert.equal((await p.inspect()).standing, 'stop', 'prepared is not in force')
  await p.t.said(ListActivated, {
    list: 'SLTD', version: second.version, counts: second.counts, ...terms,
  }, owner(p.t))
  await p.settled()
  assert.equal((await p.inspect({ documentNumber: 'P00999999' })).standing, 'stop')
  assert.ok(!readdirSync(p.folder()).includes(`${first}.numbers`))
  await p.end()
})

test('a list that is over or ended asks nothing, and is shown as not checked', async () => {
  const p = await post()
  await p.activate(text)
  p.t.clock.set('2027-11-22T08:00:00.000Z')
  assert.equal(not(await p.inspect()), 'no-list')
  p.t.clock.set('2027-11-19T08:00:00.000Z')
  assert.equal((await p.inspect()).alerts.length, 1)
  await p.t.said(ListEnded, { list: 'SLTD', why: 'withdrawn' }, owner(p.t))
  await p.settled()
  // The hit that nobody decided stays the second line's; the list says nothing any more.
  assert.equal(not(await p.inspect({ documentNumber: 'P00555551' })), 'no-list')
  await p.end()
})

test('a document that two officers returned to its holder is not held again', async () => {
  const p = await post()
  await p.activate(text)
  const { alerts: [hit] } = await p.inspect()
  await p.t.said(HitDecided, {
    hit: hit!.hit, decision: p.t.newId(), verdict: 'not-the-person',
    outcome: 'released-not-the-person', evidence: 'Found again and given back, letter 14.',
  }, fartun(p.t))
  assert.equal((await p.inspect()).alerts.length, 0)
  await p.end()
})

test('lines that are no numbers are named, and a file of something else changes nothing',
  async () => {
    const p = await post()
    await p.activate(text)
    const { found } = await p.read(`${text}KEN;P\n,,\nKEN,P,A7\nKEN,P,B7654321\n`)
    assert.deepEqual([found.format, found.counts.all, found.faults.map(({ line }) => line)],
      ['numbers', 4, [5, 6, 7]])
    const endless = await p.read(`${text}${'9'.repeat(5000)}`)
    assert.deepEqual([endless.found.ended!.fault, endless.found.ended!.line], ['too-long', 5])
    const nul = await p.read(Buffer.from(`${text}KEN,P,\0A7654321\n`))
    assert.equal(nul.found.ended!.fault, 'nul')
    assert.equal((await p.inspect()).standing, 'stop', 'the old list stays in force')
    await p.end()
  })
