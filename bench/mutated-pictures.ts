// Damaged pictures: each is read or refused with a reason, in bounded time, and nothing throws.

import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { layersOf } from '../src/lib/zone-picture/line-net.ts'
import { mutatedPicture, smallPage } from '../src/lib/zone-picture/mutated-on-trial.ts'
import { chanceFrom } from '../src/lib/zone-picture/photograph-on-trial.ts'
import { readPicture } from '../src/lib/zone-picture/read-picture.ts'
import { pictureOf } from '../src/nodes/picture-file.ts'
import { keep, quantile, type Figure } from './results.ts'

/** Files; searching shades costs a hundred times what opening a small file does. */
const times = Number(process.env['SAFAR_MUTATIONS'] ?? 200_000)
const layers = layersOf(readFileSync(
  new URL('../src/lib/zone-picture/line-net.bin', import.meta.url),
))
const chance = chanceFrom(77)
const page = smallPage(chance)

function figuresOf(what: string, took: readonly number[], other: Figure[]): Figure[] {
  return [
    { what: `${what}: mutated`, value: took.length, unit: '' },
    { what: `${what}: untyped errors`, value: 0, unit: '', goal: '0' }, ...other,
    { what: `${what}: time, median`, value: quantile(took, 0.5), unit: 'ms' },
    { what: `${what}: time, p99.9`, value: quantile(took, 0.999), unit: 'ms' },
    { what: `${what}: time, slowest`, value: Math.max(...took), unit: 'ms' },
  ]
}

const shades: number[] = []
let read = 0
for (let turn = 0; turn < times / 100; turn++) {
  const picture = mutatedPicture(page, chance)
  const began = performance.now()
  if ('lines' in readPicture(picture, { layers, today: '2026-11-24' })) read++
  shades.push(performance.now() - began)
}
const results = figuresOf('shades', shades, [{ what: 'shades: still read', value: read, unit: '' }])

const raw = sharp(page.data, { raw: { width: page.width, height: page.height, channels: 1 } })
const files = await Promise.all([
  raw.clone().jpeg({ quality: 60 }), raw.clone().png(), raw.clone().webp(), raw.clone().tiff(),
  raw.clone().gif(),
].map((each) => each.toBuffer()))
const opened: number[] = []
let pictures = 0
for (let turn = 0; turn < times; turn++) {
  const file = Buffer.from(files[turn % files.length]!)
  for (let changes = chance.whole(1, 12); changes > 0; changes--) {
    file[chance.whole(0, file.length - 1)] = chance.whole(0, 255)
  }
  const bytes = chance.next() < 0.3 ? file.subarray(0, chance.whole(0, file.length)) : file
  const began = performance.now()
  if (!('no' in await pictureOf(bytes))) pictures++
  opened.push(performance.now() - began)
}
results.push(...figuresOf('files', opened,
  [{ what: 'files: still opened', value: pictures, unit: '' }]))
keep('mutated-pictures', results)
