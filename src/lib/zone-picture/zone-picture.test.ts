// A zone is read from a photograph as it stands, and what is not sure is never called good.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { textAt } from '../mrz/layout.ts'
import { writeMrz } from '../mrz/write-mrz.ts'
import type { Gray } from './gray.ts'
import { layersOf, look } from './line-net.ts'
import { linesOf } from './lines-on-trial.ts'
import { mutatedPicture, smallPage } from './mutated-on-trial.ts'
import { calm, photographCover, photographPage } from './pages-on-trial.ts'
import { chanceFrom } from './photograph-on-trial.ts'
import { readPicture, type PictureReading } from './read-picture.ts'

const layers = layersOf(readFileSync(new URL('./line-net.bin', import.meta.url)))
const today = '2026-11-24'
const read = (picture: Gray) => readPicture(picture, { layers, today })

const td3 = writeMrz({
  documentCode: 'P', issuer: 'KEN', surname: 'WANJIRU', givenNames: 'GRACE NJERI',
  documentNumber: 'AK0183546', nationality: 'KEN', birthDate: '1990-01-02', sex: 'F',
  expiryDate: '2031-05-17', optionalData: '26719908',
}, 'TD3') as string[]
const td1 = writeMrz({
  documentCode: 'I', issuer: 'SOM', surname: 'WARSAME', givenNames: 'AMINA',
  documentNumber: 'S00418276', nationality: 'SOM', birthDate: '1988-11-30', sex: 'F',
  expiryDate: '2029-02-01',
}, 'TD1') as string[]
const visa = writeMrz({
  documentCode: 'V', issuer: 'ETH', surname: 'TESFAYE', givenNames: 'DAWIT',
  documentNumber: '770215544', nationality: 'ERI', birthDate: '1979-06-08', sex: 'M',
  expiryDate: '2027-01-31',
}, 'MRV-B') as string[]

for (const [name, lines] of [['passport', td3], ['card', td1], ['visa', visa]] as const) {
  test(`a ${name} photographed from any side is read to the last character`, () => {
    const format = name === 'passport' ? 'TD3' : name === 'card' ? 'TD1' : 'MRV-B'
    for (const turned of name === 'passport' ? [0, 97, 262] : [184]) {
      const reading = read(photographPage(lines, {
        pitch: 12, turned, leaning: 0.06, chance: chanceFrom(turned + 1), camera: calm,
      }))
      assert.ok('lines' in reading, `${turned}: ${JSON.stringify(reading)}`)
      assert.deepEqual(reading.lines, lines, `turned by ${turned}`)
      assert.equal(reading.format, format)
      assert.ok(reading.checks.every(({ ok }) => ok))
      assert.equal(reading.corners.length, lines.length)
    }
  })
}

test('few pixels are read as well as many', () => {
  for (const pitch of [6.5, 18]) {
    const reading = read(photographPage(td3, {
      pitch, turned: 2, leaning: 0.02, chance: chanceFrom(3), camera: calm,
    }))
    assert.deepEqual('lines' in reading && reading.lines, td3, `${pitch} pixels a character`)
  }
})

test('whatever is photographed, a field called good says what is printed', () => {
  const chance = chanceFrom(20261124)
  const wrong: string[] = []
  let whole = 0
  const count = 6
  for (let turn = 0; turn < count; turn++) {
    const lines = chance.next() < 0.3 ? [td3, td1, visa][turn % 3]! : linesOf(chance)
    const reading = read(photographPage(lines, {
      pitch: chance.between(5.5, 14), turned: chance.between(-8, 8), leaning: 0.08, chance,
    }))
    if (!('lines' in reading)) continue
    whole += Number(reading.lines.join() === lines.join())
    wrong.push(...wrongButGood(reading, lines))
  }
  assert.deepEqual(wrong, [])
  assert.ok(whole >= 1, `${whole} of ${count} read whole`)
})

function wrongButGood(reading: PictureReading, printed: readonly string[]): string[] {
  return reading.checks.filter(({ standing, at, over }) => standing === 'good'
    && [at, ...over].some((run) => printed[run.line] === undefined
      || textAt(reading.lines, run) !== textAt(printed, run)))
    .map(({ name }) => `${name}: ${reading.lines.join(' ')} for ${printed.join(' ')}`)
}

test('a character that a check digit put right is shown, and its field is not called good', () => {
  // The seventh character of the number is worn off: there is paper in its place.
  const rubbed = [td3[0]!, `${td3[1]!.slice(0, 6)} ${td3[1]!.slice(7)}`]
  const reading = read(photographPage(rubbed, {
    pitch: 14, turned: 0, leaning: 0, chance: chanceFrom(8), camera: calm,
  }))
  assert.ok('lines' in reading)
  const check = reading.checks.find(({ name }) => name === 'documentNumber')!
  assert.notEqual(check.standing, 'good')
  if (check.ok) assert.ok(reading.repairs.some(({ line, column }) => line === 1 && column === 6))
})

test('a cover, a blank sheet and noise have no zone, and two documents are not mixed', () => {
  const blank: Gray = { width: 300, height: 200, data: new Uint8Array(60_000).fill(230) }
  const chance = chanceFrom(4)
  const noise: Gray = { ...blank, data: blank.data.map(() => chance.whole(0, 255)) }
  for (const picture of [blank, noise, photographCover(chance)]) {
    assert.deepEqual(read(picture), { unreadable: 'no-zone' })
  }
  const tiny: Gray = { width: 1, height: 1, data: new Uint8Array(1) }
  assert.deepEqual(read(tiny), { unreadable: 'no-zone' })
  const [a, b] = [td3, td1].map((lines, i) => photographPage(lines, {
    pitch: 12, turned: 0, leaning: 0, chance: chanceFrom(i), camera: calm,
  })) as [Gray, Gray]
  const width = Math.max(a.width, b.width)
  const both: Gray = {
    width, height: a.height + b.height, data: new Uint8Array(width * (a.height + b.height)),
  }
  for (const [picture, top] of [[a, 0], [b, a.height]] as const) {
    for (let y = 0; y < picture.height; y++) {
      both.data.set(picture.data.subarray(y * picture.width, (y + 1) * picture.width),
        (top + y) * width)
    }
  }
  assert.deepEqual(read(both), { unreadable: 'several' })
})

test('a damaged picture is read or refused, and nothing throws', () => {
  // In full: npm run bench mutated-pictures.
  const chance = chanceFrom(77)
  const page = smallPage(chance)
  for (let turn = 0; turn < 20; turn++) {
    const reading = read(mutatedPicture(page, chance))
    assert.ok('lines' in reading || reading.unreadable.length > 0)
  }
})

test('a file that is not of weights is refused, and every strip is looked at to its end', () => {
  assert.throws(() => layersOf(new Uint8Array(100)), /not a file of weights/)
  const seen = look(layers, { width: 42, height: 32, data: new Uint8Array(42 * 32) })
  assert.equal(seen.columns, 10)
  assert.ok(seen.likely.every(Number.isFinite))
})
