// The screen turns dark when the sun is down at the post.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { altitudeOfSun, isNight } from './sun.ts'

const dhobley = { latitude: 0.41, longitude: 41.01 }

test('at Dhobley the sun sets at about six in the evening, all year', () => {
  for (const day of ['2026-03-20', '2026-06-21', '2026-09-22', '2026-12-21']) {
    assert.equal(isNight(new Date(`${day}T14:45:00Z`), dhobley), false, day)
    assert.equal(isNight(new Date(`${day}T15:45:00Z`), dhobley), true, day)
    assert.equal(isNight(new Date(`${day}T02:45:00Z`), dhobley), true, day)
    assert.equal(isNight(new Date(`${day}T03:45:00Z`), dhobley), false, day)
  }
})

test('the sun stands over the tropic at the solstice, and not at all in the polar night', () => {
  const aswan = { latitude: 23.44, longitude: 0 }
  assert.ok(altitudeOfSun(new Date('2026-06-21T12:02:00Z'), aswan) > 89.5)
  const tromso = { latitude: 69.65, longitude: 18.96 }
  assert.ok(isNight(new Date('2026-12-21T11:00:00Z'), tromso))
  assert.ok(!isNight(new Date('2026-06-21T23:00:00Z'), tromso))
})
