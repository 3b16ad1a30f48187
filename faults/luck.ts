// Luck that can be had again: the same seed gives the same faults on every machine.

export interface Luck {
  /** A whole number from 0 up to and not including n. */
  below(n: number): number
  /** True with the chance given (0 to 1). */
  coin(chance: number): boolean
  /** One of the list, which must not be empty. */
  pick<T>(list: readonly T[]): T
}

/**
 * Luck from a seed: xorshift128 (Marsaglia 2003), started by splitmix32 so that neighbouring seeds
 * share nothing. Several numbers make one seed: `luck(seed, image)`.
 */
export function luck(...seed: number[]): Luck {
  let mixed = 0x9e3779b9
  const state = [0, 0, 0, 0].map(() => 0)
  for (const part of [...seed, 0]) {
    for (let i = 0; i < 4; i++) {
      mixed = (mixed + (part | 0) + 0x9e3779b9) | 0
      state[i] = (state[i]! ^ splitmix(mixed)) | 0
    }
  }
  let [x, y, z, w] = state as [number, number, number, number]
  if ((x | y | z | w) === 0) w = 1
  const next = () => {
    const t = x ^ (x << 11)
    x = y
    y = z
    z = w
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8)
    return w >>> 0
  }
  const below = (n: number) => Math.floor((next() / 0x1_0000_0000) * n)
  return {
    below,
    coin: (chance) => next() / 0x1_0000_0000 < chance,
    pick: (list) => {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[below(list.length)]!
    },
  }
}

function splitmix(seed: number): number {
  let t = seed ^ (seed >>> 16)
  t = Math.imul(t, 0x21f0aaad)
  t ^= t >>> 15
  t = Math.imul(t, 0x735a2d97)
  return t ^ (t >>> 15)
}
