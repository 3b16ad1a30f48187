// Lists that carriers send: read without loss, broken ones with every fault's place, and answered.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readManifest } from './read-manifest.ts'
import { clocksOf, maskedReservation, reservationsKept, standsOn } from './retention.ts'
import { writeCusres } from './write-cusres.ts'
import { writePaxlst, type WrittenList } from './write-paxlst.ts'

const bytesOf = (name: string) =>
  readFileSync(new URL(`../../../testdata/manifests/${name}`, import.meta.url))
const read = (name: string) => readManifest(bytesOf(name), 2026)
const readText = (text: string) => readManifest(Buffer.from(text), 2026)
const said = ({ faults }: ReturnType<typeof read>) => faults.map(({ fault }) => fault)

test('a passenger list says flight, legs, persons and documents, and nothing is lost', () => {
  const { interchanges, messages: [list], faults } = read('passengers-15b.edi')
  assert.deepEqual(faults, [])
  assert.deepEqual([interchanges[0]!.sender, list!.version, list!.kind, list!.transaction],
    ['QFLIGHTS', 'D:15B:UN:IATA', 'passengers', 'QF000771'])
  assert.deepEqual(list!.parties, [{ code: 'MS', name: 'QUENDARA FLIGHTS OPERATIONS', contacts: [
    { kind: 'TE', value: '961 555 0142' }, { kind: 'EM', value: 'ops+lists@quendara.example' },
  ] }])
  const flight = { carrier: 'QZ', number: '708' }
  assert.deepEqual(list!.legs, [
    { ...flight, from: 'ZQA', to: 'ZQB',
      departure: '2026-11-20T10:45', arrival: '2026-11-20T13:00' },
    { ...flight, from: 'ZQB', to: 'ZQC',
      departure: '2026-11-20T13:50', arrival: '2026-11-20T15:20' },
  ])
  const [first, second, third] = list!.persons
  assert.deepEqual({ ...first, place: 0 }, {
    place: 0, role: 'passenger', surname: 'TOVUNBEKOVA', givenNames: ['MIRELA', 'ANIS'], sex: 'F',
    birthDate: { value: '1987-03-14', precision: 'day' }, birthCountry: 'UTO',
    birthPlace: 'ZQUAVILLE', nationalities: ['UTO'], residenceCountry: 'UTO',
    embarkation: 'ZQA', disembarkation: 'ZQC', clearance: 'ZQC', documentsSeen: true,
    addresses: [{ street: '12 RUE DES ÉTOILES', city: 'ZQUAVILLE', region: 'ZQ',
      postcode: '10412', country: 'UTO' }],
    contacts: [], reservation: 'T7K2MQ', seats: ['14C'],
    bags: { count: 2, weight: 31.5, unit: 'KGM', tags: ['QZ004711:2'] },
    references: [{ code: 'AVF', value: 'T7K2MQ' }, { code: 'ABO', value: 'QZ0001' },
      { code: 'SEA', value: '14C' }],
    documents: [
      { type: 'P', number: 'L898902C3', expires: '2032-04-15', issuer: 'UTO' },
      { type: 'V', number: 'V0012345', expires: '2027-06-30', issuer: 'UTO' },
    ], other: [],
  })
  assert.deepEqual([second!.surname, second!.birthDate], ['O\'BRENNICK',
    { value: '1928', precision: 'year' }], 'a released apostrophe, and a birth day nobody knows')
  assert.deepEqual([third!.role, third!.givenNames], ['transit-passenger', []])
})

test('a crew list and a close-out say what they are, in one line or many', () => {
  const { messages: [crew], faults } = read('crew-02b.edi')
  assert.deepEqual([crew!.kind, crew!.persons.map(({ role }) => role), faults],
    ['crew', ['crew', 'transit-crew'], []])
  assert.deepEqual(crew!.other.map(({ segment }) => segment), ['LOC+188+ZQA\''])
  const { messages: [closed] } = read('close-out.edi')
  assert.deepEqual([closed!.kind, closed!.action, closed!.persons.length],
    ['flight-status', 'close-out-not-on-board', 1])
})

test('reservations say who travels, with what document, where they sit and what they carry', () => {
  const { messages: [list], faults } = read('reservations.edi')
  assert.deepEqual(faults, [])
  assert.deepEqual([list!.version, list!.conveyance.flight, list!.code],
    ['15:1:IA', 'QZ0708', '22'])
  const [pnr, other] = list!.reservations!
  assert.deepEqual([pnr!.locator, pnr!.made, pnr!.changed, pnr!.legs.length],
    ['T7K2MQ', '2026-09-15T09:49', '2026-11-16T19:12', 2])
  const [mother, child] = pnr!.persons
  assert.deepEqual(mother!.documents, [
    { type: 'P', number: 'L898902C3', issuer: 'UTO', expires: '2032-04-15' },
    { type: 'V', number: 'V0012345', issuedAt: 'ZQA', issued: '2026-07-01', issuer: 'UTO',
      birthPlace: 'ZQUAVILLE' },
  ])
  assert.deepEqual([mother!.surname, mother!.givenNames, mother!.title, mother!.sex, mother!.seats],
    ['TOVUNBEKOVA', ['MIRELA', 'ANIS'], 'MRS', 'F', ['14C']])
  assert.deepEqual(mother!.bags,
    { count: 2, weight: 31, unit: 'KGM', tags: ['QZ 004711 ZQC 2'] })
  assert.deepEqual(mother!.contacts, [{ kind: 'EM', value: 'MIRELA_T@POST.EXAMPLE' }])
  assert.deepEqual(mother!.addresses[0],
    { kind: 'destination', country: 'UTO', street: '8 MARKET STREET', city: 'ZQC', region: 'ZC',
      postcode: '20001' })
  assert.deepEqual(pnr!.contacts, [{ kind: 'TE', value: '961 555 0199' }])
  // A carrier that leaves issuer and nationality out shifts what follows.
  assert.deepEqual([child!.documents[0]!.number, child!.birthDate?.value, child!.seats],
    ['L777000C1', '2019-02-02', ['14D']])
  assert.equal(other!.persons[0]!.reservation, 'W9P4AA')
  assert.ok(pnr!.other.some(({ segment }) => segment.startsWith('MON+B:300:EUR')), 'kept')
})

test('several of one surname are several persons, and a document said early finds its own', () => {
  const { messages: [list], faults } = readText([
    'UNB+UNOA:1+QZ+UTO+261118:2210+9\'UNH+1+PNRGOV:11:1:IA\'MSG+:22\'ORG+QZ\'',
    'TVL+201126:1045:201126:1520+ZQA+ZQC+QZ:QY+0708:J\'EQN+1\'SRC\'RCI+QZ:AB12CD\'',
    'SSR+DOCS:HK:1:QZ:::::/P/UTO/L1/UTO/14MAR87/F/15APR32/OLD/MAY+::2\'',
    'TIF+OLD+IAN:A:1+MAY:A:2\'UNT+10+1\'UNZ+1+9\'',
  ].join(''))
  assert.deepEqual(faults, [])
  assert.deepEqual(list!.persons.map(({ givenNames, documents }) =>
    [givenNames[0], documents[0]?.number]), [['IAN', undefined], ['MAY', 'L1']])
  assert.deepEqual([list!.legs[0]!.operatedBy, list!.legs[0]!.class], ['QY', 'J'])
})

test('of a broken file every fault is named with its segment and line, the rest is kept', () => {
  const { messages, faults } = read('broken.edi')
  assert.deepEqual(messages.map(({ persons }) => persons.map(({ surname }) => surname)),
    [['FIRST', '', 'THIRD'], ['CUT']])
  assert.deepEqual(faults.map(({ fault, place }) => `${place.line} ${place.tag} ${fault}`), [
    '1  text-outside', '4 LOC dangling', '10 DTM date-form', '11 LOC terminator-missing',
    '14 ATT code-unknown', '15 DTM date-form', '16 DOC value-missing',
    '17 ZZ9 segment-unexpected', '18 NAD value-missing', '20 NAD code-unknown',
    '21 CNT count-differs', '22 UNT count-differs', '22 UNT reference-differs',
    '23 UNZ count-differs', '23 UNZ reference-differs', '24 UNB trailer-missing',
    '25 UNH trailer-missing', '33 DTM truncated', '33 DTM date-form',
  ])
})

test('service characters are those of UNA, or are found where none announces them', () => {
  const plain = bytesOf('close-out.edi').toString()
  const other = plain.replace('UNA:+.? \'', 'UNA;-.! *').replaceAll(':', ';').replaceAll('+', '-')
    .replaceAll('\'', '*')
  assert.deepEqual(said(readText(other)), [])
  assert.equal(readText(other).messages[0]!.persons[0]!.surname, 'VASSOULI')
  const unannounced = plain.replace('UNA:+.? \'\n', '').replaceAll('\'', '"')
  assert.deepEqual(said(readText(unannounced)), ['service-string'])
  assert.equal(readText(unannounced).messages[0]!.legs[0]!.to, 'ZQC')
  const levelB = plain.replace('UNA:+.? \'\n', '').replace('UNOA', 'UNOB')
    .replaceAll(':', '\x1f').replaceAll('+', '\x1d').replaceAll('\'', '\x1c')
  assert.deepEqual(said(readText(levelB)), [])
  assert.deepEqual(said(readText(plain.replaceAll(/(.{37})/g, '$1\r\n'))), [],
    'line breaks within a segment are no data')
  assert.deepEqual(said(readText('UNA+++++++')), ['service-string', 'tag', 'no-interchange'])
})

test('each character set is read as what it is', () => {
  const named = (set: string, name: Buffer) => readManifest(Buffer.concat([
    Buffer.from(`UNB+${set}:4+A+B+261120:0715+1'UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'`
      + `TDT+20+QZ1'NAD+FL+++`), name, Buffer.from('\'UNT+5+1\'UNZ+1+1\''),
  ]), 2026)
  const surname = (set: string, name: Buffer) => named(set, name).messages[0]!.persons[0]!.surname
  assert.equal(surname('UNOC', Buffer.from('ÉTOILE', 'latin1')), 'ÉTOILE')
  assert.equal(surname('UNOE', Buffer.from([0xb8, 0xd2, 0xd0])), 'Ива')
  assert.equal(surname('UNOI', Buffer.from([0xe5, 0xcd])), 'مح')
  assert.equal(surname('UNOY', Buffer.from('Ünlü')), 'Ünlü')
  const outside = named('UNOA', Buffer.from('É', 'latin1'))
  assert.deepEqual([said(outside), outside.messages[0]!.persons[0]!.surname],
    [['character-outside-set'], 'É'])
  assert.deepEqual(said(named('UNOQ', Buffer.from('A'))), ['charset-unknown'])
})

const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(
  ...'ABCXYZ 0129\'+:?.-*äÉмح') }).map((each) => each.trim()).filter(Boolean)
const code = (length: number) => fc.string({ minLength: length, maxLength: length,
  unit: fc.constantFrom(...'ABCDEFG') })
const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2026-01-01'),
  noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10))
const maybe = <T>(name: string, of: fc.Arbitrary<T>) =>
  fc.option(of, { nil: undefined }).map((value) => (value === undefined ? {} : { [name]: value }))
const all = (...parts: fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((each) => Object.assign({}, ...each) as object)

const person = all(
  fc.record({
    role: fc.constantFrom('passenger', 'crew', 'transit-passenger', 'transit-crew'),
    surname: text, givenNames: fc.array(text, { maxLength: 3 }),
    nationalities: fc.uniqueArray(code(3), { maxLength: 2 }),
    addresses: fc.array(fc.record({ street: text, city: text, country: code(3) }),
      { maxLength: 1 }),
    contacts: fc.array(fc.record({ kind: fc.constantFrom('TE', 'EM'), value: text }),
      { maxLength: 2 }),
    documents: fc.array(all(
      fc.record({ type: fc.constantFrom('P', 'V', 'I'), number: text }),
      maybe('expires', day), maybe('issuer', code(3)), maybe('issuedAt', code(3)),
    ), { maxLength: 2 }),
    seats: fc.constant([]),
    references: fc.array(fc.record({ code: fc.constantFrom('ABO', 'CR'), value: text }),
      { maxLength: 2 }),
  }),
  maybe('sex', fc.constantFrom('M', 'F', 'U', 'X')),
  maybe('birthDate', day.map((value) => ({ value, precision: 'day' }))),
  maybe('embarkation', code(3)), maybe('residenceCountry', code(3)),
  maybe('birthCountry', code(3)),
  maybe('bags', fc.record({ count: fc.nat(9), tags: fc.array(code(6), { maxLength: 2 }) })),
)
const list = fc.record({
  kind: fc.constantFrom('passengers', 'crew'),
  action: fc.constantFrom('original', 'change', 'close-out-on-board'),
  transaction: text, parties: fc.array(fc.record({
    code: fc.constant('MS'), name: text, contacts: fc.constant([]),
  }), { minLength: 1, maxLength: 1 }),
  conveyance: fc.constant({ mode: 'air', carrier: 'QZ', number: '708', flight: 'QZ708' }),
  legs: fc.array(fc.record({ carrier: fc.constant('QZ'), number: fc.constant('708'),
    from: code(3), departure: day.map((at) => `${at}T10:45`),
    to: code(3), arrival: day.map((at) => `${at}T12:05`) }), { minLength: 1, maxLength: 3 }),
  persons: fc.array(person, { maxLength: 5 }),
}) as unknown as fc.Arbitrary<WrittenList>
const envelope = {
  interchange: { sender: 'QFLIGHTS', recipient: 'UTOBORDER',
    prepared: ['261120', '0715'] as [string, string], reference: 'R1' },
  release: '12B', reference: '1',
}

test('what is written as PAXLST is read as it was, whatever characters it has', () => {
  fc.assert(fc.property(list, (wanted) => {
    const { messages: [got], faults } = readText(writePaxlst(wanted, envelope))
    const counted = faults.filter(({ fault }) => fault !== 'count-differs')
    assert.deepEqual(counted, [])
    const { kind, action, transaction, parties, conveyance, legs, persons } = got!
    assert.deepEqual(
      { kind, action, transaction, parties, conveyance, legs, persons: persons.map(saidOf) },
      JSON.parse(JSON.stringify(wanted)))
  }), { numRuns: 150, seed: 26 })
})

function saidOf({ place: _, other, ...rest }: { place: unknown; other: unknown[] }) {
  assert.deepEqual(other, [])
  return rest
}

test('a list damaged anywhere is read to its end, and its faults are known ones', () => {
  const [whole, pnr] = [bytesOf('passengers-15b.edi'), bytesOf('reservations.edi')]
  fc.assert(fc.property(fc.constantFrom(whole, pnr), fc.nat(), fc.nat(255), fc.nat(3),
    (bytes, at, byte, how) => {
      const place = at % bytes.length
      const damaged = how === 0 ? bytes.subarray(0, place)
        : how === 1 ? Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 7)])
          : Buffer.concat(
            [bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place + 1)])
      for (const { place: { line, segment }, hint } of readManifest(damaged, 2026).faults) {
        assert.ok(line >= 1 && segment >= 1 && hint.length > 5)
      }
    }), { numRuns: 600, seed: 26 })
})

test('five thousand passengers are read in less than a second of processor', () => {
  const one = bytesOf('passengers-15b.edi').toString()
  const from = one.indexOf('NAD+FL+++TOV')
  const to = one.indexOf('NAD+FL+++O?')
  const many = one.slice(0, from) + one.slice(from, to).repeat(5000) + one.slice(to)
  const before = process.cpuUsage()
  const { messages: [got], faults } = readText(many.replaceAll('\n', ''))
  const { user } = process.cpuUsage(before)
  assert.equal(got!.persons.length, 5002)
  assert.deepEqual(faults.map(({ fault }) => fault), ['count-differs', 'count-differs'])
  assert.ok(user < 1_500_000, `${user / 1000} ms`)
})

test('a carrier is answered by its own references, board or do not board, and no reason', () => {
  const { messages: [got] } = read('passengers-15b.edi')
  const answers = got!.persons.map((each, at) =>
    ({ person: each, answer: (['board', 'do-not-board', 'not-known'] as const)[at]! }))
  const answer = writeCusres({ list: got!, answers, interchange: envelope.interchange,
    reference: '1' })
  assert.ok(!/TOVUN|BRENNICK/.test(answer))
  assert.match(answer, /RFF\+AF:QZ0708'\nDTM\+189:2611201045:201'/)
  assert.match(answer, /ERP\+2'\nRFF\+ABO:QZ0002'\nERC\+1Z'\nFTX\+AAP\+\+\+DO NOT BOARD'/)
  assert.deepEqual(said(readText(answer)), ['message-unknown'], 'its envelope is sound')
})

test('a table of a bus is read line by line, and each wrong cell is named', () => {
  const { messages: [got], faults } = read('bus.csv')
  assert.deepEqual(got!.persons.map(({ surname, role, seats }) => [surname, role, seats]), [
    ['TOVUNBEKOVA', 'passenger', ['1A']], ['HALVORAN', 'crew', []],
    ['BRENNICK', 'passenger', ['2B']], ['', 'passenger', []],
  ])
  assert.deepEqual(got!.persons[1]!.birthDate, { value: '1975-01', precision: 'month' })
  assert.deepEqual(faults.map(({ fault, place }) => [fault, place.line, place.tag]), [
    ['date-form', 4, 'birth'], ['value-missing', 5, 'surname'], ['code-unknown', 5, 'nationality'],
  ])
})

test('reservations are masked after half a year and gone after five', () => {
  assert.deepEqual(clocksOf('2024-02-29', reservationsKept),
    { maskedFrom: '2024-08-30', destroyedFrom: '2029-02-28' })
  const on = (day: string) => standsOn('2024-02-29', day, reservationsKept)
  assert.deepEqual([on('2024-08-29'), on('2024-08-30'), on('2029-02-27'), on('2029-02-28')],
    ['clear', 'masked', 'masked', 'destroyed'])
  const masked = maskedReservation(read('reservations.edi').messages[0]!.reservations![0]!)
  const left = JSON.stringify(masked)
  for (const personal of ['TOVUN', 'MIRELA', 'L898902C3', '1987', 'POST', 'HARBOUR', '1111',
    '55012', '9990000000001']) {
    assert.ok(!left.includes(personal), personal)
  }
  assert.deepEqual([masked.locator, masked.persons.length, masked.legs.length], ['T7K2MQ', 2, 2])
})
