// The drill of the network in full: node faults/drill.ts [CROSSINGS] [POSTS] [FOLDER SECONDS].

import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { drill } from './network.ts'
import { SEED } from './scale.ts'

const [crossings = '100000', posts = '4', folder, seconds = '200'] = process.argv.slice(2)
if (folder) mkdirSync(folder, { recursive: true })

const tally = await drill({
  posts: Number(posts), crossings: Number(crossings), seed: SEED, postgres: true,
  whole: Number(crossings) <= 5_000, faultEveryMs: 2_000, leastFaults: 25,
  ...(folder && { part: { room: folder, seconds: Number(seconds) } }),
  tell: (line) => process.stderr.write(`${line}\n`),
})
if (tally) {
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
} else {
  process.stdout.write(`a part is done; the same command goes on in ${folder}\n`)
  process.exitCode = 3
}
