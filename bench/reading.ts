// How long a zone takes to be read and two names to be compared: both happen for every person.

import { readName, type ReadName } from '../src/lib/names/read-name.ts'
import { compareNames } from '../src/lib/names/compare-names.ts'
import { readMrz } from '../src/lib/mrz/read-mrz.ts'
import { oneOfMany } from '../src/simulation/many.ts'
import { keep, median, quantile } from './results.ts'

const today = '2026-11-22'
const zones: string[] = []
const names: ReadName[] = []
for (let place = 0; zones.length < 2000; place++) {
  const { person, document } = oneOfMany(place, { seed: 7, today })
  if (!document.mrz) continue
  zones.push(document.mrz.join('\n'))
  names.push(readName(`${person.surname} ${person.givenNames}`))
}
// Every second zone with one character that a reader mistakes: those are repaired by proposal.
const misread = zones.map((zone, index) => (index % 2 ? zone.replace(/0/, 'O') : zone))
const hostile = '<'.repeat(60) + 'P<0O'.repeat(1000)

function timed(runs: number, run: (turn: number) => unknown): number[] {
  const times: number[] = []
  for (let turn = 0; turn < runs; turn++) {
    const from = performance.now()
    run(turn)
    times.push(performance.now() - from)
  }
  return times.slice(runs / 4)
}

const clean = timed(4000, (turn) => readMrz(zones[turn % 2000]!, today))
const repaired = timed(4000, (turn) => readMrz(misread[turn % 2000]!, today))
const worst = timed(400, () => readMrz(hostile.slice(0, 4096), today))
const compared = timed(8000, (turn) => compareNames(names[turn % 2000]!, names[(turn * 7) % 2000]!))
keep('reading', [
  { what: 'a clean zone read, median', value: median(clean), unit: 'ms', goal: '< 5' },
  { what: 'a clean zone read, p99', value: quantile(clean, 0.99), unit: 'ms', goal: '< 5' },
  { what: 'every second misread, p99', value: quantile(repaired, 0.99), unit: 'ms', goal: '< 5' },
  { what: '4 kB of hostile text, p99', value: quantile(worst, 0.99), unit: 'ms' },
  { what: 'two names, once read, compared, median', value: median(compared) * 1000, unit: 'µs' },
])
