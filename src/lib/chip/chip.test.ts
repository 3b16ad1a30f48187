// Chips: what an issuer signed is genuine, and whatever is not says in one word what is wrong.

import { strict as assert } from 'node:assert'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { certificatesIn, readCertificate } from './certificate.ts'
import {
  commonFile, der, masterList, office, revocations, securityObject, signedContent, zoneGroup,
  type Office, type Way,
} from './chip-on-trial.ts'
import { inspectChip, type ChipInspection } from './inspect-chip.ts'
import { readSecurityObject } from './security-object.ts'
import { UnreadableTlv } from './tlv.ts'
import { readMasterList, Trust } from './trust.ts'

const today = '2026-11-24'
const zone = 'P<SOMXUSEEN<<CABDI<WARSAME<<<<<<<<<<<<<<<<<<' +
  'C111222334SOM8701019M3011237<<<<<<<<<<<<<<00'
const dg1 = zoneGroup(zone)
const dg2 = der(0x75, der(0x7f61, der(0x02, Buffer.of(1)), der(0x7f60,
  der(0x5f2e, Buffer.from('4641430030313000ffd8ffe0', 'hex')))))
const common = commonFile([0x61, 0x75])

function nation(way: Way = 'ecdsa', more: Partial<Parameters<typeof office>[0]> = {}) {
  const csca = office({ country: 'SO', called: 'CSCA', way })
  const signer = office({ country: 'SO', called: 'DS 1', way, by: csca, serial: 300, ...more })
  return { csca, signer }
}

function believing(...offices: Office[]): Trust {
  const trust = new Trust()
  offices.forEach(({ certificate }) => trust.add(readCertificate(certificate)))
  return trust
}

function inspect(files: Buffer[], trust: Trust): ChipInspection {
  return inspectChip({ files, trust, today })
}

const reasonsOf = ({ checks }: ChipInspection) =>
  checks.flatMap(({ result, reason }) => (result === 'ok' || !reason ? [] : [reason]))

for (const way of ['ecdsa', 'brainpool', 'rsa', 'rsa-without-null', 'rsa-pss'] as const) {
  test(`a chip that an issuer known here signed by ${way} is valid, and says its zone`, () => {
    const { csca, signer } = nation(way)
    const sod = securityObject({ 1: dg1, 2: dg2 }, signer, '2024-05-01')
    const found = inspect([sod, common, dg1, dg2], believing(csca))
    assert.equal(found.outcome, 'valid', JSON.stringify(found.checks))
    assert.deepEqual(found.zone, [zone.slice(0, 44), zone.slice(44)])
    assert.deepEqual(found.groups, { DG1: 'as-signed', DG2: 'as-signed' })
    assert.equal(found.portrait?.type, 'jpeg')
  })
}

test('a chip signed by nobody who is known here is unknown, not false', () => {
  const { signer } = nation()
  const found = inspect([securityObject({ 1: dg1 }, signer), dg1], believing(nation().csca))
  assert.equal(found.outcome, 'issuer-unknown')
  assert.equal(found.groups['DG1'], 'as-signed')
})

test('a letter of the zone, a digest or a signature that is another is changed', () => {
  const { csca, signer } = nation()
  const sod = securityObject({ 1: dg1, 2: dg2 }, signer)
  const trust = believing(csca)
  const other = zoneGroup(zone.replace('CABDI', 'CAXDI'))
  assert.equal(inspect([sod, other, dg2], trust).outcome, 'changed')
  assert.deepEqual(inspect([sod, other, dg2], trust).groups, { DG1: 'changed', DG2: 'as-signed' })
  // Whoever changes the digests as well must break the signed attributes, or the signature.
  const digests = Buffer.from(sod)
  digests[digests.indexOf(Buffer.from('04200', 'latin1')) + 1] = 1
  const content = sod.indexOf(Buffer.from([0x04, 0x20])) + 2
  const forged = Buffer.from(sod)
  forged[content]! ^= 1
  const found = inspect([forged, dg1, dg2], trust)
  assert.equal(found.outcome, 'changed')
  assert.ok(reasonsOf(found).includes('content-changed'))
  const lastByte = Buffer.from(sod)
  lastByte[lastByte.length - 1]! ^= 1
  assert.equal(inspect([lastByte, dg1, dg2], trust).outcome, 'changed')
})

test('a certificate that names a key we have, and was not signed with it, is changed', () => {
  const { csca } = nation()
  const impostor = office({ country: 'SO', called: 'CSCA' })
  const signer = office({ country: 'SO', called: 'DS 1', by: { ...impostor, keyId: csca.keyId } })
  const found = inspect([securityObject({ 1: dg1 }, signer), dg1], believing(csca))
  assert.equal(found.outcome, 'changed')
  assert.ok(reasonsOf(found).includes('certificate-changed'))
})

test('a signer whose time is over, or that signed outside it, is an expired signer', () => {
  const { csca, signer } = nation('ecdsa', { until: '2025-01-01' })
  const late = inspect([securityObject({ 1: dg1 }, signer), dg1], believing(csca))
  assert.equal(late.outcome, 'expired-signer')
  const young = office({ country: 'SO', called: 'DS 2', by: csca, from: '2023-01-01' })
  const sod = securityObject({ 1: dg1 }, young, '2021-06-01')
  assert.deepEqual(reasonsOf(inspect([sod, dg1], believing(csca))).slice(-3, -1),
    ['signed-outside-validity', 'no-revocation-list'])
})

test('a signer that its issuer revoked is revoked; without a list that is not checked', () => {
  const { csca, signer } = nation()
  const files = [securityObject({ 1: dg1 }, signer), dg1]
  const trust = believing(csca)
  assert.ok(reasonsOf(inspect(files, trust)).includes('no-revocation-list'))
  assert.equal(trust.addRevocations(revocations([12], csca, '2026-02-01')), 'taken')
  assert.equal(inspect(files, trust).outcome, 'valid')
  assert.equal(trust.addRevocations(revocations([300], csca, '2026-03-01')), 'taken')
  assert.equal(inspect(files, trust).outcome, 'revoked')
  assert.equal(trust.addRevocations(revocations([], csca, '2026-01-01')), 'older')
  assert.equal(inspect(files, trust).outcome, 'revoked')
  assert.equal(trust.addRevocations(revocations([], nation().csca)), 'signature-wrong')
})

test('a signer of another country, or not for this type of document, is no signer of it', () => {
  const { csca } = nation()
  const foreign = office({ country: 'KE', called: 'DS', by: csca })
  const files = [securityObject({ 1: dg1 }, foreign), dg1]
  assert.equal(inspect(files, believing(csca)).outcome, 'changed')
  const cards = office({ country: 'SO', called: 'DS', by: csca, documentTypes: ['ID'] })
  const found = inspect([securityObject({ 1: dg1 }, cards), dg1], believing(csca))
  assert.equal(found.outcome, 'changed')
  assert.ok(reasonsOf(found).includes('signer-not-for-this-type'))
})

test('what the unsigned list names and nobody signed is looked at', () => {
  const { csca, signer } = nation()
  const found = inspect([
    securityObject({ 1: dg1 }, signer), commonFile([0x61, 0x75]), dg1, dg2,
  ], believing(csca))
  assert.ok(reasonsOf(found).includes('list-names-unsigned-groups'))
  assert.equal(found.groups['DG2'], 'not-signed')
})

test('a chip that stopped in the middle is unreadable, and nothing throws', () => {
  const { csca, signer } = nation()
  const sod = securityObject({ 1: dg1, 2: dg2 }, signer)
  const trust = believing(csca)
  assert.equal(inspect([dg1], trust).outcome, 'unreadable')
  assert.equal(inspect([sod.subarray(0, 200), dg1], trust).outcome, 'unreadable')
  assert.equal(inspect([sod, dg1, dg2.subarray(0, 12)], trust).outcome, 'unreadable')
  assert.equal(inspect([], trust).outcome, 'unreadable')
  const deep = Buffer.concat([Buffer.of(0x77), Buffer.from('3080'.repeat(10_000), 'hex')])
  assert.equal(inspect([deep], trust).outcome, 'unreadable')
  assert.equal(inspect([Buffer.from('7784ffffffff30', 'hex')], trust).outcome, 'unreadable')
})

test('a master list is believed as far as its signature, and each entry once', () => {
  const nations = [nation(), nation('rsa'), nation('brainpool')].map(({ csca }) => csca)
  const list = masterList(nations, nations[0]!)
  const read = readMasterList(list)
  assert.equal(read.certificates.length, 3)
  assert.ok(read.signer)
  const changed = Buffer.from(list)
  changed[list.indexOf(nations[1]!.certificate) + 300]! ^= 1
  assert.equal(readMasterList(changed).signer, undefined)
  const trust = new Trust()
  for (let twice = 0; twice < 2; twice++) read.certificates.forEach((each) => trust.add(each))
  assert.equal(trust.size, 3)
  assert.throws(() => readMasterList(signedContent('1.2.3', Buffer.of(0x30, 0), nations[0]!)),
    UnreadableTlv)
})

test('whatever is changed in a chip\'s files: what is still valid is what was signed', () => {
  const { csca, signer } = nation()
  const sod = securityObject({ 1: dg1 }, signer)
  const trust = believing(csca)
  fc.assert(fc.property(
    fc.constantFrom(sod, dg1), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })),
      { minLength: 1, maxLength: 4 }), (file, changes) => {
      const bytes = Buffer.from(file)
      for (const [at, by] of changes) bytes[at % bytes.length]! ^= by
      if (bytes.equals(file)) return
      const files = file === sod ? [bytes, dg1] : [sod, bytes]
      const { outcome, zone: read, groups } = inspect(files, trust)
      if (outcome !== 'valid') return
      // Only bytes that nobody signs (a version, a list of algorithms) may be others; a file that
      // was made another one is not here.
      assert.equal(read?.join(''), groups['DG1'] === 'not-here' ? undefined : zone)
      assert.ok(readSecurityObject(files[0]!).signed.content
        .equals(readSecurityObject(sod).signed.content))
    }), { numRuns: 3000 })
})

test('any bytes at all are read or refused', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(0x77, 0x60, 0x75, 0x6e),
    (bytes, first) => {
      inspect([Buffer.from([first, ...bytes])], new Trust())
      for (const read of [readCertificate, readMasterList, certificatesIn]) {
        try {
          read(Buffer.from(bytes))
        } catch (failure) {
          assert.ok(failure instanceof UnreadableTlv, String(failure))
        }
      }
    }), { numRuns: 2000 })
})

const sample = new URL('../../../../shared/documents/chips/', import.meta.url)
test('the sample passport of 2008 and the States\' lists of 2026 read as they were made',
  { skip: !existsSync(sample) && 'the sample documents are not beside this tree' }, () => {
    const trust = new Trust()
    for (const name of readdirSync(new URL('master-lists/', sample))) {
      const bytes = readFileSync(new URL(`master-lists/${name}`, sample))
      if (!name.endsWith('.ml')) certificatesIn(bytes).forEach((each) => trust.add(each))
    }
    for (const [name, count] of [
      ['DE_ML_2026-05-28-08-28-45.ml', 588], ['NL_ML_2026-07-22.ml', 411],
    ]) {
      const read = readMasterList(readFileSync(new URL(`master-lists/${name}`, sample)))
      assert.equal(read.certificates.length, count)
      assert.ok(read.signer && trust.issuerOf(read.signer).issuer, `the signer of ${name}`)
    }
    const folder = new URL('bsi2008/', sample)
    const files = readdirSync(folder).filter((name) => name.endsWith('.bin'))
      .map((name) => readFileSync(new URL(name, folder)))
    const found = inspect(files, trust)
    assert.equal(found.outcome, 'issuer-unknown')
    assert.equal(found.portrait?.type, 'jpeg2000')
    assert.deepEqual([found.groups['DG1'], found.groups['DG2']], ['as-signed', 'as-signed'])
  })
