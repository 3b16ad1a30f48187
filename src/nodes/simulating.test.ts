// Simulated countries: whatever links, disks and clocks do, in the end all nodes say the same.

import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { simulate, simulateAll, type Told } from './simulating.ts'

/** As many as fit a test; `npm run simulate -- --schedules 10000` is the release's run. */
const schedules = Number(process.env['SAFAR_SCHEDULES'] ?? 50)
const acts = 16

const told = ({ seed, violations, story }: Told) =>
  `seed ${seed}\n${[...story, ...violations.slice(0, 10)].join('\n')}`

test('countries on bad links, with crashes, full disks, wrong clocks, copies and older releases: ' +
  'all nodes agree in the end, and nothing acknowledged is missing', async () => {
  const bad: Told[] = []
  let acknowledged = 0
  await simulateAll({ from: 1, schedules, acts }, (run) => {
    acknowledged += run.acknowledged
    if (run.violations.length > 0) bad.push(run)
  })
  assert.equal(bad.length, 0, bad.slice(0, 3).map(told).join('\n\n'))
  assert.ok(acknowledged > schedules * 4, 'people acted, and were told that it is kept')
})

const seeds = readFileSync(new URL('../simulation/world/seeds.txt', import.meta.url), 'utf8')
for (const [, seed, acted, name] of seeds.matchAll(/^(\d+) (\d+) (.+)$/gm)) {
  test(`seed ${seed}: ${name}`, async () => {
    const run = await simulate(Number(seed), Number(acted))
    assert.deepEqual(run.violations, [], told(run))
  })
}

test('the same seed tells the same story, to the last leaf', async () => {
  const [once, again] = [await simulate(7, acts), await simulate(7, acts)]
  assert.deepEqual(again, once)
})
