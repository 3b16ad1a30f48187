// Series of QR codes: what was cut into codes comes together again, and nothing else does.

import { strict as assert } from 'node:assert'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import encodeQr from 'qr'
import { gatherQr, mostCodes, qrSeries } from './qr-series.ts'

test('any bytes that fit come back, from codes scanned in any order and some of them twice', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 9000 }), fc.infiniteStream(fc.nat()),
    (bytes, luck) => {
    const codes = qrSeries(bytes)!
    const shuffled = [...codes, codes[0]!].map((code) => [luck.next().value, code] as const)
      .sort(([a], [b]) => a - b).map(([, code]) => code)
    assert.deepEqual(gatherQr(shuffled.join('\r\n')), { bytes: Buffer.from(bytes) })
    assert.deepEqual(gatherQr(shuffled.join(' ').toLowerCase()), { bytes: Buffer.from(bytes) })
  }))
})

test('the codes that are missing are named, and those of another series are not mixed in', () => {
  const codes = qrSeries(randomBytes(5000))!
  assert.ok(codes.length > 5)
  const some = codes.filter((_, index) => index !== 1 && index !== 4)
  assert.deepEqual(gatherQr(some.join('\n')),
    { wrong: 'missing', missing: [2, 5], of: codes.length })
  const [other] = qrSeries(randomBytes(5000))!
  assert.deepEqual(gatherQr([...codes, other].join('\n')), { wrong: 'of-another-series' })
})

test('a letter that was misread is noticed, and what is no code is told', () => {
  const codes = qrSeries(randomBytes(700))!
  const text = codes.join('\n')
  for (let at = 30; at < 800; at += 37) {
    const other = text[at] === 'A' ? 'B' : 'A'
    assert.deepEqual(gatherQr(text.slice(0, at) + other + text.slice(at + 1)),
      { wrong: 'damaged' }, `letter ${at}`)
  }
  for (const none of ['', 'P<UTOERIKSSON', 'SAFAR:1:1:1:AA', 'SAFAR:0123456789ABCDEF:0:0:AA',
    'x'.repeat(1_000_000)]) assert.deepEqual(gatherQr(none), { wrong: 'no-code' })
})

test('what would take more than forty codes is not cut into codes', () => {
  assert.equal(qrSeries(randomBytes(22_000)), undefined)
  const most = qrSeries(randomBytes(20_000))!
  assert.ok(most.length <= mostCodes)
  assert.ok(encodeQr(most[0]!, 'raw', { ecc: 'medium', border: 1 }).length <= 99)
})
