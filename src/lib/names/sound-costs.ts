// What it costs, in bits, to take one sound for another: learned from names spelled many ways.

import learned from './sound-costs.json' with { type: 'json' }
import { SOUNDS } from './sounds.ts'

/** Places in a row of a table: silence, and each of the sounds. */
export const soundCount = SOUNDS.length + 1

/** Which table two words are compared by. */
export const tableOf = { alike: 0, vowelless: 1, cyrillic: 2 } as const

/**
 * Three tables of costs in tenths of a bit: Latin with Latin, a script without vowels with one that
 * has them, Cyrillic with Latin; each row a sound (the first is silence), in the order of `SOUNDS`.
 * `npm run bench learn-names` makes them from public lists (README).
 */
const tables = learned.tables.map((table) => Float64Array.from(
  table.flatMap((row) => row.split(' ').map((tenths) => Number(tenths) / 10)),
))

/** Costs of one table, row after row: `[from * soundCount + to]`, 0 standing for silence. */
export function costsIn(table: 0 | 1 | 2): Float64Array {
  return tables[table]!
}

const places = new Uint8Array(128)
for (let place = 0; place < SOUNDS.length; place++) places[SOUNDS.charCodeAt(place)] = place + 1

/** The sounds of a word as their places in the tables. */
export function codesOf(sounds: string): Uint8Array {
  return Uint8Array.from(sounds, (sound) => places[sound.charCodeAt(0)] ?? 0)
}
