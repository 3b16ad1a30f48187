// The month without a link in full: node faults/lone-month.ts [CROSSINGS] [MEGABYTES].

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { month } from './month.ts'
import { SEED } from './scale.ts'

const [crossings = '97000', megabytes = '1000'] = process.argv.slice(2)
const tally = await month({
  crossings: Number(crossings), pictureBytes: Number(megabytes) * 1_000_000, seed: SEED,
  cutOneIn: 50, tell: (line) => process.stderr.write(`${line}\n`),
})
const result = {
  ...tally, seed: SEED, load: Math.round(loadavg()[0]!),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  at: new Date().toISOString().slice(0, 10),
}
process.stdout.write(`${JSON.stringify(result, null, 1)}\n`)
const path = join(import.meta.dirname, 'results', 'month.json')
const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) as object[] : []
writeFileSync(path, `${JSON.stringify([...before, result], null, 1)}\n`)
process.exitCode = tally.violations.length > 0 ? 1 : 0
