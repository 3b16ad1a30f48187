// What a post acknowledged survives kills, power cuts, failing, full and rotting disks (T3, T4).

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { proofs } from './proofs.ts'

/** Runs all parts of a proof, at the same time, and holds them to no violation. */
async function proves(number: string) {
  const parts = Object.entries(proofs).filter(([name]) => name.startsWith(number))
  assert.ok(parts.length > 0)
  const counts = await Promise.all(parts.map(async ([name, prove]) => ({ name, ...await prove() })))
  const violations = counts.flatMap((each) => each.violations.map((words) => [each.name, words]))
  assert.deepEqual(violations, [])
  return counts
}

describe('what a post acknowledged', () => {
  for (const [says, number] of [
    ['is there after a kill at any moment', 'T3a'],
    ['is there after a power cut, unless a build syncs less: then the mark finds the loss', 'T3b'],
    ['is there whichever call on the disk fails, and no other fact is there in part', 'T3c'],
    ['is there when the disk runs full; the shift is closed, and space lets it go on', 'T3d'],
    ['does not change in silence when files rot, go back, are lost or mixed up', 'T4'],
  ] as const) {
    it(says, async (t) => {
      for (const { name, violations: _, ...counts } of await proves(number)) {
        t.diagnostic(`${name}: ${JSON.stringify(counts)}`)
      }
    })
  }
})
