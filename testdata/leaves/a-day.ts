// One fact of every kind, as one day at a post has them: who says it, and what.

import { createHash } from 'node:crypto'
import type { Role } from '../../src/kernel/event.ts'

/** A fact of the day: its kind by name, who attests, and what is said. */
export interface FactOfDay {
  event: string
  by: Role | 'node'
  /** The role of the second officer, where two attest. */
  second?: Role
  said: Record<string, unknown>
  /** Sealed bytes that it names, kept before it is said. */
  attached?: Buffer
}

/** What the day needs of the node it is said at. */
export interface Place { newId(): string; checkpoint: string; day: string; leaves: number }

/** The facts of the day in an order in which each is lawful. */
export function aDay(place: Place): FactOfDay[] {
  return [
    ...founding(place), ...inTheNetwork(place), ...atTheCounter(place), ...onTheWatchList(place),
    ...believedIssuers(place), ...askedOfInterpol(place), ...listsFromOutside(place),
    ...riskRules(place), ...lawOfStay(place), ...closing(place),
  ]
}

const officer = 'hodan.aadan'
const base64 = (bytes: number, fill: number) => Buffer.alloc(bytes, fill).toString('base64')

function founding({ newId, day }: Place): FactOfDay[] {
  const [grant, code, signIn] = [newId(), newId(), newId()]
  return [
    {
      event: 'post-registered', by: 'administrator', said: {
        post: newId(), code: 'GLD', name: { en: 'Galdahay', fr: 'Galdahay', ar: 'جلدهاي' },
        country: 'XDM', kind: 'land', lat: 4.2, lon: 42.1, neighbour: 'ETH', lanes: 4,
      },
    },
    {
      event: 'officer-enrolled', by: 'administrator',
      said: { enrolment: newId(), officer, name: 'Hodan Aadan', languages: ['so', 'en'] },
    },
    {
      event: 'roles-given', by: 'administrator', second: 'administrator',
      said: { grant, officer, roles: ['primary-officer'], post: 'dhobley', from: day },
    },
    {
      event: 'sign-in-code-issued', by: 'administrator', said: {
        code, officer, salt: base64(16, 1), hash: base64(32, 2), expires: `${day}T23:59:00.000Z`,
      },
    },
    {
      event: 'signed-in', by: 'node',
      said: { signIn, officer, method: 'one-time-code', as: 'session', code, device: 'desk-1' },
    },
    {
      event: 'sign-in-refused', by: 'node',
      said: { attempt: newId(), officer: 'hodan', why: 'unknown-officer', device: 'desk-1' },
    },
    { event: 'signed-out', by: 'node', said: { signIn } },
    {
      event: 'roles-ended', by: 'administrator', second: 'supervisor',
      said: { grant, reason: 'moved', note: 'To the port.' },
    },
  ]
}

const person = {
  surname: 'WARSAME', givenNames: 'SAGAL CALI', nameOriginal: 'سغل علي ورسمه', sex: 'F',
  birthDate: { value: '1990-03', precision: 'month' }, nationality: 'SOM',
}
const travelDocument = { type: 'P', number: 'P01234567', issuer: 'SOM', expiry: '2030-05-01' }

const picture = Buffer.from('a sealed picture')

function atTheCounter({ newId }: Place): FactOfDay[] {
  const [entry, exit, group, lookUp] = [newId(), newId(), newId(), newId()]
  return [
    {
      event: 'person-looked-up', by: 'primary-officer', said: {
        lookUp, purpose: 'inspection', query: 'inspect', asked: { typed: true },
        person: { names: ['WARSAME SAGAL CALI'], nationalities: ['SOM'] },
        document: { number: 'P01234567', issuer: 'SOM' }, results: [],
      },
    },
    {
      event: 'group-presented', by: 'primary-officer', said: {
        group, kind: 'bus', direction: 'entry', expected: 2, operator: 'Dalsan', mode: 'bus',
        conveyance: { kind: 'bus', plate: 'KBX 123A', country: 'KEN' },
        listed: [{ name: 'Sagal Warsame', documentNumber: 'P01234567' }],
      },
    },
    {
      event: 'crossing-recorded', by: 'primary-officer', said: {
        crossing: entry, lookUp, direction: 'entry', person, document: travelDocument, group,
        decision: 'admitted', evidence: 'mrz', stayDays: 30, until: '2026-12-21', lane: '1',
      },
    },
    {
      event: 'crossing-recorded', by: 'primary-officer', said: {
        crossing: exit, direction: 'exit', person, document: travelDocument, decision: 'admitted',
      },
    },
    {
      event: 'crossing-corrected', by: 'primary-officer', said: {
        crossing: entry, correction: newId(), corrected: { stayDays: 60, until: '2027-01-20' },
        why: 'The visa says sixty days.',
      },
    },
    {
      event: 'crossing-paired', by: 'primary-officer',
      said: { crossing: exit, with: entry, how: 'by-officer', pairing: newId(), note: 'Seen.' },
    },
    {
      event: 'page-pictured', by: 'primary-officer', attached: picture, said: {
        crossing: entry, picture: newId(), page: 'data-page', bytes: picture.length,
        digest: createHash('sha256').update(picture).digest('base64url'), office: newId(),
      },
    },
    {
      event: 'discrepancy-settled', by: 'supervisor', said: {
        settlement: newId(), kind: 'two-exits', about: entry, facts: [exit], foundOut: 'one-stands',
        stands: exit, why: 'The other was another passenger of the same name.',
      },
    },
    {
      event: 'group-closed', by: 'primary-officer',
      said: { group, presented: 1, mismatches: [{ what: 'listed-not-presented', name: 'Hodan' }] },
    },
  ]
}

function inTheNetwork({ newId }: Place): FactOfDay[] {
  const originOf = (post: string) => `safar.test/post/${post}/${'0a'.repeat(16)}`
  const enrolled = (post: string): FactOfDay => ({
    event: 'node-enrolled', by: 'administrator', second: 'supervisor', said: {
      origin: originOf(post), kind: 'post', post, device: 'desk-1', vkey: `${post}+00000000+AQ==`,
      hpke: base64(32, 5), certificate: base64(300, 6), realms: ['public', 'border', 'watch'],
      region: 'South', challenge: '0b'.repeat(16),
      predecessor: { origin: `safar.test/post/${post}/${'0c'.repeat(16)}`, size: 3, root: 'AA' },
    },
  })
  return [
    enrolled('GLD'), enrolled('DHB'),
    {
      event: 'biometric-office-named', by: 'administrator', second: 'administrator',
      said: { office: newId(), key: base64(32, 9) },
    },
    {
      event: 'node-revoked', by: 'administrator', second: 'administrator', said: {
        origin: originOf('GLD'), why: 'stolen', quarantinedFrom: '2026-11-21T20:00:00.000Z',
        note: 'Taken from the desk at night.',
      },
    },
    {
      event: 'node-retired', by: 'administrator', second: 'supervisor',
      said: { origin: originOf('DHB'), why: 'closed', note: 'The road is closed.' },
    },
    {
      event: 'hub-accepted', by: 'node', said: {
        acceptance: newId(), node: originOf('GLD'), hub: `safar.test/hub/centre/${'0d'.repeat(16)}`,
        vkey: 'centre+00000000+AQ==', cosigner: 'centre+00000000+BA==', hpke: base64(32, 7),
        certificate: base64(300, 8), addresses: ['https://hub.example:4311'],
        realms: ['public', 'border', 'watch'],
      },
    },
    {
      event: 'two-histories-shown', by: 'node', said: {
        origin: originOf('BRD'), known: 'a checkpoint\n', shown: 'another\n',
        proof: [base64(32, 5)],
      },
    },
    {
      event: 'checkpoint-cosigned', by: 'node',
      said: { cosigning: newId(), size: 3, line: '\u2014 hub.test AQ==', seconds: 1_795_435_200 },
    },
  ]
}

const list = { code: 'POL', name: 'Police' }

function onTheWatchList({ newId, leaves }: Place): FactOfDay[] {
  const [alert, hit] = [newId(), newId()]
  return [
    {
      event: 'alert-issued', by: 'alert-owner', second: 'alert-owner', said: {
        alert, list, legalBasis: 'Act 12', subjectKind: 'person', names: [{ whole: 'Cali Xasan' }],
        birthDate: { value: '1980', precision: 'year', toleranceYears: 2 }, sex: 'M',
        documents: [{ number: 'P7654321', issuer: 'SOM' }], reason: { code: 'wanted' },
        action: 'refer', priority: 'high', validFrom: '2026-01-01', validUntil: '2030-12-31',
        contact: 'duty desk',
      },
    },
    {
      event: 'hit-raised', by: 'primary-officer', said: {
        hit, lookUp: newId(), alert, list, action: 'refer', priority: 'high', score: 0.93,
        reasons: [{ about: 'name', why: 'same', alert: 'CALI', person: 'ALI', weight: 12.5 }],
        instruction: 'watchlist.instruction.refer', contact: 'duty desk',
        person: { names: ['ALI HASSAN'], nationalities: ['SOM'] },
      },
    },
    { event: 'hit-taken-up', by: 'secondary-officer', said: { hit, taking: newId() } },
    {
      event: 'hit-decided', by: 'secondary-officer', second: 'supervisor', said: {
        hit, decision: newId(), verdict: 'not-the-person', outcome: 'released-not-the-person',
        evidence: 'Another birth year and another face.',
      },
    },
    {
      event: 'hit-reopened', by: 'secondary-officer',
      said: { hit, reopening: newId(), why: 'The owner sent a photograph.' },
    },
    { event: 'watch-kept', by: 'node', said: { watch: newId(), through: leaves, hits: [] } },
    {
      event: 'watchlist-read', by: 'supervisor',
      said: { reading: newId(), what: 'open-hits', hits: [hit], alerts: [alert], lists: ['POL'] },
    },
    {
      event: 'list-officers-named', by: 'alert-owner', second: 'alert-owner',
      said: { naming: newId(), list: 'POL', officers: ['alert-owner', 'alert-owner.two'] },
    },
    {
      event: 'alert-reviewed', by: 'alert-owner', second: 'supervisor', said: {
        alert, review: newId(), why: 'The warrant stands.', reviewBy: '2029-05-01',
        validUntil: '2031-12-31',
      },
    },
    {
      event: 'alert-ended', by: 'alert-owner', second: 'alert-owner',
      said: { alert, why: 'withdrawn', note: 'The court withdrew it.' },
    },
  ]
}

function listsFromOutside({ newId }: Place): FactOfDay[] {
  const version = newId()
  const counts = { all: 1, added: 1, changed: 0, removed: 0 }
  return [
    {
      event: 'list-columns-mapped', by: 'alert-owner',
      said: { list: 'DN', mapping: { c1: 'id', c2: 'name', c3: 'birth-date' } },
    },
    {
      event: 'list-entries-said', by: 'alert-owner', said: {
        part: newId(), version, number: 0, gone: [], entries: [{
          id: 'DN-0001', kind: 'person', line: 2, programme: 'court order',
          names: [['primary', 'Qadru Abdi Talmir'], ['weak', 'Abu Talmir']],
          births: [{ value: '1969', until: '1973', approximate: true }], sexes: ['M'],
          nationalities: ['SOM'], places: ['Fardale'],
          documents: [{ number: 'XD0000017', kind: 'passport', issuer: 'SOM' }],
        }],
      },
    },
    {
      event: 'list-version-prepared', by: 'alert-owner', said: {
        version, list: 'DN', depth: 1, format: 'columns', file: 'darmila.csv',
        fileDigest: base64(32, 3), fileBytes: 4096, digest: base64(32, 4), counts, faults: 0,
        parts: 1,
      },
    },
    {
      event: 'list-activated', by: 'alert-owner', second: 'supervisor', said: {
        list: 'DN', version, counts, name: 'National list', owner: 'Police', reason: 'wanted',
        legalBasis: 'Act 12', action: 'refer', priority: 'high', contact: 'duty desk',
        validUntil: '2030-12-31', reviewBy: '2030-06-30',
      },
    },
    {
      event: 'list-ended', by: 'alert-owner', second: 'supervisor',
      said: { list: 'DN', why: 'withdrawn', note: 'The court withdrew it.' },
    },
  ]
}

function lawOfStay({ newId }: Place): FactOfDay[] {
  return [{
    event: 'stay-rules-laid-down', by: 'supervisor', second: 'supervisor', said: {
      law: newId(), country: 'XDM',
      text: [
        'safar: stay-rules/1', 'country: XDM', 'version: "1"', 'rules:',
        '  - { id: visitor, title: Visitors, law: s. 14, limits: [{ kind: per-entry, days: 90 }] }',
      ].join('\n'),
    },
  }]
}

function riskRules({ newId, day }: Place): FactOfDay[] {
  const rule = newId()
  return [
    {
      event: 'risk-rule-written', by: 'alert-owner', said: {
        rule, version: 1, name: 'New passport', look: 'the passport', owner: 'Border Service',
        legalBasis: 'Act 12', validUntil: '2030-12-31',
        all: [
          { fact: 'document-age-days', is: 'less-than', value: 30 },
          { any: [
            { fact: 'first-time', is: 'is', value: true },
            { fact: 'conveyance', is: 'one-of', value: ['bus', 'truck'] },
          ] },
        ],
      },
    },
    {
      event: 'risk-rule-tried', by: 'alert-owner', said: {
        rule, version: 1, trial: {
          from: day, until: day, crossings: 40, would: 2, withoutProtected: 2,
          byNationality: [{ nationality: 'SOM', crossings: 40, would: 2 }],
        },
      },
    },
    {
      event: 'risk-rule-switched-on', by: 'alert-owner', second: 'supervisor',
      said: { rule, version: 1 },
    },
    {
      event: 'risk-rule-switched-off', by: 'supervisor', said: { rule, why: 'No longer needed.' },
    },
  ]
}

function askedOfInterpol({ newId }: Place): FactOfDay[] {
  const question = newId()
  return [
    {
      event: 'interpol-asked', by: 'primary-officer', said: {
        question, lookUp: newId(), about: {
          names: ['WARSAME SAGAL CALI'], birthDate: '1990-03', sex: 'F', nationalities: ['SOM'],
          document: { number: 'P01234567', issuer: 'SOM', type: 'P' },
        },
      },
    },
    {
      event: 'interpol-answered', by: 'node', said: {
        question, hits: [], records: [{
          database: 'nominals', record: '2019/10411', reason: 'blue-notice',
          names: ['WARSAME, Sagal'], birthDate: '1961', sex: 'F', from: 'TUR',
        }],
      },
    },
  ]
}

function believedIssuers({ newId, day }: Place): FactOfDay[] {
  const version = newId()
  const counts = { all: 1, added: 1, removed: 0 }
  return [
    {
      event: 'issuers-said', by: 'administrator', said: {
        part: newId(), version, number: 0, gone: [], revocations: [],
        certificates: [Buffer.from('what a certificate of a State says').toString('base64')],
      },
    },
    {
      event: 'issuers-prepared', by: 'administrator', said: {
        version, source: 'DE-ML', format: 'master-list', file: 'DE_ML.ml', counts, parts: 1,
        fileDigest: 'Rk9g_VGBtIBj-kEw', signed: 'unknown-here', unreadable: 0,
      },
    },
    {
      event: 'issuers-believed', by: 'administrator', second: 'supervisor', said: {
        source: 'DE-ML', version, counts, name: 'Master list of Germany', reviewBy: '2027-05-20',
        howKnown: 'Brought by the embassy; fingerprint compared by telephone.',
      },
    },
    {
      event: 'issuer-doubted', by: 'administrator', second: 'supervisor', said: {
        issuer: 'ab'.repeat(32), why: 'key-stolen', note: `Told by its State on ${day}.`,
      },
    },
    {
      event: 'issuers-ended', by: 'administrator', second: 'supervisor',
      said: { source: 'DE-ML', why: 'replaced' },
    },
  ]
}

function closing({ newId, checkpoint }: Place): FactOfDay[] {
  const shift = newId()
  return [
    {
      event: 'shift-opened', by: 'primary-officer',
      said: { shift, lane: '1', float: { amount: '100.00', currency: 'USD' } },
    },
    {
      event: 'shift-closed', by: 'primary-officer',
      said: { shift, counts: { 'entry.admitted': 1 }, checkpoint, note: 'All quiet.' },
    },
  ]
}
