// Seals on visas and proofs: who is believed, what was changed, and what is no seal at all.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCertificate } from '../chip/certificate.ts'
import { office, revocations, type Office } from '../chip/chip-on-trial.ts'
import { Trust } from '../chip/trust.ts'
import { readC40, writeC40 } from './c40.ts'
import { inspectSeal, readSeal, SealSigners } from './inspect-seal.ts'
import { euDcc, feature, idb, vds, vdsNc } from './seal-on-trial.ts'

const today = '2026-11-24'
const root = office({ country: 'UT', called: 'Utopia CSCA' })
const seals = office({ country: 'UT', called: 'TS', by: root, serial: 50 })

function believing(signers: readonly Office[], issuers: readonly Office[] = [root]) {
  const believed = { signers: new SealSigners(), trust: new Trust() }
  for (const each of signers) believed.signers.add(readCertificate(each.certificate))
  for (const each of issuers) believed.trust.add(readCertificate(each.certificate))
  return believed
}

const zone = ['VCUTODENT<<ARTHUR<PHILIP<<<<<<<<<<<<', '1234567XY7GBR5203116M2005250<<<<<<<<']
const visa = [
  feature(2, writeC40(zone[0]! + zone[1]!.slice(0, 28))), feature(3, Buffer.of(2)),
  feature(4, Buffer.of(0, 3, 0)), feature(5, writeC40('47110815P')),
]
const visaSeal = (by = seals, country = 'UTO') => vds({ country, signer: 'UTTS', by }, '5d01', visa)
const jsonSeal = (by = seals) => vdsNc('UTO', by, 'icao.vacc', {
  pid: { n: 'ERIKSSON ANNA MARIA', dob: '1974-08-12', dn: 'L898902C3' }, uvci: 'U32870',
})

test('a visa whose seal a believed signer made is valid, and says its zone and its stay', () => {
  const found = inspectSeal({ presented: visaSeal(), ...believing([seals]), today })!
  assert.equal(found.outcome, 'valid')
  assert.equal(found.kind, 'visa')
  assert.deepEqual(found.fields, {
    zone: zone.join('\n'), entries: '2', stay: 'P3M', passportNumber: '47110815P',
  })
  assert.equal(found.issuedOn, '2026-05-01')
})

test('a scanner gives bytes as letters of one byte each, and they are the same seal', () => {
  const presented = visaSeal().toString('latin1')
  assert.equal(inspectSeal({ presented, ...believing([seals]), today })!.outcome, 'valid')
})

test('a seal of each other kind is read and believed', () => {
  const believed = believing([seals])
  const permit = inspectSeal({
    presented: idb({ country: 'UTO', signer: '', by: seals }, [
      feature(6, Buffer.concat([
        feature(1, writeC40('ETA00042')), feature(2, writeC40('ERIKSSON  ANNA MARIA')),
        feature(4, Buffer.of(0xf0, 0, 0x07, 0xb6)),
      ])), feature(133, writeC40('L898902C3')),
    ]), ...believed, today,
  })!
  assert.equal(permit.outcome, 'valid', permit.reason)
  assert.equal(permit.kind, 'digital-travel-authorization')
  assert.deepEqual(permit.fields, {
    authorization: 'ETA00042', name: 'ERIKSSON  ANNA MARIA', birthDate: '1974-XX-XX',
    documentNumber: 'L898902C3',
  })
  const proof = inspectSeal({ presented: jsonSeal(), ...believed, today })!
  assert.deepEqual([proof.outcome, proof.kind, proof.fields!['pid.dn']],
    ['valid', 'proof-of-vaccination', 'L898902C3'])
  const health = inspectSeal({
    presented: euDcc('UT', seals, { nam: { fnt: 'ERIKSSON' }, dob: '1974-08-12', v: [{ dn: 2 }] }),
    ...believed, today,
  })!
  assert.deepEqual([health.outcome, health.kind], ['valid', 'proof-of-vaccination'])
  assert.deepEqual([health.fields!['nam.fnt'], health.fields!['v.0.dn']], ['ERIKSSON', '2'])
})

test('a signer that came along is believed as far as its State is', () => {
  const presented = jsonSeal()
  assert.equal(inspectSeal({ presented, ...believing([]), today })!.outcome, 'valid')
  assert.equal(inspectSeal({ presented, ...believing([], []), today })!.outcome, 'issuer-unknown')
})

test('a seal of nobody who is known here is unknown, not false', () => {
  const found = inspectSeal({ presented: visaSeal(), ...believing([]), today })!
  assert.deepEqual([found.outcome, found.kind], ['issuer-unknown', 'visa'])
})

test('one letter of a seal that is another is found, whatever it is', () => {
  const seal = visaSeal()
  const believed = believing([seals])
  for (let at = 18; at < seal.length; at++) {
    const changed = Buffer.from(seal)
    changed[at]! ^= 1
    const { outcome } = inspectSeal({ presented: changed, ...believed, today })!
    assert.notEqual(outcome, 'valid', `byte ${at}`)
  }
})

test('a signer of another State signs nothing in this one\'s name', () => {
  const found = inspectSeal({
    presented: visaSeal(seals, 'GBR'), ...believing([seals]), today,
  })!
  assert.deepEqual([found.outcome, found.reason], ['changed', 'signer-of-another-country'])
})

test('a revoked signer, one whose time was over, and a proof that ended are each said', () => {
  const revoked = believing([seals])
  revoked.trust.addRevocations(revocations([50], root))
  assert.equal(inspectSeal({ presented: visaSeal(), ...revoked, today })!.outcome, 'revoked')
  const late = office({ country: 'UT', called: 'TS', by: root, serial: 50, until: '2025-01-01' })
  assert.equal(inspectSeal({ presented: visaSeal(late), ...believing([late]), today })!.outcome,
    'expired-signer')
  const over = euDcc('UT', seals, { nam: {}, v: [] }, { until: '2026-06-01' })
  assert.equal(inspectSeal({ presented: over, ...believing([seals]), today })!.outcome, 'expired')
})

test('a specimen that a State published is read as it was made (BSI TR-03137)', () => {
  const seal = readSeal(Buffer.from(
    'DC03D9C56D32C8A72CB10F71347D00175D01022CDD52134A74DA1347C6FED95CB89F9FCE133C133C133C133C' +
    '203833734AAF47F0C32F1A1E20EB2625393AFE310403A00000050633BE1FED20C6FF389FD029C66FB2E4BF36' +
    '1CDBFFD8F5931B6259F645B077702C617F453D0B898A55E6E7870974FFE7B3AC416ACDE6B03B3C3A8CB5A22B' +
    '456816', 'hex'))!
  assert.deepEqual([seal.kind, seal.country, seal.signed!.by], [
    'visa', 'UTO', { how: 'name-and-serial', name: 'DETS', serial: '32' },
  ])
  assert.deepEqual(seal.fields, {
    zone: 'VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<\n1234567XY7GBR5203116M2005250<<<<<<<<',
    stay: 'P160D', passportNumber: '47110815P',
  })
  assert.equal(seal.signed!.hash, 'sha224')
})

test('a boarding pass and an address are no seals', () => {
  for (const presented of ['M1ERIKSSON/ANNA       EABC123 MGQNBOKQ 0422', 'https://example.org']) {
    assert.equal(inspectSeal({ presented, ...believing([]), today }), undefined)
  }
})

test('a seal that is cut anywhere is unreadable or not believed, and nothing throws', () => {
  const believed = believing([seals])
  for (const whole of [visaSeal(), Buffer.from(jsonSeal()), Buffer.from(euDcc('UT', seals, {})),
    Buffer.from(idb({ country: 'UTO', signer: '', by: seals }, []))]) {
    for (let length = 0; length < whole.length; length += 3) {
      const found = inspectSeal({ presented: whole.subarray(0, length), ...believed, today })
      assert.notEqual(found?.outcome, 'valid')
    }
  }
})

test('any bytes at all, and any text behind a beginning, are read or refused', () => {
  const believed = believing([seals])
  const begun = fc.tuple(fc.constantFrom('HC1:', 'RDB1D', 'NDB1A', '{"data":', '{', '\xdc\x03'),
    fc.string({ maxLength: 300 })).map(([begin, rest]) => begin + rest)
  fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 600 }), begun), (presented) => {
    assert.notEqual(inspectSeal({ presented, ...believed, today })?.outcome, 'valid')
  }), { numRuns: 3_000 })
})

test('letters of square codes read back as they were written', () => {
  const letter = fc.constantFrom(...' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  fc.assert(fc.property(fc.array(letter, { maxLength: 90 }).map((all) => all.join('')), (text) => {
    assert.equal(readC40(writeC40(text)), text)
  }))
})
