// A filter of numbers: what was put in is found, always; what was not, hardly ever.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { buildFuseFilter, FuseFilter } from './fuse-filter.ts'

const number = (at: number) => `SOM ${(at * 7919).toString(36).toUpperCase()}`

test('every number that was put in is found, and a set agrees on the rest', async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.string({ maxLength: 12 }), { maxLength: 300 }), async (texts) => {
      const [filter, known] = [await buildFuseFilter(texts), new Set(texts)]
      assert.equal(filter.count, known.size)
      for (const text of texts) assert.ok(filter.has(text), JSON.stringify(text))
    }), { numRuns: 200 })
})

test('of half a million others a handful is found, in under 20 bits a number', async () => {
  const count = 100_000
  const filter = await buildFuseFilter(Array.from({ length: count }, (_, at) => number(at)))
  for (let at = 0; at < count; at++) assert.ok(filter.has(number(at)), number(at))
  let mistaken = 0
  for (let at = 0; at < 500_000; at++) if (filter.has(`ETH ${at}`)) mistaken += 1
  assert.ok(mistaken < 30, `${mistaken} of half a million: 8 are to be expected`)
  const bits = filter.bytes.length * 8 / count
  assert.ok(bits < 20, `${bits} bits a number`)
})

test('a filter goes on from its bytes, wherever they lie', async () => {
  const { bytes } = await buildFuseFilter(['A1', 'B2', 'C3'])
  const moved = new Uint8Array(bytes.length + 3)
  moved.set(bytes, 3)
  const filter = new FuseFilter(moved.subarray(3))
  assert.deepEqual(['A1', 'B2', 'C3', 'D4'].map((text) => filter.has(text)),
    [true, true, true, false])
})

test('bytes of something else, and half a filter, are refused with what to do', async () => {
  const { bytes } = await buildFuseFilter(['A1'])
  assert.throws(() => new FuseFilter(bytes.subarray(0, -2)), /copy it again/)
  assert.throws(() => new FuseFilter(Buffer.from('number,country\n')), /build it/)
  assert.throws(() => new FuseFilter(new Uint8Array(0)), /build it/)
})

test('none is in a filter of nothing, and one that comes twice is one', async () => {
  const none = await buildFuseFilter([])
  assert.equal(none.has(''), false)
  assert.equal((await buildFuseFilter(['A', 'A', 'A'])).count, 1)
})
