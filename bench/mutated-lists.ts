// Lists damaged in every way that luck finds: each is answered by entries and faults, and soon.

import { readdirSync, readFileSync } from 'node:fs'
import { luckFrom, mutatedList } from '../src/border/lists/mutated-list-on-trial.ts'
import { readList } from '../src/border/lists/read-list.ts'
import { keep, type Figure } from './results.ts'

const folder = new URL('../testdata/lists/', import.meta.url)
/** `SAFAR_MUTATIONS` damages each list so often; 200,000 take some hours. */
const count = Number(process.env['SAFAR_MUTATIONS'] ?? 5000)
const mostMs = 50
const luck = luckFrom(20_261_124)

async function* whole(bytes: Uint8Array) {
  yield bytes
}

/** Milliseconds of processor that reading took; what it threw, where it threw. */
async function read(bytes: Uint8Array): Promise<{ ms: number; threw: boolean }> {
  const before = process.cpuUsage()
  let threw = false
  try {
    for await (const _ of readList(whole(bytes), { name: 'a list' }));
  } catch {
    threw = true
  }
  return { ms: process.cpuUsage(before).user / 1000, threw }
}

const figures: Figure[] = []
for (const file of readdirSync(folder).filter((each) => !each.startsWith('README'))) {
  const bytes = readFileSync(new URL(file, folder))
  // The first reading compiles the reader and names the countries.
  await read(bytes)
  let [slowest, slow, thrown] = [0, 0, 0]
  for (let turn = 0; turn < count; turn++) {
    const { ms, threw } = await read(mutatedList(bytes, luck))
    slowest = Math.max(slowest, ms)
    slow += ms > mostMs ? 1 : 0
    thrown += threw ? 1 : 0
  }
  figures.push(
    { what: `${file}: errors that are no fault, of ${count}`, value: thrown, unit: '', goal: '0' },
    { what: `${file}: slower than ${mostMs} ms`, value: slow, unit: '', goal: '0' },
    { what: `${file}: slowest`, value: slowest, unit: 'ms', goal: `< ${mostMs}` },
  )
}
keep('mutated-lists', figures)
