// The day of an instant where a post is.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { dayIn } from './day-in.ts'

test('after midnight in Mogadishu it is the next day, and in New York the one before', () => {
  const at = '2026-12-31T21:30:00.000Z'
  assert.equal(dayIn('UTC')(at), '2026-12-31')
  assert.equal(dayIn('Africa/Mogadishu')(at), '2027-01-01')
  assert.equal(dayIn('America/New_York')('2027-01-01T04:59:59.999Z'), '2026-12-31')
  assert.throws(() => dayIn('Nowhere/At-All'), RangeError)
})

test('each instant has its own day, however often another is asked', () => {
  const day = dayIn('Africa/Nairobi')
  const asked = ['2026-06-30T20:59:59.000Z', '2026-06-30T21:00:00.000Z', '2026-06-30T20:59:00.000Z']
  assert.deepEqual(asked.map(day), ['2026-06-30', '2026-07-01', '2026-06-30'])
})
