// What it costs, in bits, to take one sound for another: learned from names spelled many ways.

import learned from './sound-costs.json' with { type: 'json' }
import { SOUNDS } from './sounds.ts'

const count = SOUNDS.length + 1
const places = new Uint8Array(128)
for (let place = 0; place < SOUNDS.length; place++) places[SOUNDS.charCodeAt(place)] = place + 1

/**
 * Three tables of costs in tenths of a bit: Latin with Latin, a script without vowels with one that
 * has them, Cyrillic with Latin; each row a sound (the first is silence), in the order of `SOUNDS`.
 * `npm run bench learn-names` makes them from public lists (README).
 */
const tables = new Float64Array(3 * count * count)
learned.tables.forEach((table, kind) => table.forEach((row, from) => {
  row.split(' ').forEach((tenths, to) => {
    tables[(kind * count + from) * count + to] = Number(tenths) / 10
  })
}))

/** The place of a sound in the tables; other letters share the place of silence. */
export function soundAt(sounds: string, at: number): number {
  return places[sounds.charCodeAt(at)]!
}

/** What it costs that one sound stands where the other does, in bits. */
export function changeCost(kind: number, from: number, to: number): number {
  return tables[(kind * count + from) * count + to]!
}

/** What it costs that a sound is in one word only; 0 stands for the word without it. */
export function gapCost(kind: number, from: number, to: number): number {
  return tables[(kind * count + from) * count + to]!
}
