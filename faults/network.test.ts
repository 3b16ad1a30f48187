// A hub on PostgreSQL and two posts as processes, on lines that lose a third of what they carry.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { drill } from './network.ts'
import { SEED } from './scale.ts'

test('whatever is killed and cut, nothing is lost or doubled, and all say the same', async () => {
  const tally = await drill({
    posts: 2, crossings: 300, seed: SEED, postgres: true, whole: true, faultEveryMs: 200,
    leastFaults: 8, atOnce: 5, pauseMs: 60,
  })
  assert(tally)
  assert.deepEqual(tally.violations, [])
  assert.ok(tally.connections > 2, JSON.stringify(tally))
})
