// The bodies of the mirror's protocol: what is written is read, what is cut or wrong is refused.

import { strict as assert } from 'node:assert'
import { gzipSync } from 'node:zlib'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodePiece, encodePiece } from './attachments.ts'
import { decoded, gzipped } from './encodings.ts'
import {
  decodeCheckpoint, decodeInfo, decodeSize, decodeUpload, encodeCheckpoint, encodeInfo,
  encodeUpload, placesOf, UnreadableBody, type Package,
} from './entries.ts'
import { decodeContents, decodeContentsAnswer, encodeContents } from './taking-contents.ts'

const hash = (fill: number) => Buffer.alloc(32, fill)
const ticket = Buffer.from('ticket')

/** The packages of an upload, with leaves that say where they are. */
function packagesOf(start: number, end: number): Package[] {
  return [...placesOf({ start, end })].map((place) => ({
    ...place, proof: [hash(1), hash(2)],
    leaves: Array.from({ length: place.end - place.start },
      (_, index) => Buffer.from(`leaf ${place.start + index}`)),
  }))
}

test('the packages of an upload are cut at multiples of 256, as published', () => {
  const of = (start: number, end: number) =>
    [...placesOf({ start, end })].map((place) => [place.rounded, place.start, place.end])
  assert.deepEqual(of(5, 5), [])
  assert.deepEqual(of(0, 1), [[0, 0, 1]])
  assert.deepEqual(of(0, 256), [[0, 0, 256]])
  assert.deepEqual(of(255, 257), [[0, 255, 256], [256, 256, 257]])
  assert.deepEqual(of(300, 800), [[256, 300, 512], [512, 512, 768], [768, 768, 800]])
})

test('the body of add-entries has the bytes that tlog-mirror says', () => {
  const upload = { origin: 'a.example/log', start: 1, end: 3, ticket: Buffer.of(9, 8) }
  const body = encodeUpload(upload, [
    {
      rounded: 0, start: 1, end: 3, proof: [hash(7)], leaves: [Buffer.from('x'), Buffer.from('yz')],
    },
  ])
  assert.equal(body.toString('hex'), '000d' + Buffer.from('a.example/log').toString('hex') +
    '0000000000000001' + '0000000000000003' + '0002' + '0908' +
    '0001' + '78' + '0002' + '797a' + '01' + '07'.repeat(32))
})

test('what is written is read again, package by package', () => {
  fc.assert(fc.property(fc.nat(700), fc.nat(700), (start, more) => {
    const upload = { origin: 'a.example/log', start, end: start + more, ticket }
    const packages = packagesOf(start, start + more)
    const read = decodeUpload(encodeUpload(upload, packages))
    assert.deepEqual(read.upload, upload)
    assert.deepEqual([...read.packages], packages)
  }), { numRuns: 30 })
})

test('a body that was cut gives the packages that came whole', () => {
  const upload = { origin: 'a', start: 250, end: 530, ticket }
  const packages = packagesOf(250, 530)
  const body = encodeUpload(upload, packages)
  const ends = packages.map((_, index) => encodeUpload(upload, packages.slice(0, index + 1)).length)
  const head = encodeUpload(upload, []).length
  for (let cut = head; cut < body.length; cut++) {
    const whole = ends.filter((end) => end <= cut).length
    assert.equal([...decodeUpload(body.subarray(0, cut)).packages].length, whole, `cut at ${cut}`)
  }
  for (let cut = 0; cut < head; cut++) {
    assert.throws(() => decodeUpload(body.subarray(0, cut)), UnreadableBody)
  }
})

test('an upload of too many packages, hashes or bytes, or that ends before it starts, is refused',
  () => {
    const read = (upload: object, packages: Package[], more = Buffer.alloc(0)) => () => [
      ...decodeUpload(Buffer.concat([encodeUpload(
        { origin: 'a', start: 0, end: 1, ticket, ...upload }, packages), more])).packages,
    ]
    const one = packagesOf(0, 1)
    assert.equal(read({}, one)().length, 1)
    assert.throws(read({}, one, Buffer.of(0)), UnreadableBody)
    assert.throws(read({ start: 2 }, []), UnreadableBody)
    assert.throws(read({ start: 2 ** 53, end: 2 ** 53 }, []), UnreadableBody)
    assert.throws(read({ origin: 'a'.repeat(801) }, []), UnreadableBody)
    assert.throws(read({ ticket: Buffer.alloc(4097) }, []), UnreadableBody)
    assert.equal(read({ ticket: Buffer.alloc(4096), origin: 'a'.repeat(800) }, [])().length, 0)
    const proof = (count: number) => [{ ...one[0]!, proof: Array(count).fill(hash(1)) as Buffer[] }]
    assert.equal(read({}, proof(63))().length, 1)
    assert.throws(read({}, proof(64)), UnreadableBody)
    assert.equal(read({ end: 32 * 256 }, packagesOf(0, 32 * 256))().length, 32)
    assert.throws(read({ end: 33 * 256 }, packagesOf(0, 33 * 256)), UnreadableBody)
    const notText = encodeUpload({ origin: 'aa', start: 0, end: 0, ticket }, [])
    notText[2] = 0xff
    assert.throws(() => decodeUpload(notText), UnreadableBody)
  })

test('where a mirror stands is three lines', () => {
  const info = { size: 700, next: 512, ticket }
  assert.equal(encodeInfo(info).toString(), '700\n512\ndGlja2V0\n')
  assert.deepEqual(decodeInfo(encodeInfo(info)), info)
  assert.deepEqual(decodeInfo(encodeInfo({ size: 0, next: 0, ticket: Buffer.alloc(0) })),
    { size: 0, next: 0, ticket: Buffer.alloc(0) })
  const wrong = ['', '1\n2\n', '1\n2\n\n\n', '01\n2\n\n', '-1\n2\n\n', '1\n2\n!\n',
    '1\n2\nAA\n', '1\n2', '1 \n2\n\n', `1\n${2 ** 53}\n\n`, '1\n2\n\r\n']
  for (const text of wrong) assert.throws(() => decodeInfo(Buffer.from(text)), UnreadableBody, text)
  assert.equal(decodeSize(Buffer.from('12\n')), 12)
  for (const text of ['12', '12\n\n', 'x\n']) {
    assert.throws(() => decodeSize(Buffer.from(text)), UnreadableBody, text)
  }
})

test('the body of add-checkpoint is that of tlog-witness', () => {
  const asked = { old: 3, proof: [hash(1), hash(2)], checkpoint: Buffer.from('a\n4\n\n\nsigned\n') }
  const body = encodeCheckpoint(asked)
  assert.equal(body.toString(), `old 3\n${hash(1).toString('base64')}\n` +
    `${hash(2).toString('base64')}\n\na\n4\n\n\nsigned\n`)
  assert.deepEqual(decodeCheckpoint(body), asked)
  assert.deepEqual(decodeCheckpoint(Buffer.from('old 0\n\nc')),
    { old: 0, proof: [], checkpoint: Buffer.from('c') })
  const many = (count: number) =>
    encodeCheckpoint({ ...asked, proof: Array(count).fill(hash(1)) })
  assert.equal(decodeCheckpoint(many(63)).proof.length, 63)
  const wrong = ['', 'old 0\n', 'old 01\n\nc', 'new 0\n\nc', 'old\n\nc', 'old 0\nAA==\n\nc',
    '\n\nc']
  for (const text of [...wrong.map((each) => Buffer.from(each)), many(64)]) {
    assert.throws(() => decodeCheckpoint(text), UnreadableBody)
  }
  assert.throws(() => decodeCheckpoint(Buffer.alloc(1_000_001, 'a')), UnreadableBody)
})

test('contents and pieces are read as they were written, and no others', () => {
  const contents = { origin: 'a.example', start: 5, count: 256, squeezed: Buffer.from('rest') }
  assert.deepEqual(decodeContents(encodeContents(contents)), contents)
  assert.throws(() => decodeContents(encodeContents({ ...contents, count: 257 })), UnreadableBody)
  assert.deepEqual(decodeContentsAnswer(Buffer.from('7\n5 key-not-here\n')),
    { next: 7, refused: [{ number: 5, why: 'key-not-here' }] })
  assert.throws(() => decodeContentsAnswer(Buffer.from('')), UnreadableBody)
  const piece = {
    digest: hash(3).toString('base64url'), bytes: 65_537, number: 1, piece: Buffer.of(1),
  }
  assert.deepEqual(decodePiece(encodePiece(piece)), piece)
  const wrong = [
    { piece: Buffer.of(1, 2) }, { number: 0 }, { number: 2 }, { piece: Buffer.alloc(0) },
    { bytes: 0, number: 0, piece: Buffer.alloc(0) }, { bytes: 2 ** 40 },
    { bytes: 64 * 1024 * 1024 + 1, number: 0, piece: Buffer.alloc(65_536) },
  ]
  for (const each of wrong) {
    assert.throws(() => decodePiece(encodePiece({ ...piece, ...each })), UnreadableBody)
  }
})

test('gzip is always understood, also where it was cut; what nobody knows is refused', () => {
  const body = Buffer.from('leaves '.repeat(1_000))
  const read = (encoding: string, bytes: Buffer) =>
    decoded({ headers: { 'content-encoding': encoding }, body: bytes })
  assert.deepEqual(read('gzip', gzipped(body)), body)
  assert.deepEqual(read('identity', body), body)
  assert.deepEqual(decoded({ headers: {}, body }), body)
  const cut = read('gzip', gzipSync(Buffer.from(body)).subarray(0, 40))
  assert(body.subarray(0, cut.length).equals(cut))
  assert.throws(() => read('gzip', Buffer.from('no gzip')), UnreadableBody)
  assert.throws(() => read('x-unknown', body), UnreadableBody)
  const bomb = gzipSync(Buffer.alloc(33 * 1024 * 1024))
  assert.throws(() => read('gzip', bomb), UnreadableBody)
})

const runs = process.env['SAFAR_PROVE'] === '1' ? 200_000 : 5_000

test(`${runs} bodies changed at random are read or refused, each at once`, () => {
  const upload = { origin: 'a.example/log', start: 250, end: 530, ticket }
  const digest = hash(3).toString('base64url')
  const bodies: [Buffer, (body: Buffer) => unknown][] = [
    [encodeUpload(upload, packagesOf(250, 530)), (body) => [...decodeUpload(body).packages]],
    [encodeCheckpoint({ old: 3, proof: [hash(1)], checkpoint: Buffer.from('a\n4\n') }),
      decodeCheckpoint],
    [encodeInfo({ size: 700, next: 512, ticket }), decodeInfo], [Buffer.from('12\n'), decodeSize],
    [encodeContents({ origin: 'a', start: 5, count: 2, squeezed: hash(1) }), decodeContents],
    [Buffer.from('7\n5 key-not-here\n'), decodeContentsAnswer],
    [encodePiece({ digest, bytes: 9, number: 0, piece: Buffer.alloc(9) }), decodePiece],
    [gzipped(Buffer.from('leaves '.repeat(100))),
      (body) => decoded({ headers: { 'content-encoding': 'gzip' }, body })],
  ]
  let slowest = 0
  const change = fc.tuple(fc.nat(), fc.nat(), fc.nat(255), fc.nat(4))
  fc.assert(fc.property(change, ([which, at, byte, how]) => {
    const [body, read] = bodies[which % bodies.length]!
    const place = at % body.length
    const mutant = Buffer.from([
      body.with(place, byte), body.subarray(0, place), Buffer.concat([body, Buffer.of(byte)]),
      Buffer.concat([body.subarray(0, place), body.subarray(place + 1 + byte % 9)]),
      Buffer.concat([body.subarray(0, place), Buffer.alloc(byte, byte), body.subarray(place)]),
    ][how]!)
    const from = process.cpuUsage()
    try {
      read(mutant)
    } catch (failure) {
      assert(failure instanceof UnreadableBody, `${failure}`)
    }
    slowest = Math.max(slowest, process.cpuUsage(from).user / 1000)
  }), { numRuns: runs })
  assert(slowest < 200, `${slowest} ms`)
})
