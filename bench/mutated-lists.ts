// Lists damaged in every way that luck finds: each is answered by entries and faults, and soon.

import { readdirSync, readFileSync } from 'node:fs'
import { luckFrom, mutatedList } from '../src/border/lists/mutated-list-on-trial.ts'
import { textOf } from '../src/border/lists/decoding.ts'
import { ListEnds } from '../src/border/lists/entry.ts'
import { readNumbers } from '../src/border/lists/numbers-reading.ts'
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
async function read(
  bytes: Uint8Array, numbers: boolean,
): Promise<{ ms: number; threw: boolean }> {
  const before = process.cpuUsage()
  let threw = false
  try {
    if (numbers) await readNumbers(textOf(whole(bytes)), { found: () => {}, fault: () => {} })
    else for await (const _ of readList(whole(bytes), { name: 'a list' }));
  } catch (failure) {
    threw = !(failure instanceof ListEnds)
  }
  return { ms: process.cpuUsage(before).user / 1000, threw }
}

const figures: Figure[] = []
const files = readdirSync(folder).filter((each) => !each.startsWith('README'))
for (const file of [...files, '../numbers/sltd.csv']) {
  const bytes = readFileSync(new URL(file, folder))
  const numbers = file.includes('numbers')
  // The first reading compiles the reader and names the countries.
  await read(bytes, numbers)
  let [slowest, slow, thrown] = [0, 0, 0]
  for (let turn = 0; turn < count; turn++) {
    const { ms, threw } = await read(mutatedList(bytes, luck), numbers)
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
