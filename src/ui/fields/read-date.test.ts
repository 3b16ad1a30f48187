// Dates as officers type them, in three calendars and with what is known of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDate, typedDate } from './read-date.ts'
import type { Reading } from './read-date.ts'

const today = '2026-11-22'
const read = (typed: string, reading: Partial<Reading> = {}) => (
  readDate(typed, { calendar: 'gregorian', today, ...reading })
)
const day = (value: string) => ({ value, precision: 'day' })

test('a birth date is read however it is typed', () => {
  for (const typed of [
    '1.1.87', '01/01/1987', '1-1-1987', '1 1 87', '010187', '01011987', '1987-01-01', '1 Jan 1987',
    '1 january 1987', '1 janvier 1987', '1 يناير 1987', '١/١/١٩٨٧', '1 Janaayo 1987',
    ' 1. 1. 1987 ',
  ]) assert.deepEqual(read(typed), day('1987-01-01'), typed)
})

test('what is not known of a date stays unknown', () => {
  assert.deepEqual(read('1987'), { value: '1987', precision: 'year' })
  assert.deepEqual(read('01/1987'), { value: '1987-01', precision: 'month' })
  assert.deepEqual(read('1987-01'), { value: '1987-01', precision: 'month' })
  assert.deepEqual(read('jan 1987'), { value: '1987-01', precision: 'month' })
  assert.deepEqual(read('00.00.1987'), { value: '1987', precision: 'year' })
  assert.deepEqual(read('??/??/1987'), { value: '1987', precision: 'year' })
  assert.deepEqual(read('?'), { value: '', precision: 'unknown' })
  assert.deepEqual(read('~1987'), { value: '1987', precision: 'estimated' })
  assert.equal(read('  '), undefined)
})

test('two digits of a year lie behind a birth and ahead of an expiry', () => {
  assert.deepEqual(read('3.4.26'), day('2026-04-03'))
  assert.deepEqual(read('3.4.27'), day('1927-04-03'))
  assert.deepEqual(read('3.4.31', { when: 'future' }), day('2031-04-03'))
  assert.deepEqual(read('3.4.75', { when: 'future' }), day('2075-04-03'))
  assert.deepEqual(read('3.4.76', { when: 'future' }), day('1976-04-03'))
})

test('a date that cannot be says what to do', () => {
  const wrong = (typed: string, reading?: Partial<Reading>) => (
    (read(typed, reading) as { wrong?: string } | undefined)?.wrong
  )
  assert.equal(wrong('30.2.1987'), 'wrong.day-does-not-exist')
  assert.equal(wrong('29.2.2023'), 'wrong.day-does-not-exist')
  assert.equal(wrong('1.13.1987'), 'wrong.month-does-not-exist')
  assert.equal(wrong('1.1.987'), 'wrong.year')
  assert.equal(wrong('87'), 'wrong.date')
  assert.equal(wrong('tomorrow'), 'wrong.date')
  assert.equal(wrong('1.2.3.4'), 'wrong.date')
  assert.equal(wrong('1'.repeat(200_000)), 'wrong.date')
  assert.equal(wrong('1.1.87', { calendar: 'hijri' }), 'wrong.year')
})

test('a day typed in the traveller’s calendar is the same day in ours', () => {
  assert.deepEqual(read('29 rajab 1445', { calendar: 'hijri' }), day('2024-02-10'))
  assert.deepEqual(read('29.7.1445', { calendar: 'hijri' }), day('2024-02-10'))
  assert.deepEqual(read('3 ربيع الأول 1445', { calendar: 'hijri' }), day('2023-09-18'))
  assert.deepEqual(read('1 Meskerem 2016', { calendar: 'ethiopian' }), day('2023-09-12'))
  assert.deepEqual(read('1.13.2015', { calendar: 'ethiopian' }), day('2023-09-06'))
})

test('a Hijri or Ethiopian year alone is an estimate in ours', () => {
  const about1987 = { value: '1987', precision: 'estimated' }
  assert.deepEqual(read('1407', { calendar: 'hijri' }), about1987)
  assert.deepEqual(read('1979', { calendar: 'ethiopian' }), about1987)
})

test('a date that was read is typed again as it reads', () => {
  for (const typed of ['01.01.1987', '01.1987', '1987', '~1987', '?']) {
    const known = read(typed)
    assert.ok(known && 'value' in known)
    assert.equal(typedDate(known, 'gregorian'), typed)
  }
  assert.equal(typedDate({ value: '2024-02-10', precision: 'day' }, 'hijri'), '29.07.1445')
})
