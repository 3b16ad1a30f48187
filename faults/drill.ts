// The drill of the network in full: node faults/drill.ts [CROSSINGS] [POSTS], results beside.

import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { drill } from './network.ts'
import { SEED } from './scale.ts'

const crossings = Number(process.argv[2] ?? 100_000)
const posts = Number(process.argv[3] ?? 4)

const tally = await drill({
  posts, crossings, seed: SEED, postgres: true, whole: crossings <= 5_000, faultEveryMs: 2_000,
  leastFaults: 25,
  tell: (line) => process.stderr.write(`${line}\n`),
})
const result = {
  ...tally, seconds: Math.round(tally.seconds), seed: SEED, store: 'postgres',
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  at: new Date().toISOString().slice(0, 10),
}
process.stdout.write(`${JSON.stringify(result, null, 1)}\n`)
const path = join(import.meta.dirname, 'results', 'network.json')
const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as object[] : []
writeFileSync(path, `${JSON.stringify([...before, result], null, 1)}\n`)
process.exitCode = tally.violations.length > 0 ? 1 : 0
