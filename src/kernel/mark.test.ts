// The mark: two slots outside the store, one of which is whole at every instant.

import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import fc from 'fast-check'
import { realDisk } from '../nodes/given.ts'
import { MarkFile, type Mark } from './mark.ts'

const key = Buffer.alloc(32, 7)
const origin = 'safar.test/post/dhobley/0123456789abcdef0123456789abcdef'
const markOf = (size: number): Mark => ({
  origin, size, root: Buffer.alloc(32, size % 251), registers: Buffer.alloc(64, size % 241),
  ...(size % 2 === 1 && { tally: `${size} 0 0 ${Buffer.alloc(32, size).toString('base64')}` }),
})

function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'safar-mark-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'mark')
  return { path, open: (secret = key) => new MarkFile(realDisk, path, secret) }
}

test('a mark that was never made is missing', (t) => {
  assert.equal(place(t).open().read(), 'missing')
})

test('the newest mark is read back, also by a process that starts anew', (t) => {
  const { open } = place(t)
  open().begin(markOf(0))
  for (let size = 1; size <= 5; size++) {
    const mark = open()
    mark.read()
    mark.write(markOf(size))
    assert.deepEqual(open().read(), markOf(size))
  }
})

test('of two marks of the same size, when leaves of others were folded, the later one ' +
  'counts', (t) => {
  const { open } = place(t)
  const mark = open()
  mark.begin(markOf(4))
  for (let fold = 1; fold <= 5; fold++) {
    const later = { ...markOf(4), registers: Buffer.alloc(64, fold) }
    mark.write(later)
    assert.deepEqual(open().read(), later)
  }
})

test('a mark of a release before tallies is read, and the next one is written over it', (t) => {
  const { path, open } = place(t)
  const { tally: _, ...before } = markOf(7)
  const text = ['safar mark 1', origin, '7', before.root.toString('base64'),
    before.registers.toString('base64'), '1'].join('\n')
  const mac = createHmac('sha256', key).update(text).digest('base64')
  const slot = Buffer.alloc(512, 0x20)
  slot.write(`${text}\n${mac}\n`)
  writeFileSync(path, Buffer.concat([slot, slot]))
  const mark = open()
  assert.deepEqual(mark.read(), before)
  mark.write(markOf(9))
  assert.deepEqual(open().read(), markOf(9))
})

test('a write that is torn at any byte leaves the mark before it', (t) => {
  const { path, open } = place(t)
  const mark = open()
  mark.begin(markOf(0))
  for (const size of [1, 2]) mark.write(markOf(size))
  const before = readFileSync(path)
  mark.write(markOf(3))
  const after = readFileSync(path)
  for (let torn = 0; torn <= after.length; torn += 1) {
    writeFileSync(path, Buffer.concat([after.subarray(0, torn), before.subarray(torn)]))
    const found = open().read()
    assert.ok(
      typeof found === 'object' && (found.size === 2 || found.size === 3), `torn at ${torn}`,
    )
  }
})

test('after a torn write, the next mark goes over the torn slot and not over the whole ' +
  'one', (t) => {
  const { path, open } = place(t)
  const mark = open()
  mark.begin(markOf(0))
  for (const size of [1, 2, 3]) mark.write(markOf(size))
  const spoiled = readFileSync(path)
  spoiled.fill(0, 0, 512)
  writeFileSync(path, spoiled)
  const survivor = open().read()
  assert.ok(typeof survivor === 'object')
  const after = open()
  after.read()
  after.write(markOf(survivor.size + 1))
  const halves = [readFileSync(path).subarray(0, 512), readFileSync(path).subarray(512)]
  assert.ok(halves.every((half) => half.includes('safar mark 2')))
  assert.deepEqual(open().read(), markOf(survivor.size + 1))
})

test('with another key, or with any byte of both slots changed, there is no mark', (t) => {
  const { path, open } = place(t)
  open().begin(markOf(9))
  assert.equal(open(Buffer.alloc(32, 8)).read(), 'damaged')
  const whole = readFileSync(path)
  const text = whole.subarray(0, 512).indexOf('\n  ')
  fc.assert(fc.property(fc.nat(Math.min(text, 300)), fc.integer(
    { min: 1, max: 255 },
  ), (at, flip) => {
    const spoiled = Buffer.from(whole)
    for (const slot of [0, 512]) spoiled[slot + at]! ^= flip
    writeFileSync(path, spoiled)
    const found = open().read()
    // Base64 has spellings that mean the same bytes; a change that says the same is no change.
    if (typeof found === 'object') assert.deepEqual(found, markOf(9))
  }), { numRuns: 200 })
})

test('a file that is cut short or empty is damaged, and nothing throws', (t) => {
  const { path, open } = place(t)
  open().begin(markOf(9))
  const whole = readFileSync(path)
  writeFileSync(path, whole.subarray(0, 512))
  assert.deepEqual(open().read(), markOf(9))
  for (const length of [0, 1, 100, 511]) {
    writeFileSync(path, whole.subarray(0, length))
    const found = open().read()
    assert.ok(found === 'damaged' || typeof found === 'object', `${length} bytes`)
  }
})
