// How many photographs are read to the last character, what that costs, and whether a field was
// ever called good that was not: specimens beside the project, and pages made here.

import { existsSync, readFileSync } from 'node:fs'
import { checksOf, textAt } from '../src/lib/mrz/layout.ts'
import { layersOf } from '../src/lib/zone-picture/line-net.ts'
import { photographPage } from '../src/lib/zone-picture/pages-on-trial.ts'
import { chanceFrom } from '../src/lib/zone-picture/photograph-on-trial.ts'
import type { Gray } from '../src/lib/zone-picture/gray.ts'
import { readPicture } from '../src/lib/zone-picture/read-picture.ts'
import { pictureOf } from '../src/nodes/picture-file.ts'
import { oneOfMany } from '../src/simulation/many.ts'
import { keep, median, quantile, type Figure } from './results.ts'

const today = '2026-11-24'
const count = Number(process.env['SAFAR_BENCH_COUNT'] ?? 100)
const layers = layersOf(readFileSync(
  new URL('../src/lib/zone-picture/line-net.bin', import.meta.url),
))

/** Pictures read so far of one kind. */
class Tally {
  pictures = 0
  whole = 0
  refused = 0
  good = 0
  wrong = 0
  readonly times: number[] = []

  async take(printed: readonly string[], open: () => Gray | Promise<Gray>, timed = true) {
    const made = timed ? undefined : await open()
    const before = process.cpuUsage()
    const read = readPicture(made ?? await open(), { layers, today })
    const { user, system } = process.cpuUsage(before)
    this.times.push((user + system) / 1000)
    this.pictures++
    if ('unreadable' in read) return void this.refused++
    if (read.lines.join() === printed.join()) this.whole++
    const checks = checksOf(read.lines, read.format)
    for (const { name, standing } of read.checks) {
      if (standing !== 'good') continue
      this.good++
      const { at, over } = checks.find((check) => check.name === name)!
      const same = [at, ...over].every((run) => printed[run.line] !== undefined
        && textAt(read.lines, run) === textAt(printed, run))
      if (!same) this.wrong++
    }
  }

  figures(what: string, goal?: string): Figure[] {
    const { pictures, whole, refused, good, wrong, times } = this
    return [
      { what: `${what}: pictures`, value: pictures, unit: '' },
      {
        what: `${what}: read to the last character`, value: whole / pictures * 100, unit: '%',
        ...(goal && { goal }),
      },
      { what: `${what}: said to be unreadable`, value: refused / pictures * 100, unit: '%' },
      { what: `${what}: fields called good`, value: good, unit: '' },
      { what: `${what}: of these wrong`, value: wrong, unit: '', goal: '0' },
      { what: `${what}: processor time, median`, value: median(times), unit: 'ms', goal: '< 150' },
      { what: `${what}: processor time, p95`, value: quantile(times, 0.95), unit: 'ms',
        goal: '< 600' },
    ]
  }
}

/** The zones of invented travellers, one after the other. */
function* invented(): Generator<readonly string[], undefined> {
  for (let place = 0; ; place++) {
    const { document: { mrz } } = oneOfMany(place, { seed: 11, today })
    if (mrz) yield mrz
  }
}

const figures: Figure[] = []
const zones = invented()
const specimens = new URL('../../shared/documents/mrz/', import.meta.url)
if (existsSync(specimens)) {
  const truth: Record<string, string[]> =
    JSON.parse(readFileSync(new URL('truth.json', specimens), 'utf8'))
  const tally = new Tally()
  for (const warm of [true, false]) {
    for (const [name, lines] of Object.entries(truth)) {
      const open = async () => {
        const picture = await pictureOf(readFileSync(new URL(name, specimens)))
        if ('no' in picture) throw new Error(`${name}: ${picture.no}`)
        return picture
      }
      if (warm) await open()
      else await tally.take(lines, open)
    }
  }
  figures.push(...tally.figures('specimens', '> 85'))
}

// What no one trained on: other chance, whole pages, every direction.
for (const [what, least, most] of [
  ['pages, 8 to 18 pixels a character', 8, 18], ['pages, 5 to 8 pixels a character', 5, 8],
] as const) {
  const chance = chanceFrom(Math.round(least * 1000) + 7)
  const tally = new Tally()
  for (let turn = 0; turn < count; turn++) {
    const lines = zones.next().value!
    const page = photographPage(lines, {
      pitch: chance.between(least, most), leaning: 0.08, chance,
      turned: chance.next() < 0.7 ? chance.between(-10, 10) : chance.between(0, 360),
    })
    await tally.take(lines, () => page, false)
  }
  figures.push(...tally.figures(what))
}
keep('reading-pictures', figures)
