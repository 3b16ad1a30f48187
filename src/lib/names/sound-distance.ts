// How far apart two words sound, in bits: Damerau's distance with the costs of sounds.

import { costsIn, soundCount } from './sound-costs.ts'
import { mostSounds } from './sounds.ts'

/** Two neighbours swapped: one slip of a hand. */
const swapCost = 4

const width = mostSounds + 2
const rows = [new Float64Array(width), new Float64Array(width), new Float64Array(width)] as const

/**
 * The distance of two words by the places of their sounds (`codesOf`), in bits, or `most` where it
 * is that or more. The rows of tables are those of the first word. Its rows are used again by the
 * next comparison.
 */
export function soundDistance(
  a: Uint8Array, b: Uint8Array, { table, most }: { table: 0 | 1 | 2; most: number },
): number {
  const costs = costsIn(table)
  let [two, one, now]: [Float64Array, Float64Array, Float64Array] = [rows[0], rows[1], rows[2]]
  const length = b.length
  one[0] = 0
  for (let j = 1; j <= length; j++) one[j] = one[j - 1]! + costs[b[j - 1]!]!
  for (let i = 1; i <= a.length; i++) {
    const from = a[i - 1]! * soundCount
    const gap = costs[from]!
    let least = now[0] = one[0]! + gap
    for (let j = 1; j <= length; j++) {
      const to = b[j - 1]!
      let cost = one[j - 1]! + costs[from + to]!
      const less = one[j]! + gap
      const more = now[j - 1]! + costs[to]!
      if (less < cost) cost = less
      if (more < cost) cost = more
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === to && a[i - 1] !== to) {
        const swapped = two[j - 2]! + swapCost
        if (swapped < cost) cost = swapped
      }
      now[j] = cost
      if (cost < least) least = cost
    }
    if (least >= most) return most
    const free = two
    two = one
    one = now
    now = free
  }
  return Math.min(one[length]!, most)
}
