// Runs every check and test: types, tidiness, then all tests, and ends with their counts.

import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'

const steps = [
  ['the types', 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.']],
  [
    'the tidiness', 'node_modules/oxlint/bin/oxlint',
    ['--quiet', 'src', 'faults', 'journeys', 'bench', 'bin'],
  ],
]

for (const [what, program, args] of steps) {
  const done = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' })
  if (done.status !== 0) {
    process.stderr.write(`safar: ${what} are not as they must be\n`)
    process.exit(1)
  }
}

const places = process.argv.slice(2)
const tests = globSync(places.length > 0 ? places : [
  'src/**/*.test.ts', 'faults/**/*.test.ts', 'bench/**/*.test.ts', 'journeys/**/*.test.ts',
]).sort()
// A browser takes a core for itself: its tests run one after another, when the others are done.
const inBrowser = tests.filter((path) => path.startsWith('journeys') || path.includes('/kit/'))
const others = tests.filter((path) => !inBrowser.includes(path))
const exits = [[others, 2], [inBrowser, 1]].filter(([some]) => some.length > 0).map(
  ([some, atOnce]) => spawnSync(process.execPath, [
    '--import', new URL('./seed.js', import.meta.url).href,
    '--test', `--test-concurrency=${atOnce}`, '--test-timeout=600000', ...some,
  ], { stdio: 'inherit' }).status ?? 1
)
process.exit(Math.max(0, ...exits))
