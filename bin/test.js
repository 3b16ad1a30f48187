// Runs every check and test: types, tidiness, then all tests, and ends with their counts.

import { spawnSync } from 'node:child_process'

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
const tests = places.length > 0
  ? places : [
    'src/**/*.test.ts', 'faults/**/*.test.ts', 'bench/**/*.test.ts', 'journeys/**/*.test.ts',
  ]
const done = spawnSync(process.execPath, [
  '--import', new URL('./seed.js', import.meta.url).href,
  '--test', '--test-concurrency=2', '--test-timeout=600000', ...tests,
], { stdio: 'inherit' })
process.exit(done.status ?? 1)
