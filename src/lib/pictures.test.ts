// A picture is known by its bytes: JPEG and PNG whole, and nothing that only is called so.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { longestSide, readPicture } from './pictures.ts'

const png = (width: number, height: number) => {
  const sides = Buffer.alloc(8)
  sides.writeUInt32BE(width)
  sides.writeUInt32BE(height, 4)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), sides, Buffer.alloc(21),
    Buffer.from('0000000049454e44ae426082', 'hex'),
  ])
}
const jpeg = (width: number, height: number, marker = 0xc0) => {
  const frame = Buffer.from([0xff, marker, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  return Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), frame,
    Buffer.from('ffda0008010100003f00ffd9', 'hex'),
  ])
}

test('a JPEG and a PNG are read with their sides', () => {
  assert.deepEqual(readPicture(png(640, 480)), { kind: 'png', width: 640, height: 480 })
  assert.deepEqual(readPicture(jpeg(640, 480)), { kind: 'jpeg', width: 640, height: 480 })
  assert.deepEqual(readPicture(jpeg(3, 2, 0xc2)), { kind: 'jpeg', width: 3, height: 2 })
})

test('what is no picture, half a picture or one of no or too great a size is none', () => {
  const none: Buffer[] = [
    Buffer.alloc(0), Buffer.from('<svg onload="x"/>'), Buffer.from('GIF89a'.padEnd(60, '0')),
    png(0, 4), png(4, longestSide + 1), jpeg(0, 4), jpeg(longestSide + 1, 1), jpeg(4, 4, 0xc4),
    png(4, 4).subarray(0, -1), jpeg(4, 4).subarray(0, -1), Buffer.from('ffd8ffd9', 'hex'),
    Buffer.concat([png(4, 4), Buffer.from('<script>')]),
    Buffer.concat([jpeg(4, 4), Buffer.from('PK')]),
  ]
  assert.deepEqual(none.map(readPicture), none.map(() => undefined))
})

test('whatever bytes come, they are read or are none', () => {
  const begun = fc.constantFrom(png(4, 4), jpeg(4, 4))
  fc.assert(fc.property(begun, fc.nat(80), fc.uint8Array({ maxLength: 40 }), (from, at, more) => {
    const cut = Buffer.concat([from.subarray(0, at), more, from.subarray(at)])
    assert(['jpeg', 'png', undefined].includes(readPicture(cut)?.kind))
  }))
})
