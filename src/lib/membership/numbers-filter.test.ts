// A filter in many pieces finds what was put in, and says how often it is mistaken.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { mistakenOneIn, NumbersFilter, NumbersGathered } from './numbers-filter.ts'

const number = (at: number) => `SOM|P${(at * 7919).toString().padStart(8, '0')}`

test('what was put in is found; of the rest one in 65,536 is, in three bytes a number', () => {
  const count = 300_000
  const gathered = new NumbersGathered()
  for (let at = 0; at < count; at++) gathered.add(number(at))
  for (let at = 0; at < 1000; at++) gathered.add(number(at))
  const filter = new NumbersFilter([...gathered.pieces()])
  assert.equal(filter.count, count, 'a number that comes twice is one')
  for (let at = 0; at < count; at++) assert.ok(filter.has(number(at)), number(at))
  const others = 600_000
  let mistaken = 0
  for (let at = 0; at < others; at++) if (filter.has(`ETH|E${at}`)) mistaken += 1
  const expected = others / mistakenOneIn
  assert.ok(mistaken < expected * 4, `${mistaken}, and ${Math.round(expected)} are to be expected`)
  assert.ok(filter.bytes / count < 3, `${filter.bytes / count} bytes a number`)
})

test('a filter of nothing finds nothing, and half a filter is refused', () => {
  const pieces = [...new NumbersGathered().pieces()]
  assert.equal(new NumbersFilter(pieces).has(number(1)), false)
  assert.throws(() => new NumbersFilter([...pieces, ...pieces, ...pieces]), /lacks pieces/)
})
