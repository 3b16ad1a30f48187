// What a node offers to queries by a name: some do without it, to others its absence is a defect.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial } from '../nodes/trial.ts'
import { askingOf } from './ask.ts'
import { harbour } from './harbour-on-trial.ts'

test('what a node does not offer is nothing to who can do without, and a defect to who ' +
  'cannot', async () => {
  const t = await trial([harbour])
  const known = askingOf(t.node, t.officer('amina', 'primary-officer'))
  assert.equal(known.offered('tides'), undefined)
  assert.throws(() => known.service('tides'), /this node offers no tides/)
  const tides = { high: () => '06:12' }
  t.node.offer('tides', tides)
  assert.equal(known.offered('tides'), tides)
  assert.equal(known.service('tides'), tides)
  await t.end()
})
