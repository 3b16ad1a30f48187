// Writes what the reader of zones learns from: strips of lines that it prints and photographs
// itself. `learn-zones.ts FOLDER COUNT SEED`; then learn-zones.py FOLDER makes the weights.

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CHARACTERS } from '../src/lib/zone-picture/line-net.ts'
import {
  linesOf, photographLines, placeOf, type PhotographedLines,
} from '../src/lib/zone-picture/lines-on-trial.ts'
import { chanceFrom, type Chance } from '../src/lib/zone-picture/photograph-on-trial.ts'
import { Sizes, STRIP_PITCH, stripOf, trackOf } from '../src/lib/zone-picture/strip.ts'

/** Columns of a sample: 25 characters. Every fourth is told what stands there. */
const columns = 400
const told = columns / 4
const nothing = 255

const [folder = '/tmp/zones', count = '1000', seed = '1'] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const out = openSync(join(folder, `strips-${seed}.bin`), 'w')
const chance = chanceFrom(Number(seed))
let written = 0
while (written < Number(count)) {
  // Small pictures are the hard ones: most samples are of few pixels.
  const pitch = chance.next() < 0.55 ? chance.between(4.6, 10) : chance.between(10, 24)
  const photograph = photographLines(linesOf(chance), { pitch, chance })
  const sizes = new Sizes(photograph.picture)
  for (const line of photograph.lines.keys()) {
    for (let turn = 0; turn < 3 && written < Number(count); turn++, written++) {
      writeSync(out, sampleOf(photograph, { line, sizes, chance }))
    }
  }
}
closeSync(out)

// The shades, then for every fourth column: the character, how far its middle is (quarter
// pixels), how far the middle of the line is below (quarter pixels), half the height (eighths).
function sampleOf(
  of: PhotographedLines, { line, sizes, chance }: { line: number; sizes: Sizes; chance: Chance },
): Buffer {
  const length = of.lines[line]!.length
  const wrong = chance.next() < 0.05
  const turned = wrong && chance.next() < 0.7
  const pitch = STRIP_PITCH * Math.exp(chance.normal() * 0.11)
  const tall = 7.6 * Math.exp(chance.normal() * 0.14)
  const start = chance.between(-3.5, length + 3.5 - columns / pitch)
  const base = chance.normal() * 2.2 + (wrong && !turned ? tall * chance.of([-2.4, 2.4]) : 0)
  const [tilt, bow, slant] = [chance.normal() * 1.4, chance.normal() * 0.7, chance.normal() * 0.05]
  const offAt = (x: number) => base + tilt * (x / columns - 0.5) * 2
    + bow * Math.sin(x / columns * Math.PI * 2)
  const columnAt = (x: number) => start + x / pitch
  const track = trackOf(columns, (x) => {
    const at = turned ? columns - 1 - x : x
    const { middle, down } = placeOf(of, line, columnAt(at) - 0.5)
    const step = [down[0] / tall, down[1] / tall] as const
    const off = -offAt(at)
    const [dx, dy] = [step[0] - slant * step[1], step[1] + slant * step[0]]
    const y = [middle[0] + step[0] * off, middle[1] + step[1] * off] as const
    return turned ? [...y, -dx, -dy] : [...y, dx, dy]
  })
  const labels = Buffer.alloc(told * 4)
  for (let t = 0; t < told; t++) {
    const at = columnAt(t * 4)
    const column = Math.floor(at)
    const inside = !wrong && column >= 0 && column < length
    const character = inside ? CHARACTERS.indexOf(of.lines[line]![column]!) : nothing
    labels[t * 4] = character
    labels.writeInt8(Math.max(-127, Math.min(127, Math.round((column + 0.5 - at) * pitch * 4))),
      t * 4 + 1)
    labels.writeInt8(Math.max(-127, Math.min(127, Math.round(offAt(t * 4) * 4))), t * 4 + 2)
    labels[t * 4 + 3] = Math.round(tall * 8)
  }
  return Buffer.concat([stripOf(sizes, track).data, labels])
}
