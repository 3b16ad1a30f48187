// A visa's digital seal at the counter: held to who is believed here, and to the passport.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import postsCapability from '../../country/posts/capability.ts'
import { ask } from '../../kernel/ask.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { office, type Office } from '../../lib/chip/chip-on-trial.ts'
import { feature, idb, vdsNc } from '../../lib/seals/seal-on-trial.ts'
import { writeC40 } from '../../lib/seals/c40.ts'
import { writeMrz } from '../../lib/mrz/write-mrz.ts'
import { trial, type Trial } from '../../nodes/trial.ts'
import crossingsCapability from '../crossings/capability.ts'
import { openIssuers } from '../issuers/believing.ts'
import issuers from '../issuers/capability.ts'
import { openIssuerDesk } from '../issuers/issuer-desk.ts'
import { IssuersBelieved } from '../issuers/issuers-believed.ts'
import { IssuersPiece } from '../issuers/issuers-piece.ts'
import { IssuersPrepare } from '../issuers/issuers-prepare.ts'
import lists from '../lists/capability.ts'
import rules from '../rules/capability.ts'
import travellersCapability from '../travellers/capability.ts'
import watchlist from '../watchlist/capability.ts'
import { openScreening } from '../watchlist/screening.ts'
import inspection from './capability.ts'
import { Inspect } from './inspect.ts'

const mrz = (writeMrz({
  documentCode: 'P', issuer: 'SOM', surname: 'Xuseen', givenNames: 'Cabdi Warsame', sex: 'M',
  documentNumber: 'P00123459', nationality: 'SOM', birthDate: '1987-03-14',
  expiryDate: '2030-01-31',
}, 'TD3') as string[]).join('\n')

const root = office({ country: 'KE', called: 'CSCA Kenya' })
const visas = office({ country: 'KE', called: 'VS', by: root, serial: 50 })
const stranger = office({ country: 'KE', called: 'VS', serial: 50 })
const authorization = (number: string, by = visas) => vdsNc('KEN', by, 'icao.dta',
  { pid: { n: 'XUSEEN CABDI WARSAME', dn: number } })
const amina = (t: Trial) => t.officer('amina', 'primary-officer')

async function counter(believed: readonly Office[] = []) {
  const t = await trial([postsCapability, travellersCapability, lists, watchlist,
    crossingsCapability, issuers, rules, inspection])
  await openScreening(t.node)
  openIssuerDesk(t.node)
  openIssuers(t.node)
  const by = t.officer('nasir', 'administrator', { name: 'sahra', roles: ['supervisor'] })
  for (const [at, each] of believed.entries()) {
    const [reading, source] = [t.newId(), `KE-${at}`]
    const { found } = await t.asked(IssuersPiece, {
      reading, source, file: 'a.cer', number: 0, last: true,
      piece: each.certificate.toString('base64'),
    }, by)
    const { version } = await t.asked(IssuersPrepare, { reading }, by)
    await t.said(IssuersBelieved, {
      source, version, counts: found!.counts, name: 'Kenya', reviewBy: '2027-01-01',
      howKnown: 'Brought by hand.',
    }, by)
  }
  return {
    t,
    async reasons(...seals: string[]) {
      const { findings } = await t.asked(Inspect, { mrz, direction: 'entry', seals }, amina(t))
      return findings.filter(({ reason }) => reason.startsWith('seal'))
        .map(({ state, reason }) => `${state} ${reason}`)
    },
  }
}

test('an authorisation that a believed State sealed is genuine, and its words are in the answer',
  async () => {
    const { t, reasons } = await counter([root])
    const seal = authorization('P00123459')
    assert.deepEqual(await reasons(seal), ['clear seal-valid'])
    const { seals, standing } = await t.asked(Inspect, { mrz, direction: 'entry', seals: [seal] },
      amina(t))
    assert.equal(standing, 'clear')
    assert.deepEqual(seals, [{
      outcome: 'valid', kind: 'digital-travel-authorization', country: 'KEN',
      fields: { 'pid.n': 'XUSEEN CABDI WARSAME', 'pid.dn': 'P00123459' },
    }])
    await t.end()
  })

test('an altered seal stops, an unknown signer and another\'s seal are looked at', async () => {
  const { t, reasons } = await counter([root, visas])
  const altered = authorization('P00123459').replace('WARSAME', 'OSMAN X')
  assert.deepEqual(await reasons(altered), ['stop seal-changed'])
  assert.deepEqual(await reasons(authorization('P00123459', stranger)),
    ['look seal-signer-unknown'])
  const another = idb({ country: 'KEN', signer: '', by: visas },
    [feature(133, writeC40('Z9990001'))])
  assert.deepEqual(await reasons(another),
    ['look seal-of-another-document', 'clear seal-valid'])
  await t.end()
})

test('where nobody is believed a genuine seal is of an unknown signer, never clear', async () => {
  const { t, reasons } = await counter()
  assert.deepEqual(await reasons(authorization('P00123459')), ['look seal-signer-unknown'])
  await t.end()
})

test('a seal before any document asks for the document, and what is no seal is said', async () => {
  const { t, reasons } = await counter([root])
  const alone = await ask(t.node, Inspect, { seals: [authorization('P1')] }, amina(t))
  assert.ok(isRefusal(alone) && alone.reason === 'document-first')
  assert.deepEqual(await reasons('HC1:nothing of that kind'), ['look seal-unreadable'])
  await t.end()
})
