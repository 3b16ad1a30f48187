// Which word of one name stands for which of the other, so that together they say the most.

/**
 * The best one-to-one assignment: for each row its column, or -1 where it has none. `gains` below
 * `least` are not taken. At most 8 by 8; exact, by what is best for each set of columns taken.
 */
export function assign(
  gains: readonly (readonly number[])[], columns: number, least: number,
): number[] {
  const rows = gains.length
  const sets = 1 << columns
  const best = new Float64Array(sets).fill(-Infinity)
  best[0] = 0
  const taken: Int8Array[] = []
  let now = best
  for (let i = 0; i < rows; i++) {
    // A row without a column costs nothing; it stands apart.
    const next = Float64Array.from(now)
    const chosen = new Int8Array(sets).fill(-1)
    for (let set = 0; set < sets; set++) {
      if (now[set] === -Infinity) continue
      for (let j = 0; j < columns; j++) {
        const gain = gains[i]![j]!
        if (set & (1 << j) || gain <= least) continue
        // What is taken is better than what is left apart on both sides.
        const sum = now[set]! + gain - least
        if (sum > next[set | (1 << j)]!) {
          next[set | (1 << j)] = sum
          chosen[set | (1 << j)] = j
        }
      }
    }
    taken.push(chosen)
    now = next
  }
  let set = 0
  for (let each = 1; each < sets; each++) if (now[each]! > now[set]! + 1e-9) set = each
  const partners = Array.from({ length: rows }, () => -1)
  for (let i = rows - 1; i >= 0; i--) {
    const j = taken[i]![set]!
    partners[i] = j
    if (j >= 0) set &= ~(1 << j)
  }
  return partners
}
