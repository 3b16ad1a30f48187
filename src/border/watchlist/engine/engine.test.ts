// The screening engine finds the same whatever the history of its list, and misses no slip.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import fc from 'fast-check'
import { listedPerson, respelled, slipped, type ListedPerson } from '../../../simulation/listed.ts'
import { SeededLuck } from '../../../simulation/luck.ts'
import { AlertIndex } from '../alert-index.ts'
import { readNumber } from '../../travellers/number-terms.ts'
import { comparedOf, isTextOf, textOfCompared } from '../compared-text.ts'
import type { Compared } from '../listed.ts'
import { oneEditApart } from '../numbers.ts'
import { readName } from '../../../lib/names/read-name.ts'
import { hashOf } from './growing.ts'
import { HashIndex } from './hash-index.ts'
import { hashesNear } from './near-numbers.ts'
import { wordsIn, wordsOf } from './name-words.ts'
import { columnsIn, packedColumns } from './packed-columns.ts'
import { PackedTexts } from './packed-texts.ts'
import { wordDistance } from './word-distance.ts'

const today = '2026-11-22'
const of = { seed: 11, today }

function put(index: AlertIndex, { id, names, birthDate, sex, nationality, document }: ListedPerson,
  force = { from: 0, until: 60_000 }) {
  const compared = JSON.stringify([id, names, {
    sex, nationalities: [nationality],
    ...(birthDate && { birth: { value: birthDate, precision: 'day' } }),
    ...(document && { documents: [document] }),
  }])
  const told = JSON.stringify(['L', 'List', 'refer', 'high', 'desk'])
  index.put({ alert: id, compared, told, ...force })
}

/** What is found of people who are on the list, near it, or not at all. */
function found(index: AlertIndex, places: readonly number[]) {
  const luck = new SeededLuck(5)
  return places.flatMap((place) => {
    const { names, birthDate, document, sex } = listedPerson(place, of)
    const asked = [names[0]!, slipped(names[0]!, luck), respelled(names.at(-1)!, luck)]
    return asked.map((name, at) => index.screen({
      names: [name], sex,
      ...(birthDate && at > 0 && { birthDate: { value: birthDate, precision: 'day' as const } }),
      ...(document && at === 0 && { documents: [document] }),
    }, today).map(({ alert, score, name: listed }) => [alert.alert, score, listed]))
  })
}

test('a list of many changes screens as one that was made of nothing else', () => {
  const luck = new SeededLuck(1)
  const changed = new AlertIndex()
  const standing = new Map<string, ListedPerson>()
  let steps: Generator<void> | undefined
  for (let change = 0; change < 8_000; change++) {
    const place = luck.below(2000)
    const person = { ...listedPerson(place + (luck.chance(0.3) ? 2000 : 0), of), id: `L-${place}` }
    if (luck.chance(0.3)) {
      changed.drop(person.id)
      standing.delete(person.id)
    } else {
      put(changed, person)
      standing.set(person.id, person)
    }
    // Settling goes on between changes, a step at a time, as it does beside the counter.
    if (change % 700 === 0) steps ??= changed.settling()
    if (steps?.next().done) steps = undefined
  }
  const anew = new AlertIndex()
  anew.reading()
  for (const person of standing.values()) put(anew, person)
  anew.settle()
  assert.equal(changed.size, standing.size)
  const asked = Array.from({ length: 80 }, (_, at) => at * 45)
  assert.deepEqual(found(changed, asked), found(anew, asked))
})

test('the same list in another order of issue screens the same, ties included', () => {
  const people = Array.from({ length: 4000 }, (_, place) => listedPerson(place, of))
  // Many of one name and no birth date: who of them is shown must not be chance.
  const namesakes = Array.from({ length: 300 }, (_, at): ListedPerson => ({
    id: `N-${at}`, names: ['Mohamed Ahmed'], sex: 'M', nationality: 'SOM',
  }))
  const [one, other] = [new AlertIndex(), new AlertIndex()]
  for (const person of people.slice(0, 3900)) put(one, person)
  one.settle()
  for (const person of [...people.slice(3900), ...namesakes]) put(one, person)
  other.reading()
  for (const person of [...namesakes.toReversed(), ...people.toReversed()]) put(other, person)
  other.settle()
  const asked = Array.from({ length: 100 }, (_, at) => at * 37)
  assert.deepEqual(found(one, asked), found(other, asked))
  const mohamed = (index: AlertIndex) => index.screen({ names: ['Maxamed Axmed'] }, today)
    .map(({ alert }) => alert.alert)
  assert.deepEqual(mohamed(one), mohamed(other))
  assert.ok(mohamed(one).length >= 10)
})

test('a list out of its snapshot screens as it did, and goes on from there', () => {
  const made = new AlertIndex()
  for (let place = 0; place < 3000; place++) put(made, listedPerson(place, of))
  const columns = made.columns()
  const pieces = [...packedColumns(columns, 10_000)]
  const taken = new AlertIndex()
  taken.restore(columnsIn(pieces.values()) as unknown as typeof columns)
  assert.equal(taken.size, made.size)
  const asked = Array.from({ length: 60 }, (_, at) => at * 55)
  assert.deepEqual(found(taken, asked), found(made, asked))
  for (const index of [made, taken]) {
    for (let place = 2500; place < 3300; place += 2) {
      index.drop(`L-${place}`)
      put(index, { ...listedPerson(place + 1, of), id: `M-${place}` })
    }
  }
  assert.deepEqual(found(taken, asked), found(made, asked))
  assert.throws(() => columnsIn(pieces.slice(0, -1).values()), RangeError)
  assert.throws(() => columnsIn([...pieces, Buffer.from('more')].values()), RangeError)
})

test('who is on a list twice, without a name, or under a name of 500 letters does no harm', () => {
  const index = new AlertIndex()
  const person = listedPerson(1, of)
  for (const id of ['a', 'b', 'a', 'a']) put(index, { ...person, id })
  put(index, { ...person, id: 'nameless', names: ['', '   ', '💥', '-', '\u0000'] })
  put(index, { ...person, id: 'long', names: ['Xa'.repeat(250), 'q '.repeat(250)] })
  put(index, { ...person, id: 'particles', names: ['al el bin'] })
  assert.equal(index.size, 5)
  const { names: [name] } = person
  const ids = () => index.screen({ names: [name!] }, today).map(({ alert }) => alert.alert)
  assert.deepEqual(ids(), ['a', 'b'])
  index.settle()
  assert.deepEqual(ids(), ['a', 'b'])
  for (const odd of ['', 'a', '💥', 'Xa'.repeat(250), '\u202e', 'من', 'x'.repeat(100_000)]) {
    index.screen({ names: [odd, odd] }, today)
  }
})

test('an entry that is over, or not yet in force, is never found', () => {
  const index = new AlertIndex()
  const [over, now, later] = [10, 11, 12].map((place) => listedPerson(place, of))
  put(index, over!, { from: 0, until: 20_000 })
  put(index, now!, { from: 20_000, until: 30_000 })
  put(index, later!, { from: 30_000, until: 40_000 })
  const ids = [over, now, later].map((person) =>
    index.screen({ names: [person!.names[0]!] }, today).map(({ alert }) => alert.alert))
  assert.deepEqual(ids.map((each, at) => each.includes([over, now, later][at]!.id)),
    [false, true, false])
})

test('a number is found with any one slip, and no other number is', () => {
  const numbers = fc.stringMatching(/^[0-9A-HJ-NP-Z]{6,12}$/)
  fc.assert(fc.property(numbers, fc.nat(), fc.constantFrom('more', 'less', 'other', 'swap'),
    fc.constantFrom(...'07AKZ'), (number, where, slip, sign) => {
      const at = where % number.length
      const [before, here, after] = [number.slice(0, at), number[at]!, number.slice(at + 1)]
      const near = slip === 'more' ? before + sign + here + after : slip === 'less' ? before + after
        : slip === 'other' ? before + sign + after
          : before + (after[0] ?? '') + here + after.slice(1)
      const hashes = new Set(hashesNear(number))
      assert.equal(near === number || hashes.has(hashOf(near)), true)
    }))
  fc.assert(fc.property(numbers, numbers, (a, b) => {
    if (a === b || oneEditApart(a, b)) return
    assert.equal(hashesNear(a).includes(hashOf(b)), false)
  }))
  assert.equal(readNumber('PO 12I'), 'P0121')
})

test('the distance of words counts letters more, fewer, other, and exchanged', () => {
  const word = fc.stringMatching(/^[a-e]{0,9}$/)
  fc.assert(fc.property(word, word, (a, b) => {
    assert.equal(wordDistance(a, b), byTable(a, b))
  }))
})

/** The same distance by the table that the book gives for it. */
function byTable(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const least = [rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same]
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least.push(rows[i - 2]![j - 2]! + 1)
      }
      rows[i]![j] = Math.min(...least)
    }
  }
  return rows[a.length]![b.length]!
}

test('a list is read by the same words by which a person is looked for', () => {
  const words = fc.array(fc.constantFrom(...`Abdul abd al rahman Abdirahman Abu Bakr Noureddine nur
    din Fath Allah Ali Maxamed CUMAR bin Dr sheikh X م محمد عبد الرحمن Ахмед Haile-Mariam fnu 4li`
    .split(/\s+/), ''), { maxLength: 7 })
  fc.assert(fc.property(words, fc.constantFrom(' ', ', ', '<', '<<', '-'), (some, between) => {
    assert.deepEqual(wordsIn(some.join(between)), wordsOf(readName(some.join(between))))
  }))
})

test('what is compared of an alert comes back out of its short text, whatever is in it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('', 'Axmed Cali', '\u0000', 'a\u0001b', 'c\u0002', '*', 'n'))
  const birth = fc.oneof(
    fc.record({ value: fc.constantFrom('1980-02-29', '1981-02-29', '1699-12-31',
      '1980', '0001-01-01', '9999-12-31'), precision: fc.constantFrom('day', 'year') }),
    fc.record({ value: text, precision: fc.constant('estimated'), toleranceYears: fc.nat(9) }))
  const compared = fc.record({
    alert: text, names: fc.array(text, { maxLength: 3 }), weak: fc.array(fc.nat(3)), birth,
    births: fc.array(birth, { maxLength: 2 }), sex: text, nationalities: fc.array(text),
    documents: fc.array(fc.record({ number: text, issuer: text }, { requiredKeys: ['number'] })),
    vehicle: fc.record({ plate: text }), instruction: text,
  }, { requiredKeys: ['alert', 'names'] }) as fc.Arbitrary<Compared>
  fc.assert(fc.property(compared, (said) => {
    const one = JSON.parse(JSON.stringify(said)) as Compared
    const short = textOfCompared(one)
    assert.deepEqual(comparedOf(short), one)
    assert.equal(isTextOf(short, one.alert), true)
    assert.equal(isTextOf(short, `${one.alert}x`), false)
  }), { numRuns: 40 })
})

test('texts come back as they were put in, in whatever script', () => {
  const some = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 6 })
  fc.assert(fc.property(some, (texts) => {
    const packed = new PackedTexts()
    texts.forEach((text) => packed.add(text))
    assert.deepEqual(texts.map((_, at) => packed.get(at)), texts)
    const again = PackedTexts.of(packed.columns())
    again.add('Maxamed محمد')
    assert.deepEqual([...texts, 'Maxamed محمد'].map((_, at) => again.get(at)),
      [...texts, 'Maxamed محمد'])
  }))
})

test('what was let go of an index of texts is not found, however often it comes again', () => {
  const index = new HashIndex()
  for (let round = 0; round < 5000; round++) {
    index.add('one', round)
    index.remove('one', round)
  }
  index.add('one', 7)
  assert.deepEqual([index.find('one'), index.find('other'), index.size], [[7], [], 1])
})
