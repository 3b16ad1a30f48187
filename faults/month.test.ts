// A month without a link, as short as a test may be: nothing is lost, and little is sent twice.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { month } from './month.ts'
import { SEED } from './scale.ts'

test('after a month alone all goes up over a line that is cut, and comes back to a spare laptop',
  async () => {
    const tally = await month({
      crossings: 400, pictureBytes: 1_000_000, seed: SEED, cutOneIn: 4,
    })
    assert.deepEqual(tally.violations, [])
    assert.ok(tally.cuts >= 3, JSON.stringify(tally))
    assert.ok(tally.sentTwice <= tally.cuts, JSON.stringify(tally))
  })
