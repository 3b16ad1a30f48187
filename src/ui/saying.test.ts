// What a form finds wrong, and how its values are put together.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { described } from './fields/described.ts'
import { country, dateAsKnown, latin, line, nameParts, oneOf, wholeDay } from './fields/terms.ts'
import { SpecimenAttested } from './kit/specimen.ts'
import { at, faultsOf, withAt } from './saying.ts'

test('a field is seen through whatever wraps it', () => {
  const wrapped = oneOf(['M', 'F'], 'sex').optional().nullable()
  assert.deepEqual(described(wrapped),
    { widget: 'code', words: 'sex', codes: ['M', 'F'], optional: true })
  assert.equal(described(z.uuid().optional()).widget, 'hidden')
  assert.equal(described(z.int().min(1).max(90)).atMost, 90)
  assert.equal(described(line(120).optional()).atMost, 120)
})

test('an outer mark has the last word over an inner one', () => {
  assert.equal(described(line().optional().meta({ widget: 'long-text' })).widget, 'long-text')
})

test('a statement of nothing has a fault at each question that must be answered', () => {
  const faults = faultsOf(SpecimenAttested.said, {})
  assert.deepEqual(Object.keys(faults).sort(), [
    'birth', 'called', 'days', 'nationality', 'returning', 'sex', 'specimen', 'tongues',
    'travelDocument.expires', 'travelDocument.number', 'travelDocument.type',
  ])
  assert.ok(Object.values(faults).every(({ key }) => key === 'wrong.missing'))
})

test('a whole statement has no fault', () => {
  assert.deepEqual(faultsOf(SpecimenAttested.said, {
    specimen: '0192f7c0-0000-7000-8000-000000000001', called: ['Cabdi'], sex: 'M',
    birth: { value: '1987', precision: 'year' }, nationality: 'SOM', days: 90, returning: false,
    travelDocument: { type: 'P', number: 'P00812345', expires: '2029-05-12' }, tongues: ['so'],
  }), {})
})

test('what is wrong is said in words that say what to do', () => {
  const fault = (type: z.ZodType, value: unknown) => (
    faultsOf(z.strictObject({ answer: type }), { answer: value }).answer
  )
  assert.deepEqual(fault(line(3), 'abcd'), { key: 'wrong.too-long', values: { most: 3 } })
  assert.deepEqual(fault(z.int().max(90), 91), { key: 'wrong.too-large', values: { most: 90 } })
  assert.deepEqual(fault(z.int().min(1), 0), { key: 'wrong.too-small', values: { least: 1 } })
  assert.deepEqual(fault(oneOf(['M', 'F'], 'sex'), 'W'), { key: 'wrong.not-in-list' })
  assert.deepEqual(fault(country(), 'ZZZ'), { key: 'wrong.not-in-list' })
  assert.deepEqual(fault(wholeDay(), '2023-02-29'), { key: 'wrong.date' })
  assert.deepEqual(fault(latin(), 'أ12'), { key: 'wrong.latin' })
  assert.deepEqual(fault(dateAsKnown(), { value: '1987', precision: 'day' }), { key: 'wrong.date' })
  assert.deepEqual(fault(nameParts(), Array(7).fill('Ali')),
    { key: 'wrong.too-long', values: { most: 6 } })
})

test('a value is put at its place, and a group that is emptied goes', () => {
  const said = withAt({}, 'document.number', 'P1')
  assert.deepEqual(said, { document: { number: 'P1' } })
  assert.equal(at(said, 'document.number'), 'P1')
  assert.deepEqual(withAt(said, 'document.number', undefined), {})
})
